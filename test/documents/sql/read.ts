import { sql } from '../../../engine/documents/sql/sql.ts';
import { fold } from '../../../engine/facts/fold/fold.ts';
import { migrationOf } from '../../../engine/facts/kept-statements.ts';
import { sqlFact } from '../../../engine/facts/sql-fact.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import type { DocumentView } from '../../../engine/matches/matcher.ts';
import type { Catalog, SchemaContext } from '../../../engine/model/catalog.ts';
import type { Document } from '../../../engine/model/document.ts';
import type { SqlFact } from '../../../engine/model/sql-change.ts';

await sql.load?.();

export const supabase: SchemaContext = {
  platform: 'supabase',
  exposedSchemas: ['public'],
  searchPath: ['public', 'extensions'],
};
export const postgres: SchemaContext = { ...supabase, platform: 'postgres', searchPath: ['public'] };

export function documentOf(path: string, text: string): Document {
  const file = { path, text, bom: false, bytes: Buffer.byteLength(text) };
  const { tree, problems } = sql.parse(file);
  return {
    file,
    language: 'sql',
    family: 'sql',
    status: problems.length > 0 ? 'partial' : 'parsed',
    problems: [],
    ...(tree && { tree }),
  };
}

export function viewOfSql(text: string, path = 'supabase/migrations/1.sql'): DocumentView {
  return viewOf(documentOf(path, text));
}

export function factOf(path: string, text: string): SqlFact {
  return sqlFact(documentOf(path, text));
}

/** Folds texts as migrations `1.sql`, `2.sql` …, or files by their paths. */
export function folded(files: readonly string[] | Readonly<Record<string, string>>, context = supabase): Catalog {
  const entries = Array.isArray(files)
    ? files.map((text, i) => [`supabase/migrations/${i + 1}.sql`, text] as const)
    : Object.entries(files as Readonly<Record<string, string>>);
  return fold(
    entries.map(([path, text]) => migrationOf(factOf(path, text))),
    context,
  );
}
