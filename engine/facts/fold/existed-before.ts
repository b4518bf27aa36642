import { TEMPORARY } from '../changes/writer.ts';
import type { Cause } from '../../model/binding.ts';
import type { Catalog, Lifetime, ObjectName } from '../../model/catalog.ts';

/**
 * Whether a table or view existed before a migration file, under the name that it has there. Undefined: the file is no
 * part of the chain, or no file up to it knows a relation of this name. A cause: SQL that we could not follow may have made
 * or dropped it.
 */
export function existedBefore(
  catalog: Catalog,
  { schema, name }: { readonly schema?: string; readonly name: string },
  path: string,
): boolean | undefined | Cause {
  const file = catalog.sources.indexOf(path);
  if (file < 0) return undefined;
  if (schema !== undefined) return existedIn([schema], { name, schema }, catalog, file);
  const set = (catalog.paths ?? []).filter((one) => one.file === file).map(({ schemas }) => schemas);
  const [first, ...others] = [catalog.context.searchPath, ...set].flatMap((schemas) => {
    const existed = existedIn(schemas, { name }, catalog, file);
    return existed === undefined ? [] : [existed];
  });
  if (others.every((one) => one === first)) return first;
  const message = `Which '${name}' is meant depends on the search path, which '${path}' sets.`;
  return { kind: 'not-static', message, place: { path } };
}

function existedIn(
  schemas: readonly string[],
  { schema, name }: { readonly schema?: string; readonly name: string },
  catalog: Catalog,
  file: number,
): boolean | undefined | Cause {
  const isMeant = (one: ObjectName): boolean => one.name === name && schemas.includes(one.schema);
  // gone with its session
  const isTemporary = (one: Lifetime): boolean => one.schema === TEMPORARY && one.name === name && one.created === file;
  if ((schema ?? TEMPORARY) === TEMPORARY && catalog.lifetimes.some(isTemporary)) return false;
  const ever = catalog.lifetimes.filter((one) => isMeant(one) && one.from <= file);
  const known = ever.filter((one) => (one.to ?? file) >= file);
  const word = name.toLowerCase();
  const doubts = catalog.opaque.filter(({ mentions, touch }) => touch?.aspect === undefined && mentions.includes(word));
  if (known.length === 0) return doubts[0]?.cause ?? (ever.length > 0 ? false : undefined);
  // what names the table in an earlier file may have dropped it; what names none is not held against every table
  const isEarlier = ({ place }: Cause): boolean => place !== undefined && catalog.sources.indexOf(place.path) < file;
  const doubt = doubts.find(({ cause }) => isEarlier(cause));
  const isUncertain = catalog.relations.some((one) => isMeant(one) && one.uncertain !== undefined);
  return doubt && isUncertain ? doubt.cause : known.some(({ created }) => created < file);
}
