import { describe, expect, test } from 'vitest';
import { dialectOfSyntax } from '../../../engine/documents/sql/dialect-evidence.ts';
import { chosenDialect } from '../../../engine/documents/sql/dialect.ts';
import type { SqlFile } from '../../../engine/documents/sql/node.ts';
import { parseSql } from '../../../engine/documents/sql/sql.ts';
import type { DialectChoice } from '../../../engine/model/context.ts';
import './read.ts';

const tool = (folder: string, dialect: DialectChoice['dialect']): DialectChoice => ({
  by: 'tool',
  folder,
  dialect,
  why: `tool in '${folder}'`,
});
const configured = (files: string, dialect: DialectChoice['dialect']): DialectChoice => ({
  by: 'configuration',
  files,
  dialect,
  why: `bylaw.yaml: ${files}`,
});

const shown = (path: string, choices: readonly DialectChoice[] = []): string | undefined => {
  const chosen = chosenDialect(path, choices);
  return chosen && `${chosen.dialect}: ${chosen.why}`;
};

test.each([
  ['db/1.sql', undefined],
  ['migrations/mysql/1.sql', "mysql: the folder 'mysql'"],
  ['mysql/supabase/migrations/1.sql', "postgres: the folder 'supabase'"],
  ['db/001.sqlite3.up.sql', 'sqlite: the name of the file'],
  ['db/schema_mysql.sql', 'mysql: the name of the file'],
  ['db/mysql.sql', 'mysql: the name of the file'],
  ['db/001_move_from_mysql.sql', undefined],
  ['db/constructor/1.sql', undefined],
])('what the path %s says: %s', (path, expected) => {
  expect(shown(path)).toBe(expected);
});

test('the configuration goes before the folder, that before the nearest tool, that before the name', () => {
  const tools = [tool('', 'postgres'), tool('db', 'mysql'), tool('db/lite', 'sqlite')];
  expect(shown('db/1.mariadb.sql', tools)).toBe("mysql: tool in 'db'");
  expect(shown('db/lite/1.sql', tools)).toBe("sqlite: tool in 'db/lite'");
  expect(shown('dbs/1.sql', tools)).toBe("postgres: tool in ''");
  expect(shown('db/mariadb/1.sql', tools)).toBe("mariadb: the folder 'mariadb'");
  const all = [...tools, configured('**/old/**', 'snowflake'), configured('**', 'bigquery')];
  expect(shown('db/mariadb/1.sql', all)).toBe('bigquery: bylaw.yaml: **');
  expect(shown('mysql/old/1.sql', all)).toBe('snowflake: bylaw.yaml: **/old/**');
});

test.each([
  ['CREATE TABLE `a` (`id` int AUTO_INCREMENT) ENGINE=InnoDB', 'mysql'],
  ['CREATE TABLE `a` (`id` integer PRIMARY KEY AUTOINCREMENT)', 'sqlite'],
  ['PRAGMA foreign_keys = off', 'sqlite'],
  ['CREATE TABLE `a` (`id` text PRIMARY KEY NOT NULL)', 'sqlite'],
  ['CREATE TABLE [dbo].[a] (id INT IDENTITY(1,1), n NVARCHAR(20))', 'transactsql'],
  ['SELECT 1\nGO\nSELECT 2', 'transactsql'],
  ['SELECT * FROM `project.data.table`', 'bigquery'],
  ['CREATE TABLE d.t (x ARRAY<STRING>, y STRUCT<a INT64>) OPTIONS(description="x")', 'bigquery'],
  ['CREATE TABLE t (v VARIANT, at TIMESTAMP_NTZ)', 'snowflake'],
  ['CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a', undefined],
  ['create tabel t (id int) -- `quoted`', undefined],
  ['create tabel t (id int) /* AUTO_INCREMENT */', undefined],
])('%s is %s', (text, expected) => {
  expect(dialectOfSyntax([text])?.dialect).toBe(expected);
});

const read = (text: string, choices: readonly DialectChoice[] = []) => {
  const { tree, problems } = parseSql({ path: 'a.sql', text }, choices);
  const { dialect, statements } = tree!.root as SqlFile;
  return {
    dialect: `${dialect.dialect}: ${dialect.why}`,
    statements: statements.map((one) => `${one.dialect} ${one.kind}: ${text.slice(...one.range)}`),
    problems: problems.map(({ message, range }) => `${message} ${text.slice(...range)}`),
  };
};

describe('what is read', () => {
  test('PostgreSQL where nothing says another dialect', () => {
    expect(read('create table a (id int)')).toEqual({
      dialect: 'postgres: nothing says another one',
      statements: ['postgres create_table: create table a (id int)'],
      problems: [],
    });
  });

  test('all statements of a file in the dialect that its refused ones give away', () => {
    expect(read('create table a (id int);\nCREATE TABLE `b` (`id` INT AUTO_INCREMENT PRIMARY KEY);')).toEqual({
      dialect: "mysql: 'AUTO_INCREMENT', which PostgreSQL does not know",
      statements: [
        'mysql create_table: create table a (id int)',
        'mysql create_table: CREATE TABLE `b` (`id` INT AUTO_INCREMENT PRIMARY KEY)',
      ],
      problems: [],
    });
  });

  test('a dialect that is said without trying PostgreSQL', () => {
    const { statements } = read('create table a (id int)', [configured('**', 'sqlite')]);
    expect(statements).toEqual(['sqlite create_table: create table a (id int)']);
  });

  test('nothing is guessed of a file that is said to be PostgreSQL', () => {
    expect(read('CREATE TABLE `b` (id INT)', [tool('', 'postgres')])).toEqual({
      dialect: "postgres: tool in ''",
      statements: ['postgres unparsed: CREATE TABLE `b` (id INT)'],
      problems: ['The SQL statement does not parse at line 1: syntax error at or near "`". CREATE TABLE `b` (id INT)'],
    });
  });

  test('a broken statement of PostgreSQL does not make the file another dialect', () => {
    const text =
      'create policy p on t using (true);\ncreate policy `q` on t using (true);\nalter table t enable row level security;';
    expect(read(text).dialect).toBe('postgres: nothing says another one');
  });

  test('dumps and SQLite migrations make no noise, and what cannot be read is said', () => {
    const text = [
      '/*!40101 SET NAMES utf8mb4 */;',
      'PRAGMA foreign_keys=OFF;',
      'LOCK TABLES `t` WRITE;',
      'DROP INDEX IF EXISTS i;',
      "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN ';' END; END;",
      'INSERT INTO WHERE 1;',
      'CREATE SOMETHING new;',
      '.read other.sql',
    ].join('\n');
    expect(read(text, [configured('**', 'sqlite')])).toMatchInlineSnapshot(`
      {
        "dialect": "sqlite: bylaw.yaml: **",
        "problems": [
          "The statement at line 6 is no sqlite that we can read. INSERT INTO WHERE 1",
          "The statement at line 7 is no sqlite that we can read. CREATE SOMETHING new",
          "The statement at line 8 is no sqlite that we can read. .read other.sql",
        ],
        "statements": [
          "sqlite set: PRAGMA foreign_keys=OFF",
          "sqlite lock: LOCK TABLES \`t\` WRITE",
          "sqlite drop: DROP INDEX IF EXISTS i",
          "sqlite create_trigger: CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN ';' END; END",
          "sqlite unparsed: INSERT INTO WHERE 1",
          "sqlite unparsed: CREATE SOMETHING new",
          "sqlite unparsed: .read other.sql",
        ],
      }
    `);
  });

  test('offsets are exact behind comments, byte order and emoji', () => {
    const text =
      "# 😀 it's\n/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`l`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = '\\';ü' */;\nSELECT 1 -- x\n;";
    expect(read(text, [configured('**', 'mysql')])).toMatchInlineSnapshot(`
      {
        "dialect": "mysql: bylaw.yaml: **",
        "problems": [],
        "statements": [
          "mysql create_trigger: CREATE*/ /*!50017 DEFINER=\`r\`@\`l\`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = '\\';ü'",
          "mysql select: SELECT 1",
        ],
      }
    `);
  });
});
