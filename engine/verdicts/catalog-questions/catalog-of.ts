import type { Catalog } from '../../model/catalog.ts';
import type { World } from '../../matches/matcher.ts';

const filesOf = new WeakMap<Catalog, ReadonlySet<string>>();

/** The database that a file is a migration of. */
export function catalogOf(path: string, { catalogs }: World): Catalog | undefined {
  return catalogs.find((catalog) => {
    const files = filesOf.get(catalog) ?? new Set(catalog.sources);
    filesOf.set(catalog, files);
    return files.has(path);
  });
}
