import { subjectKey } from '../documents/keys/key.ts';
import type { Cause } from '../model/binding.ts';
import type { TreeNode } from '../model/document.ts';
import type { CallFacts, GuardFact } from '../model/calls.ts';
import type { FactRow, Refutation } from '../model/fact.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Check, Fix } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import { aligned, fixText } from './fix.ts';
import { nosemgrep } from './nosemgrep.ts';
import { asksForCalls, callFacts, guardFacts } from './dominance/facts.ts';
import { unitAround } from './dominance/reach.ts';
import { speaksOf } from './prepare.ts';
import type { DocumentView, Refute } from './matcher.ts';
import type { Inquiry, Solution, Told } from './inquiry.ts';
import { BudgetExceeded } from './budget.ts';
import { isFalse } from './formula.ts';
import { askHere, portable, residual, solve } from './solve.ts';
import { candidates } from './steps.ts';

export interface Matched {
  readonly rows: readonly FactRow[];
  readonly problems: readonly Problem[];
  readonly calls?: CallFacts;
}

/** Everything that the checks find in one document. A check that crashes becomes a problem here and nowhere else. */
export function matchDocument(view: DocumentView, checks: readonly Check[]): Matched {
  const rows: FactRow[] = [];
  const problems: Problem[] = [];
  const attempt = (check: Check, work: () => void): void => {
    try {
      work();
    } catch (error) {
      problems.push(crash(check, view, error as Error));
    }
  };
  for (const check of checks) attempt(check, () => rows.push(...rowsOf(check, view)));
  const guards: Record<string, GuardFact> = {};
  let calls: Omit<CallFacts, 'guards'> | undefined;
  for (const check of checks.filter((one) => asksForCalls(one, view))) {
    attempt(check, () => {
      calls ??= callFacts(view);
      if (calls) Object.assign(guards, guardFacts(check, view, askHere));
    });
  }
  return { rows, problems, ...(calls && { calls: { ...calls, guards } }) };
}

function crash({ policy }: Check, { document }: DocumentView, error: Error): Problem {
  const { path } = document.file;
  const budget = error instanceof BudgetExceeded || error instanceof RangeError;
  const kind = budget ? 'budget' : 'crash';
  const message = `The check '${policy.id}' could not finish '${path}': ${error.message}`;
  return { kind, level: 'warning', message, path, policy: policy.id };
}

function* rowsOf(check: Check, view: DocumentView): Iterable<FactRow> {
  const { file, family } = view.document;
  for (const matcher of check.matchers) {
    if (matcher.station === 'map' && speaksOf(matcher.formula, file.path, family))
      yield* matchRows(check, matcher, view);
  }
}

function* matchRows(check: Check, matcher: RangingMatcher, view: DocumentView): Iterable<FactRow> {
  const deferred = new Set(check.deferred);
  const guards = check.guards ?? [];
  const seen = new Set<string>();
  for (const node of candidates(matcher.formula, view) ?? []) {
    for (const solution of solve(matcher.formula, node, {}, { view, subject: node, deferred, guards })) {
      const row = rowOf(check, matcher, solution, { view, subject: solution.node, deferred, guards }, node);
      // What is written once may count in several configurations of a document, in each with other things around it.
      const around = 'via' in solution.node ? [row.when, row.require] : [];
      const identity = JSON.stringify([row.node, row.bindings, row.rest, ...around]);
      if (!seen.has(identity)) yield row;
      seen.add(identity);
    }
  }
}

function rowOf(check: Check, matcher: RangingMatcher, solution: Solution, base: Inquiry, matched: TreeNode): FactRow {
  const { view } = base;
  const bindings = portable(solution.bindings);
  const row = {
    policy: check.policy.id,
    matcher: matcher.id,
    node: identityOf(solution.node, view),
    ...(solution.node !== matched && { matched: identityOf(matched, view) }),
    // A fix replaces the region that is reported.
    place: view.place(solution.node, check.fix !== undefined),
    ...(solution.node.elsewhere && { countsIn: view.document.file.path }),
    bindings,
    rest: solution.rest,
    ...(matcher.inUnits && { unit: unitAround(solution.node, view) }),
  };
  const { judge, fix } = check;
  if (!('subject' in judge) || judge.subject !== matcher.id) return row;
  const when = judge.when && ask(judge.when, solution, base);
  const require = judge.form === 'require' ? ask(judge.require, solution, base) : undefined;
  const refutations = [...(require?.refutations ?? []), ...becauseOf(solution.node, view)];
  const key = subjectKey(view, solution.node);
  return {
    ...row,
    ...(key !== undefined && { key }),
    ...(when && { when: when.formula }),
    ...(require && { require: require.formula }),
    ...(refutations.length > 0 && { refutations }),
    ...(when && isFalse(when.formula) && when.refutations.length > 0 && { inapplicable: when.refutations }),
    ...(fix && { fix: fixOf(check, fix, solution, row.place, view) }),
    ...suppressionOf(check, solution, view),
    ...toldOf([...(solution.flow ? [{ flow: solution.flow }] : []), ...(require?.told ?? [])], view),
  };
}

/** How a value comes to count that is not written in this document. */
function becauseOf(node: TreeNode, view: DocumentView): readonly Refutation[] {
  return (node.elsewhere?.because ?? []).map(({ message, at }) => ({ message, place: view.place(at ?? node) }));
}

/** The first way on which tainted data arrives, and what is said where none does. */
function toldOf(told: readonly Told[], view: DocumentView): Pick<FactRow, 'flow' | 'notes'> {
  const way = told.find((about) => 'flow' in about);
  const notes = told.flatMap((about) => ('note' in about ? [about.note] : []));
  const flow = way?.flow.map(({ message, node }) => ({ message, place: view.place(node) }));
  return { ...(flow && { flow }), ...(notes.length > 0 && { notes: [...new Set(notes)] }) };
}

function fixOf(
  { policy }: Check,
  fix: Fix,
  { node, bindings }: Solution,
  { region }: Place,
  view: DocumentView,
): string {
  const text = fixText(fix, node.range, bindings, view);
  return policy.dialect === 'semgrep' && 'replace' in fix && region ? aligned(text, region.startColumn) : text;
}

function suppressionOf(
  { policy }: Check,
  { node }: Solution,
  { document }: DocumentView,
): Pick<FactRow, 'suppression'> {
  if (policy.dialect !== 'semgrep') return {};
  const suppression = nosemgrep(document.file.text, node.range[0], policy.id);
  return suppression ? { suppression } : {};
}

interface Asked {
  readonly formula: Formula;
  readonly refutations: readonly Refutation[];
  readonly told: readonly Told[];
}

/** What remains of a formula about the subject, where a plain no was found out, and how tainted data arrives there. */
function ask(formula: Formula, subject: Solution, base: Inquiry): Asked {
  const refutations: Refutation[] = [];
  const told: Told[] = [];
  const refute: Refute = (message, at, compared) => {
    const precise = base.view.document.family === 'config';
    const place = base.view.place(at);
    refutations.push({ message, place, ...(precise && { precise }), ...(compared && { compared }) });
    refutations.push(...becauseOf(at, base.view));
  };
  const inquiry: Inquiry = { ...base, refute, tell: (about) => void told.push(about), ...extent(subject) };
  const solutions = solve(formula, subject.node, subject.bindings, inquiry);
  return { formula: residual(solutions, subject.bindings, inquiry), refutations, told };
}

function extent({ also, beyond }: Solution): { readonly also?: readonly TreeNode[]; readonly beyond?: Cause } {
  return { ...(also && { also }), ...(beyond && { beyond }) };
}

function identityOf(node: TreeNode, view: DocumentView): string {
  const { path } = view.document.file;
  if (node.elsewhere) return node.elsewhere.id;
  return node === view.fileNode ? path : `${path}:${node.range[0]}-${node.range[1]}:${node.type}`;
}
