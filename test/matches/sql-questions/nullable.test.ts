import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

const schema = `
create domain mail as text;
create table t (id int not null, c int not null, n int, s text not null, m mail not null, r int4range not null, ts timestamptz not null, a int[] not null);
create table u (id int not null, name text not null, n int);
`;

const policyOf = (wanted: boolean): string => `
id: t
title: T
severity: high
message: found
forbid: {sql: 'f($X)', where: {$X: {nullable: ${wanted}}}}
`;

/** `yes`, `no`, or `?` for each query. */
async function nullable(...queries: readonly string[]): Promise<readonly string[]> {
  const files = { 'supabase/migrations/1.sql': schema, 'queries.sql': queries.map((one) => `${one};\n`).join('') };
  const fails = async (wanted: boolean): Promise<ReadonlySet<number>> => {
    const lines = await verdictsOf(policyOf(wanted), files);
    return new Set(lines.flatMap((line) => Number(/^fail queries\.sql:(\d+)/.exec(line)?.[1] ?? 0) || []));
  };
  const [may, never] = [await fails(true), await fails(false)];
  return queries.map((_, i) => (may.has(i + 1) ? 'yes' : never.has(i + 1) ? 'no' : '?'));
}

test('functions of windows: the current row is in the frame unless that is said otherwise', async () => {
  expect(
    await nullable(
      'select f(row_number() over ()) from t',
      'select f(sum(c) over (order by id)) from t',
      'select f(sum(n) over ()) from t',
      'select f(sum(c) over (rows between 2 preceding and 1 preceding)) from t',
      'select f(sum(c) filter (where c > 1) over ()) from t',
    ),
  ).toEqual(['no', 'no', 'yes', 'yes', 'yes']);
});

test('CASE: behind a branch its condition was not true', async () => {
  expect(
    await nullable(
      'select f(case when n is null then 0 else n end) from t',
      'select f(case when n is null or c > 1 then 0 else n end) from t',
      'select f(case when not n is not null then 0 else n end) from t',
      'select f(case when n is null and c > 1 then 0 else n end) from t',
      'select f(case when c > 1 then n when n is null then 0 else n end) from t',
      'select f(case c > 1 when n > 1 and c > 2 then n else 0 end) from t',
      'select f(case n when 1 then n else 0 end) from t',
    ),
  ).toEqual(['no', 'no', 'no', 'yes', 'yes', 'yes', 'no']);
});

test('a condition on what an outer join fills leaves out the rows that it fills', async () => {
  expect(
    await nullable(
      'select f(u.name) from t left join u on u.id = t.id where u.id = 1',
      'select f(u.n) from t left join u on u.id = t.id where u.id = 1',
      'select f(u.name) from t left join u on u.id = t.id where t.id = 1',
      'select f(u.name) from t left join u on u.id = t.id where u.id is null or u.id = 1',
    ),
  ).toEqual(['no', 'yes', 'yes', 'yes']);
});

test('EXCEPT and INTERSECT', async () => {
  expect(
    await nullable(
      'select f(x) from (select c as x from t except select n from u) q',
      'select f(x) from (select n as x from t except select id from u) q',
      'select f(x) from (select n as x from t intersect select id from u) q',
      'select f(x) from (select n as x from t intersect select n from u) q',
    ),
  ).toEqual(['no', 'yes', 'no', 'yes']);
});

test('lower and upper of a text are strict, of a range they may find no bound', async () => {
  expect(
    await nullable(
      'select f(lower(s)) from t',
      'select f(lower(r)) from t',
      "select f(upper(coalesce(s, ''))) from t",
      "select f(upper(coalesce(r, '[1,2)'))) from t",
      'select f(lower(int4range(1, c))) from t',
      'select f(lower(m)) from t',
    ),
  ).toEqual(['no', 'yes', 'no', '?', 'yes', '?']);
});

test('what is NULL although no argument is', async () => {
  expect(
    await nullable(
      'select f(extract(day from ts)) from t',
      'select f(extract(epoch from ts)) from t',
      'select f(extract(day from now()))',
      'select f((select count(t.c) from u)) from t',
      'select f((select count(u.n) from u)) from t',
      'select f((select unnest(a))) from t',
      'select f(concat(variadic null::text[]))',
    ),
  ).toEqual(['?', 'no', 'no', 'yes', 'no', 'yes', '?']);
});
