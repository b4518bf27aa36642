import type { FileFacts } from '../../model/fact.ts';
import type { Dialect } from '../../model/sql.ts';

export interface DialectFiles {
  /** Where the project has several. */
  readonly dialect?: Dialect;
  readonly files: readonly FileFacts[];
}

/**
 * The files of one project by their dialects: who supports MySQL and SQLite has a chain for each, and two databases. Files of
 * which nothing but their content says the dialect belong to all of them.
 */
export function byDialect(files: readonly FileFacts[]): readonly DialectFiles[] {
  const said = new Set(files.flatMap(({ sql }) => sql?.said ?? []));
  if (said.size <= 1) return [{ files }];
  return [...said]
    .sort()
    .map((dialect) => ({ dialect, files: files.filter(({ sql }) => (sql?.said ?? dialect) === dialect) }));
}
