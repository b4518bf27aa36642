import type { Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';

/**
 * Whether a table or view existed before a migration file, under the name that it has there. Undefined: the file is no
 * part of the chain, or knows no relation of this name. A cause: SQL that we could not follow may have made or dropped it.
 */
export function existedBefore(
  catalog: Catalog,
  { schema, name }: { readonly schema?: string; readonly name: string },
  path: string,
): boolean | undefined | Cause {
  const file = catalog.sources.indexOf(path);
  if (file < 0) return undefined;
  const schemas = schema === undefined ? catalog.context.searchPath : [schema];
  const known = catalog.lifetimes.filter(
    (one) => one.name === name && schemas.includes(one.schema) && one.from <= file && (one.to ?? file) >= file,
  );
  if (known.length > 0) return known.some(({ created }) => created < file);
  const word = name.toLowerCase();
  const unclear = catalog.opaque.find(({ mentions, touch }) => touch?.aspect === undefined && mentions.includes(word));
  return unclear?.cause;
}
