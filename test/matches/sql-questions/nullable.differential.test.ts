import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

const schema = `
create domain known as int not null;
create table users (id int primary key, manager int, age int check (age is not null), score int not null, rank known);
create table orders (id int generated always as identity, user_id int, total int not null, tip int);
create view sums as select o.id, o.total + coalesce(o.tip, 0) as paid, o.tip, u.manager, u.score from orders o left join users u on u.id = o.user_id;
create function identity_of(x int) returns int language sql strict as $$ select x $$;
`;
const rows = `
insert into users values (1, null, 30, 5, 1), (2, 1, 40, 0, 2), (3, 2, 50, 7, 3);
insert into orders (user_id, total, tip) values (1, 10, null), (2, 20, 3), (null, 30, 4), (9, 40, null), (2, 50, 6);
`;

/** FROM clauses, and the columns that may be named after them. */
const froms: readonly (readonly [string, readonly string[]])[] = [
  ['users u', ['u.id', 'manager', 'age', 'u.score', 'rank']],
  ['orders o left join users u on u.id = o.user_id', ['o.id', 'u.id', 'manager', 'score', 'tip', 'total', 'u.age']],
  ['orders o right join users u on u.id = o.user_id', ['o.id', 'u.id', 'manager', 'total', 'rank']],
  ['orders o full join users u on u.id = o.user_id', ['o.id', 'u.id', 'total', 'score']],
  ['orders o join users u on u.id = o.user_id', ['o.user_id', 'u.manager', 'tip']],
  ['orders o join users u using (id)', ['id', 'user_id', 'score', 'o.tip']],
  ['orders o left join users u using (id)', ['id', 'u.score', 'tip']],
  ['users u natural left join orders o', ['id', 'total', 'manager']],
  ['sums s', ['s.id', 'paid', 'tip', 's.manager', 'score']],
  ['(select u.*, tip from users u, orders o where manager > 0) s', ['s.id', 'manager', 'tip', 'age']],
  [
    '(select user_id, max(tip) as most, sum(total) as all_of from orders group by user_id) s',
    ['user_id', 'most', 'all_of'],
  ],
  ['(values (1, null::int), (2, 3)) as v(a, b)', ['a', 'v.b']],
  ['(select id from users union select tip from orders) as n(x)', ['x', 'n.x']],
  ['(select id from users except select tip from orders) as n(x)', ['x', 'n.x']],
  ['(select tip from orders except select id from users) as n(x)', ['x', 'n.x']],
  ['(select tip from orders intersect select manager from users union all select id from users) as n(x)', ['x']],
  ['(select tip from orders intersect select id from users) as n(x)', ['x', 'n.x']],
  [
    'users u left join (orders o left join users w on w.id = o.user_id) on o.user_id = u.id',
    ['o.id', 'w.id', 'w.score'],
  ],
];

const integer = (columns: readonly string[]): fc.Arbitrary<string> =>
  fc.letrec<{ value: string; condition: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...columns, ...columns, '1', 'null::int'),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `coalesce(${a}, ${b})`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `greatest(${a}, ${b})`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a} - ${b})`),
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `nullif(${a}, ${b})`),
      fc
        .tuple(tie('condition'), tie('value'), tie('value'))
        .map(([c, a, b]) => `case when ${c} then ${a} else ${b} end`),
      fc.tuple(tie('condition'), tie('value')).map(([c, a]) => `case when ${c} then ${a} end`),
      fc
        .tuple(tie('condition'), fc.constantFrom(...columns), tie('value'))
        .map(([c, column, a]) => `case when ${c} then ${a} when ${column} is null then 0 else ${column} end`),
      fc
        .tuple(tie('condition'), fc.constantFrom(...columns))
        .map(([c, column]) => `case when ${column} is null or ${c} then 0 else ${column} end`),
      fc
        .tuple(tie('value'), tie('value'), fc.constantFrom(...columns))
        .map(([a, b, column]) => `case ${a} when ${b} then ${column} else 1 end`),
      fc
        .tuple(tie('condition'), tie('condition'), fc.constantFrom(...columns))
        .map(([a, b, column]) => `case (${a}) when (${b}) then ${column} else 1 end`),
      tie('value').map((a) => `(sum(${a}) over ())::int`),
      tie('value').map((a) => `max(${a}) over (order by ${a} rows between 1 following and 1 following)`),
      tie('value').map((a) => `(rank() over (order by ${a}))::int`),
      tie('value').map((a) => `lower(int4range(1, ${a}))`),
      tie('value').map((a) => `upper(int4range(1, ${a}))`),
      tie('value').map((a) => `length(lower(coalesce(${a}::text, '')))`),
      fc.constantFrom(...columns).map((column) => `(select max(${column}) from orders q where q.tip > 9)`),
      tie('condition').map((c) => `(${c})::int`),
      tie('value').map((a) => `length(concat(${a}, 'x'))`),
      tie('value').map((a) => `abs(${a})`),
      tie('value').map((a) => `identity_of(${a})`),
      tie('value').map((a) => `(select ${a})`),
      tie('value').map((a) => `(select max(${a} - q.total)::int from orders q)`),
      tie('value').map((a) => `(select count(${a})::int from orders q where q.tip > 3)`),
      tie('value').map((a) => `(select coalesce(sum(q.tip), ${a})::int from orders q where q.tip > 9)`),
      tie('value').map((a) => `(select ${a} - q.tip from orders q where q.tip is not null order by q.id limit 1)`),
      tie('value').map((a) => `(array[${a}])[1]`),
    ),
    condition: fc.oneof(
      { maxDepth: 2 },
      fc.tuple(tie('value'), fc.constantFrom('>', '=', 'is distinct from')).map(([a, op]) => `${a} ${op} 1`),
      tie('value').map((a) => `${a} is not null`),
      tie('value').map((a) => `${a} in (1, null)`),
      tie('value').map((a) => `${a} between 0 and 9`),
      fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} and ${b})`),
      tie('condition').map((a) => `not ${a}`),
      fc.constantFrom('exists (select 1 from orders where tip > 5)', '2 = any (select tip from orders)'),
    ),
  })).value;

const query = fc.constantFrom(...froms).chain(([from, columns]) =>
  fc
    .tuple(
      integer(columns),
      fc.option(
        fc.tuple(fc.constantFrom(...columns), fc.constantFrom('> 0', 'is not null', 'in (1, 2)', 'is null', '= 1')),
        {
          nil: undefined,
        },
      ),
    )
    .map(([value, filter]) => {
      const where = filter ? ` where ${filter.join(' ')}` : '';
      return {
        found: `select (${value}) + 1 from ${from}${where};`,
        asked: `select (${value}) is null from ${from}${where}`,
      };
    }),
);

const policy = `
id: never-null
title: Never NULL
severity: high
forbid: {sql: 'SELECT $A + 1', where: {$A: {nullable: false}}}
`;

let db: PGlite;
beforeAll(async () => {
  db = await PGlite.create();
  await db.exec(schema + rows);
}, 120_000);
afterAll(() => db.close());

test('what is said never to be NULL is not NULL in PostgreSQL', { timeout: 120_000 }, async () => {
  const queries = fc.sample(query, { numRuns: 1200, seed: 4 });
  const verdicts = await verdictsOf(policy, {
    'migrations/1.sql': schema,
    'queries.sql': queries.map(({ found }) => found).join('\n'),
  });
  const never = verdicts.flatMap((line) => Number(/^fail queries\.sql:(\d+):/.exec(line)?.[1]) || []);
  const wrong: string[] = [];
  let run = 0;
  for (const line of never) {
    const { found, asked } = queries[line - 1]!;
    const result = await db.query<[boolean]>(asked, [], { rowMode: 'array' }).catch(() => undefined);
    if (result) run++;
    if (result?.rows.some(([isNull]) => isNull)) wrong.push(found);
  }
  expect(wrong).toEqual([]);
  expect(run).toBeGreaterThan(150);
});
