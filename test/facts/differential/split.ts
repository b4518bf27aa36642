import { documentOf } from '../../documents/sql/read.ts';
import type { SqlFile } from '../../../engine/documents/sql/node.ts';

/** The statements of a text, so that the database may run them one by one, as psql does. */
export function statementsOf(text: string): readonly string[] {
  const root = documentOf('migrations/1.sql', text).tree?.root as SqlFile;
  return root.statements.map((statement) => statement.text);
}
