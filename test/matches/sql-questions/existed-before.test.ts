import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

const policy = `
id: t
title: T
severity: high
message: found
subject: {sql: 'CREATE INDEX ON $T'}
require: {existed-before: {table: $T}}
`;

async function verdicts(...files: readonly string[]): Promise<readonly string[]> {
  const chain = Object.fromEntries(files.map((text, i) => [`supabase/migrations/${i + 1}.sql`, text]));
  const lines = await verdictsOf(policy, chain);
  return lines.flatMap((line) => /^(\w+) supabase\/migrations\/(\S+)(?: |$)/.exec(line)?.slice(1, 3).join(' ') ?? []);
}

test('a table that only this file is seen to make, after a file that was not read as a whole', async () => {
  const made = 'create table if not exists b (id int); create index on b (id);';
  expect(await verdicts('create table a (id int); crete tabl b (id int);', made)).toContain('open 2.sql:1:40');
  expect(await verdicts("create table a (id int); create tabl ' b (id int);", made)).toContain('open 2.sql:1:40');
  expect(await verdicts('create table a (id int); crete tabl x (id int);', made)).toContain('fail 2.sql:1:40');
  expect(await verdicts(made, 'create table a (id int); crete tabl b (id int);')).toContain('fail 1.sql:1:40');
});

test('a table that the file drops or renames and makes anew is new behind that', async () => {
  const old = 'create table b (id int);';
  expect(
    await verdicts(
      old,
      'create index on b (id); drop table if exists public.b; create table b (id int); create index on b (id);',
    ),
  ).toEqual(['pass 2.sql:1:1', 'fail 2.sql:1:81']);
  expect(
    await verdicts(
      old,
      'alter table b rename to c; create table b as select 1 as id; create index on b (id); create index on c (id);',
    ),
  ).toEqual(['fail 2.sql:1:62', 'pass 2.sql:1:86']);
  expect(
    await verdicts(old, 'do $$ begin drop table b; create table b (id int); create index on b (id); end $$;'),
  ).toEqual(['fail 2.sql:1:52']);
  expect(
    await verdicts(
      old,
      'do $$ begin if now() > now() then drop table b; end if; create table if not exists b (id int); end $$; create index on b (id);',
    ),
  ).not.toContain('fail 2.sql:1:104');
});

test.each([
  ['what is put in its place', 'create table n (id int); drop table b; alter table n rename to b;', 'fail'],
  ['what was there as well', 'drop table b; alter table a rename to b;', 'pass'],
  ['moved to another schema', 'create schema s; alter table b set schema s; create table b (id int);', 'fail'],
  ['with its schema', 'drop schema public cascade; create schema public; create table public.b (id int);', 'fail'],
  ['made of what is there', 'drop table b; create table if not exists b as select 1 as id;', 'fail'],
  ['not dropped in the end', 'begin; drop table b; rollback; create table if not exists b (id int);', 'pass'],
  ['dropped again', 'drop table b; create table b (id int); drop table b; alter table a rename to b;', 'pass'],
])('a table in the place of another is new if the file made it: %s', async (_, sql, expected) => {
  const lines = await verdicts('create table a (id int); create table b (id int);', `${sql} create index on b (id);`);
  expect(lines).toEqual([`${expected} 2.sql:1:${sql.length + 2}`]);
});

test('a materialized view that is made anew is new', async () => {
  const made = 'create materialized view b as select 1 as id;';
  const renewed = `drop materialized view if exists b; ${made} create index on b (id);`;
  expect(await verdicts(made, renewed)).toEqual(['fail 2.sql:1:83']);
  expect(await verdicts(made, 'create index on b (id);')).toEqual(['pass 2.sql:1:1']);
});
