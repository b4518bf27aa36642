import type { Bindings, Cause } from '../model/binding.ts';
import type { FactRow } from '../model/fact.ts';
import type { Formula } from '../model/formula.ts';
import { bounded } from '../matches/budget.ts';
import { keyOf, type CallGraph, type SiteRef, type UnitRef } from './call-graph.ts';
import type { Scope } from './guard-clauses.ts';
import { isCertain, unheard, type Decide, type Decision, type Question } from './question.ts';
import { unify } from './unify.ts';

type ReachedFormula = Extract<Formula, { op: 'reached' }>;
type Ranges = readonly (readonly [number, number])[];

/** Matches in the functions that calls within a node lead to, however far; `decide` is handed in: the two call each other. */
export function reachedDecisions(
  formula: ReachedFormula,
  bindings: Bindings,
  question: Question,
  decide: Decide,
): readonly Decision[] {
  const graph = question.facts.calls();
  const { path, ranges, matcher } = formula;
  const found = follow(graph, path, ranges);
  const rows = rowsByUnit(question, matcher);
  const scope = scopeOf(found, path, ranges);
  const decisions: Decision[] = [];
  for (const { at, through } of found.units.values()) {
    for (const row of rows.get(keyOf(at)) ?? [])
      decisions.push(...decideRow(row, through, bindings, { ...question, within: scope }, decide));
  }
  const certain = decisions.filter(isCertain);
  const binds = decisions.some((decision) => Object.keys(decision.bindings).some((name) => !(name in bindings)));
  if (certain.length > 0 && !binds) return certain.slice(0, 1);
  const causes = [...found.missing, ...unreadIn(found, formula, question), ...nameless(found, rows, graph)];
  const open: readonly Decision[] = causes.length > 0 ? [{ bindings, causes, evidence: [] }] : [];
  return bounded([...certain, ...decisions.filter((one) => !isCertain(one)), ...open]);
}

interface Followed {
  readonly units: ReadonlyMap<string, { readonly at: UnitRef; readonly through: SiteRef }>;
  readonly named: ReadonlySet<string>;
  readonly missing: readonly Cause[];
}

/** All functions that calls, and functions handed on, lead to; those within a function belong to it. */
function follow(graph: CallGraph, path: string, ranges: Ranges): Followed {
  const units = new Map<string, { readonly at: UnitRef; readonly through: SiteRef }>();
  const named = new Set<string>();
  const missing = new Map<string, Cause>();
  const waiting = [...graph.sitesIn(path, ranges)].map((site) => ({ site, through: site }));
  for (const { site: ref, through } of waiting) {
    const target = graph.resolve(ref.path, ref.site.callee);
    if (target.kind === 'named') named.add(target.name);
    if (target.kind === 'missing') missing.set(target.cause.message, target.cause);
    if (target.kind !== 'unit' || units.has(keyOf(target.at))) continue;
    const { range } = graph.unit(target.at);
    if (target.at.path === path && isWithin(range, ranges)) continue;
    for (const at of unitsIn(graph, target.at)) units.set(keyOf(at), { at, through });
    for (const site of graph.sitesIn(target.at.path, [range])) waiting.push({ site, through });
  }
  return { units, named, missing: [...missing.values()] };
}

function isWithin([start, end]: readonly [number, number], ranges: Ranges): boolean {
  return ranges.some(([from, to]) => from <= start && end <= to);
}

/** The unit and those within it. */
function unitsIn(graph: CallGraph, at: UnitRef): readonly UnitRef[] {
  const { range } = graph.unit(at);
  const units = graph.facts(at.path)?.units ?? [];
  return units.flatMap((fact, unit) =>
    fact.kind !== 'module' && isWithin(fact.range, [range]) ? [{ path: at.path, unit }] : [],
  );
}

function scopeOf({ units }: Followed, path: string, ranges: Ranges): Scope {
  const reached = new Set(units.keys());
  return {
    id: JSON.stringify([path, ranges]),
    reached,
    has: ({ path: from, site }) =>
      reached.has(keyOf({ path: from, unit: site.unit })) ||
      (from === path && ranges.some(([start, end]) => start <= site.at && site.at < end)),
  };
}

function rowsByUnit({ policy, facts }: Question, matcher: number): ReadonlyMap<string, readonly FactRow[]> {
  const groups = new Map<string, FactRow[]>();
  for (const row of facts.rows(policy, matcher)) {
    const key = keyOf({ path: row.place.path, unit: row.unit ?? 0 });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

function decideRow(
  row: FactRow,
  through: SiteRef,
  bindings: Bindings,
  question: Question,
  decide: Decide,
): readonly Decision[] {
  const unified = unify(bindings, row.bindings);
  if ('conflict' in unified) return [];
  return decide(row.rest, unified.bindings, { ...question, refute: unheard }).map((decision) => ({
    bindings: decision.bindings,
    causes: [...unified.causes, ...decision.causes],
    evidence: [
      { message: 'Found here.', place: row.place },
      { message: 'Reached through this call.', place: through.site.place },
      ...decision.evidence,
    ],
  }));
}

/** Files in which the check could not finish. */
function unreadIn(
  { units }: Followed,
  { matcher }: ReachedFormula,
  { facts, policy, matchers }: Question,
): readonly Cause[] {
  const paths = new Set([...units.values()].map(({ at }) => at.path));
  const unread = facts.unread(policy, matchers[matcher]!.formula);
  return unread.flatMap(({ path, cause }) => (paths.has(path) ? [cause] : []));
}

/** Calls of something unknown, under the name of a function that holds such a node itself. */
function nameless(
  { named, units }: Followed,
  rows: ReadonlyMap<string, readonly FactRow[]>,
  graph: CallGraph,
): readonly Cause[] {
  return [...named].flatMap((name): Cause[] => {
    const holding = graph
      .unitsNamed(name)
      .find((at) => graph.unit(at).isMember && !units.has(keyOf(at)) && rows.has(keyOf(at)));
    if (!holding) return [];
    const message = `Whether '${name}' is the function of that name in '${holding.path}' cannot be told.`;
    return [{ kind: 'not-static', message, place: graph.unit(holding).place }];
  });
}
