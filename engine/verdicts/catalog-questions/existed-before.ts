import { existedBefore } from '../../facts/fold/existed-before.ts';
import type { Bindings, Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { RelationName, ExistedBeforeQuestion } from '../../model/sql-question.ts';
import type { World } from '../../matches/matcher.ts';
import { metavariable } from '../../matches/schema/matching.ts';
import { catalogOf } from './catalog-of.ts';

/** Whether a table was there before a migration file, or why that cannot be told. */
export function tableExistedBefore(
  { table, path, renewed = [] }: ExistedBeforeQuestion,
  bindings: Bindings,
  world: World,
): boolean | Cause {
  const catalog = catalogOf(path, world);
  const name = tableNamed(table, bindings);
  if ('kind' in name) return name;
  // a dump beside the migrations, or what a journal does not list: nobody runs it
  if (!catalog) return false;
  if (renewed.some((one) => isSame(one, name))) return false;
  const existed = existedBefore(catalog, name, path);
  if (existed === false) return unreadBefore(catalog, name, path) ?? false;
  return (
    existed ??
    catalog.unreadSql[0] ?? {
      kind: 'not-read',
      message: `No migration up to '${path}' shows the table '${name.name}'.`,
    }
  );
}

/** A name without a schema may be that of any. */
function isSame(one: RelationName, other: RelationName): boolean {
  return one.name === other.name && (one.schema ?? other.schema) === (other.schema ?? one.schema);
}

/** What was not read or not followed of earlier files may have made the table. */
function unreadBefore(
  { sources, opaque, unreadSql }: Catalog,
  { name }: RelationName,
  path: string,
): Cause | undefined {
  const file = sources.indexOf(path);
  const isEarlier = ({ place }: Cause): boolean => place !== undefined && sources.slice(0, file).includes(place.path);
  const word = name.toLowerCase();
  const named = opaque.find(
    ({ cause, mentions, touch }) => touch?.aspect === undefined && mentions.includes(word) && isEarlier(cause),
  );
  return named?.cause ?? unreadSql.find(({ place }) => place === undefined || place.path < path);
}

/** The name with its metavariables filled in; a table bound in SQL or code carries its schema. */
function tableNamed(table: readonly string[], bindings: Bindings): RelationName | Cause {
  const [last = '', outer] = table.toReversed();
  const name = partNamed(last, bindings);
  if (typeof name !== 'string') return name;
  const variable = metavariable(last);
  const bound = variable === undefined ? undefined : bindings[variable];
  const schema = outer === undefined ? bound?.schema : partNamed(outer, bindings);
  if (schema === null) return cause(`The schema of '${name}' is not known statically.`);
  if (typeof schema === 'object') return schema;
  const dotted = schema === undefined && variable !== undefined ? /^([^.]+)\.([^.]+)$/.exec(name) : null;
  if (dotted) return { schema: dotted[1]!, name: dotted[2]! };
  return { ...(schema !== undefined && { schema }), name };
}

function partNamed(part: string, bindings: Bindings): string | Cause {
  const variable = metavariable(part);
  if (variable === undefined) return part;
  const value = bindings[variable]?.value;
  return typeof value === 'string' ? value : cause(`The value of '$${variable}' is not known statically.`);
}

function cause(message: string): Cause {
  return { kind: 'not-static', message };
}
