import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { TreeNode } from '../model/document.ts';
import type { Formula } from '../model/formula.ts';
import type { Evidence } from '../model/verdict.ts';
import { allOf, anyOf, negation, TRUE, unknown } from './formula.ts';
import { bounded } from './budget.ts';
import { sentenceOf } from './formula-in-words.ts';
import { guardedSolutions } from './dominance/guarded.ts';
import { reachedElsewhere } from './dominance/reach.ts';
import { isHopeless } from './hopeless.ts';
import type { Inquiry, Solution, Witness } from './inquiry.ts';
import type { DocumentView, LocalBinding, LocalBindings } from './matcher.ts';
import { fitsFiles, isReadFor, preparedAnchor, speaksOf } from './prepare.ts';
import { related } from './steps.ts';
import { solveTaint } from './taint/taint.ts';
import { extend } from './unify-text.ts';
import { existedBefore } from './sql-questions/existed-before.ts';
import { nullableHolds } from './sql-questions/nullable.ts';
import { whereHolds } from './where.ts';

/** All ways in which the formula holds for the node under the bindings; none: it does not. Kleene's logic: an unknown is a solution whose `rest` is unknown. */
export function solve(
  formula: Formula,
  node: TreeNode,
  bindings: LocalBindings,
  inquiry: Inquiry,
): readonly Solution[] {
  const yes = { bindings, node, rest: TRUE, witnesses: [] };
  switch (formula.op) {
    case 'true':
      return [yes];
    case 'unknown':
    case 'exists':
    case 'bind':
    case 'passed':
    case 'reached':
    case 'catalog':
      return [{ ...yes, rest: formula }];
    case 'all':
      return solveAll(formula.of, node, bindings, inquiry);
    case 'any':
      return bounded(formula.of.flatMap((part) => alternative(part, formula, node, bindings, inquiry)));
    case 'not':
      return solveNot(formula.of, yes, inquiry);
    case 'anchor':
      return solveAnchor(formula, yes, inquiry);
    case 'files':
      return solveFiles(formula, yes, inquiry);
    case 'where':
      return whereHolds(formula, yes, inquiry);
    case 'nullable':
      return nullableHolds(formula, yes, inquiry);
    case 'existed-before':
      return [{ ...yes, rest: existedBefore(formula, node, inquiry) }];
    case 'step':
      return solveStep(formula, yes, inquiry);
    case 'guarded':
      return guardedSolutions(formula, yes, inquiry, askHere);
    case 'taint':
      return solveTaint(formula, yes, inquiry, solve);
    case 'focus':
      return [{ ...yes, node: bindings[formula.name]?.node ?? node }];
    case 'subject':
      return node === inquiry.subject ? [yes] : [];
  }
}

/** All that this document can tell: what remains is a formula for the reduce. */
export function askHere(formula: Formula, node: TreeNode, bindings: LocalBindings, inquiry: Inquiry): Formula {
  return residual(solve(formula, node, bindings, inquiry), bindings, inquiry);
}

/** Paths that fit, with what they capture. */
function solveFiles(formula: Extract<Formula, { op: 'files' }>, yes: Solution, { view }: Inquiry): readonly Solution[] {
  const { path } = view.document.file;
  return fitsFiles(formula, path).flatMap((captures) => {
    const captured = Object.entries(captures).map(([name, text]) => [name, { text, value: text, path }] as const);
    return extend(yes.bindings, captured).map(({ bindings, unknown: cause }) => ({
      ...yes,
      bindings,
      rest: cause ? unknown(cause) : TRUE,
    }));
  });
}

/** Of several alternatives evidence says which one held, where nothing found elsewhere shows it. */
function alternative(
  part: Formula,
  { of, name }: Extract<Formula, { op: 'any' }>,
  node: TreeNode,
  bindings: LocalBindings,
  inquiry: Inquiry,
): readonly Solution[] {
  const solutions = solve(part, node, bindings, inquiry);
  if (!inquiry.tell || node !== inquiry.subject || of.length < 2 || name !== undefined) return solutions;
  return solutions.map((found) =>
    found.witnesses.length > 0 || found.rest !== TRUE ? found : { ...found, witnesses: [{ of: part }] },
  );
}

function solveAll(
  parts: readonly Formula[],
  node: TreeNode,
  bindings: LocalBindings,
  inquiry: Inquiry,
): readonly Solution[] {
  let solutions: readonly Solution[] = [{ bindings, node, rest: TRUE, witnesses: [] }];
  for (const part of parts) {
    const next: Solution[] = [];
    for (const before of solutions) {
      for (const after of solve(part, node, before.bindings, extended(inquiry, before)))
        next.push(combine(before, after, node));
    }
    if (next.length === 0) return [];
    solutions = bounded(next);
  }
  return solutions;
}

/** What an anchor said about the extent of its node holds for the steps beside it. */
function extended(inquiry: Inquiry, { also, beyond }: Solution): Inquiry {
  return also || beyond ? { ...inquiry, ...(also && { also }), ...(beyond && { beyond }) } : inquiry;
}

function combine(before: Solution, after: Solution, asked: TreeNode): Solution {
  return {
    ...before,
    ...after,
    // Whichever part has moved the focus.
    node: after.node === asked ? before.node : after.node,
    rest: allOf([before.rest, after.rest]),
    witnesses: [...before.witnesses, ...after.witnesses],
  };
}

/** `not` exports nothing; what its inside would bind matters only if the reduce may bind it differently. */
function solveNot(of: Formula, yes: Solution, inquiry: Inquiry): readonly Solution[] {
  const { refute, ...silent } = inquiry;
  const inner = solve(of, yes.node, yes.bindings, silent);
  const decided = inner.find((solution) => isDecided(solution, yes.bindings, inquiry));
  const flow = (decided ?? inner.find((solution) => solution.flow))?.flow;
  if (flow) inquiry.tell?.({ flow });
  if (!decided) return [{ ...yes, rest: negation(residual(inner, yes.bindings, inquiry)) }];
  for (const { node, of: shown } of decided.witnesses.slice(0, mostWitnesses)) {
    if (node && refute) refute(sentenceOf(shown, true, decided.bindings) ?? 'It holds here.', node);
  }
  return [];
}

function solveAnchor(
  formula: Extract<Formula, { op: 'anchor' }>,
  yes: Solution,
  inquiry: Inquiry,
): readonly Solution[] {
  const { view } = inquiry;
  const anchor = preparedAnchor(formula);
  if (!anchor) return [{ ...yes, rest: formula }];
  const refute = yes.node === inquiry.subject ? inquiry.refute : undefined;
  const solutions: Solution[] = [];
  for (const match of anchor.match(view, yes.node, yes.bindings, refute)) {
    if (match.note !== undefined) inquiry.tell?.({ note: match.note });
    solutions.push({
      ...yes,
      bindings: match.bindings,
      rest: allOf([match.unknown ? unknown(match.unknown) : TRUE, match.rest ?? TRUE]),
      witnesses: match.node ? [{ node: match.node, of: formula }] : [],
      ...(match.also && { also: match.also }),
      ...(match.beyond && { beyond: match.beyond }),
      ...(match.flow && { flow: match.flow }),
    });
  }
  if (solutions.length > 0) return bounded(solutions);
  const doubt = yes.node === view.fileNode ? unreadCause(formula, view) : undefined;
  return doubt ? [{ ...yes, rest: unknown(doubt) }] : [];
}

function solveStep(formula: Extract<Formula, { op: 'step' }>, yes: Solution, inquiry: Inquiry): readonly Solution[] {
  const { refute: _refute, ...silent } = inquiry;
  const solutions: Solution[] = [];
  const others = isHopeless(formula, yes.node, inquiry, solve) ? [] : related(formula, yes.node, inquiry);
  for (const other of others) {
    for (const found of solve(formula.of, other, yes.bindings, silent)) {
      const solution = {
        ...yes,
        bindings: found.bindings,
        rest: found.rest,
        witnesses: [{ node: found.node, of: formula }, ...found.witnesses],
        ...(found.flow && { flow: found.flow }),
      };
      // Nothing bound and nothing left open: no other solution can say more.
      if (found.rest === TRUE && found.bindings === yes.bindings) return [solution];
      solutions.push(solution);
    }
  }
  // What was not read could bind these names differently: a certain solution does not end the doubt.
  const doubt = unreadCause(formula.of, inquiry.view) ?? (yes.node === inquiry.subject ? inquiry.beyond : undefined);
  const elsewhere = reachedElsewhere(formula, yes.node, inquiry);
  if (elsewhere) solutions.push({ ...yes, rest: elsewhere });
  return bounded(doubt ? [...solutions, { ...yes, rest: unknown(doubt) }] : solutions);
}

/** Why a `no` of the formula in this document might be wrong: part of the document was not read. */
function unreadCause(formula: Formula, view: DocumentView): Cause | undefined {
  const { file, family, status, problems } = view.document;
  if (isReadFor(formula, status) || !speaksOf(formula, file.path, family)) return undefined;
  const message = problems[0]?.message ?? `'${file.path}' could not be parsed.`;
  return { kind: 'not-read', message, place: { path: file.path } };
}

/** One formula for many solutions: what the reduce must still decide, with the bindings found here. */
export function residual(solutions: readonly Solution[], asked: LocalBindings, inquiry: Inquiry): Formula {
  const decided = solutions.find((solution) => isDecided(solution, asked, inquiry));
  if (decided) return decided.witnesses.length === 0 ? TRUE : bind(decided, asked, inquiry);
  return anyOf(solutions.map((solution) => bind(solution, asked, inquiry)));
}

/** Whether the reduce can add nothing: it holds here, and no name it binds can be bound differently elsewhere. */
function isDecided({ rest, bindings }: Solution, asked: LocalBindings, { deferred }: Inquiry): boolean {
  return rest === TRUE && !Object.keys(bindings).some((name) => !(name in asked) && deferred.has(name));
}

function bind({ bindings, rest, witnesses }: Solution, asked: LocalBindings, { view }: Inquiry): Formula {
  const added = Object.entries(bindings).filter(([name]) => !(name in asked));
  if (added.length === 0 && witnesses.length === 0) return rest;
  return {
    op: 'bind',
    bindings: portable(Object.fromEntries(added)),
    ...(witnesses.length > 0 && {
      found: witnesses.slice(0, mostWitnesses).map((one) => shownBy(one, bindings, view)),
    }),
    of: rest,
  };
}

/** As many things as evidence shows of one way in which something holds. */
const mostWitnesses = 3;

function shownBy({ node, of }: Witness, bindings: LocalBindings, view: DocumentView): Evidence {
  const message = sentenceOf(of, true, bindings) ?? 'It holds here.';
  return { message, ...(node && { place: view.place(node) }) };
}

const longestText = 200;

/** Bindings without what only the map knows, fit to leave it. */
export function portable(bindings: LocalBindings): Bindings {
  return Object.fromEntries(Object.entries(bindings).map(([name, binding]) => [name, portableBinding(binding)]));
}

const onlyHere: ReadonlySet<string> = new Set<Exclude<keyof LocalBinding, keyof Binding>>([
  'node',
  'nodes',
  'range',
  'content',
  'isName',
]);

/** Parts are computed when they are read: each is read once, and none that does not leave. */
function portableBinding(binding: LocalBinding): Binding {
  const parts: [string, unknown][] = [];
  for (const part of Object.keys(binding) as (keyof LocalBinding)[]) {
    const value = onlyHere.has(part) ? undefined : binding[part];
    if (value !== undefined) parts.push([part, value]);
  }
  return { ...Object.fromEntries(parts), text: short(binding.text) };
}

function short(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '')}…`;
}
