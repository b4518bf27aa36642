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
