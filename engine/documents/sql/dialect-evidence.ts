import type { Dialect } from '../../model/sql.ts';
import type { ChosenDialect } from './dialect.ts';

type Foreign = Exclude<Dialect, 'postgres'>;

/** Syntax that PostgreSQL does not have, the most telling of each dialect. */
const EVIDENCE: readonly (readonly [Foreign, readonly RegExp[]])[] = [
  [
    'sqlite',
    [
      /\bAUTOINCREMENT\b/i,
      /^\s*PRAGMA\b/im,
      /\bWITHOUT\s+ROWID\b/i,
      /\bINSERT\s+OR\s+(?:IGNORE|REPLACE|ABORT|FAIL)\b/i,
      /\bUSING\s+fts[345]\b/i,
      /\b(?:strftime|unixepoch|julianday)\s*\(|\bdatetime\s*\(\s*'now'/i,
      // MySQL takes no TEXT as a key
      /\bTEXT\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b/i,
    ],
  ],
  [
    'bigquery',
    [/`[\w-]+\.[\w-]+\.[\w-]+`/, /\b(?:STRUCT|ARRAY)\s*</i, /\)\s*OPTIONS\s*\(/i, /\b(?:INT64|FLOAT64|BIGNUMERIC)\b/i],
  ],
  [
    'snowflake',
    [
      /\bVARIANT\b/i,
      /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:STAGE|WAREHOUSE|FILE\s+FORMAT|TASK)\b/i,
      /\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b/i,
    ],
  ],
  [
    'transactsql',
    [
      /^\s*GO(?:\s+\d+)?\s*;?\s*$/im,
      /\[dbo\]\s*\./i,
      /\bN?VARCHAR\s*\(\s*MAX\s*\)/i,
      /\bNVARCHAR\b/i,
      /\bIDENTITY\s*\(\s*\d+\s*,/i,
      /^\s*BEGIN\s+TRAN\b/im,
      /\b(?:NON)?CLUSTERED\b/i,
      /\bDATETIME2\b|\bUNIQUEIDENTIFIER\b/i,
    ],
  ],
  [
    'mysql',
    [
      /\bAUTO_INCREMENT\b/i,
      /\bENGINE\s*=/i,
      /^\s*DELIMITER\b/im,
      /\b(?:INT|TINYINT|BIGINT|SMALLINT|INTEGER)\b(?:\s*\(\s*\d+\s*\))?\s+UNSIGNED\b/i,
      /\bON\s+UPDATE\s+CURRENT_TIMESTAMP\b/i,
      /\bDEFAULT\s+CHARSET\b|\bCHARACTER\s+SET\s*=?\s*utf8/i,
      /\b(?:MODIFY|CHANGE)\s+COLUMN\b/i,
      /\bENUM\s*\(\s*'/i,
      /\bON\s+DUPLICATE\s+KEY\b/i,
      /`/,
    ],
  ],
];

/** ClickHouse looks like MySQL and BigQuery, and has no parser here. */
const UNREAD = /\bMergeTree\b|\bLowCardinality\s*\(|\bUInt(?:8|16|32|64)\b|\bCODEC\s*\(/;

/**
 * What the statements that PostgreSQL refuses give away. SQLite and T-SQL take backticks and MySQL's words too, so the
 * dialect with the most different marks is meant, at a tie the one that is listed first.
 */
export function dialectOfSyntax(
  statements: readonly string[],
): (ChosenDialect & { readonly dialect: Foreign }) | undefined {
  const text = statements.map(withoutComments).join('\n');
  if (UNREAD.test(text)) return undefined;
  const marks = EVIDENCE.map(([dialect, patterns]) => ({
    dialect,
    found: patterns.flatMap((pattern) => pattern.exec(text)?.[0].trim() ?? []),
  }));
  const best = marks.reduce((first, one) => (one.found.length > first.found.length ? one : first));
  if (best.found.length === 0) return undefined;
  return {
    dialect: best.dialect,
    why: `'${best.found[0]!.replace(/\s+/g, ' ')}', which PostgreSQL does not know`,
    said: false,
  };
}

/** Comments with a version are SQL: `/*!40101 ...`. */
function withoutComments(text: string): string {
  return text.replace(/(?:^|\s)--(?:\s.*)?$|\/\*(?!!)[\s\S]*?\*\//gm, ' ');
}
