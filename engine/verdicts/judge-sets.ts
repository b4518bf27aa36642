import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { Check, PolicyForm, SetSource } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import { reduceAlternatives } from './exists.ts';
import { questionOf, uniqueCauses, unknownKind, unreadVerdicts } from './judge-subjects.ts';
import { nearest } from './nearest.ts';
import { preparedReduceAnchor } from '../matches/prepare.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

type SetsPolicy = Extract<PolicyForm, { form: 'sets' }>;

/** One occurrence of a value (or tuple) in a set. */
interface Element {
  /** Identity of the value; absent when it is not static. */
  readonly key?: string;
  readonly bindings: Bindings;
  readonly place?: Place;
  readonly node: string;
  readonly causes: readonly Cause[];
}

interface CollectedSet {
  readonly elements: readonly Element[];
  /** Why something may be missing from it. */
  readonly doubts: readonly Cause[];
}

/** Compares collections of values; each distinct value of the first is a subject (of both for `equal`). */
export function judgeSets(check: Check, form: SetsPolicy, facts: WorkspaceFacts): readonly Verdict[] {
  const [first, second] = form.sets.of.map((name) => collect(check, form.sets.sets[name]!, facts));
  const verdicts = relationVerdicts(check, form, first!, second);
  const unread = form.sets.of.flatMap((name, i) => (i === 0 || form.sets.relation === 'equal' ? unreadOf(check, form.sets.sets[name]!, facts) : []));
  if (verdicts.length + unread.length > 0) return [...verdicts, ...unread];
  return [{ policy: check.policy.id, kind: 'vacuous', subject: check.policy.id, bindings: {}, evidence: [], causes: [] }];
}

function relationVerdicts(check: Check, { sets }: SetsPolicy, first: CollectedSet, second?: CollectedSet): readonly Verdict[] {
  if (sets.relation === 'unique') return subjectsOf(first).map((subject) => uniqueVerdict(check, subject));
  if (!second) return [];
  const [a, b] = sets.of as [string, string];
  const forward = subjectsOf(first).map((subject) => membership(check, subject, second, b, sets.relation !== 'disjoint'));
  if (sets.relation !== 'equal') return forward;
  return [...forward, ...subjectsOf(second).map((subject) => membership(check, subject, first, a, true)).filter(({ kind }) => kind !== 'pass')];
}

/** All occurrences of one value, in order; a value that is not static stands alone. */
type Occurrences = readonly [Element, ...Element[]];

function subjectsOf({ elements }: CollectedSet): readonly Occurrences[] {
  const groups = new Map<string, [Element, ...Element[]]>();
  for (const element of elements) {
    const key = element.key ?? `not static: ${element.node}`;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return [...groups.values()];
}

function membership(check: Check, subject: Occurrences, other: CollectedSet, otherName: string, wanted: boolean): Verdict {
  const [element] = subject;
  const vague = other.elements.filter(({ key }) => key === undefined);
  const partner = other.elements.find(({ key }) => key !== undefined && key === element.key);
  const doubts = [...element.causes, ...(partner ? [] : [...other.doubts, ...vague.flatMap(({ causes }) => causes)])];
  const evidence = partner ? foundEvidence(partner, otherName) : missingEvidence(element, other, otherName);
  if (doubts.length > 0) return setVerdict(check, subject, unknownKind(doubts), partner ? evidence : [], doubts);
  return setVerdict(check, subject, (partner !== undefined) === wanted ? 'pass' : 'fail', evidence);
}

function foundEvidence({ place }: Element, otherName: string): readonly Evidence[] {
  return [{ message: `In '${otherName}'.`, ...(place && { place }) }];
}

function missingEvidence({ bindings }: Element, other: CollectedSet, otherName: string): readonly Evidence[] {
  const names = Object.keys(bindings);
  const candidates = other.elements.flatMap((element) => {
    const [name, binding] = Object.entries(element.bindings)[0] ?? [];
    return name && binding && element.place ? [{ name: names[0] ?? name, binding, place: element.place }] : [];
  });
  const close = nearest(bindings, candidates).map(({ binding, place }) => ({ message: `The nearest in '${otherName}' is '${binding.text}'.`, place }));
  return close.length > 0 ? close : [{ message: `Not among the ${new Set(other.elements.map(({ key }) => key)).size} values of '${otherName}'.` }];
}

function uniqueVerdict(check: Check, subject: Occurrences): Verdict {
  const [element, ...others] = subject;
  if (element.causes.length > 0) return setVerdict(check, subject, unknownKind(element.causes), [], element.causes);
  return setVerdict(check, subject, others.length === 0 ? 'pass' : 'fail', []);
}

const mostOccurrences = 10;

function setVerdict(check: Check, [element, ...others]: Occurrences, kind: Verdict['kind'], evidence: readonly Evidence[], causes: readonly Cause[] = []): Verdict {
  const shown = others.slice(0, mostOccurrences).flatMap(({ place }) => (place ? [{ message: 'Also here.', place }] : []));
  const hidden = others.length - mostOccurrences;
  const more = hidden > 0 ? [{ message: `And at ${hidden} more places.` }] : [];
  return {
    policy: check.policy.id,
    kind,
    subject: element.key ?? element.node,
    ...(element.place && { place: element.place }),
    bindings: element.bindings,
    evidence: [...evidence, ...(kind === 'pass' ? [] : [...shown, ...more])],
    causes: uniqueCauses(causes),
  };
}

function collect(check: Check, source: SetSource, facts: WorkspaceFacts): CollectedSet {
  if (source.from === 'list') return { elements: source.values.map((value) => listElement(value)), doubts: [] };
  const matcher = check.matchers[source.matcher]!;
  const found = matcher.station === 'map' ? rowElements(check, source, facts) : objectElements(check, source, facts);
  return { elements: found, doubts: facts.unread(check.policy.id, matcher.formula).map(({ cause }) => cause) };
}

type MatcherSource = Extract<SetSource, { from: 'matcher' }>;

function rowElements(check: Check, source: MatcherSource, facts: WorkspaceFacts): readonly Element[] {
  return facts.rows(check.policy.id, source.matcher).flatMap((row) =>
    decide(row.rest, row.bindings, questionOf(check, { node: row.node }, facts)).map(({ bindings, causes }) =>
      elementOf(source.values, bindings, row.node, row.place, causes),
    ),
  );
}

function objectElements(check: Check, source: MatcherSource, facts: WorkspaceFacts): readonly Element[] {
  return reduceAlternatives(check.matchers[source.matcher]!.formula).flatMap(({ anchor, rest }) =>
    [...(preparedReduceAnchor(anchor)?.range(facts.world, {}) ?? [])].flatMap(({ object, bindings, unknown }) =>
      decide(rest, bindings, questionOf(check, { node: object.id, object }, facts)).map((decision) =>
        elementOf(source.values, decision.bindings, object.id, object.place, [...decision.causes, ...(unknown ? [unknown] : [])]),
      ),
    ),
  );
}

function elementOf(names: readonly string[], bindings: Bindings, node: string, place: Place, causes: readonly Cause[]): Element {
  const parts = names.map((name) => bindings[name]);
  const vague = parts.filter((part) => part?.value === undefined).map((part) => notStatic(part));
  const common = { bindings, place, node, causes: [...causes, ...vague] };
  return vague.length > 0 ? common : { ...common, key: JSON.stringify(parts.map((part) => part!.value)) };
}

function notStatic(binding: Binding | undefined): Cause {
  return { kind: 'not-static', message: `The value of '${binding?.text ?? 'this'}' is not known statically.` };
}

function listElement(value: string | number | boolean | null | readonly (string | number | boolean | null)[]): Element {
  const values = Array.isArray(value) ? value : [value];
  const key = JSON.stringify(values);
  const bindings = Object.fromEntries(values.map((item, i) => [`${i}`, { text: String(item), value: item as string }]));
  return { key, bindings, node: key, causes: [] };
}

function unreadOf(check: Check, source: SetSource, facts: WorkspaceFacts): readonly Verdict[] {
  return source.from === 'list' ? [] : unreadVerdicts(check, check.matchers[source.matcher]!, facts);
}
