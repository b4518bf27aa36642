import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenizeForeign, type ForeignDialect } from '../../../engine/documents/sql/dialect-lexer.ts';
import { parseSql } from '../../../engine/documents/sql/sql.ts';
import type { SqlFile } from '../../../engine/documents/sql/node.ts';
import { splitForeign } from '../../../engine/documents/sql/splitter-foreign.ts';
import './read.ts';

const split = (text: string, dialect: ForeignDialect): readonly string[] =>
  splitForeign(text, tokenizeForeign(text, dialect), dialect).map((tokens) =>
    text.slice(tokens[0]!.range[0], tokens.at(-1)!.range[1]),
  );

test('MySQL: delimiters, comments, escapes, blocks', () => {
  const text = [
    'select \'a\\\';\', "b;""c", `d;``e`; # it\'s; nothing',
    'select 1 --2;',
    ';',
    'DELIMITER $$',
    'create procedure p() begin if 1 then select 1; end if; end$$',
    'create procedure q() select 2; $$',
    'delimiter ;',
    'create trigger t before insert on a for each row begin case new.x when 1 then set @a = 1; end case; end;',
    'begin;',
    'update t set a = 1;',
    'commit;',
    'create table `begin` (event int, `end` int);',
    'alter table a add b int;--> statement-breakpoint',
    'select 3',
  ].join('\n');
  expect(split(text, 'mysql')).toEqual([
    'select \'a\\\';\', "b;""c", `d;``e`',
    'select 1 --2',
    'create procedure p() begin if 1 then select 1; end if; end',
    'create procedure q() select 2;',
    'create trigger t before insert on a for each row begin case new.x when 1 then set @a = 1; end case; end',
    'begin',
    'update t set a = 1',
    'commit',
    'create table `begin` (event int, `end` int)',
    'alter table a add b int',
    'select 3',
  ]);
});

test('a comment with a version is SQL, one of MariaDB only for MariaDB', () => {
  const text = '/*!40101 SET a = 1 */; /*M!100201 SET b = 1 */; /*!999999 SET c = 1; */ SET d = 1; /* SET e = 1; */';
  expect(split(text, 'mysql')).toEqual(['SET a = 1', 'SET d = 1']);
  expect(split(text, 'mariadb')).toEqual(['SET a = 1', 'SET b = 1', 'SET d = 1']);
});

test('SQLite: triggers, commands of the shell, all of its quotes, no backslashes', () => {
  const text = [
    '.mode csv',
    'create trigger t after update on a when new.x then begin select case when 1 then 2 end; delete from b; end;',
    `insert into [a;b] values ('\\', ';', "c;");`,
    '.read more.sql',
    'select 1; -- ;',
  ].join('\n');
  expect(split(text, 'sqlite')).toEqual([
    'create trigger t after update on a when new.x then begin select case when 1 then 2 end; delete from b; end',
    `insert into [a;b] values ('\\', ';', "c;")`,
    '.read more.sql\nselect 1',
  ]);
});

test('T-SQL: batches, statements without semicolons, routines up to the end of their batch', () => {
  const text = [
    'SET NOCOUNT ON',
    'CREATE TABLE a (id INT)',
    'INSERT INTO a',
    'SELECT 1',
    'ALTER TABLE a',
    'DROP COLUMN id',
    'go 2',
    'CREATE PROCEDURE p AS',
    'SELECT 1;',
    'CREATE TABLE #t (id INT)',
    'GO',
    "IF 1 = 1 BEGIN PRINT 'a;'; EXEC p; END",
    'BEGIN TRAN; UPDATE a SET id = 2; COMMIT',
  ].join('\n');
  expect(split(text, 'transactsql')).toMatchInlineSnapshot(`
    [
      "SET NOCOUNT ON",
      "CREATE TABLE a (id INT)",
      "INSERT INTO a
    SELECT 1",
      "ALTER TABLE a
    DROP COLUMN id",
      "CREATE PROCEDURE p AS
    SELECT 1;
    CREATE TABLE #t (id INT)",
      "IF 1 = 1 BEGIN PRINT 'a;'; EXEC p; END",
      "BEGIN TRAN",
      "UPDATE a SET id = 2",
      "COMMIT",
    ]
  `);
});

test('Snowflake and BigQuery: dollar quotes, triple quotes, scripts', () => {
  const snowflake = "create procedure p() returns int language javascript as $$ var a = ';'; $$; select 1;";
  expect(split(snowflake, 'snowflake')).toEqual([
    "create procedure p() returns int language javascript as $$ var a = ';'; $$",
    'select 1',
  ]);
  const bigquery = 'select """a;"b""", r"\\"; begin select 1; end; begin transaction; commit;';
  expect(split(bigquery, 'bigquery')).toEqual([
    'select """a;"b""", r"\\"',
    'begin select 1; end',
    'begin transaction',
    'commit',
  ]);
});

const pieces = fc.constantFrom(
  ...[
    'create table t (id int)',
    ';',
    '\n',
    "'",
    '"',
    '`',
    '[',
    ']',
    '$$',
    '(',
    ')',
    '/*',
    '/*!40101',
    '*/',
    '--',
    '#',
    '\\',
  ],
  ...[
    'DELIMITER //\n',
    '//',
    '\nGO\n',
    'begin',
    'end',
    'case',
    'create trigger t',
    'alter table t add',
    '😀',
    '\0',
    '<',
    ',',
    'ü',
    '.read x',
  ],
);

test('garbage never throws, and ranges lie in the text, in order', () => {
  const dialect = fc.constantFrom('mysql', 'mariadb', 'sqlite', 'transactsql', 'bigquery', 'snowflake');
  fc.assert(
    fc.property(dialect, fc.array(pieces, { maxLength: 20 }), (name, parts) => {
      const text = parts.join(' ');
      const choice = { by: 'configuration', files: '**', dialect: name, why: '' } as const;
      const { tree, problems } = parseSql({ path: 'a.sql', text }, [choice]);
      const { statements } = tree!.root as SqlFile;
      const ends = statements.flatMap(({ range }) => [...range]);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      for (const one of statements) for (const { range } of one.tokens) expect(range[0]).toBeLessThan(range[1]);
      expect(problems.map(({ range }) => range)).toEqual(
        statements.filter(({ kind }) => kind === 'unparsed').map(({ range }) => range),
      );
    }),
    { numRuns: 200 },
  );
});
