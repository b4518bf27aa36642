import type { Catalog } from '../../engine/model/catalog.ts';

/** A catalog without what the platform brings along, but for its tables: tests name those they speak of. */
export function withoutPlatform(catalog: Catalog): Catalog {
  const own = <T extends { readonly platform?: true }>(all: readonly T[]): readonly T[] =>
    all.filter(({ platform }) => !platform);
  const { routines, types, extensions, publications } = catalog;
  return {
    ...catalog,
    routines: own(routines),
    types: own(types),
    extensions: own(extensions),
    publications: own(publications),
  };
}
