import type { Dialect } from '../../model/sql.ts';

const WORDS: Readonly<Record<string, Dialect>> = {
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  mssql: 'transactsql',
  sqlserver: 'transactsql',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
};

/** What a folder (`mysql/`) or an infix of the file name (`001.mysql.up.sql`) says; the nearest to the file wins. */
export function dialectOfPath(path: string): Dialect | undefined {
  const words = path.toLowerCase().split(/[/.]/).reverse();
  for (const word of words) {
    const dialect = WORDS[word];
    if (dialect) return dialect;
  }
  return undefined;
}

/** What syntax that PostgreSQL refuses gives away. */
export function dialectOfSyntax(statement: string): Dialect | undefined {
  if (/\bAUTOINCREMENT\b|^\s*PRAGMA\b|\bWITHOUT\s+ROWID\b/i.test(statement)) return 'sqlite';
  if (/`|\bAUTO_INCREMENT\b|\bENGINE\s*=/i.test(statement)) return 'mysql';
  return undefined;
}
