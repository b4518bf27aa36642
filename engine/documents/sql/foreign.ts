import { createRequire } from 'node:module';
import type { ForeignDialect } from './dialect-lexer.ts';
import type { ForeignTree } from './node.ts';

/** The builds for one dialect each: the package's root would load all of them. */
const BUILDS: Readonly<Record<ForeignDialect, string>> = {
  mysql: 'node-sql-parser/build/mysql.js',
  mariadb: 'node-sql-parser/build/mariadb.js',
  sqlite: 'node-sql-parser/build/sqlite.js',
  transactsql: 'node-sql-parser/build/transactsql.js',
  bigquery: 'node-sql-parser/build/bigquery.js',
  snowflake: 'node-sql-parser/build/snowflake.js',
};

interface ForeignParser {
  astify(sql: string, options: { database: string }): unknown;
}
const parsers = new Map<ForeignDialect, ForeignParser>();
const require = createRequire(import.meta.url);

/** One statement of another dialect than PostgreSQL; undefined when its parser refuses it. */
export function parseForeign(text: string, dialect: ForeignDialect): ForeignTree | undefined {
  try {
    const tree = parserFor(dialect).astify(text, { database: dialect });
    const one: unknown = Array.isArray(tree) && tree.length === 1 ? tree[0] : tree;
    return typeof one === 'object' && one !== null && !Array.isArray(one) ? (one as ForeignTree) : undefined;
  } catch {
    return undefined;
  }
}

function parserFor(dialect: ForeignDialect): ForeignParser {
  const known = parsers.get(dialect);
  if (known) return known;
  const { Parser } = require(BUILDS[dialect]) as { Parser: new () => ForeignParser };
  const parser = new Parser();
  parsers.set(dialect, parser);
  return parser;
}
