import { sqlRole } from '../../documents/sql/sql-role.ts';
import type { Cause } from '../../model/binding.ts';
import type { Catalog, CatalogObject } from '../../model/catalog.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Migration } from '../../model/sql-change.ts';
import { drizzleChanges } from './drizzle-changes.ts';
import { prismaChanges } from './prisma-changes.ts';

/** A schema that a project declares in a tool's own language, as the changes that the tool would make of it. */
export interface Declared {
  /** The folder of the package that it belongs to. */
  readonly home: string;
  readonly fact: Migration;
  /** Files of it that were read in part only. */
  readonly unread: readonly Cause[];
}

/** Tests and examples declare schemas that no database has. */
const LOOSE = /(^|\/)(tests?|__tests__|__mocks__|fixtures?)\/|\.(test|spec|stories)\.[^/]*$/i;

/**
 * The Prisma and Drizzle schemas of packages that have no SQL, neither they nor the packages around them: where there are migrations, these are what is
 * run, and the schema is but what they were generated from.
 */
export function declaredSchemas(files: readonly FileFacts[]): readonly Declared[] {
  const meant = files.filter(({ path }) => !LOOSE.test(path));
  if (!meant.some(({ prisma, drizzle }) => prisma ?? drizzle)) return [];
  const homeOf = homes(files);
  const withSql = files
    .filter(({ family, path }) => family === 'sql' && sqlRole(path) !== 'none')
    .map(({ path }) => path);
  return [...prismaSchemas(meant), ...drizzleSchemas(meant, homeOf)].flatMap(({ fact, files: own }) => {
    const home = homeOf(fact.path);
    if (withSql.some((path) => isBelow(fact.path, homeOf(path)))) return [];
    return [{ home, fact, unread: own.flatMap(({ unread }) => unread ?? []) }];
  });
}

interface Source {
  readonly fact: Migration;
  readonly files: readonly FileFacts[];
}

/** A datasource, and the other files of its folder. */
function prismaSchemas(files: readonly FileFacts[]): readonly Source[] {
  const hasDatasource = ({ prisma }: FileFacts): boolean =>
    prisma?.blocks.some(({ kind }) => kind === 'datasource') ?? false;
  const parts = files.filter((file) => file.prisma && !hasDatasource(file));
  return files.filter(hasDatasource).flatMap((main) => {
    const own = [main, ...parts.filter(({ path }) => isBelow(path, folderOf(main.path)))];
    const fact = prismaChanges(own.flatMap(({ prisma }) => prisma ?? []));
    return fact ? [{ fact, files: own }] : [];
  });
}

/** A package declares a schema for each dialect; what has none of its own (drizzle-kit's configuration) is for all of them. */
function drizzleSchemas(files: readonly FileFacts[], homeOf: (path: string) => string): readonly Source[] {
  const homesOf = (all: readonly FileFacts[]): readonly string[] => [...new Set(all.map(({ path }) => homeOf(path)))];
  const declaring = files.filter(({ drizzle }) => drizzle);
  return homesOf(declaring).flatMap((home) => {
    const own = files.filter(({ path }) => homeOf(path) === home);
    const constants = own.flatMap(({ path, constants: values }) => (values ? [{ path, values }] : []));
    return (['postgres', 'mysql', 'sqlite'] as const).flatMap((dialect) => {
      const parts = own.filter(({ drizzle }) => drizzle && (drizzle.dialect ?? dialect) === dialect);
      const fact = drizzleChanges(
        parts.flatMap(({ drizzle }) => drizzle ?? []),
        constants,
      );
      return fact ? [{ fact, files: parts }] : [];
    });
  });
}

/** The nearest folder with a package.json or the configuration of a tool; else the workspace. */
function homes(files: readonly FileFacts[]): (path: string) => string {
  const marks = files.filter(({ path }) => /(^|\/)(package\.json|(drizzle|prisma)\.config\.\w+)$/.test(path));
  const folders = new Set(marks.map(({ path }) => folderOf(path)));
  return (path) => {
    let folder = folderOf(path);
    while (folder !== '' && !folders.has(folder)) folder = folderOf(folder);
    return folder;
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** Nobody ran a statement: an object has been declared, with all that the fold added to it. */
export function asDeclared(catalog: Catalog): Catalog {
  const declared = <T extends CatalogObject>(objects: readonly T[]): readonly T[] =>
    objects.map((object) => {
      if (object.platform || object.state === 'ghost') return object;
      return { ...object, history: object.history.slice(0, 1).map((one) => ({ ...one, message: 'declared' })) };
    });
  return {
    ...catalog,
    relations: declared(catalog.relations),
    indexes: declared(catalog.indexes),
    types: declared(catalog.types),
    sequences: declared(catalog.sequences),
    extensions: declared(catalog.extensions),
  };
}
