/** What an SQL file is to the schema: one step of a chain of migrations, the schema as a whole, or nothing (seeds, tests, scripts). */
export type SqlRole = 'migration' | 'schema' | 'none';

const UNDONE =
  /(\.down|[._-]rollback|[._-]undo|\.revert)\.sql$|(^|\/)(down|rollback|rollbacks|undo|revert)(\/[^/]*)?\.sql$|^u\d[^/]*__[^/]*\.sql$/i;
const LOOSE = /(^|\/)(seeds?|tests?|__tests__|fixtures?|snippets|queries|functions)\//i;
const SEED = /(^|\/)seeds?([._-][^/]*)?\.sql$/i;
const MIGRATION = /(^|\/)(migrations?|migrate|drizzle)\/(.*\/)?[^/]+\.sql$/i;
const SCHEMA = /(^|\/)(schema|structure|schemas\/(.*\/)?[^/]+)\.sql$/i;

/** Judged by the path alone: the conventions of Supabase, Prisma, Drizzle, goose, dbmate, Flyway, Rails. */
export function sqlRole(path: string): SqlRole {
  if (!/\.sql$/i.test(path) || UNDONE.test(path) || SEED.test(path)) return 'none';
  if (MIGRATION.test(path)) return LOOSE.test(path.slice(path.search(MIGRATION))) ? 'none' : 'migration';
  return SCHEMA.test(path) && !LOOSE.test(path) ? 'schema' : 'none';
}
