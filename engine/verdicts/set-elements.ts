import { preparedReduceAnchor } from '../matches/prepare.ts';
import type { Binding, Bindings, Cause } from '../model/binding.ts';
import type { Check, SetSource } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import { decide } from './decide.ts';
import { reduceAlternatives } from './exists.ts';
import { questionOf } from './judge-subjects.ts';
import { unify } from './unify.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

/** One occurrence of a value (or tuple) in a set. */
export interface Element {
  /** Identity of the value; absent when it is not static. */
  readonly key?: string;
  /** The value, or tuple, as shown in messages. */
  readonly text: string;
  readonly bindings: Bindings;
  readonly place?: Place;
  readonly node: string;
  readonly causes: readonly Cause[];
}

export interface CollectedSet {
  readonly elements: readonly Element[];
  /** Why something may be missing from it. */
  readonly doubts: readonly Cause[];
}

/** The elements of a set that agree with the bindings asked with. */
export function collect(check: Check, source: SetSource, facts: WorkspaceFacts, asked: Bindings): CollectedSet {
  if (source.from === 'list') return { elements: source.values.map((value) => listElement(value)), doubts: [] };
  const matcher = check.matchers[source.matcher]!;
  const found =
    matcher.station === 'map' ? rowElements(check, source, facts, asked) : objectElements(check, source, facts, asked);
  return { elements: found, doubts: facts.unread(check.policy.id, matcher.formula).map(({ cause }) => cause) };
}

type MatcherSource = Extract<SetSource, { from: 'matcher' }>;

function rowElements(check: Check, source: MatcherSource, facts: WorkspaceFacts, asked: Bindings): readonly Element[] {
  return facts.rows(check.policy.id, source.matcher).flatMap((row) => {
    const unified = unify(asked, row.bindings);
    if ('conflict' in unified) return [];
    const question = questionOf(check, { node: row.node }, facts);
    return decide(row.rest, unified.bindings, question).map(({ bindings, causes }) =>
      elementOf(source.values, bindings, row.node, row.place, [...unified.causes, ...causes]),
    );
  });
}

function objectElements(
  check: Check,
  source: MatcherSource,
  facts: WorkspaceFacts,
  asked: Bindings,
): readonly Element[] {
  return reduceAlternatives(check.matchers[source.matcher]!.formula).flatMap(({ anchor, rest }) =>
    [...(preparedReduceAnchor(anchor)?.range(facts.world, asked) ?? [])].flatMap(({ object, bindings, unknown }) =>
      decide(rest, { ...bindings, ...asked }, questionOf(check, { node: object.id, object }, facts)).map((decision) =>
        elementOf(source.values, decision.bindings, object.id, object.place, [
          ...decision.causes,
          ...(unknown ? [unknown] : []),
        ]),
      ),
    ),
  );
}

function elementOf(
  names: readonly string[],
  bindings: Bindings,
  node: string,
  place: Place,
  causes: readonly Cause[],
): Element {
  const parts = names.map((name) => bindings[name]);
  const vague = parts.filter((part) => part?.value === undefined).map((part) => notStatic(part));
  const text = parts.map((part) => part?.text ?? '').join(', ');
  const common = { text, bindings, place, node, causes: [...causes, ...vague] };
  return vague.length > 0 ? common : { ...common, key: JSON.stringify(parts.map((part) => part!.value)) };
}

function notStatic(binding: Binding | undefined): Cause {
  return { kind: 'not-static', message: `The value of '${binding?.text ?? 'this'}' is not known statically.` };
}

function listElement(value: string | number | boolean | null | readonly (string | number | boolean | null)[]): Element {
  const values = Array.isArray(value) ? value : [value];
  const key = JSON.stringify(values);
  const bindings = Object.fromEntries(values.map((item, i) => [`${i}`, { text: String(item), value: item as string }]));
  return { key, text: values.join(', '), bindings, node: key, causes: [] };
}
