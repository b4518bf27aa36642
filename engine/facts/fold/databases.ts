import type { Cause } from '../../model/binding.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { DatabaseContext } from '../../model/context.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Migration } from '../../model/sql-change.ts';
import { sqlRole } from '../../documents/sql/sql-role.ts';
import { asDeclared, declaredSchemas } from '../orm/declared.ts';
import { migrationOf } from '../kept-statements.ts';
import { withJournals } from '../orm/drizzle-journal.ts';
import { byDialect } from './dialects.ts';
import { fold } from './fold.ts';
import { chainsApart, folderOf } from './migrations.ts';

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

/** The schema of each database of the workspace; without any SQL or declared schema one that is empty and says so. */
export function foldDatabases(files: readonly FileFacts[], contexts: readonly DatabaseContext[]): readonly Catalog[] {
  const { files: run, unlisted } = withJournals(files);
  const relevant = run.filter(({ family, path }) => family === 'sql' && sqlRole(path) !== 'none');
  const projects = [...new Set(relevant.map(({ path }) => projectOf(path)))].sort();
  const migrated = projects.flatMap((project) => {
    const own = relevant.filter(({ path }) => projectOf(path) === project);
    const idle = unlisted.filter(({ place }) => projectOf(place.path) === project);
    return byDialect(own).flatMap(({ dialect, files: all }) =>
      chainsApart(all).map((group, i, { length }) => ({
        ...withProblems(foldProject(project, group, contexts), i === 0 ? idle : []),
        ...(dialect && { label: `${project || '.'} (${dialect})` }),
        ...(length > 1 && { label: `${folderOf(group)}${dialect ? ` (${dialect})` : ''}` }),
      })),
    );
  });
  const declared = declaredSchemas(files).map(({ home, fact, unread }) =>
    asDeclared(foldFacts(home, [fact], unread, contexts)),
  );
  const catalogs = [...migrated, ...declared];
  if (catalogs.length === 0) return [foldFacts('', [], [], contexts)];
  return catalogs.length === 1
    ? catalogs
    : catalogs.map((catalog) => ({ ...catalog, label: catalog.label ?? labelOf(catalog, catalogs) }));
}

function withProblems(catalog: Catalog, problems: Catalog['replay']): Catalog {
  return problems.length === 0 ? catalog : { ...catalog, replay: [...problems, ...catalog.replay] };
}

function labelOf({ project, sources }: Catalog, all: readonly Catalog[]): string {
  const isAlone = all.filter((other) => other.project === project).length === 1;
  if (!isAlone) return sources[0] ?? project;
  return project === '' ? '.' : project;
}

function foldProject(project: string, files: readonly FileFacts[], contexts: readonly DatabaseContext[]): Catalog {
  const facts = files.flatMap(({ sql }) => (sql ? [migrationOf(sql)] : []));
  const unread = files.flatMap(({ sql, unread: cause }): Cause[] => (!sql && cause ? [cause] : []));
  return foldFacts(project, facts, unread, contexts);
}

function foldFacts(
  project: string,
  facts: readonly Migration[],
  unread: readonly Cause[],
  contexts: readonly DatabaseContext[],
): Catalog {
  const context = contexts.find(({ folder }) => folder === project) ?? contexts.find(({ folder }) => folder === '');
  return { ...fold(facts, context?.schema ?? plainPostgres, unread), project };
}

const plainPostgres = { platform: 'postgres', exposedSchemas: [], searchPath: ['public'] } as const;
