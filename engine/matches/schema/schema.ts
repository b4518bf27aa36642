import { loadPostgres } from '../../documents/sql/postgres.ts';
import { sqlRole } from '../../documents/sql/sql-role.ts';
import type { Bindings, Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Json } from '../../model/document.ts';
import type { Place } from '../../model/region.ts';
import type { Aspect } from '../../model/sql-doubt.ts';
import { wantedInWords } from '../in-words.ts';
import type { ReduceAnchor, World, WorldMatch, WorldObject } from '../matcher.ts';
import { ATTRIBUTES } from './attributes.ts';
import { catalogsFor } from './catalogs.ts';
import { doubtAbout } from './doubt.ts';
import { candidates } from './listed.ts';
import { doubted, metavariable, type Matching } from './matching.ts';
import { isLiteral, matchName, nameParts } from './names.ts';
import { schemaObjects, type Kind, type SchemaObject } from './objects.ts';
import { testAttribute } from './test-attribute.ts';
import { inspectSchema, ONE_NAME, schemaOfValue, schemaValue, type SchemaValue } from './value.ts';

export const schema: ReduceAnchor = {
  name: 'schema',
  station: 'reduce',
  documentation:
    'Objects of the schema that the migrations, applied in order, leave behind. The kind is the first present of `grant`, ' +
    '`policy`, `trigger`, `index`, `foreign-key`, `constraint`, `column`, `view`, `function`, `enum`, `domain`, ' +
    '`composite-type`, `sequence`, `publication`, `extension`, `bucket`, `role`, `replay`, `table`, with a name pattern (`$S.$T`); the other keys are attributes. A scalar means equality, `$X` binds, a list means ' +
    'any of its items, a map is a constraint; `{absent: true}` asks that there is none. About a schema subject the kind may be left out. ' +
    '`replay` ranges over what a strict run of the migrations on an empty database would stop at: `missing`, `duplicate` or `dependent` objects.',
  schema: schemaOfValue(),
  load: loadPostgres,
  inspect: inspectSchema,
  prepare: (anchorValue) => {
    const value = schemaValue(anchorValue);
    return {
      speaksOf: (path) => sqlRole(path) !== 'none',
      range: (world, bindings) => range(value, world, bindings),
      match: (world, object, bindings, refute) => matchObject(value, world, object, bindings, refute),
      doubt: (world, bindings) =>
        catalogsFor(world, bindings)
          .map((catalog) => doubtAbout(catalog, value, bindings))
          .find((cause) => cause !== undefined),
    };
  },
};

type Refute = (message: string, place?: Place) => void;

function* range(value: SchemaValue, world: World, bindings: Bindings): Iterable<WorldMatch> {
  const platformToo = namesPlatform(value, bindings);
  for (const catalog of catalogsFor(world, bindings)) {
    for (const object of candidates(catalog, value, bindings)) {
      if (object.platform && !platformToo) continue;
      yield* matchKind(value, object, start(catalog, bindings));
    }
  }
}

function* matchObject(
  value: SchemaValue,
  world: World,
  { id }: WorldObject,
  bindings: Bindings,
  refute?: Refute,
): Iterable<WorldMatch> {
  const object = world.catalogs.map((catalog) => schemaObjects(catalog).get(id)).find((found) => found !== undefined);
  if (!object) return;
  if (value.kind === object.kind) return yield* matchKind(value, object, start(object.catalog, bindings), refute);
  const own = aboutSubject(value, object.kind);
  if (own) yield* matchAttributes(own, object, start(object.catalog, bindings), refute);
  else refute?.(`'${object.id}' does not have all of these attributes: its kind is '${object.kind}'.`, object.place);
}

function start({ context }: Catalog, bindings: Bindings): Matching {
  return { bindings, defaultSchema: context.searchPath[0] ?? 'public' };
}

/** `{table: $S.$T, unique: true}` about an index: what looks like a kind is an attribute of the subject. */
function aboutSubject({ kind, name, attributes }: SchemaValue, subject: Kind): SchemaValue['attributes'] | undefined {
  const all: SchemaValue['attributes'] = kind ? [[kind, name.join('.')], ...attributes] : attributes;
  return all.every(([attribute]) => attribute in ATTRIBUTES[subject]) ? all : undefined;
}

/** What the platform brings along is only spoken of when its schema or name is given. */
function namesPlatform({ name, attributes }: SchemaValue, bindings: Bindings): boolean {
  const tables = attributes.flatMap(([attribute, wanted]) =>
    attribute === 'table' && typeof wanted === 'string' ? nameParts(wanted) : [],
  );
  return [...name, ...tables].some((part) => {
    const variable = metavariable(part);
    return variable === undefined ? isLiteral(part) : variable in bindings;
  });
}

/** The position of the name that carries the schema: the table's of a column, else the object's own. */
function ownerOf(kind: Kind): number {
  return ONE_NAME.includes(kind) ? -1 : 1;
}

function* matchKind(
  value: SchemaValue,
  object: SchemaObject,
  matching: Matching,
  refute?: Refute,
): Iterable<WorldMatch> {
  for (const named of matchName(value.name, object.names, ownerOf(object.kind), matching)) {
    yield* matchAttributes(value.attributes, object, named, refute);
  }
}

/** Names decide what is spoken of, and are certain; of what else does not hold an uncertain object leaves doubt. */
function* matchAttributes(
  attributes: SchemaValue['attributes'],
  object: SchemaObject,
  matching: Matching,
  refute?: Refute,
): Iterable<WorldMatch> {
  const isName = ([name]: (typeof attributes)[number]): boolean => ATTRIBUTES[object.kind][name]?.type === 'name';
  const isVague = (entry: (typeof attributes)[number]): boolean =>
    !isName(entry) && doubtOf(entry[0], object) !== undefined;
  const vague = attributes.filter(isVague);
  const cause = object.uncertain ?? (vague[0] && doubtOf(vague[0][0], object));
  const byName = attributes.filter(isName);
  const sure = attributes.filter((entry) => !byName.includes(entry) && !vague.includes(entry));
  for (const named of matchAll([...byName, ...sure], object, matching, refute)) {
    if (!cause) {
      yield result(object, named);
      continue;
    }
    const matches = [...matchAll(vague, object, named)];
    yield* (matches.length > 0 ? matches : [named]).map((one) => result(object, doubted(one, cause)));
  }
}

const ATTRIBUTE_ASPECTS: { readonly [attribute: string]: readonly Aspect[] } = {
  rls: ['rls'],
  'force-rls': ['rls'],
  'readable-by': ['privileges'],
  'accessible-by': ['privileges'],
  'callable-by': ['privileges'],
  'search-path': ['settings'],
  overlaps: ['policies'],
  recursion: ['policies'],
  unique: ['constraints'],
  constrained: ['constraints'],
  allows: ['constraints'],
};
const KIND_ASPECTS: { readonly [K in Kind]?: typeof ATTRIBUTE_ASPECTS } = {
  table: { columns: ['columns'], 'primary-key': ['columns', 'constraints'] },
  column: { 'primary-key': ['constraints'], 'not-null': ['constraints'] },
  function: { 'security-definer': ['settings'], volatility: ['settings'], strict: ['settings'] },
};

/** Why this attribute of the object may not be as it seems. */
function doubtOf(attribute: string, { kind, uncertain, doubts }: SchemaObject): Cause | undefined {
  if (uncertain) return uncertain;
  const aspects = KIND_ASPECTS[kind]?.[attribute] ?? ATTRIBUTE_ASPECTS[attribute];
  return doubts.find(({ aspect }) => aspects?.includes(aspect))?.cause;
}

function* matchAll(
  attributes: SchemaValue['attributes'],
  object: SchemaObject,
  matching: Matching,
  refute?: Refute,
): Iterable<Matching> {
  const [first, ...rest] = attributes;
  if (!first) return yield matching;
  const [name, wanted] = first;
  const attribute = ATTRIBUTES[object.kind][name];
  const matches = attribute ? [...testAttribute(name, attribute, wanted, object, matching)] : [];
  if (matches.length === 0) refute?.(refutation(name, wanted, object), object.place);
  for (const one of matches) yield* matchAll(rest, object, one, refute);
}

function refutation(name: string, wanted: Json, object: SchemaObject): string {
  const actual = ATTRIBUTES[object.kind][name]?.read(object);
  if (actual === undefined || actual === null) return `'${name}' of ${object.id} is not set.`;
  const shown = Array.isArray(actual)
    ? listed(actual)
    : typeof actual === 'object' && 'text' in actual
      ? actual.text
      : JSON.stringify(actual);
  const expected = metavariable(wanted) === undefined ? `; expected is ${wantedInWords(wanted)}` : '';
  return `'${name}' of ${object.id} is ${shown}${expected}.`;
}

function listed(items: readonly unknown[]): string {
  return items.length === 0 ? 'empty' : items.map((item) => JSON.stringify(item)).join(', ');
}

/** What is bound here says which file it comes from: a further question is about the same database. */
function result(object: SchemaObject, { bindings, unknown }: Matching): WorldMatch {
  const { path } = object.place;
  const placed = Object.entries(bindings).map(([name, binding]) => [name, { path, ...binding }] as const);
  return { bindings: Object.fromEntries(placed), object, ...(unknown && { unknown }) };
}
