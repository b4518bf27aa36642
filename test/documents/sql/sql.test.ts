import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSql } from '../../../engine/documents/sql/sql.ts';
import type { SqlFile, SqlNode, SqlStatement } from '../../../engine/documents/sql/node.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import './read.ts';

function statements(text: string, path = 'a.sql'): readonly SqlStatement[] {
  return (parseSql({ path, text }).tree?.root as SqlFile).statements;
}

const kinds = (text: string, path?: string): readonly string[] =>
  statements(text, path).map(({ kind, text: sql }) => `${kind}: ${sql}`);

/** Every expression of a text, as written. */
function expressions(text: string): readonly string[] {
  const { tree } = parseSql({ path: 'a.sql', text });
  const below = (node: TreeNode): string[] => [
    ...(node.type === 'expression' ? [text.slice(...node.range)] : []),
    ...tree!.children(node).flatMap(below),
  ];
  return below(tree!.root);
}

test('statements have the exact range of their own text, without comments around them', () => {
  expect(kinds('-- a\ncreate table t (id int); /* b */\r\nselect 1 -- c\n;')).toEqual([
    'create_table: create table t (id int)',
    'select: select 1',
  ]);
});

test('offsets count UTF-16 units also after emoji and umlauts', () => {
  const text = "-- 😀 ü\r\nselect 'ü😀', größe from t where a = 'x';\nselect 2;";
  expect(kinds(text)).toEqual(["select: select 'ü😀', größe from t where a = 'x'", 'select: select 2']);
  expect(expressions(text)).toEqual(["'ü😀'", 'größe', "a = 'x'", 'a', "'x'", '2']);
});

test('a broken statement costs nothing but itself', () => {
  const text =
    "create table a (id int);\ncreate tabel b (id int);\ncreate table 😀c (id int;\ncreate table d (s text default ';');";
  expect(kinds(text)).toEqual([
    'create_table: create table a (id int)',
    'unparsed: create tabel b (id int)',
    'unparsed: create table 😀c (id int',
    "create_table: create table d (s text default ';')",
  ]);
  expect(
    parseSql({ path: 'a.sql', text }).problems.map(({ message, range }) => [message, text.slice(...range)]),
  ).toEqual([
    ['The SQL statement does not parse at line 2: syntax error at or near "tabel".', 'create tabel b (id int)'],
    ['The SQL statement does not parse at line 3: syntax error at end of input.', 'create table 😀c (id int'],
  ]);
});

test('the splitter minds dollar quotes, nested comments and BEGIN ATOMIC', () => {
  const text = [
    'oops;',
    'create function f() returns int language plpgsql as $body$ begin; return 1; end $body$;',
    'create function g() returns int begin atomic select 1; select case when true then 2 end; end;',
    'select 1 /* ; /* ; */ ; */;',
  ].join('\n');
  expect(statements(text).map(({ kind }) => kind)).toEqual([
    'unparsed',
    'create_function',
    'create_function',
    'select',
  ]);
});

test('a NUL byte is a problem of its statement, not the silent end of the file', () => {
  const parsed = parseSql({ path: 'a.sql', text: 'select 1;\0 drop table x;\nselect 2;' });
  expect((parsed.tree?.root as SqlFile).statements.map(({ kind }) => kind)).toEqual(['select', 'unparsed', 'select']);
  expect(parsed.problems.map(({ message }) => message)).toEqual([
    'The SQL statement does not parse at line 1: A NUL byte is not allowed in SQL.',
  ]);
});

test('expressions are found with their whole text', () => {
  const text =
    'select count(*), x::numeric(10,2), cast(a as int), case when a is not null then f(1) end ' +
    'from s.t where (a in (1,2) or not b is null) and exists (select 1 from q) order by "C c" collate "de"';
  expect(expressions(text)).toEqual([
    'count(*)',
    'x::numeric(10,2)',
    'x',
    '10',
    '2',
    'cast(a as int)',
    'a',
    'case when a is not null then f(1) end',
    'a is not null',
    'a',
    'f(1)',
    '1',
    '(a in (1,2) or not b is null) and exists (select 1 from q)',
    'a in (1,2) or not b is null',
    'a in (1,2)',
    'a',
    '1',
    '2',
    'not b is null',
    'b is null',
    'b',
    'exists (select 1 from q)',
    '1',
    '"C c" collate "de"',
    '"C c"',
  ]);
  expect(expressions('select -1, a - 1, $2')).toEqual(['-1', 'a - 1', 'a', '1', '$2']);
});

const pieces = fc.constantFrom(
  'create table t (id int)',
  ';',
  '\n',
  "'",
  '"',
  '$$',
  '$a$',
  '(',
  ')',
  '/*',
  '*/',
  '--',
  '😀',
  '\0',
  '\\d',
  '`',
  'begin',
  'end',
  'select 1',
  'case',
  'create function f() returns int as',
  'atomic',
  'where a = 1',
  'values (1)',
  'ü',
  '\r\n',
  'x.y',
  ',',
);

test('garbage never throws, and every range lies in the text in order', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
      const text = parts.join(' ');
      const { tree, problems } = parseSql({ path: 'a.sql', text });
      const check = (node: TreeNode): void => {
        expect(node.range[0]).toBeLessThanOrEqual(node.range[1]);
        expect(node.range[1]).toBeLessThanOrEqual(text.length);
        tree!.children(node).forEach(check);
      };
      check(tree!.root);
      const unparsed = (tree!.root as SqlFile).statements.filter(
        ({ kind }: SqlNode & { kind?: string }) => kind === 'unparsed',
      );
      expect(problems.map(({ range }) => range)).toEqual(unparsed.map(({ range }) => range));
    }),
    { numRuns: 300 },
  );
});
