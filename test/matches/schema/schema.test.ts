import { expect, test } from 'vitest';
import type { World } from '../../../engine/matches/matcher.ts';
import { schema } from '../../../engine/matches/schema/schema.ts';
import type { Binding, Bindings } from '../../../engine/model/binding.ts';
import type { Json } from '../../../engine/model/document.ts';
import { found, worldOf, type Value } from './found.ts';

const code = (text: string, schemaName?: string | null): Binding => ({
  text,
  value: text,
  ...(schemaName !== undefined && { schema: schemaName }),
});
/** About the object with this id: yes, no with the refutations, or unknown. */
function about(world: World, id: string, value: Value, bindings: Bindings = {}): unknown {
  const refutations: string[] = [];
  const [kind = ''] = id.split(' ');
  const object = [
    ...schema.prepare({ schema: { [kind]: '*' } }).range(world, {}),
    ...schema.prepare({ schema: { [kind]: '*.*' } }).range(world, {}),
  ].find((one) => one.object.id === id)?.object;
  const matches = [
    ...schema.prepare({ schema: value }).match(world, object!, bindings, (message) => refutations.push(message)),
  ];
  const [first] = matches;
  return first ? (first.unknown?.kind ?? 'yes') : refutations;
}

test('row level security in a later migration, tables dropped, other schemas, comments', () => {
  const world = worldOf(
    'create table a (id int); create table b (id int); create table gone (id int); create schema internal; create table internal.c (id int); -- create table d (id int);',
    'alter table public.a enable row level security; drop table gone',
  );
  expect(found(world, { table: '$S.$T', exposed: true })).toEqual([
    ['table public.a', { S: 'public', T: 'a' }],
    ['table public.b', { S: 'public', T: 'b' }],
  ]);
  expect(about(world, 'table public.a', { rls: true })).toEqual('yes');
  expect(about(world, 'table public.b', { rls: true })).toEqual([
    "'rls' of table public.b is false; expected is true.",
  ]);
  expect(found(world, { table: 'internal.*' })).toEqual([['table internal.c', {}]]);
});

test('a table name bound in code carries its schema', () => {
  const world = worldOf(
    'create table orders (id int); create schema app; create table app.orders (id int); create table app.own (id int)',
  );
  const value = { table: '$S.$T' };
  expect(found(world, value, { T: code('orders') })).toEqual([['table public.orders', { T: 'orders', S: 'public' }]]);
  expect(found(world, value, { T: code('orders', 'app') })).toEqual([['table app.orders', { T: 'orders', S: 'app' }]]);
  expect(found(world, value, { T: code('own') })).toEqual([]);
  expect(found(world, value, { T: code('app.own') })).toEqual([['table app.own', { T: 'app.own', S: 'app' }]]);
  expect(found(world, value, { T: code('own', null) })).toEqual([
    ['table app.own', { T: 'own', S: 'app' }, '? not-static'],
  ]);
  expect(
    found(world, { table: '$T' }, { T: { text: 'name' } }).every((one) => (one as unknown[])[2] === '? not-static'),
  ).toBe(true);
  expect(found(world, { table: 'orders' })).toEqual([['table public.orders', {}]]);
  expect(found(world, { table: '$S.$T' }, { T: code('auth.users') })).toEqual([
    ['table auth.users', { T: 'auth.users', S: 'auth' }],
  ]);
});

test('allows knows CHECK … IN, ANY(ARRAY), enums and domains', () => {
  const world = worldOf(`create type mood as enum ('ok', 'bad'); create domain d as text check (value in ('x'));
    create table t (a text check (a in ('p', 'q')), b text check (b = any (array['r'::text])), c mood, e d, f text, g text check (g ~ 'x'), h int check (h in (1, 2)), i mood[])`);
  const allows = (column: string, value: Json): unknown =>
    found(world, { column: `t.${column}`, allows: value }).map((one) => (one as unknown[])[2] ?? 'yes')[0] ?? 'no';
  expect([
    allows('a', 'p'),
    allows('a', 'z'),
    allows('b', 'r'),
    allows('b', 'p'),
    allows('c', 'ok'),
    allows('c', 'z'),
    allows('e', 'x'),
    allows('e', 'y'),
  ]).toEqual(['yes', 'no', 'yes', 'no', 'yes', 'no', 'yes', 'no']);
  expect([allows('f', 'any'), allows('g', 'x'), allows('h', 1), allows('h', 3), allows('i', 'z')]).toEqual([
    'yes',
    '? not-static',
    'yes',
    'no',
    'yes',
  ]);
  expect(found(world, { column: '$T.$C', constrained: true }).map((one) => (one as string[])[0])).toEqual(
    ['a', 'b', 'c', 'e', 'h'].map((c) => `column public.t.${c}`),
  );
  expect(found(world, { column: '$S.$T.$C', allows: '$V' }, { T: code('t'), C: code('a'), V: code('p') })).toEqual([
    ['column public.t.a', { T: 't', C: 'a', V: 'p', S: 'public' }],
  ]);
  expect(found(world, { column: 't.a', allows: '$V' })).toEqual([
    ['column public.t.a', { V: 'p' }],
    ['column public.t.a', { V: 'q' }],
  ]);
  expect(found(world, { column: 't.a', allows: '$V' }, { V: { text: 'x' } })).toEqual([
    ['column public.t.a', { V: undefined }, '? not-static'],
  ]);
});

test('foreign keys and indexes: lists bind as a whole', () => {
  const world = worldOf(
    'create table p (id int primary key); create table t (a int references p, b int, foreign key (b, a) references p); create index on t (a, b)',
  );
  expect(found(world, { 'foreign-key': '$K', table: '$S.$T', columns: '$FK', references: '$R' })).toEqual([
    ['foreign-key public.t.t_a_fkey', { K: 't_a_fkey', S: 'public', T: 't', R: 'p', FK: ['a'] }],
    ['foreign-key public.t.t_b_a_fkey', { K: 't_b_a_fkey', S: 'public', T: 't', R: 'p', FK: ['b', 'a'] }],
  ]);
  const covered = { index: '$I', table: '$T', columns: { 'starts-with-list': { ref: '$FK' } } };
  expect(found(world, covered, { T: code('t'), FK: { text: 'a', value: ['a'] } })).toEqual([
    ['index public.t_a_b_idx', { T: 't', FK: ['a'], I: 't_a_b_idx' }],
  ]);
  expect(found(world, covered, { T: code('t'), FK: { text: 'b', value: ['b', 'a'] } })).toEqual([]);
});

test('functions, policies, grants, views, triggers', () => {
  const world = worldOf(
    `create function f(a int) returns int language sql security definer as ''; create function g() returns int language sql security definer as '';
     create or replace function g() returns int language sql security definer set search_path = '' as '';
     create table t (id int); create policy "all of it" on t for select to anon, authenticated using (true); create policy own on t using ((select auth.uid()) = id);
     create view v as select * from json_to_record('{}') as r; create view w with (security_invoker = true) as select 1; revoke all on t from anon, service_role; revoke all on t from authenticated; grant insert on t to anon`,
  );
  const unsafe = { function: '$S.$F', 'security-definer': true, 'search-path': { absent: true } };
  expect(found(world, unsafe)).toEqual([['function public.f(integer)', { S: 'public', F: 'f' }]]);
  expect(found(world, { function: '$F', 'search-path': '' }).map((one) => (one as string[])[0])).toEqual([
    'function public.g()',
  ]);
  expect(found(world, { policy: '$P', table: '$T', using: { sql: 'true' }, roles: 'anon' })).toEqual([
    ['policy public.t.all of it', { P: 'all of it', T: 't' }],
  ]);
  expect(found(world, { policy: '$P', using: { sql: '<... auth.uid() ...>' }, check: { absent: true } })).toEqual([
    ['policy public.t.own', { P: 'own' }],
  ]);
  expect(
    found(world, { policy: '$P', roles: '$R', command: 'select' }).map((one) => (one as [string, { R: string }])[1].R),
  ).toEqual(['anon', 'authenticated']);
  expect(found(world, { view: '$V', 'security-invoker': false })).toEqual([['view public.v', { V: 'v' }]]);
  expect(found(world, { grant: 't', privilege: '$P', grantee: ['anon', 'authenticated'] })).toEqual([
    ['grant public.t insert to anon', { P: 'insert' }],
  ]);
  expect(found(world, { grant: '$F', on: 'function', grantee: 'public', implicit: true })).toHaveLength(2);
});

test('without a kind it speaks of the subject, whatever that is', () => {
  const world = worldOf('create table t (id int); create index i on t (id)');
  expect(about(world, 'index public.i', { table: '$S.$T', unique: false })).toBe('yes');
  expect(about(world, 'index public.i', { rls: true })).toEqual([
    "'index public.i' does not have all of these attributes: its kind is 'index'.",
  ]);
});

test('ghosts and uncertain objects are unknown where they are not known', () => {
  const world = worldOf('alter table legacy add column x int; create table t (id int); alter table t enable rls');
  expect(about(world, 'table public.legacy', { rls: true })).toBe('not-read');
  expect(about(world, 'table public.t', { rls: true })).toBe('not-read');
  expect(about(world, 'table public.t', { table: 'public.other' })).toEqual([]);
});

test('SQL that cannot be followed: doubt only about what it may touch', () => {
  const block = (sql: string): World =>
    worldOf(
      `create table t (id int); alter table t enable row level security; create function f() returns int language sql security definer set search_path = '' as ''; do $x$ declare r record; begin execute ${sql}; end $x$`,
    );
  const asked = (world: World): unknown => [
    about(world, 'table public.t', { rls: true }),
    about(world, 'table public.t', { columns: 'id' }),
    about(world, 'function public.f()', { 'search-path': '' }),
    schema.prepare({ schema: { table: 'x' } }).doubt(world, {})?.kind ?? 'none',
    schema.prepare({ schema: { policy: '$P', table: 'x' } }).doubt(world, {})?.kind ?? 'none',
    schema.prepare({ schema: { grant: 'f', grantee: 'anon' } }).doubt(world, {})?.kind ?? 'none',
  ];
  const unsure = 'not-static';
  expect(asked(block("'create table ' || r.x"))).toEqual(['yes', 'yes', 'yes', unsure, unsure, unsure]);
  expect(asked(block("'drop table ' || r.x"))).toEqual([unsure, unsure, 'yes', unsure, unsure, unsure]);
  expect(asked(block("format('alter function %I() reset search_path', r.x)"))).toEqual([
    ...['yes', 'yes', unsure, 'none', 'none', 'none'],
  ]);
  expect(asked(block("format('alter table %I disable row level security', r.x)"))).toEqual([
    ...[unsure, 'yes', 'yes', 'none', 'none', 'none'],
  ]);
  expect(asked(block("format('grant execute on function %I to anon', r.x)"))).toEqual([
    ...['yes', 'yes', 'yes', 'none', 'none', unsure],
  ]);
  expect(asked(block("format('comment on table %I is null', r.x)"))).toEqual([
    ...['yes', 'yes', 'yes', 'none', 'none', 'none'],
  ]);
});

test('doubt: what was not found may exist after all', () => {
  const doubt = (world: World, value: Value, bindings: Bindings = {}): string | undefined => {
    const cause = schema.prepare({ schema: value }).doubt(world, bindings);
    return cause && `${cause.kind}: ${cause.message}`;
  };
  const world = worldOf(
    "create table a (id int); create tabel b (id int); alter table c add column x int; create view v as select * from json_to_record('{}') as r; do $$ begin execute 'create table ' || 'e'; end $$",
  );
  expect(doubt(world, { table: '$S.$T' }, { T: code('missing') })).toBeUndefined();
  expect(doubt(world, { table: 'public.b' })).toBe('not-read: This SQL statement does not parse.');
  expect(doubt(world, { column: '$T.$C' }, { T: code('c'), C: code('y') })).toBe(
    "not-read: The migrations do not show all of 'public.c'.",
  );
  expect(doubt(world, { column: 'a.y' })).toBeUndefined();
  expect(doubt(world, { column: 'v.y' })).toBe("not-read: The migrations do not show all of 'public.v'.");
  expect(doubt(world, { table: 'e' })).toBe(
    'not-static: A DO block may change the schema in ways that are only known when it runs.',
  );
  expect(doubt(worldOf(), { table: 'a' })).toBe(
    'not-read: There is no SQL migration in the workspace, so the schema is not known.',
  );
});

test('loading: binds, and errors that name what is allowed', () => {
  expect(schema.inspect({ schema: { column: '$S.$T.$C', allows: '$V' } })).toEqual({
    binds: ['S', 'T', 'C', 'V'],
    errors: [],
  });
  expect(
    schema.inspect({ schema: { policy: '$P', table: '$S.$T', using: { sql: '$A = $B' }, roles: ['$R', 'anon'] } }),
  ).toEqual({ binds: ['P', 'S', 'T', 'A', 'B'], errors: [] });
  expect(schema.inspect({ schema: { trigger: '$N', rls: true } }).errors).toEqual([
    {
      path: ['schema', 'rls'],
      message:
        "A trigger has no attribute 'rls'; allowed are dialect, enabled, events, function, level, schema, table, timing, when.",
    },
  ]);
  expect(schema.inspect({ schema: { policy: '$P', using: 'true' } }).errors.map(({ message }) => message)).toEqual([
    "'using' takes {sql: <pattern>}, {absent: true}, {absent: false} or a metavariable.",
  ]);
  expect(schema.inspect({ schema: 'orders' }).errors).toHaveLength(1);
});
