import { expect, test } from 'vitest';
import { sql } from '../../../engine/matches/sql/sql.ts';
import { viewOfSql } from '../../documents/sql/read.ts';

/** Every match: the text of its node and what it binds. */
function found(
  pattern: string | readonly string[],
  text: string,
  more: Record<string, boolean> = {},
): readonly unknown[] {
  const view = viewOfSql(text);
  const anchor = sql.prepare({ sql: pattern, ...more });
  return [...anchor.candidates(view)].flatMap((node) =>
    [...anchor.match(view, node, {})].map(({ bindings, unknown }) => [
      text.slice(...node.range),
      Object.fromEntries(
        Object.entries(bindings).map(([name, { text: shown, value, schema }]) => [
          name,
          [schema, value ?? `~${shown}`].filter((x) => x !== undefined).join('.'),
        ]),
      ),
      ...(unknown ? [unknown.kind] : []),
    ]),
  );
}

test('statements: names bind with their schema, clauses left out are free', () => {
  expect(
    found(
      'DELETE FROM $T',
      "delete from auth.users where id = 1; delete from Orders; -- delete from x;\nselect 'delete from y'",
    ),
  ).toEqual([
    ['delete from auth.users where id = 1', { T: 'auth.users' }],
    ['delete from Orders', { T: 'orders' }],
  ]);
  expect(found('DELETE FROM $T', 'delete from a where x; delete from b', { 'has-where': false })).toEqual([
    ['delete from b', { T: 'b' }],
  ]);
  expect(
    found(
      'select * from public.orders',
      'select * from orders; select * from auth.orders; select * from orders o where a limit 1',
    ),
  ).toEqual([
    ['select * from orders', {}],
    ['select * from orders o where a limit 1', {}],
  ]);
});

test('a name carries the schema with which it is written, and none otherwise', () => {
  const schemas = (pattern: string, text: string): unknown => {
    const view = viewOfSql(text);
    const anchor = sql.prepare({ sql: pattern });
    return [...anchor.candidates(view)].flatMap((node) =>
      [...anchor.match(view, node, {})].map(({ bindings: { X } }) => [X?.value, X?.schema]),
    );
  };
  expect(schemas('CREATE TABLE $X (...)', 'create table other.things (id int); create table things (id int)')).toEqual([
    ['things', 'other'],
    ['things', undefined],
  ]);
  expect(schemas('DROP TABLE $X', 'drop table other.things, things')).toEqual([
    ['things', 'other'],
    ['things', undefined],
  ]);
  expect(schemas('DROP TABLE $_.$X', 'drop table other.things')).toEqual([['things', 'other']]);
  expect(schemas('DELETE FROM $_.$X', 'delete from other.things; delete from things')).toEqual([
    ['things', 'other'],
    ['things', undefined],
  ]);
  expect(schemas('$X(...)', 'select other.f(1)')).toEqual([['f', 'other']]);
  expect(schemas('GRANT ... ON $X TO anon', 'grant select on other.things to anon')).toEqual([['things', 'other']]);
  expect(schemas('DROP POLICY p ON $X', 'drop policy p on other.things')).toEqual([['things', 'other']]);
  expect(schemas('DROP POLICY $X ON $_', 'drop policy p on other.things')).toEqual([['p', undefined]]);
});

test('equal parts of a long expression have the same form', () => {
  const text = `select ${'f(1) + '.repeat(300)}f(1)`;
  expect(found('$A + $A', text)).toEqual([['f(1) + f(1)', { A: '~f(1)' }]]);
  expect(found('$A + $B', text)).toHaveLength(300);
});

test('ellipses stand for any part of a list', () => {
  expect(
    found('SELECT ..., $C, ... FROM $T', 'select a, b from t').map((one) => (one as [string, unknown])[1]),
  ).toEqual([
    { C: 'a', T: 't' },
    { C: 'b', T: 't' },
  ]);
  expect(
    found(
      'INSERT INTO $T (..., secret, ...) VALUES (...)',
      'insert into t (a, secret) values (1, 2); insert into u (a) values (1)',
    ),
  ).toEqual([['insert into t (a, secret) values (1, 2)', { T: 't' }]]);
  expect(
    found(
      'UPDATE $T SET ..., role = $V, ... WHERE id = 1',
      "update t set a = 1, role = 'admin' where id = 1; update t set role = f(x) where id = 1",
    ),
  ).toEqual([
    ["update t set a = 1, role = 'admin' where id = 1", { T: 't', V: 'admin' }],
    ['update t set role = f(x) where id = 1', { T: 't', V: '~f(x)' }],
  ]);
  expect(
    found(
      'CREATE TABLE $T (..., password text, ...)',
      'create table t (id int, password text not null); create table u (id int)',
    ),
  ).toEqual([['create table t (id int, password text not null)', { T: 't' }]]);
});

test('expressions, at any depth', () => {
  const policies =
    'create policy p on t using (a and (select auth.uid()) = id); create policy q on t using (true); create policy r on t using (false)';
  expect(found('auth.uid()', policies)).toEqual([['auth.uid()', {}]]);
  expect(found('true', policies)).toEqual([['true', {}]]);
  expect(found('CREATE POLICY $P ON $T USING (<... auth.uid() ...>)', policies)).toEqual([
    ['create policy p on t using (a and (select auth.uid()) = id)', { P: 'p', T: 't' }],
  ]);
  expect(
    found("$C IN (..., 'x', ...)", "create table t (s text check (s in ('a', 'x')), r text check (r in ('a')))"),
  ).toEqual([["s in ('a', 'x')", { C: 's' }]]);
  expect(found('$A = $A', 'select a = a, a = b, 1 = 1')).toEqual([
    ['a = a', { A: 'a' }],
    ['1 = 1', { A: 1 }].map((x) => (typeof x === 'string' ? x : { A: '1' })),
  ]);
});

test('definition and privilege statements', () => {
  const text =
    'grant select, insert on t, u to anon, public; revoke select on t from anon; drop table a, s.b; alter table t disable row level security, add column x int; create policy p on t for select to anon using (true)';
  expect(found('GRANT ... ON $T TO anon', text)).toHaveLength(2);
  expect(found('DROP TABLE $T', text)).toEqual([
    ['drop table a, s.b', { T: 'a' }],
    ['drop table a, s.b', { T: 's.b' }],
  ]);
  expect(found('ALTER TABLE $T DISABLE ROW LEVEL SECURITY', text)).toHaveLength(1);
  expect(found('CREATE POLICY $P ON $T', text)).toHaveLength(1);
  expect(found('CREATE POLICY $P ON $T FOR ALL', text)).toEqual([]);
  expect(found(['DROP TABLE $X', 'REVOKE ... ON $X FROM ...'], text)).toHaveLength(3);
});

test('a statement of another dialect that a pattern might mean is unknown, not passed over', () => {
  const view = viewOfSql('CREATE TABLE `m` (`id` INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB', 'a.sql');
  const unknowns = (pattern: string): readonly unknown[] => {
    const anchor = sql.prepare({ sql: pattern });
    const matches = [...anchor.candidates(view)].flatMap((node) => [...anchor.match(view, node, {})]);
    return matches.map(({ unknown }) => unknown?.kind);
  };
  expect(unknowns('CREATE TABLE $T (...)')).toEqual(['not-read']);
  expect(unknowns('DROP TABLE $T')).toEqual([]);
  expect(unknowns('m')).toEqual(['not-read']);
  expect(unknowns('auth.uid()')).toEqual([]);
});

test('a sequence of statements in a long list ends at the budget, and is said', () => {
  const list = 'delete from a; insert into b values (1);\n'.repeat(1500);
  const view = viewOfSql(`create function f() returns void language sql as $$ ${list} $$;`, 'a.sql');
  const anchor = sql.prepare({ sql: 'DELETE FROM $T; ...; DELETE FROM nowhere' });
  const all = (): unknown => [...anchor.candidates(view)].flatMap((node) => [...anchor.match(view, node, {})]);
  expect(all).toThrow('More than 20000000 steps would be needed.');
});

test('loading: binds, errors with their place', () => {
  expect(sql.inspect({ sql: ['DELETE FROM $T WHERE $C = $_', 'TRUNCATE $T'] })).toEqual({
    binds: ['T'],
    mentions: ['T', 'C'],
    errors: [],
  });
  expect(sql.inspect({ sql: ['DELETE FROM $T', 'DELETE FORM $T'] }).errors).toEqual([
    { path: ['sql', 1], message: 'The SQL pattern \'DELETE FORM $T\' does not parse: syntax error at or near "FORM".' },
  ]);
  expect(sql.inspect({ sql: { a: 1 } }).errors.map(({ message }) => message)).toEqual([
    "A SQL pattern is text; one that contains ': ' or ' #' must be quoted or a '|' block.",
  ]);
});
