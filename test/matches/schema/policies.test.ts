import { expect, test } from 'vitest';
import { found, worldOf } from './found.ts';

const bound = (rows: readonly unknown[], name: string): readonly unknown[] =>
  rows.map((row) => (row as [string, Record<string, unknown>])[1][name]);
const named = (rows: readonly unknown[]): readonly unknown[] => bound(rows, 'P');

test('calls, and those made for every row', () => {
  const world = worldOf(`create table t (id int, o uuid, org text); create table m (o uuid, u uuid);
    create policy p on t using ((select auth.uid()) = o and public.may(id) and org = (select auth.jwt() ->> 'org'))
      with check (auth.uid() = o);
    create policy column_named on t for select using ((select auth.uid() = o));
    create policy inside on t for delete using (exists (select 1 from m where m.u = auth.uid() and m.o in (select pg_catalog.lower('A')::uuid)));
    create policy none on t for insert with check (id > 0)`);
  expect(bound(found(world, { policy: 'p', calls: '$F' }), 'F')).toEqual(['auth.uid', 'public.may', 'auth.jwt']);
  expect(bound(found(world, { policy: 'p', 'calls-per-row': '$F' }), 'F')).toEqual(['public.may', 'auth.uid']);
  expect(bound(found(world, { policy: 'column_named', 'calls-per-row': '$F' }), 'F')).toEqual(['auth.uid']);
  expect(bound(found(world, { policy: 'inside', 'calls-per-row': '$F' }), 'F')).toEqual(['auth.uid', 'lower']);
  expect(named(found(world, { policy: '$P', calls: { maxItems: 0 } }))).toEqual(['none']);
});

test('reads: tables of sub-selects, by the search path, not those of its own WITH', () => {
  const world =
    worldOf(`create schema app; create table m (id int); create table app.n (id int); create table t (id int);
    create policy p on t using (id in (select id from m) or exists (with m2 as (select 1) select from m2, app.n, missing))`);
  expect(bound(found(world, { policy: 'p', reads: '$R' }), 'R')).toEqual(['public.m', 'app.n', 'public.missing']);
});

test('commands and roles spelt out, and which policies meet', () => {
  const world = worldOf(`create table t (id int);
    create policy everything on t using (id = 1);
    create policy reading on t for select to anon using (id = 2);
    create policy writing on t for update to authenticated using (id = 3);
    create policy server on t for all to service_role using (true);
    create policy limits on t as restrictive for select using (id = 4)`);
  expect(bound(found(world, { policy: 'everything', commands: '$C' }), 'C')).toEqual([
    ...['select', 'insert', 'update', 'delete'],
  ]);
  expect(bound(found(world, { policy: 'everything', 'api-roles': '$R' }), 'R')).toEqual(['anon', 'authenticated']);
  expect(found(world, { policy: 'server', 'api-roles': '$R' })).toEqual([]);
  expect(
    found(world, { policy: '$P', overlaps: '$O' }).map((row) => Object.values((row as [string, object])[1])),
  ).toEqual([
    ['everything', 'reading'],
    ['everything', 'writing'],
    ['reading', 'everything'],
    ['writing', 'everything'],
  ]);
});

/** Each chain was tried on PostgreSQL 18: the policies listed are those with which a query ends in the recursion error. */
test('recursion as PostgreSQL finds it', () => {
  const tables =
    'create table t (o int); create table u (o int); alter table t enable row level security; alter table u enable row level security;';
  const ends = (sql: string): unknown =>
    found(worldOf(tables + sql), { policy: '$P', recursion: '$END' }).map((row) =>
      Object.values((row as [string, object])[1]),
    );
  expect(ends('create policy p on t using (exists (select from t x where x.o = t.o))')).toEqual([['p', 'public.t']]);
  const insert = 'create policy q on t for insert with check (exists (select from t x));';
  expect(ends(`create policy p on t for select using (o = 1); ${insert}`)).toEqual([]);
  expect(ends(`create policy p on t for select using ((select 1) = o); ${insert}`)).toEqual([['q', 'public.t']]);
  const cycle =
    'create policy p on t for select to anon using (exists (select from u)); create policy q on u for select';
  expect(ends(`${cycle} to anon using (exists (select from t))`)).toEqual([
    ['p', 'public.t'],
    ['q', 'public.u'],
  ]);
  expect(ends(`${cycle} to authenticated using (exists (select from t))`)).toEqual([]);
  expect(ends(`${cycle} to anon using (exists (select from t)); alter table u disable row level security`)).toEqual([]);
  const view = (options: string): string =>
    `create view v ${options} as select * from t; create policy p on t for select using (exists (select from v))`;
  expect(ends(view(''))).toEqual([]);
  expect(ends(view('with (security_invoker = on)'))).toEqual([['p', 'public.t']]);
});

test('tables behind views, and indexes by what they are', () => {
  const world =
    worldOf(`create table t (a int, b text unique); create view v as select a from t join auth.users on true;
    create view w as select * from v; create index one on t using btree (a) include (b) where a > 0; create unique index two on t (lower(b), a)`);
  expect(bound(found(world, { view: 'w', tables: '$R' }), 'R')).toEqual(['auth.users', 'public.t']);
  expect(bound(found(world, { view: 'w', reads: '$R' }), 'R')).toEqual(['public.v']);
  expect(bound(found(world, { index: '$I', definition: '$D' }), 'D')).toEqual([
    'btree (a) include (b) where a > 0',
    'unique btree (b)',
    'unique btree (lower(b), a)',
  ]);
});

test('narrowing by a bound name finds what ranging over all does', () => {
  const world = worldOf(
    'create table t (id int primary key); create schema app; create table app.t (id int primary key, x int); create table u (id int); create policy p on app.t using (true); create index i on app.t (x)',
  );
  const T = { text: 't', value: 'app.t' };
  expect(bound(found(world, { column: '$S.$T.$C' }, { T }), 'C')).toEqual(['id', 'x']);
  expect(found(world, { policy: '$P', table: '$S.$T' }, { T })).toHaveLength(1);
  expect(found(world, { index: '$I', table: 'app.t' })).toHaveLength(2);
  expect(found(world, { table: '$S.$T' }, { T: { text: 'x' } }).length).toBeGreaterThan(2);
  expect(
    found(world, { grant: '$S.$T', privilege: 'select', grantee: 'anon' }, { T: { text: 't', value: 't' } }),
  ).toHaveLength(1);
});
