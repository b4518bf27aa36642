import { both, CERTAIN, either, ENTRY, NEVER, type Clauses } from '../../model/clauses.ts';
import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula, Guard } from '../../model/formula.ts';
import type { Point, Unit } from '../../flow/graph.ts';
import { flowOf } from '../../flow/flow.ts';
import { reachableFrom } from '../../flow/paths.ts';
import { allOf, anyOf, FALSE, isFalse, negation, TRUE, unknown } from '../formula.ts';
import type { Ask, Inquiry, Solution } from '../inquiry.ts';
import { runBy } from '../sql/embedded.ts';
import { candidates } from '../steps.ts';
import { flowAdapterOf } from './adapter-of.ts';
import type { FlowAdapter } from './flow-adapter.ts';
import { guardIn, type LocalGuard } from './guard.ts';
import { answersRefusal } from './refusal.ts';
import { setAnew } from './set-anew.ts';

type GuardedFormula = Extract<Formula, { op: 'guarded' }>;

/** `guarded-by`, and steps `by: flow`: decided here, or left as what must hold in other functions. */
export function guardedSolutions(
  formula: GuardedFormula,
  yes: Solution,
  inquiry: Inquiry,
  ask: Ask,
): readonly Solution[] {
  const guard = inquiry.guards?.find(({ id }) => id === formula.guard);
  const adapter = flowAdapterOf(inquiry.view);
  if (!guard || !adapter) return [];
  const asked: Asked = { formula, guard, local: guardIn(guard, inquiry, adapter, ask), inquiry, adapter };
  const handler = formula.handler && handlerAt(yes.node, inquiry, adapter);
  const { rest, witness } = handler ? handled(handler, yes, asked, ask) : guardedAt(yes.node, asked);
  return [{ ...yes, rest, witnesses: witness ? [{ node: witness, of: formula }] : [] }];
}

interface Asked {
  readonly formula: GuardedFormula;
  readonly guard: Guard;
  readonly local: LocalGuard;
  readonly inquiry: Inquiry;
  readonly adapter: FlowAdapter;
}

interface Answered {
  readonly rest: Formula;
  /** The guard that lets pass. */
  readonly witness?: TreeNode;
}

/** Every effect in the handler has to be guarded; where there is none, every normal exit. */
function handled(handler: Handler, yes: Solution, asked: Asked, ask: Ask): Answered {
  const { inquiry } = asked;
  const effects = guardedEffects(handler, yes, asked, ask);
  const exits = effects.length === 0 && !inquiry.beyond ? handler.units.map((unit) => guardedExit(unit, asked)) : [];
  const doubt = inquiry.beyond ? [unknown(inquiry.beyond)] : [];
  return { rest: allOf([...effects, ...exits, ...doubt]) };
}

function guardedEffects(handler: Handler, yes: Solution, asked: Asked, ask: Ask): readonly Formula[] {
  const effects = asked.formula.handler?.effects;
  if (!effects) return [];
  const { refute: _refute, ...silent } = asked.inquiry;
  const parts: Formula[] = [];
  for (const root of handler.roots) {
    for (const node of candidates(effects, silent.view, root) ?? []) {
      const isEffect = ask(effects, node, yes.bindings, silent);
      if (isFalse(isEffect)) continue;
      const { rest } = guardedAt(node, asked);
      const isCertain = isEffect.op === 'true' || (isEffect.op === 'bind' && isEffect.of.op === 'true');
      parts.push(isCertain ? rest : anyOf([negation(isEffect), rest]));
    }
  }
  return parts;
}

interface Handler {
  readonly roots: readonly TreeNode[];
  readonly units: readonly Unit[];
}

/** A function, or a declaration of one together with the functions that belong to it. */
function handlerAt(
  node: TreeNode,
  { also = [], subject, view }: Inquiry,
  { functionAt, isDeclaration }: FlowAdapter,
): Handler | undefined {
  const roots = node === subject ? [node, ...also] : [node];
  const functions = roots.map(functionAt);
  if (!functions.some((one) => one !== undefined) && also.length === 0 && !isDeclaration(node)) return undefined;
  const { unitOf } = flowOf(view);
  return { roots, units: functions.flatMap((one) => (one ? (unitOf(one) ?? []) : [])) };
}

/** An exit on which a guard, or the handler itself, has refused does nothing for anybody. */
function guardedExit(unit: Unit, asked: Asked): Formula {
  const { returns, isRefused } = asked.local.dominance(unit);
  const counting = returns.filter(({ point }) => !point || !(isRefused(point) || answersRefusal(point)));
  return passed(unit, counting.map(({ clauses }) => clauses).reduce(both, CERTAIN), unit.node, asked);
}

function guardedAt(node: TreeNode, asked: Asked): Answered {
  const { local, formula } = asked;
  const at = whereRun(node, asked);
  if (!at) return { rest: FALSE };
  const { unit, points } = at;
  const dominance = local.dominance(unit);
  const ways = formula.order === 'before' ? points.map(dominance.before) : points.map(dominance.after);
  const clauses = either(points.length === 0 ? [[ENTRY]] : ways.reduce(both, CERTAIN), asking(node, asked));
  const given = passed(unit, formula.order === 'after' && points.length === 0 ? NEVER : clauses, node, asked, points);
  const doubt = isFalse(given) ? undefined : doubtOfVariables(points, asked);
  const rest = doubt ? allOf([given, unknown(doubt)]) : given;
  const witness = rest.op === 'true' ? witnessFor(points, asked) : undefined;
  return { rest, ...(witness && { witness }) };
}

/** What a guard has asked about may be another value by then. */
function doubtOfVariables(
  points: readonly Point[],
  { local, formula, adapter, inquiry: { view } }: Asked,
): Cause | undefined {
  if (formula.order !== 'before' || !adapter.variablesIn) return undefined;
  const set = setAnew(points, local.events, adapter.variablesIn);
  if (!set) return undefined;
  const message = `'${set.name}', which the guard asks about, is set anew behind it.`;
  return { kind: 'not-static', message, place: view.place(set.node) };
}

/** What is only asked about by a guard is not run before it. */
function asking(node: TreeNode, { local, adapter, formula, inquiry }: Asked): Clauses {
  if (formula.order === 'after') return NEVER;
  const around = adapter.askedIn?.(node, inquiry.view) ?? [];
  return around.map((guard) => local.eventAt(guard) ?? NEVER).reduce(either, NEVER);
}

/** The points at which a node is run; a function as such, or the file, is where its unit begins. */
function whereRun(
  node: TreeNode,
  { inquiry: { view }, local: { graph }, adapter }: Asked,
): { readonly unit: Unit; readonly points: readonly Point[] } | undefined {
  const [module] = graph.units;
  if (node === view.fileNode) return module && { unit: module, points: [] };
  for (let up: TreeNode | undefined = runBy(node, view); up; up = view.index.parent(up)) {
    const own = graph.unitOf((adapter.isDeclaredInOrder ? undefined : adapter.functionAt(up)) ?? up);
    if (own) return { unit: own, points: [] };
    const points = graph.pointsAt(up);
    if (points[0]) return { unit: points[0].unit, points };
  }
  return module && { unit: module, points: [] };
}

function passed(unit: Unit, given: Clauses, node: TreeNode, asked: Asked, points: readonly Point[] = []): Formula {
  const { guard, inquiry } = asked;
  // Nothing comes before a module.
  const clauses = unit.kind === 'module' ? withoutEntry(given) : given;
  if (clauses.length === 0) return TRUE;
  const { path } = inquiry.view.document.file;
  const place = inquiry.view.place(node);
  return { op: 'passed', guard: guard.id, path, unit: unit.id, clauses, near: nearIn(unit, points, asked), place };
}

function withoutEntry(clauses: Clauses): Clauses {
  return clauses
    .map((clause) => clause.filter((atom) => atom !== ENTRY))
    .reduce<Clauses>((all, one) => both(all, [one]), CERTAIN);
}

const mostShown = 3;

/** Guards of the same function that do not count, in source order. */
function nearIn(
  unit: Unit,
  points: readonly Point[],
  { formula, local, inquiry }: Asked,
): { message: string; place: ReturnType<Inquiry['view']['place']> }[] {
  const events = local.events.filter((event) => event.points[0]?.unit === unit);
  const dominance = local.dominance(unit);
  return events.slice(0, mostShown).map((event) => {
    const isBefore = points.length === 0 || leadsTo(event.points, points, formula.order);
    const message = isBefore
      ? dominance.shortcoming(event)
      : formula.order === 'before'
        ? 'It only runs afterwards, or on another way.'
        : 'It only runs before, or on another way.';
    return { message, place: inquiry.view.place(event.node) };
  });
}

function leadsTo(from: readonly Point[], to: readonly Point[], order: 'before' | 'after'): boolean {
  const [start, end] = order === 'before' ? [from, to] : [to, from];
  const reached = reachableFrom(start.flatMap(({ successors }) => successors.map((edge) => edge.to)));
  return end.some((point) => reached.has(point));
}

function witnessFor(points: readonly Point[], { formula, local }: Asked): TreeNode | undefined {
  const unit = points[0]?.unit;
  const near = local.events.filter(
    (event) => event.points[0]?.unit === unit && leadsTo(event.points, points, formula.order),
  );
  return near[0]?.node;
}
