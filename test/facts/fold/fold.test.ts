import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doubtsOf } from '../../../engine/model/sql-doubt.ts';
import type { Catalog, Relation } from '../../../engine/model/catalog.ts';
import { factOf, folded as foldedWhole, postgres, supabase } from '../../documents/sql/read.ts';
import { withoutPlatform } from '../own.ts';

const folded: typeof foldedWhole = (...given) => withoutPlatform(foldedWhole(...given));

const own = (catalog: Catalog): readonly Relation[] => catalog.relations.filter(({ platform }) => !platform);
const tables = (catalog: Catalog): readonly string[] =>
  own(catalog).map(
    ({ schema, name, state, columns, rls }) =>
      `${state} ${schema}.${name}(${columns.map((c) => `${c.name} ${c.type.text}${c.notNull ? '!' : ''}`).join(', ')}) rls ${rls}`,
  );
const table = (catalog: Catalog, name: string): Relation => catalog.relations.find((one) => one.name === name)!;
const constraints = ({ constraints: all }: Relation): readonly string[] =>
  all.map(({ name, columns, references, values }) =>
    [
      name,
      columns.join(),
      references && `${references.schema}.${references.name}(${references.columns.join()})`,
      values?.join('|'),
    ]
      .filter(Boolean)
      .join(' '),
  );
const grants = (acl: readonly { grantee: string; privilege: string }[]): readonly string[] =>
  acl.map(({ grantee, privilege }) => `${grantee}:${privilege}`);

test('columns, and constraints with the names that PostgreSQL generates', () => {
  const catalog = folded([
    `create table public.orders (
       id bigserial primary key, user_id uuid not null references auth.users on delete cascade,
       "Email" text unique, status text check (status in ('a', 'b')), total numeric(10, 2) default 0 check (total > 0),
       a int, b int[], check (a < total), unique (a, status), check (status = any (array['a'::text, 'c'])))`,
  ]);
  expect(tables(catalog)).toEqual([
    'live public.orders(id bigint!, user_id uuid!, Email text, status text, total numeric(10,2), a integer, b integer[]) rls false',
  ]);
  expect(constraints(table(catalog, 'orders'))).toEqual([
    'orders_pkey id',
    'orders_user_id_fkey user_id auth.users(id)',
    'orders_Email_key Email',
    'orders_status_check status a|b',
    'orders_total_check total',
    'orders_check a,total',
    'orders_a_status_key a,status',
    'orders_status_check1 status a|c',
  ]);
  expect(
    catalog.indexes.filter(({ schema }) => schema === 'public').map(({ name, columns }) => `${name} ${columns.join()}`),
  ).toEqual(['orders_Email_key Email', 'orders_a_status_key a,status', 'orders_pkey id']);
});

test('later migrations alter, rename and drop', () => {
  const catalog = folded([
    'create table a (id int, x text); create table b (a_id int references a); create index on b (a_id); -- create table c (id int);',
    `alter table a add column y int not null, alter column x set not null, drop column id, enable row level security;
     alter table a rename column y to z; alter table a rename to aa; alter table aa set schema app;
     create table gone (id int); drop table if exists gone, nowhere;
     alter table b add constraint k check (a_id > 0); alter table b rename constraint k to kk; alter table b drop constraint kk`,
  ]);
  expect(tables(catalog)).toEqual([
    'live app.aa(x text!, z integer!) rls true',
    'live public.b(a_id integer) rls false',
  ]);
  expect(constraints(table(catalog, 'b'))).toEqual(['b_a_id_fkey a_id app.aa()']);
  expect(catalog.indexes.filter(({ schema }) => schema === 'public').map(({ name }) => name)).toEqual(['b_a_id_idx']);
  expect(
    table(catalog, 'aa').history.map(({ message, place }) => `${place.path}:${place.region?.startLine} ${message}`),
  ).toEqual([
    'supabase/migrations/1.sql:1 created',
    'supabase/migrations/2.sql:1 add column, set not null, drop column, row level security enabled',
    "supabase/migrations/2.sql:2 column 'y' renamed to 'z'",
    "supabase/migrations/2.sql:2 renamed from 'public.a'",
    "supabase/migrations/2.sql:2 renamed from 'public.aa'",
  ]);
});

test('a table that no migration creates is a ghost with what is known of it', () => {
  const catalog = folded(['alter table legacy enable row level security; alter table other add column x int']);
  expect(tables(catalog)).toEqual(['ghost public.legacy() rls true', 'ghost public.other(x integer) rls undefined']);
});

test('enums and domains', () => {
  const catalog = folded([
    "create type mood as enum ('a', 'c'); alter type mood add value 'b' before 'c'; alter type mood rename value 'a' to 'z'; alter type mood add value if not exists 'z'",
    "create domain d as text check (value in ('x', 'y')); create type dead as enum (); drop type dead",
  ]);
  expect(catalog.types.map(({ name, values, checks }) => [name, values, checks?.map((one) => one.values)])).toEqual([
    ['d', undefined, [['x', 'y']]],
    ['mood', ['z', 'b', 'c'], undefined],
  ]);
});

test('policies: created, altered, renamed, dropped', () => {
  const catalog = folded([
    `create table t (id int); create policy "p 1" on t; create policy q on t as restrictive for update to anon, authenticated using (true) with check (id > 1);
     create policy r on t; drop policy r on public.t; alter policy q on t using (id = 2); alter policy "p 1" on t rename to p`,
  ]);
  expect(
    table(catalog, 't').policies.map(({ name, command, permissive, roles, using, check }) => [
      name,
      command,
      permissive,
      roles,
      using?.text,
      check?.text,
    ]),
  ).toEqual([
    ['p', 'all', true, ['public'], undefined, undefined],
    ['q', 'update', false, ['anon', 'authenticated'], 'id = 2', 'id > 1'],
  ]);
});

test('functions: overloads, replaced with a search path, altered, dropped', () => {
  const catalog = folded([
    `create function f(a int, out b text) returns text language sql security definer as 'select 1';
     create function f(a uuid) returns text language plpgsql security definer as $$ begin end $$; create function g() returns void language sql as ''`,
    `create or replace function public.f(x integer, out b text) returns text language sql security definer set search_path = '' as 'select 2';
     alter function f(uuid) set search_path to public, pg_temp; drop function g; drop function if exists f(text)`,
  ]);
  expect(
    catalog.routines.map((f) => [
      f.name,
      f.arguments.map(({ type }) => type),
      f.securityDefiner,
      f.searchPath,
      f.language,
    ]),
  ).toEqual([
    ['f', ['integer', 'text'], true, [''], 'sql'],
    ['f', ['uuid'], true, ['public', 'pg_temp'], 'plpgsql'],
  ]);
});

test('privileges: implicit ones, grants, revokes, default privileges', () => {
  const catalog = folded([
    `create function f(a uuid) returns int language sql as ''; revoke execute on function f(uuid) from public, anon;
     alter default privileges in schema public revoke execute on functions from anon, authenticated;
     alter default privileges revoke execute on functions from public;
     create function g() returns int language sql as '';
     create table t (a int, b int); revoke all on all tables in schema public from anon, authenticated, service_role; grant select (a), insert on t to anon`,
  ]);
  expect(catalog.routines.map(({ name, acl }) => [name, grants(acl)])).toEqual([
    ['f', ['authenticated:execute', 'service_role:execute']],
    ['g', ['service_role:execute']],
  ]);
  expect(
    table(catalog, 't').acl.map(({ grantee, privilege, columns, implicit }) => [grantee, privilege, columns, implicit]),
  ).toEqual([
    ['anon', 'select', ['a'], undefined],
    ['anon', 'insert', undefined, undefined],
  ]);
  expect(grants(folded(["create function f() returns int language sql as ''"], postgres).routines[0]!.acl)).toEqual([
    'public:execute',
  ]);
});

test('columns of a view over a function that returns rows of a table', () => {
  const catalog = folded([
    `create table s (id bigint, name text); create function rows() returns setof s language sql as 'select * from s';
     create view v as select * from rows() r (number);`,
  ]);
  const { columns, complete } = table(catalog, 'v');
  expect([complete, columns.map(({ name, type }) => [name, type.text])]).toEqual([
    true,
    [
      ['number', 'bigint'],
      ['name', 'text'],
    ],
  ]);
});

test('views, triggers, schemas, extensions, buckets, search path', () => {
  const catalog = folded([
    `create schema app; set search_path = app, public; create table t (id int); create view v with (security_invoker) as select * from t;
     create trigger tr before insert or delete on auth.users for each row execute function public.f();
     create extension if not exists vector with schema extensions; alter view v set (security_invoker = off);
     insert into storage.buckets (id, name, public) values ('a', 'a', true), ('b', 'b', false)`,
    'create table u (id int)',
  ]);
  expect(own(catalog).map(({ schema, name, form, options, reads }) => [schema, name, form, options, reads])).toEqual([
    ['app', 't', 'table', {}, undefined],
    ['app', 'v', 'view', { security_invoker: 'off' }, [{ schema: 'app', name: 't', columns: ['id'] }]],
    ['public', 'u', 'table', {}, undefined],
  ]);
  expect(
    table(catalog, 'users').triggers.map(({ name, timing, events, function: f }) => [name, timing, events, f.name]),
  ).toEqual([['tr', 'before', ['insert', 'delete'], 'f']]);
  expect(catalog.extensions.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['extensions.vector']);
  expect(catalog.buckets.map((bucket) => [bucket.name, bucket.public])).toEqual([
    ['a', true],
    ['b', false],
  ]);
});

test('a DO block with guarded static statements is run, any other makes what it mentions uncertain', () => {
  const catalog = folded([
    `create table a (id int); create table b (id int); create table c (id int);
     do $$ begin if not exists (select 1 from pg_type where typname = 'e') then create type e as enum ('x'); end if; end $$;
     do $$ begin alter table a add column y int; exception when duplicate_column then null; end $$;
     do $$ begin if (select count(*) from c) = 0 then raise exception 'no'; end if; end $$;
     do $$ declare r record; begin for r in select 1 loop execute format('alter table %I enable row level security', 'b'); end loop; end $$`,
  ]);
  expect(catalog.types.map(({ name }) => name)).toEqual(['e']);
  expect(
    own(catalog).map((one) => [one.name, one.columns.length, one.uncertain, doubtsOf(one).map(({ aspect }) => aspect)]),
  ).toEqual([
    ['a', 2, undefined, []],
    ['b', 1, undefined, []],
    ['c', 1, undefined, []],
  ]);
});

/** What a block makes doubtful about the table `a` (row level security on), the table `b` (off) and the function `f`. */
function doubtful(body: string, more = ''): unknown {
  const catalog = folded([
    `create table a (id int); alter table a enable row level security; create table b (id int); create function f() returns int language sql as ''; do $x$ declare r record; q text; begin ${body}; end $x$; ${more}`,
  ]);
  const objects = [...own(catalog), ...catalog.routines];
  return Object.fromEntries(
    objects.map((one) => [
      one.name,
      one.uncertain
        ? 'all'
        : doubtsOf(one)
            .map(({ aspect, makes, part }) => `${makes ? '+' : ''}${aspect}${part === undefined ? '' : `:${part}`}`)
            .join(),
    ]),
  );
}

test.each([
  ["execute 'create table ' || r.x", { a: '', b: '', f: '' }],
  [
    "execute 'create or replace function ' || r.x || '() returns int language sql as ''select 1'''",
    { a: '', b: '', f: 'all' },
  ],
  ["execute format('alter function %I() set search_path = public', r.x)", { a: '', b: '', f: 'settings' }],
  ['if r.x then alter table a drop column if exists gone; end if', { a: 'columns:gone', b: '', f: '' }],
  [
    'if r.x then alter table a add column more int, add unique (id); end if',
    { a: '+columns:more,+constraints', b: '', f: '' },
  ],
  [
    'if r.x then alter table a disable row level security, add column more numeric(1, 2); end if',
    { a: 'rls,+columns:more', b: '', f: '' },
  ],
  ["execute format('alter table a drop constraint %I', r.x)", { a: '+constraints', b: '', f: '' }],
  [
    "foreach q in array array['a', 'c', 'd', 'e', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q'] loop if r.x then execute format('create trigger %I_%s_%s before update on %I execute function f()', q, q, q, q); end if; end loop",
    { a: '+triggers', b: '+triggers', f: '' },
  ],
  ["execute format('alter table %I disable row level security', r.x)", { a: 'rls', b: '', f: '' }],
  ["execute format('alter table %I enable row level security', r.x)", { a: '', b: 'rls', f: '' }],
  ["execute format('grant execute on function %I to anon', r.x)", { a: '', b: '', f: 'privileges' }],
  ["execute format('revoke all on public.%I from anon', r.x)", { a: 'privileges', b: 'privileges', f: '' }],
  ["execute format('create policy %I on a', r.x)", { a: '+policies', b: '', f: '' }],
  ["execute format('alter table %I add column x int', r.x)", { a: '+columns:x', b: '+columns:x', f: '' }],
  ['execute r.x', { a: 'all', b: 'all', f: 'all' }],
  ["q := 'drop function ' || r.x; q := q || ';'; execute q", { a: '', b: '', f: 'all' }],
  ["foreach q in array array['a', 'c'] loop execute 'drop table ' || q; end loop", { b: '', f: '' }],
  ['if now() > r.x then alter table a disable row level security; end if', { a: 'rls', b: '', f: '' }],
  ["if r.x then return; end if; execute 'drop table b'", { a: '', b: 'all', f: '' }],
  ["execute 'drop table b'; execute 'comment on table a is ' || r.x", { a: '', f: '' }],
  [
    "execute format('alter table %I owner to x; analyze %I; lock table %I; notify x', r.x, r.x, r.x)",
    { a: '', b: '', f: '' },
  ],
  ["execute format('insert into %I select set_config(%L, %L, true)', r.x, 'a', 'b')", { a: '', b: '', f: '' }],
])('what a DO block may touch: %s', (body, expected) => {
  expect(doubtful(body)).toEqual(expected);
});

/** The same of every table, after these statements. */
function doubts(sql: string): unknown {
  return own(folded([sql])).map((one) => [
    one.name,
    doubtsOf(one).map(
      ({ aspect, makes, part }) => `${makes ? '+' : ''}${aspect}${part === undefined ? '' : `:${part}`}`,
    ),
  ]);
}

test('what may happen to any policy happens to none that is made later', () => {
  const drop = "do $$ begin if now() > '2024-01-01' then execute format('drop policy %I on a', now()); end if; end $$;";
  expect(doubts(`create table a (id int); create policy p on a; ${drop} create policy later on a;`)).toEqual([
    ['a', ['+policies', 'policies:p']],
  ]);
});

test.each([
  [
    "for p in select policyname from pg_policies loop execute format('drop policy if exists %I on public.a', p); end loop",
    { a: '+policies,policies:p', b: '' },
  ],
  [
    "for p in select policyname from pg_policies loop execute 'drop policy ' || p || ' on a'; end loop",
    { a: 'all', b: 'all' },
  ],
  ["for p in select 1 loop alter table b drop column if exists x; execute 'analyze a'; end loop", { a: '', b: 'all' }],
])('of a body that PostgreSQL cannot read the texts that it executes tell what it may touch: %s', (body, expected) => {
  const catalog = folded([
    `create table a (id int); create policy p on a; create table b (id int); do $x$ begin ${body}; end $x$`,
  ]);
  const shown = own(catalog).map((one) => [
    one.name,
    one.uncertain
      ? 'all'
      : doubtsOf(one)
          .map(({ aspect, makes, part }) => `${makes ? '+' : ''}${aspect}${part === undefined ? '' : `:${part}`}`)
          .join(),
  ]);
  expect(Object.fromEntries(shown)).toEqual(expected);
});

test('a loop over rows that may be more runs for those that there surely are, and leaves doubt about the others alone', () => {
  const loop = `do $$ declare r record; begin
    for r in select tablename, policyname from pg_policies where tablename in ('a', 'ghost') loop
      execute format('drop policy %I on %I', r.policyname, r.tablename);
    end loop; end $$;`;
  const before = 'create table a (id int); create policy p on a; create table b (id int); create policy q on b; ';
  const catalog = folded([`${before} alter table ghost enable row level security; ${loop}`]);
  expect(own(catalog).map(({ name, policies }) => [name, policies.map((one) => one.name)])).toEqual([
    ['a', []],
    ['b', ['q']],
    ['ghost', []],
  ]);
  expect(doubts(`${before} alter table ghost enable row level security; ${loop}`)).toEqual([
    ['a', []],
    ['b', []],
    ['ghost', ['+policies']],
  ]);
});

test('functions without a search path are found in pg_proc, also beside one that the migrations do not show', () => {
  const loop = `do $$ declare r record; begin
    for r in select p.proname, pg_get_function_identity_arguments(p.oid) as args from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and not exists (
        select 1 from unnest(coalesce(p.proconfig, array[]::text[])) as cfg where cfg like 'search_path=%')
    loop execute format('alter function %I(%s) set search_path = public', r.proname, r.args); end loop; end $$;`;
  const { routines } = folded([
    `create function f(a int) returns int language sql as ''; grant execute on function ghost() to x;
     create function g() returns int language sql set search_path = '' as ''; ${loop}`,
  ]);
  expect(routines.map(({ name, searchPath, uncertain }) => [name, searchPath, uncertain])).toEqual([
    ['f', ['public'], undefined],
    ['g', [''], undefined],
    ['ghost', undefined, undefined],
  ]);
});

test('a later statement settles the doubt about row level security', () => {
  const off = "execute format('alter table %I disable row level security', r.x)";
  expect(doubtful(off, 'alter table a enable row level security')).toEqual({ a: '', b: '', f: '' });
});

test('SQL given to a function that executes it is run, other text is not', () => {
  const helper = `create table a (id int); create table b (id int);
    create function run(p_sql text, n int default 2) returns void language plpgsql as $$ begin execute p_sql; end $$; `;
  const state = (sql: string): unknown => {
    const catalog = folded([helper + sql]);
    return own(catalog).map(({ name, rls, uncertain }) => [name, rls, uncertain?.kind]);
  };
  expect(state('select run($l$ lock table a, b $l$)')).toEqual([
    ['a', false, undefined],
    ['b', false, undefined],
  ]);
  expect(state('select run($l$ alter table a enable row level security; drop table b $l$)')).toEqual([
    ['a', true, undefined],
  ]);
  expect(state("select run(p_sql => 'drop table b')")).toEqual([['a', false, undefined]]);
  expect(state("select run('drop table ' || current_user)")).toEqual([
    ['a', false, 'not-static'],
    ['b', false, 'not-static'],
  ]);
});

test('a statement that does not parse makes what it mentions uncertain until it is defined anew', () => {
  const catalog = folded([
    'create table a (id int); create table b (id int); alter table a enable rls; insert into b values (;',
    'create tabel c (x int); alter table c add y int',
  ]);
  expect(own(catalog).map(({ name, uncertain }) => [name, uncertain?.kind])).toEqual([
    ['a', 'not-read'],
    ['b', undefined],
    ['c', 'not-read'],
  ]);
  expect(catalog.opaque.map(({ cause, mentions }) => [cause.place?.snippet, mentions])).toEqual([
    ['alter table a enable rls', ['a', 'alter', 'enable', 'rls', 'table']],
    ['create tabel c (x int)', ['c', 'create', 'int', 'tabel', 'x']],
  ]);
});

test('a function that runs DDL casts doubt where a migration calls it', () => {
  const catalog = folded([
    "create table a (id int); create function enable(t text) returns void language plpgsql as $$ begin execute 'alter table ' || t; end $$; select enable('a'); select now()",
  ]);
  expect(table(catalog, 'a').uncertain?.message).toBe("'enable' may change the schema when it runs.");
});

test('which files are folded, and in which order', () => {
  const one = (name: string): string => `create table ${name} (id int)`;
  const files = {
    'supabase/migrations/10_b.sql': one('b'),
    'supabase/migrations/2_a.sql': one('a'),
    'supabase/migrations/2_a.down.sql': 'drop table a',
    'supabase/seed.sql': one('seed'),
    'supabase/tests/x.sql': one('tests'),
    'scripts/loose.sql': one('loose'),
    'db/schema.sql': one('whole'),
  };
  expect(folded(files).sources).toEqual(['supabase/migrations/10_b.sql', 'supabase/migrations/2_a.sql']);
  expect(folded({ 'db/schema.sql': one('whole'), 'scripts/loose.sql': one('loose') }).sources).toEqual([
    'db/schema.sql',
  ]);
  const goose = '-- +goose Up\ncreate table a (id int);\n-- +goose Down\ndrop table a;\n';
  expect(tables(folded({ 'migrations/1.sql': goose }))).toEqual(['live public.a(id integer) rls false']);
});

const names = fc.stringMatching(/^[a-zA-Zü😀_ ][a-z0-9 "é😀]{0,12}$/u);
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

test('every reported name is the text of its place', () => {
  fc.assert(
    fc.property(names, names, names, (t, c, p) => {
      const text =
        `-- 😀\r\ncreate table public.${quoted(t)} (${quoted(c)} text, constraint ${quoted(p)} check (true));\n` +
        `create policy ${quoted(p)} on ${quoted(t)}; create function ${quoted(p)}() returns int language sql as ''; create type ${quoted(c)} as enum ('a'); create index ${quoted(`${c}x`)} on ${quoted(t)} (${quoted(c)})`;
      const catalog = folded([text]);
      const [relation] = own(catalog);
      const written = (one: { name: string; definedAt: { snippet?: string } }): void =>
        expect(one.definedAt.snippet).toBe(quoted(one.name));
      [
        relation!,
        ...relation!.columns,
        ...relation!.constraints,
        ...relation!.policies,
        ...catalog.routines,
        ...catalog.types,
      ].forEach(written);
      catalog.indexes.filter(({ schema }) => schema === 'public').forEach(written);
    }),
    { numRuns: 100 },
  );
});

test('truncated input never throws, neither in the map nor in the fold', () => {
  const text = `create table t (id int primary key, s text check (s in ('a'))); alter table t enable row level security; create policy p on t using (true);
    do $$ begin execute 'x'; end $$; grant select on t to anon; create or replace function f(a int) returns int language sql as $$ select 1 $$; drop table t cascade`;
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(text.length), (start, end) => {
      const slice = text.slice(Math.min(start, end), Math.max(start, end));
      const fact = factOf('migrations/1.sql', slice);
      expect(JSON.parse(JSON.stringify(fact))).toEqual(fact);
      folded([slice], supabase);
    }),
    { numRuns: 300 },
  );
});

test('what goes with a dropped object: partitions, and with CASCADE policies of a column', () => {
  const catalog = folded([
    'create table p (at date) partition by range (at); create table p1 partition of p default; drop table p; create table t (a int, b int); create policy q on t using (a > 1); alter table t drop column a cascade',
  ]);
  expect(tables(catalog)).toEqual(['live public.t(b integer) rls false']);
  expect(table(catalog, 't').policies).toEqual([]);
});
