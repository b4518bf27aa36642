import { jsonpath, type JSONPathQuery } from 'json-p3';
import type { Path, Segment } from './path.ts';
import {
  enclosing,
  entries,
  items,
  matching,
  mayBe,
  named,
  namesAt,
  withAllBelow,
  type Place,
} from './path-check-places.ts';

const { IndexSelector, NameSelector, SliceSelector } = jsonpath.selectors;

/** Why no document of a kind can have a path. */
export interface DeadEnd {
  /** What cannot be, as it is written. */
  readonly name: string;
  /** The path up to there. */
  readonly where: string;
  /** The names that can be there. */
  readonly known: readonly string[];
  /** What is there; `nothing` above the top of a document. */
  readonly is: 'map' | 'list' | 'value' | 'nothing';
}

/** Where a path leads: to these places, of which there is one at least, or nowhere. */
export type Led = { readonly places: readonly Place[] } | { readonly dead: DeadEnd };

/** Follows a path from the places where the nodes that it starts from may stand. */
export function follow({ up, segments }: Path, starts: readonly Place[]): Led {
  let places = starts;
  for (let step = 1; step <= up; step++) {
    places = places.flatMap(enclosing);
    if (places.length === 0) return { dead: { name: ups(step), where: '', known: [], is: 'nothing' } };
  }
  const steps = segments.map((segment): Step => ({
    text: shown(segment),
    names: namesOf(segment),
    from: (place) => [place],
    go: (place) => through(segment, place),
  }));
  return walk(steps, places, ups(up));
}

function ups(count: number): string {
  return Array.from({ length: count }, () => '^').join('.');
}

/** The same with a JSONPath, whose `$` is the node that it starts from. Its filters may select anything. */
export function followQuery({ segments }: JSONPathQuery, starts: readonly Place[]): Led {
  const steps = segments.map((segment): Step => {
    const { selectors } = segment;
    const text = String(segment);
    const isDeep = text.startsWith('..');
    return {
      text,
      names: selectors.flatMap((selector) => (selector instanceof NameSelector ? [selector.name] : [])),
      from: (place) => (isDeep ? withAllBelow(place) : [place]),
      go: (place) => selectors.flatMap((selector) => selectedBy(selector, place)),
    };
  });
  return walk(steps, starts, '$');
}

interface Step {
  readonly text: string;
  /** Keys that it names, each of which must be possible. */
  readonly names: readonly string[];
  /** Where the step is made: at the place itself, or anywhere below it. */
  readonly from: (place: Place) => readonly Place[];
  readonly go: (place: Place) => readonly Place[];
}

function walk(steps: readonly Step[], starts: readonly Place[], before: string): Led {
  let places = starts;
  let where = before;
  for (const { text, names, from, go } of steps) {
    const at = places.flatMap(from);
    const next = at.flatMap(go);
    const missing = names.find((name) => at.every((place) => named(place, name).length === 0));
    const name = missing ?? (next.length === 0 ? text : undefined);
    if (name !== undefined) return { dead: { name, where, known: [...new Set(at.flatMap(namesAt))], is: kindOf(at) } };
    places = next;
    where = where === '' || text.startsWith('[') || text.startsWith('.') ? where + text : `${where}.${text}`;
  }
  return { places };
}

function kindOf(places: readonly Place[]): DeadEnd['is'] {
  const schemas = places.flatMap((place) => place.schemas);
  if (schemas.some((schema) => mayBe(schema, 'object'))) return 'map';
  return schemas.some((schema) => mayBe(schema, 'array')) ? 'list' : 'value';
}

function namesOf(segment: Segment): readonly string[] {
  if (segment.kind === 'key') return [segment.name];
  return segment.kind === 'either' ? segment.names : [];
}

function through(segment: Segment, place: Place): readonly Place[] {
  switch (segment.kind) {
    case 'key':
    case 'either':
      return namesOf(segment).flatMap((name) => named(place, name));
    case 'pattern':
      return matching(place, segment.expression);
    case 'deep':
      return withAllBelow(place);
    default:
      return entries(place);
  }
}

function selectedBy(selector: unknown, place: Place): readonly Place[] {
  if (selector instanceof NameSelector) return named(place, selector.name);
  if (selector instanceof IndexSelector || selector instanceof SliceSelector) return items(place);
  return entries(place);
}

function shown(segment: Segment): string {
  switch (segment.kind) {
    case 'key':
      return segment.name;
    case 'either':
      return `{${segment.names.join(',')}}`;
    case 'capture':
      return `$${segment.name}`;
    case 'pattern':
      return segment.expression.source
        .replace(/^\^|\$$/g, '')
        .replaceAll('.*', '*')
        .replaceAll('\\', '');
    case 'deep':
      return '**';
    case 'any':
      return '*';
  }
}
