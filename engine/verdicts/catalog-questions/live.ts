import type { Bindings, Cause } from '../../model/binding.ts';
import type { Catalog, Policy, Routine } from '../../model/catalog.ts';
import type { Place, Range } from '../../model/region.ts';
import type { Definition, LiveQuestion } from '../../model/sql-question.ts';
import { preparedReduceAnchor } from '../../matches/prepare.ts';
import { DEFINED_BY } from '../../matches/sql-questions/definition.ts';
import { isLoose } from '../../matches/sql-questions/of.ts';
import { metavariable } from '../../matches/schema/matching.ts';
import { schemaObjects, type SchemaObject } from '../../matches/schema/objects.ts';
import { schemaValue } from '../../matches/schema/value.ts';
import type { Decision, Question } from '../question.ts';
import { catalogOf } from './catalog-of.ts';

type Wanted = LiveQuestion['object'];

/** An object that a statement defines, and why that may not be all of it. */
interface Standing {
  readonly object: SchemaObject;
  readonly cause?: Cause;
}

/** The objects of the schema, as wanted, whose definition stands here in the end. */
export function liveDecisions(
  { object: wanted, definition }: LiveQuestion,
  bindings: Bindings,
  question: Question,
): readonly Decision[] {
  const { world } = question.facts;
  const catalog = catalogOf(definition.path, world);
  const { kind, name: pattern } = schemaValue({ schema: wanted });
  if (!catalog) {
    const cause = isNamed(pattern.at(-1), definition, bindings) ? whyLoose(kind, definition, question) : undefined;
    return cause ? [{ bindings: withName(pattern.at(-1), definition, bindings), causes: [cause], evidence: [] }] : [];
  }
  const { definedIn, named } = definitionsOf(catalog);
  const objects = definedIn.get(`${kind} ${definition.path}`) ?? [];
  const standing = objects.flatMap((object) => standingOf(object, definition));
  if (standing.length === 0) {
    const cause = whyNone(catalog, named.get(`${kind} ${definition.name}`) ?? [], definition, question);
    return cause ? [{ bindings: withName(pattern.at(-1), definition, bindings), causes: [cause], evidence: [] }] : [];
  }
  const anchor = anchorFor(wanted);
  return standing.flatMap(({ object, cause }) =>
    [...(anchor?.match(world, object, bindings) ?? [])].map((match) => ({
      bindings: { ...match.bindings, ...bindings },
      causes: [...(cause ? [cause] : []), ...(match.unknown ? [match.unknown] : [])],
      evidence: [{ message: `This defines ${object.id}.`, place: object.place }],
    })),
  );
}

/** One matcher of objects for each value, as the anchor prepares it once. */
const values = new WeakMap<Wanted, { readonly schema: Wanted }>();

function anchorFor(wanted: Wanted): ReturnType<typeof preparedReduceAnchor> {
  const value = values.get(wanted) ?? { schema: wanted };
  values.set(wanted, value);
  return preparedReduceAnchor({ op: 'anchor', anchor: 'schema', value });
}

function standingOf(object: SchemaObject, definition: Definition): readonly Standing[] {
  const { range, path, clause, repeated } = definition;
  const places = placesOf(object);
  const asked = clause ? [clause === 'using' ? places[1]! : places[2]!] : places;
  const parts = asked.map((place) => isWithin(place, path, range));
  if (!parts.includes(true)) return [];
  const cause = repeated ? severalIn(object) : parts.includes(false) ? partly(object) : undefined;
  return [{ object, ...(cause && { cause }) }];
}

/** Where the parts of the object's definition stand; of a policy: what created it, USING, WITH CHECK, and the last change. */
function placesOf({ kind, of, place }: SchemaObject): readonly Place[] {
  if (kind !== 'policy') return [place];
  const { definedAt, setAt } = of as Policy;
  return setAt ? [setAt.created, setAt.using, setAt.check, definedAt] : [definedAt, definedAt, definedAt];
}

interface Definitions {
  /** By kind and file. */
  readonly definedIn: ReadonlyMap<string, readonly SchemaObject[]>;
  /** By kind and name. */
  readonly named: ReadonlyMap<string, readonly SchemaObject[]>;
}

const definitions = new WeakMap<Catalog, Definitions>();

function definitionsOf(catalog: Catalog): Definitions {
  const known = definitions.get(catalog);
  if (known) return known;
  const definedIn = new Map<string, SchemaObject[]>();
  const named = new Map<string, SchemaObject[]>();
  const add = (map: Map<string, SchemaObject[]>, key: string, object: SchemaObject): void => {
    const list = map.get(key);
    if (list) list.push(object);
    else map.set(key, [object]);
  };
  for (const object of schemaObjects(catalog).values()) {
    if (!(object.kind in DEFINED_BY)) continue;
    const paths = new Set(placesOf(object).map(({ path }) => path));
    for (const path of paths) add(definedIn, `${object.kind} ${path}`, object);
    add(named, `${object.kind} ${object.names.at(-1)}`, object);
  }
  definitions.set(catalog, { definedIn, named });
  return { definedIn, named };
}

function isWithin({ path: its, region }: Place, path: string, [start, end]: Range): boolean {
  return its === path && region !== undefined && start <= region.start && region.end <= end;
}

function partly({ id, place }: SchemaObject): Cause {
  return { kind: 'not-static', message: `Part of ${id} is set by another statement.`, place };
}

/** No object is defined here: it was replaced or dropped, or whether the statement is run at all cannot be told. */
function whyNone(
  { opaque, routines }: Catalog,
  named: readonly SchemaObject[],
  { path, range, statement }: Definition,
  { refute }: Question,
): Cause | undefined {
  const beside = named.find(({ place }) => isWithin(place, path, statement));
  const cause = beside ? severalIn(beside) : notFollowed(opaque, path, range);
  if (cause) return cause;
  const holder = routines.find(({ definedAt }) => isWithin(definedAt, path, statement));
  if (holder && statement !== range) return runBy(holder);
  for (const object of named.slice(0, 3)) refute({ message: `${object.id} is defined here.`, place: object.place });
  return undefined;
}

/**
 * No tool that we know runs the file. What it defines is not live where migrations define one of that name; else somebody may
 * have run it by hand.
 */
function whyLoose(
  kind: string | undefined,
  { name, path }: Definition,
  { facts, refute }: Question,
): Cause | undefined {
  if (!isLoose(path)) return undefined;
  const elsewhere = facts.world.catalogs.flatMap((one) => definitionsOf(one).named.get(`${kind} ${name}`) ?? []);
  for (const object of elsewhere.slice(0, 3)) refute({ message: `${object.id} is defined here.`, place: object.place });
  if (elsewhere.length > 0) return undefined;
  return { kind: 'not-static', message: `Whether anything runs '${path}' cannot be told.` };
}

/** Whether it may be the object that is wanted, by its name. */
function isNamed(part: string | undefined, { name }: Definition, bindings: Bindings): boolean {
  if (part === undefined || name === undefined) return true;
  const variable = metavariable(part);
  const wanted = variable === undefined ? part : bindings[variable]?.value;
  return typeof wanted !== 'string' || /[*?{[]/.test(wanted) || wanted.split('.').at(-1) === name;
}

/** What the statement calls the object, for messages: that is known even where it is not known to be run. */
function withName(part: string | undefined, { path, name }: Definition, bindings: Bindings): Bindings {
  const variable = metavariable(part);
  if (variable === undefined || name === undefined) return bindings;
  return { [variable]: { text: name, value: name, path }, ...bindings };
}

/** Only a block holds several definitions of one name, of which those that are run are not told apart. */
function severalIn({ id, place }: SchemaObject): Cause {
  return { kind: 'not-static', message: `Which statement of the block defines ${id} cannot be told.`, place };
}

/** What a function that is live defines, it may define at any time. */
function runBy({ schema, name, definedAt: place }: Routine): Cause {
  return { kind: 'not-static', message: `Whether the function '${schema}.${name}' is run cannot be told.`, place };
}

/** Why the statement, or the block around it, may or may not have been run. */
function notFollowed(opaque: Catalog['opaque'], path: string, [start, end]: Range): Cause | undefined {
  const found = opaque.find(({ cause: { place } }) => {
    const region = place?.path === path ? place.region : undefined;
    return region !== undefined && region.start <= start && end <= region.end;
  });
  return found?.cause;
}
