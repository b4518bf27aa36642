import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Place } from '../model/region.ts';
import { bounded } from '../matches/budget.ts';
import { amount, described, describedBare } from '../matches/formula-in-words.ts';
import { preparedReduceAnchor } from '../matches/prepare.ts';
import { isCertain, unheard, type Decide, type Decision, type Question } from './question.ts';
import { nearest, type Candidate } from './nearest.ts';
import { unify } from './unify.ts';

type ExistsFormula = Extract<Formula, { op: 'exists' }>;

/** A match of the inner matcher that agrees with the bindings so far. */
interface Hit extends Decision {
  readonly node: string;
  readonly matched?: string;
}

/** All consistent matches in the workspace, counted where the policy counts. */
export function existsSolutions(
  formula: ExistsFormula,
  bindings: Bindings,
  question: Question,
  decide: Decide,
): readonly Decision[] {
  const matcher = question.matchers[formula.matcher]!;
  const tried: Candidate[] = [];
  const found = matcher.station === 'map' ? rowMatches : objectMatches;
  const all = [...found(matcher, bindings, { ...question, decide }, tried)];
  const hits = formula.other ? all.filter((candidate) => !isSubject(candidate, question)) : all;
  const doubts = doubtsAbout(matcher, bindings, question);
  if (formula.count) return counted(formula, hits, doubts, bindings, question);
  const certain = hits.filter(isCertain);
  // A certain hit ends the matter unless it binds a name: then another hit, or an unread file, may bind it differently.
  if (certain.length > 0 && !hits.some((candidate) => bindsMore(candidate, bindings))) return certain.slice(0, 1);
  const isDoubted = doubts.length > 0 && (certain.length === 0 || matcher.station === 'map');
  const open: readonly Decision[] = isDoubted ? [{ bindings, causes: doubts, evidence: [] }] : [];
  const ways = [...distinctBindings(certain), ...distinctBindings(hits.filter((one) => !isCertain(one))), ...open];
  if (ways.length === 0) refuteWith(formula, bindings, tried, question);
  return bounded(ways);
}

function bindsMore(hit: Hit, asked: Bindings): boolean {
  return Object.keys(hit.bindings).some((name) => !(name in asked));
}

/** `other: true` leaves out the policy's own subject, also where either of the two reports a part of its match. */
function isSubject({ node, matched }: Hit, { subject }: Question): boolean {
  const own = [subject.node, subject.matched ?? subject.node];
  return own.includes(node) || (matched !== undefined && own.includes(matched));
}

/** `decide` is handed in: the two call each other. */
interface Inner extends Question {
  readonly decide: Decide;
}

function* rowMatches(matcher: RangingMatcher, bindings: Bindings, question: Inner, tried: Candidate[]): Iterable<Hit> {
  for (const row of question.facts.rows(question.policy, matcher.id)) {
    const unified = unify(bindings, row.bindings);
    if ('conflict' in unified) {
      tried.push({ name: unified.conflict, binding: row.bindings[unified.conflict]!, place: row.place });
      continue;
    }
    const { about: _about, ...asked } = question;
    const inner = { ...asked, refute: unheard };
    for (const decision of question.decide(row.rest, unified.bindings, inner)) {
      const found = hit(
        row.node,
        row.place,
        `Found: ${described(matcher.formula, decision.bindings)}.`,
        decision,
        unified.causes,
      );
      yield row.matched === undefined ? found : { ...found, matched: row.matched };
    }
  }
}

function* objectMatches({ formula }: RangingMatcher, bindings: Bindings, question: Inner): Iterable<Hit> {
  for (const { anchor, rest } of reduceAlternatives(formula)) {
    const prepared = preparedReduceAnchor(anchor);
    for (const match of prepared?.range(question.facts.world, bindings) ?? []) {
      const { object } = match;
      const merged = { ...match.bindings, ...bindings };
      const inner = { ...question, about: object, refute: unheard };
      for (const decision of question.decide(rest, merged, inner)) {
        yield hit(object.id, object.place, `Found: ${object.id}.`, decision, match.unknown ? [match.unknown] : []);
      }
    }
  }
}

/** The objects that would fit if one metavariable were free: what the author may have meant. */
function nearbyObjects(
  anchor: Extract<Formula, { op: 'anchor' }>,
  bindings: Bindings,
  question: Question,
): Candidate[] {
  const names = Object.keys(bindings).filter((name) => JSON.stringify(anchor.value).includes(`$${name}`));
  return names.flatMap((name) => {
    const { [name]: _wanted, ...others } = bindings;
    const matches = [...(preparedReduceAnchor(anchor)?.range(question.facts.world, others) ?? [])].slice(0, 200);
    return matches.flatMap(({ bindings: bound, object }) =>
      bound[name] ? [{ name, binding: bound[name], place: object.place }] : [],
    );
  });
}

function hit(node: string, place: Place, message: string, decision: Decision, causes: readonly Cause[]): Hit {
  return {
    node,
    bindings: decision.bindings,
    causes: [...causes, ...decision.causes],
    evidence: [{ message, place }, ...decision.evidence],
  };
}

interface ReduceAlternative {
  readonly anchor: Extract<Formula, { op: 'anchor' }>;
  readonly rest: Formula;
}

/** The anchor of the reduce that ranges, and what else must hold of each object; one per alternative of an `any`. */
export function reduceAlternatives(formula: Formula): readonly ReduceAlternative[] {
  if (formula.op === 'anchor') return [{ anchor: formula, rest: { op: 'true' } }];
  if (formula.op === 'any') return formula.of.flatMap(reduceAlternatives);
  if (formula.op !== 'all') return [];
  const ranging = formula.of.findIndex((part) => reduceAlternatives(part).length > 0);
  if (ranging < 0) return [];
  const others = formula.of.filter((_, i) => i !== ranging);
  return reduceAlternatives(formula.of[ranging]!).map(({ anchor, rest }) => ({
    anchor,
    rest: { op: 'all', of: rest.op === 'true' ? others : [rest, ...others] },
  }));
}

function doubtsAbout({ formula, station }: RangingMatcher, bindings: Bindings, question: Question): readonly Cause[] {
  if (station === 'map') return question.facts.unread(question.policy, formula).map(({ cause }) => cause);
  return reduceAlternatives(formula).flatMap(
    ({ anchor }) => preparedReduceAnchor(anchor)?.doubt(question.facts.world, bindings) ?? [],
  );
}

/** Counts distinct nodes, or distinct values of a metavariable; unknown while hits or unread files could move it over a bound. */
function counted(
  { matcher, count = {}, distinct }: ExistsFormula,
  hits: readonly Hit[],
  doubts: readonly Cause[],
  bindings: Bindings,
  { refute, matchers }: Question,
): readonly Decision[] {
  const value = (found: Hit): Binding['value'] => (distinct ? found.bindings[distinct]?.value : found.node);
  const known = hits.filter((found) => value(found) !== undefined);
  const vague = hits.filter((found) => value(found) === undefined);
  const identity = (found: Hit): string => JSON.stringify(value(found));
  const certain = new Set(known.filter(isCertain).map(identity));
  const possible = new Set([...known.map(identity), ...vague.map(({ node }) => node)]);
  const { min = 0, max = Infinity } = count;
  const evidence = hits.slice(0, 5).flatMap((found) => found.evidence.slice(0, 1));
  const most = doubts.length > 0 ? Infinity : possible.size;
  if (most < min || certain.size > max) {
    const what = described(matchers[matcher]!.formula, bindings);
    if (certain.size === 0 && min === 1)
      refute({ message: `There is no ${describedBare(matchers[matcher]!.formula, bindings)}.` });
    else refute({ message: `The number of matches of ${what} is ${certain.size}; allowed is ${amount(count)}.` });
    for (const item of evidence) refute(item);
    return [];
  }
  if (certain.size >= min && most <= max) return [{ bindings, causes: [], evidence }];
  const notStatic = vague.map((found): Cause => vagueCause(found.bindings[distinct ?? '']));
  return [{ bindings, causes: [...doubts, ...hits.flatMap(({ causes }) => causes), ...notStatic], evidence }];
}

function vagueCause(binding: Binding | undefined): Cause {
  return { kind: 'not-static', message: `The value of '${binding?.text ?? 'this'}' is not known statically.` };
}

function distinctBindings(hits: readonly Hit[]): readonly Decision[] {
  const byBindings = new Map<string, Decision>();
  for (const found of hits) {
    const key = JSON.stringify(Object.entries(found.bindings).map(([name, { value, text }]) => [name, value ?? text]));
    if (!byBindings.has(key)) byBindings.set(key, found);
  }
  return [...byBindings.values()];
}

function refuteWith(
  { matcher: id, other }: ExistsFormula,
  bindings: Bindings,
  tried: readonly Candidate[],
  question: Question,
): void {
  if (question.refute === unheard) return;
  const matcher = question.matchers[id]!;
  const objects = reduceAlternatives(matcher.formula).flatMap(({ anchor }) =>
    matcher.station === 'reduce' ? nearbyObjects(anchor, bindings, question) : [],
  );
  question.refute({ message: `There is no ${other ? 'other ' : ''}${describedBare(matcher.formula, bindings)}.` });
  for (const { binding, place } of nearest(bindings, [...tried, ...objects])) {
    question.refute({ message: `The nearest candidate is '${binding.text}'.`, place });
  }
}
