import type { Bindings } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { World } from '../matcher.ts';

/**
 * The databases that names bound in these files can mean: the one of the nearest project folder around them.
 * A file outside all of those projects may use any database of the workspace.
 */
export function catalogsFor({ catalogs }: World, bindings: Bindings): readonly Catalog[] {
  if (catalogs.length <= 1) return catalogs;
  const paths = Object.values(bindings).flatMap(({ path }) => path ?? []);
  const around = catalogs.filter(({ project }) => paths.some((path) => isBelow(path, project)));
  const nearest = Math.max(...around.map(({ project }) => project.length));
  return around.length === 0 ? catalogs : around.filter(({ project }) => project.length === nearest);
}

function isBelow(path: string, project: string): boolean {
  return project === '' || path.startsWith(`${project}/`);
}
