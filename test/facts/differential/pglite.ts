import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { queries, reset } from './introspect.ts';

export interface Oracle {
  /** Runs the files of a chain on an empty database and tells what it then holds, and what it refused. */
  readonly run: (files: readonly (readonly string[])[], setup?: string) => Promise<OracleAnswer>;
  readonly close: () => Promise<void>;
}

export interface OracleAnswer {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

export async function startOracle(): Promise<Oracle> {
  const db = await PGlite.create({ extensions: { citext, pg_trgm } });
  return {
    close: () => db.close(),
    run: async (files, setup) => {
      await db.exec(reset);
      if (setup !== undefined) await db.exec(setup);
      const errors: string[] = [];
      for (const statements of files) {
        for (const statement of statements) {
          await db
            .exec(statement)
            .catch((error: unknown) => errors.push(`${(error as Error).message} <- ${statement}`));
        }
        await db.exec('rollback; reset role; reset search_path; reset session authorization; discard temp');
      }
      const lines: string[] = [];
      for (const query of queries) {
        const { rows } = await db.query<string[]>(query, [], { rowMode: 'array' });
        lines.push(...rows.map(([line]) => line!));
      }
      return { lines: lines.sort(), errors };
    },
  };
}
