import type { SqlFile } from '../../documents/sql/node.ts';
import { parseSql } from '../../documents/sql/sql.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import { statementChanges } from './statement-changes.ts';

/** The changes of a text that is known only when the schema is folded, all at one place; undefined if it does not parse. */
export function executedChanges(text: string, at: Place): readonly Change[] | undefined {
  const { tree, problems } = parseSql({ path: '', text });
  if (problems.length > 0) return undefined;
  const { statements } = tree?.root as SqlFile;
  return statements.flatMap((statement) =>
    statementChanges({ statement, place: () => at, changesOf: statementChanges }),
  );
}
