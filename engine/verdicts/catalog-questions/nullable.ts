import type { Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { NullabilityTerm, NullableQuestion, RelationName } from '../../model/sql-question.ts';
import type { World } from '../../matches/matcher.ts';
import { catalogsFor } from '../../matches/schema/catalogs.ts';
import { catalogOf } from './catalog-of.ts';
import { columnNullable } from './column-nullable.ts';
import { columnType } from './column-type.ts';

type Answer = boolean | Cause;

/** Whether the value of an SQL expression may be NULL, or why that cannot be told. */
export function mayBeNull({ term, text, path }: NullableQuestion, world: World): Answer {
  const catalogs = catalogsAt(path, world);
  const answers = catalogs.map((catalog) => nullable(term, catalog));
  const [first = notStatic('There is no schema to ask.'), ...others] = answers;
  if (others.every((other) => other === first)) return first;
  return (
    answers.find((one) => typeof one !== 'boolean') ??
    notStatic(`'${text}' may be NULL in one database, and not in another.`)
  );
}

/** The database whose chain the file belongs to, or those that it may use. */
function catalogsAt(path: string, world: World): readonly Catalog[] {
  const own = catalogOf(path, world);
  return own ? [own] : catalogsFor(world, { x: { text: '', path } });
}

export function nullable(term: NullabilityTerm, catalog: Catalog): Answer {
  switch (term.term) {
    case 'known':
      return term.nullable;
    case 'unknown':
      return term.cause;
    case 'any':
      return anyOf(term.of, catalog);
    case 'all':
      return not(anyOf(term.of, catalog, (one) => not(nullable(one, catalog))));
    case 'one':
      return oneOf(term.of, catalog);
    case 'column':
      return columnNullable(term, catalog, nullable);
    case 'call':
      return ofCall(term.function, term.arguments, catalog);
    case 'argument':
      return ofArgument(term, catalog);
  }
}

function anyOf(
  terms: readonly NullabilityTerm[],
  catalog: Catalog,
  ask = (one: NullabilityTerm): Answer => nullable(one, catalog),
): Answer {
  let doubt: Cause | undefined;
  for (const term of terms) {
    const answer = ask(term);
    if (answer === true) return true;
    if (answer !== false) doubt ??= answer;
  }
  return doubt ?? false;
}

function not(answer: Answer): Answer {
  return typeof answer === 'boolean' ? !answer : answer;
}

/** What a variable is set to in several places: only what holds for all of them is certain. */
function oneOf(terms: readonly NullabilityTerm[], catalog: Catalog): Answer {
  const answers = terms.map((term) => nullable(term, catalog));
  const [first = true, ...others] = answers;
  if (others.every((other) => other === first)) return first;
  return (
    answers.find((one) => typeof one !== 'boolean') ?? notStatic('It is NULL or not depending on what is run before.')
  );
}

/** A STRICT function gives NULL for NULL; what else a function returns is not looked at. */
function ofCall({ schema, name }: RelationName, args: readonly NullabilityTerm[], catalog: Catalog): Answer {
  if (schema === 'pg_catalog') return ofBound(name, args, catalog);
  const schemas = schema === undefined ? catalog.context.searchPath : [schema];
  const found = catalog.routines.filter((one) => one.name === name && schemas.includes(one.schema));
  const isStrict = found.length > 0 && found.every(({ strict }) => strict === true);
  if (isStrict && anyOf(args, catalog) === true) return true;
  return notStatic(`Whether the function '${name}' returns NULL is not known.`);
}

/** `lower` and `upper` of a column: of a text they are strict, of a range they may find no bound. */
function ofBound(name: string, args: readonly NullabilityTerm[], catalog: Catalog): Answer {
  const strict = anyOf(args, catalog);
  const types = new Set(args.flatMap((arg) => typesOf(arg, catalog)));
  if (strict === true || types.has('range')) return true;
  return types.has('other') ? strict : notStatic(`Whether '${name}' takes a text or a range here is not known.`);
}

function typesOf(term: NullabilityTerm, catalog: Catalog): readonly ('range' | 'other')[] {
  if (term.term === 'any' || term.term === 'all' || term.term === 'one')
    return term.of.flatMap((one) => typesOf(one, catalog));
  const type = term.term === 'column' ? columnType(term, catalog) : undefined;
  if (type === undefined) return [];
  const own = catalog.types.find((one) => one.name === type);
  // of a domain only its base type would tell
  if (own && own.form !== 'range') return [];
  return own || /range$/.test(type) ? ['range'] : ['other'];
}

/** Where the function is live, ALTER FUNCTION may have changed what its definition says. */
function ofArgument(
  { strict, definition: { path, range } }: Extract<NullabilityTerm, { term: 'argument' }>,
  catalog: Catalog,
): Answer {
  const routine = catalog.routines.find(
    ({ definedAt: { path: its, region } }) =>
      its === path && region && range[0] <= region.start && region.end <= range[1],
  );
  return routine?.uncertain ?? !(routine?.strict ?? strict);
}

function notStatic(message: string): Cause {
  return { kind: 'not-static', message };
}
