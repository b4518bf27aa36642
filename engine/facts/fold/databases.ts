import type { Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { DatabaseContext } from '../../model/context.ts';
import type { FileFacts } from '../../model/fact.ts';
import { sqlRole } from '../../documents/sql/sql-role.ts';
import { fold } from './fold.ts';

/** Folders that belong to the tools: what stands above them is the project that owns the database. */
const toolFolder =
  /(^|\/)(migrations?|migrate|drizzle|supabase|prisma|db|database|databases|sql|schemas?|postgres|pg)$/i;

/** The project folder of an SQL file: two projects in one workspace have two databases. */
export function projectOf(path: string): string {
  let folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  // A step of a chain may stand in a folder of its own (`prisma/migrations/20240101_init/migration.sql`).
  const chain = /^(.*(?:^|\/)(?:migrations?|migrate|drizzle))\//i.exec(`${folder}/`)?.[1];
  folder = chain ?? folder;
  while (toolFolder.test(folder)) folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  return folder;
}

/** The schema of each database of the workspace; without any SQL one that is empty and says so. */
export function foldDatabases(files: readonly FileFacts[], contexts: readonly DatabaseContext[]): readonly Catalog[] {
  const relevant = files.filter(({ family, path }) => family === 'sql' && sqlRole(path) !== 'none');
  const projects = [...new Set(relevant.map(({ path }) => projectOf(path)))].sort();
  if (projects.length === 0) return [foldProject('', [], contexts)];
  return projects.map((project) => ({
    ...foldProject(
      project,
      relevant.filter(({ path }) => projectOf(path) === project),
      contexts,
    ),
    ...(projects.length > 1 && { label: project === '' ? '.' : project }),
  }));
}

function foldProject(project: string, files: readonly FileFacts[], contexts: readonly DatabaseContext[]): Catalog {
  const context = contexts.find(({ folder }) => folder === project) ?? contexts.find(({ folder }) => folder === '');
  const facts = files.flatMap(({ sql }) => (sql ? [sql] : []));
  const unread = files.flatMap(({ sql, unread: cause }): Cause[] => (!sql && cause ? [cause] : []));
  return { ...fold(facts, context?.schema ?? plainPostgres, unread), project };
}

const plainPostgres = { platform: 'postgres', exposedSchemas: [], searchPath: ['public'] } as const;
