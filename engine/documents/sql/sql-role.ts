/** What an SQL file is to the schema: one step of a chain of migrations, the schema as a whole, or nothing (seeds, tests, scripts). */
export type SqlRole = 'migration' | 'schema' | 'none';

export interface JudgedRole {
  readonly role: SqlRole;
  /** Completes a sentence: `it undoes a migration`. */
  readonly why: string;
  /** No convention says what the file is for. */
  readonly unsure?: true;
}

/** Flyway's `U1__x.sql`, `1.down.sql`, `down.sql`. */
const UNDONE =
  /(\.down|[._-]rollback|[._-]undo|\.revert)\.sql$|(^|\/)(down|rollback|rollbacks|undo|revert)(\/[^/]*)?\.sql$|(^|\/)u\d+([._]\d+)*__[^/]*\.sql$/i;
const LOOSE = /(^|\/)(seeds?|tests?|__tests__|fixtures?|snippets|queries|functions)\//i;
const SEED = /(^|\/)seeds?([._-][^/]*)?\.sql$/i;
const MIGRATION = /(^|\/)(migrations?|migrate|drizzle)\/(.*\/)?[^/]+\.sql$/i;
const SCHEMA = /(^|\/)(schema|structure|schemas\/(.*\/)?[^/]+)\.sql$/i;
/** Supabase's own tool does not look into folders below. */
const UNSEEN = /(^|\/)supabase\/migrations\/[^/]+\//i;

export function sqlRole(path: string): SqlRole {
  return judgeRole(path).role;
}

/** Judged by the path alone: the conventions of Supabase, Prisma, Drizzle, goose, dbmate, Flyway, Rails. */
export function judgeRole(path: string): JudgedRole {
  if (!/\.sql$/i.test(path)) return none('its name does not end with .sql');
  if (UNDONE.test(path)) return none('it undoes a migration');
  if (SEED.test(path)) return none('it is a seed');
  const chain = path.search(MIGRATION);
  if (chain >= 0) {
    if (LOOSE.test(path.slice(chain)))
      return none('it stands beside the migrations, in a folder of seeds, tests or the like');
    if (UNSEEN.test(path)) return none('the Supabase CLI does not look into folders below supabase/migrations');
    return { role: 'migration', why: 'it stands in a folder of migrations' };
  }
  if (!SCHEMA.test(path))
    return { ...none('neither its name nor its folder is one of migrations or schemas'), unsure: true };
  if (LOOSE.test(path)) return none('it stands in a folder of seeds, tests or the like');
  return { role: 'schema', why: 'it is called as a schema, which counts where there are no migrations' };
}

function none(why: string): JudgedRole {
  return { role: 'none', why };
}
