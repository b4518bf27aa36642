import type { Cause } from '../model/binding.ts';
import type { TreeNode } from '../model/document.ts';
import type { FactRow, Refutation } from '../model/fact.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Check } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { speaksOf } from './prepare.ts';
import type { DocumentView, LocalBindings } from './matcher.ts';
import type { Inquiry, Solution } from './inquiry.ts';
import { BudgetExceeded } from './budget.ts';
import { portable, residual, solve } from './solve.ts';
import { candidates } from './steps.ts';

export interface Matched {
  readonly rows: readonly FactRow[];
  readonly problems: readonly Problem[];
}

/** Everything that the checks find in one document. A check that crashes becomes a problem here and nowhere else. */
export function matchDocument(view: DocumentView, checks: readonly Check[]): Matched {
  const rows: FactRow[] = [];
  const problems: Problem[] = [];
  for (const check of checks) {
    try {
      rows.push(...rowsOf(check, view));
    } catch (error) {
      problems.push(crash(check, view, error as Error));
    }
  }
  return { rows, problems };
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
  const seen = new Set<string>();
  for (const node of candidates(matcher.formula, view) ?? []) {
    for (const solution of solve(matcher.formula, node, {}, { view, subject: node, deferred })) {
      const row = rowOf(check, matcher, solution, { view, subject: solution.node, deferred }, node);
      const identity = JSON.stringify([row.node, row.bindings, row.rest]);
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
    bindings,
    rest: solution.rest,
  };
  const { judge, fix } = check;
  if (!('subject' in judge) || judge.subject !== matcher.id) return row;
  const when = judge.when && ask(judge.when, solution, base);
  const require = judge.form === 'require' ? ask(judge.require, solution, base) : undefined;
  return {
    ...row,
    ...(when && { when: when.formula }),
    ...(require && { require: require.formula }),
    ...(require && require.refutations.length > 0 && { refutations: require.refutations }),
    ...(fix && { fix: fixText(fix.replace, solution.bindings, view) }),
  };
}

/** The replacement with each placeholder as the source writes it: a string literal keeps its quotes. */
function fixText(replace: string, bindings: LocalBindings, { document }: DocumentView): string {
  return replace.replace(/\$([A-Z_][A-Z_0-9]*)/g, (written, name: string) => {
    const bound = bindings[name];
    return bound?.node ? document.file.text.slice(...bound.node.range) : (bound?.text ?? written);
  });
}

/** What remains of a formula about the subject, and where a plain no was found out. */
function ask(formula: Formula, subject: Solution, base: Inquiry): { formula: Formula; refutations: Refutation[] } {
  const refutations: Refutation[] = [];
  const refute = (message: string, at: TreeNode): void => {
    const precise = base.view.document.family === 'config';
    refutations.push({ message, place: base.view.place(at), ...(precise && { precise }) });
  };
  const inquiry: Inquiry = { ...base, refute, ...extent(subject) };
  const solutions = solve(formula, subject.node, subject.bindings, inquiry);
  return { formula: residual(solutions, subject.bindings, inquiry), refutations };
}

function extent({ also, beyond }: Solution): { readonly also?: readonly TreeNode[]; readonly beyond?: Cause } {
  return { ...(also && { also }), ...(beyond && { beyond }) };
}

function identityOf(node: TreeNode, view: DocumentView): string {
  const { path } = view.document.file;
  return node === view.fileNode ? path : `${path}:${node.range[0]}-${node.range[1]}:${node.type}`;
}
