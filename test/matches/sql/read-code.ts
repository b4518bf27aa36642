import { javascript } from '../../../engine/documents/javascript/javascript.ts';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { parseFile } from '../../../engine/documents/parse.ts';
import type { DocumentView } from '../../../engine/matches/matcher.ts';
import { sql } from '../../../engine/matches/sql/sql.ts';
import { viewOf } from '../../../engine/matches/view.ts';

await loadPostgres();

export function viewOfCode(text: string, path = 'src/db.ts'): DocumentView {
  return viewOf(parseFile({ path, text, bom: false, bytes: text.length }, javascript));
}

/** Every match: the text of its node, what it binds (`~` before what has no static value), and why it is unknown. */
export function found(pattern: string | readonly string[], text: string, more: Record<string, boolean> = {}): unknown {
  const view = viewOfCode(text);
  const anchor = sql.prepare({ sql: pattern, ...more });
  return [...anchor.candidates(view)].flatMap((node) =>
    [...anchor.match(view, node, {})].map(({ bindings, unknown }) => {
      const bound = Object.entries(bindings).map(([name, { text: shown, value }]) => [name, value ?? `~${shown}`]);
      const answer = [text.slice(...node.range), Object.fromEntries(bound) as unknown];
      return unknown ? [...answer, unknown.kind] : answer;
    }),
  );
}
