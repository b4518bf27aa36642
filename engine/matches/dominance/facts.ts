import { toldOf } from '../../flow/dominance/callees.ts';
import { sitesOf, type LocalSite } from '../../flow/dominance/sites.ts';
import { flowOf } from '../../flow/flow.ts';
import type { FlowGraph, Unit } from '../../flow/graph.ts';
import { guardKey, type CallFacts, type GuardFact, type Return, type Site, type UnitFact } from '../../model/calls.ts';
import { both, either, ENTRY, NEVER, sameClauses, type Clauses } from '../../model/clauses.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula, Guard } from '../../model/formula.ts';
import type { Check } from '../../model/policy.ts';
import type { Place } from '../../model/region.ts';
import { isCode } from '../code/documents.ts';
import type { Ask } from '../inquiry.ts';
import type { DocumentView } from '../matcher.ts';
import { speaksOf } from '../prepare.ts';
import { flowAdapterOf } from './adapter-of.ts';
import type { FlowAdapter } from './flow-adapter.ts';
import { guardIn, type LocalGuard } from './guard.ts';

/**
 * Of a document that is no code, only if the check speaks of it: every migration would leave facts behind for policies of code.
 * Of code not for checks of SQL files: no function of the one is called by its name in the other.
 */
export function asksForCalls({ guards = [], matchers }: Check, view: DocumentView): boolean {
  if (guards.length === 0 && !matchers.some(({ inUnits }) => inUnits)) return false;
  if (isCode(view)) return matchers.some(({ formula }) => maySpeakOfCode(formula));
  const { file, family } = view.document;
  return [...guards, ...matchers].some(({ formula }) => speaksOf(formula, file.path, family));
}

/** Whatever its path is: what a file calls may stand in any other. */
function maySpeakOfCode(formula: Formula): boolean {
  if (formula.op === 'all') return formula.of.every(maySpeakOfCode);
  if (formula.op === 'any') return formula.of.some(maySpeakOfCode);
  // definitions of the schema stand in SQL files alone
  return formula.op !== 'anchor' || !(formula.anchor === 'schema' || formula.value.of !== undefined);
}

/** Who calls whom in the file; nothing for documents without code. */
export function callFacts(view: DocumentView): Omit<CallFacts, 'guards'> | undefined {
  const adapter = flowAdapterOf(view);
  const graph = flowOf(view);
  if (!adapter || graph.units.length === 0) return undefined;
  return {
    units: graph.units.map((unit) => unitFact(unit, view, adapter)),
    sites: sitesOf(graph).map((site) => siteFact(site, view)),
    exports: exportsOf(graph),
    stars: graph.stars,
  };
}

function exportsOf({ exports }: FlowGraph): CallFacts['exports'] {
  const found: Record<string, CallFacts['exports'][string]> = {};
  for (const [name, local] of exports) {
    const callee = toldOf(local);
    if (callee?.to === 'unit') found[name] = callee.unit;
    if (callee?.to === 'import') found[name] = { from: callee.from, name: callee.name };
  }
  return found;
}

/** What the guards of a check make certain in the functions of the file; asked when all else has been matched. */
export function guardFacts({ policy, guards = [] }: Check, view: DocumentView, ask: Ask): CallFacts['guards'] {
  const adapter = flowAdapterOf(view);
  if (!adapter) return {};
  const graph = flowOf(view);
  const sites = sitesOf(graph);
  return Object.fromEntries(
    guards.map((guard) => [
      guardKey(policy.id, guard.id),
      guardFact(guard, guardIn(guard, { view, guards }, adapter, ask), graph, sites),
    ]),
  );
}

function siteFact({ point, node, call: _call, ...site }: LocalSite, view: DocumentView): Site {
  return { ...site, unit: point.unit.id, at: node.range[0], place: light(view, node) };
}

/** Without the lines around it: there are many, and few are ever shown. */
export function light(view: DocumentView, node: TreeNode): Place {
  const { path, region } = view.place(node);
  return { path, ...(region && { region }) };
}

function unitFact(unit: Unit, view: DocumentView, adapter: FlowAdapter): UnitFact {
  const { kind, name, node, isAsync } = unit;
  return {
    kind,
    ...(name !== undefined && { name }),
    place: light(view, node),
    range: node.range,
    ...(isAsync && { isAsync }),
    ...(adapter.isMember(node, view) && { isMember: true }),
    ...(adapter.isEntry(node, view) && { isOutside: true }),
  };
}

const START: Clauses = [[ENTRY]];

const written = new WeakMap<LocalGuard, GuardFact>();

function guardFact({ checked }: Guard, local: LocalGuard, graph: FlowGraph, sites: readonly LocalSite[]): GuardFact {
  const known = written.get(local) ?? computeFact(checked, local, graph, sites);
  written.set(local, known);
  return known;
}

function computeFact(checked: boolean, local: LocalGuard, graph: FlowGraph, sites: readonly LocalSite[]): GuardFact {
  const ofSites: Record<number, Clauses> = {};
  sites.forEach((site, i) => {
    const clauses = clausesAt(site, local, checked);
    if (!sameClauses(clauses, START)) ofSites[i] = clauses;
  });
  const returns: Record<number, readonly Return[]> = {};
  for (const unit of graph.units) {
    const dominance = local.dominance(unit);
    if (!dominance.isPlain && unit.kind === 'function')
      returns[unit.id] = dominance.returns.map(({ point: _point, clauses, ...kept }) => ({
        ...kept,
        clauses: both(clauses, local.meant(unit)),
      }));
  }
  return { atoms: local.atoms, sites: ofSites, returns };
}

/** A handler starts anew: what went before where it was made says nothing, but what it is wrapped in may. */
function clausesAt(site: LocalSite, local: LocalGuard, checked: boolean): Clauses {
  const { point, how } = site;
  const wrapped = checked ? wrapping(site, local) : NEVER;
  const isHandler = how === 'registered' || (how === 'passed' && point.unit.kind === 'module');
  return isHandler ? wrapped : either(local.dominance(point.unit).before(point), wrapped);
}

/** `withAuth(handler)`, `app.post(path, requireUser(), handler)`: the guard is the wrapper, or stands before the handler. */
function wrapping({ call, callee }: LocalSite, local: LocalGuard): Clauses {
  if (!call) return NEVER;
  const isHandler = (unit: Unit): boolean => callee.to === 'unit' && callee.unit === unit.id;
  const own = call.arguments.findIndex(({ value }) => value.kind === 'function' && isHandler(value.unit));
  const nodes = [call.node, ...call.arguments.slice(0, Math.max(own, 0)).map(({ value }) => value.node)];
  return nodes.map((node) => local.eventAt(node) ?? NEVER).reduce(either);
}
