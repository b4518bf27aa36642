import type { DialectChoice } from '../../model/context.ts';
import type { Dialect } from '../../model/sql.ts';
import { compileGlobs } from '../glob-list.ts';

/** What tools, drivers and folders call the dialects, in lower case. */
const WORDS: Readonly<Record<string, Dialect>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  pg: 'postgres',
  pgsql: 'postgres',
  supabase: 'postgres',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  mssql: 'transactsql',
  sqlserver: 'transactsql',
  tsql: 'transactsql',
  transactsql: 'transactsql',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
};

/** Names that only settings of tools use: drivers, databases that speak the dialect of another. */
const DRIVERS: Readonly<Record<string, Dialect>> = {
  ...WORDS,
  'pg-native': 'postgres',
  pglite: 'postgres',
  cockroachdb: 'postgres',
  cockroach: 'postgres',
  mysql2: 'mysql',
  singlestore: 'mysql',
  tidb: 'mysql',
  'better-sqlite': 'sqlite',
  'better-sqlite3': 'sqlite',
  libsql: 'sqlite',
  turso: 'sqlite',
  d1: 'sqlite',
  'd1-http': 'sqlite',
  'durable-sqlite': 'sqlite',
  expo: 'sqlite',
};

/** The dialect that a setting of a tool means, if we read it. */
export function dialectNamed(word: string): Dialect | undefined {
  return own(DRIVERS, word.toLowerCase());
}

/** In which dialect a file is written, and what says so. */
export interface ChosenDialect {
  readonly dialect: Dialect;
  /** Completes a sentence: `the folder 'mysql'`. */
  readonly why: string;
  /** Not only its content tells. */
  readonly said: boolean;
}

type Evidence = Pick<ChosenDialect, 'dialect' | 'why'>;

/**
 * What is known of a file before its content is: bylaw.yaml goes before the folders it stands in, those before the nearest
 * configuration of a tool, that before the name of the file. Undefined: PostgreSQL is tried, then the content decides.
 */
export function chosenDialect(path: string, choices: readonly DialectChoice[]): ChosenDialect | undefined {
  const found: Evidence | undefined =
    choices.find((choice) => choice.by === 'configuration' && covers(choice, path)) ??
    dialectOfFolder(path) ??
    nearest(choices.filter((choice) => choice.by === 'tool' && covers(choice, path))) ??
    dialectOfName(path);
  return found && { dialect: found.dialect, why: found.why, said: true };
}

function nearest(choices: readonly DialectChoice[]): DialectChoice | undefined {
  return choices.reduce<DialectChoice | undefined>((best, one) => (depth(one) > depth(best) ? one : best), undefined);
}

function covers(choice: DialectChoice, path: string): boolean {
  if (choice.by === 'configuration') return compileGlobs([choice.files])(path);
  return choice.folder === '' || path.startsWith(`${choice.folder}/`);
}

function depth(choice: DialectChoice | undefined): number {
  return choice?.by === 'tool' ? choice.folder.length : -1;
}

/** `migrations/mysql/`, `supabase/`; the nearest to the file wins. */
function dialectOfFolder(path: string): Evidence | undefined {
  const folder = path
    .split('/')
    .slice(0, -1)
    .reverse()
    .find((name) => own(WORDS, name.toLowerCase()));
  return folder === undefined ? undefined : { dialect: WORDS[folder.toLowerCase()]!, why: `the folder '${folder}'` };
}

const WHOLE = /^(?:schema|structure|init|install|setup|create|tables|database|db|ddl|dump)[-_](\w+)$/;

/** `001.mysql.up.sql`, `schema_mysql.sql`: a word in the middle of a longer name says what the migration is about, not its dialect. */
function dialectOfName(path: string): Evidence | undefined {
  const parts = path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .split('.')
    .slice(0, -1);
  const words = parts.flatMap((part) => [part, WHOLE.exec(part)?.[1] ?? '']).reverse();
  const dialect = words.map((word) => own(WORDS, word)).find((one) => one !== undefined);
  return dialect && { dialect, why: 'the name of the file' };
}

function own(words: Readonly<Record<string, Dialect>>, word: string): Dialect | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
