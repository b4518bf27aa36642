import { expect, test } from 'vitest';
import type { Catalog } from '../../../engine/model/catalog.ts';
import { doubtsOf } from '../../../engine/model/sql-doubt.ts';
import { folded as foldedWhole, postgres } from '../../documents/sql/read.ts';
import { withoutPlatform } from '../own.ts';

const folded: typeof foldedWhole = (...given) => withoutPlatform(foldedWhole(...given));

/** Tables with their policies, and what is doubtful. */
const shown = ({ relations, routines, types }: Catalog): readonly string[] => [
  ...relations.map(
    (one) =>
      `${one.name}(${one.columns.map(({ name }) => name).join()})${one.rls ? ' rls' : ''} ${one.policies.map(({ name }) => name).join()} ${one.constraints.map(({ name }) => name).join()}${
        one.uncertain
          ? ' ?'
          : doubtsOf(one)
              .map(({ aspect, part = '', makes }) => ` ?${makes ? '+' : ''}${aspect}${part && `:${part}`}`)
              .join('')
      }`,
  ),
  ...routines.map((one) => `${one.name}() ${one.acl.map(({ grantee }) => grantee).join()}${one.uncertain ? ' ?' : ''}`),
  ...types.map(({ name }) => name),
];
const after = (body: string, before = ''): readonly string[] =>
  shown(
    folded([`create table a (id int); create table b (id int, x text); ${before}; do $do$ ${body} $do$;`], postgres),
  );

const guarded = (condition: string): string =>
  `begin if ${condition} then alter table a add column yes int; else alter table a add column no int; end if; end`;

test.each([
  [
    "exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = 'b' and column_name = 'x')",
    'yes',
  ],
  ["not exists (select 1 from information_schema.columns where table_name = 'b' and column_name = 'y')", 'yes'],
  ["exists (select from pg_policies where schemaname = 'public' and tablename = 'a' and policyname = 'p')", 'no'],
  ["to_regclass('public.b') is not null and to_regclass('nothing') is null", 'yes'],
  ["(select count(*) from pg_tables where schemaname = 'public') = 2", 'yes'],
  ["not exists (select 1 from pg_constraint where conname = 'k' and conrelid = 'public.a'::regclass)", 'yes'],
  [
    "exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname like 'a%' and c.relkind in ('r', 'p'))",
    'yes',
  ],
  ["exists (select 1 from pg_type t where t.typname = 'nothing' and t.typnamespace = 'public'::regnamespace)", 'no'],
  ["'a' = any (array['b', 'c']) or null", 'no'],
  ["not coalesce(false, true) and 'Ab' ilike 'a_' and 'x' is distinct from null", 'yes'],
])('a condition on the catalog is evaluated: %s', (condition, expected) => {
  expect(after(guarded(condition))).toEqual([`a(id,${expected})  `, 'b(id,x)  ']);
});

test.each([
  "exists (select 1 from b where x = 'data')",
  "now() > '2024-01-01'",
  "exists (select 1 from pg_roles where rolname = 'outside')",
])('a condition on what only runs tell leaves doubt about both branches: %s', (condition) => {
  expect(after(guarded(condition))).toEqual(['a(id)   ?+columns:yes ?+columns:no', 'b(id,x)  ']);
});

test.each([
  [
    "declare t text; begin foreach t in array array['a', 'b'] loop execute format('alter table %I enable row level security', t); end loop; end",
    ['a(id) rls  ', 'b(id,x) rls  '],
  ],
  [
    "declare r record; begin for r in select tablename from pg_tables where schemaname = 'public' loop execute format('alter table public.%I enable row level security; create policy %I on %I', r.tablename, r.tablename || '_p', r.tablename); end loop; end",
    ['a(id) rls a_p ', 'b(id,x) rls b_p '],
  ],
  [
    "declare r record; begin for r in select * from (values ('a', 'c1'), ('b', 'c2')) v (t, c) loop execute 'alter table ' || r.t || ' add column ' || quote_ident(r.c) || ' int'; end loop; end",
    ['a(id,c1)  ', 'b(id,x,c2)  '],
  ],
  [
    "begin for i in 1..2 loop execute format('create table p_%s (id int)', i); end loop; end",
    ['a(id)  ', 'b(id,x)  ', 'p_1(id)  ', 'p_2(id)  '],
  ],
  [
    "declare n text; begin select conname into n from pg_constraint where conrelid = 'c'::regclass; if n is not null then execute 'alter table c drop constraint ' || quote_ident(n); end if; end",
    ['a(id)  ', 'b(id,x)  ', 'c(id)  '],
  ],
  ["declare t text := 'a'; begin execute format('create policy %I_p on %I', t, t); end", ['a(id) a_p ', 'b(id,x)  ']],
  [
    "declare t text := 'order'; begin execute format('create table %I (id int)', t); execute 'create policy p on ' || quote_ident(t); end",
    ['a(id)  ', 'b(id,x)  ', 'order(id) p '],
  ],
  [
    "declare n text := 'a'; begin n := n || 'a'; execute 'alter table a rename to ' || n; end",
    ['aa(id)  ', 'b(id,x)  '],
  ],
  [
    'begin alter table a add column id int; alter table a add column never int; exception when duplicate_column then null; end',
    ['a(id)  ', 'b(id,x)  '],
  ],
  [
    "begin begin drop table b; raise exception 'no'; exception when others then null; end; drop table a; end",
    ['b(id,x)  '],
  ],
  ['begin return; drop table a; end', ['a(id)  ', 'b(id,x)  ']],
  [
    "declare o regclass; begin o := to_regclass('gone'); if o is not null then execute format('drop table %s', o); end if; if o is null then drop table b; end if; end",
    ['a(id)  '],
  ],
  [
    "declare t text; begin foreach t in array array['a', 'b'] loop continue when t = 'a'; execute 'drop table ' || t; end loop; end",
    ['a(id)  '],
  ],
])('a block is run on the folded catalog: %s', (body, expected) => {
  const before = body.includes("'c'::regclass") ? 'create table c (id int check (id > 0))' : '';
  expect(after(body, before)).toEqual(expected);
});

test('functions found in pg_proc lose their grants', () => {
  const functions =
    "create function f(a int) returns int language sql as 'select 1'; create function g() returns int language sql as 'select 1'";
  const revoke =
    "declare r record; begin for r in select p.oid::regprocedure as f, n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' loop execute format('revoke all on function %s from public', r.f); end loop; end";
  expect(after(revoke, functions)).toEqual(['a(id)  ', 'b(id,x)  ', 'f() ', 'g() ']);
});

/** What a block makes of RLS: on, off, or in doubt. */
const rlsAfter = (body: string): string => {
  const table = folded([`create table t (a int); do $do$ ${body} $do$;`], postgres).relations[0]!;
  return doubtsOf(table).some(({ aspect }) => aspect === 'rls') ? 'doubt' : table.rls ? 'on' : 'off';
};
const enable = 'alter table t enable row level security;';

test.each([
  ['an IF inside', `if true then if (select count(*) from t) > 0 then return; end if; end if; ${enable}`],
  ['a loop over data', `for i in 1..(select count(*) from t) loop return; end loop; ${enable}`],
  ['a loop over text', `for n in execute 'select 1' loop return; end loop; ${enable}`],
  ['CASE', `case (select a from t) when 1 then return; else null; end case; ${enable}`],
  ['a handler', `begin perform 1/0; exception when others then return; end; ${enable}`],
  ['a block', `begin if exists (select from t) then return; end if; exception when others then null; end; ${enable}`],
  ['a label', `<<b>> begin exit b; end; ${enable}`],
  ['a label further out', `<<o>> for i in 1..2 loop for k in 1..2 loop continue o; end loop; ${enable} end loop;`],
  [
    'a loop that may be left in an earlier turn',
    `for i in 1..2 loop if i = 2 then ${enable} end if; exit when exists (select from t); end loop;`,
  ],
])('what follows a RETURN or EXIT that may happen is in doubt: %s', (_, body) => {
  expect(rlsAfter(`declare n int; begin ${body} end`)).toBe('doubt');
});

test.each([
  ['in the block', `if exists (select from t) then raise exception 'x'; end if; ${enable}`],
  ['after it', `${enable} for i in 1..(select count(*) from t) loop raise exception 'x'; end loop;`],
])('what a swallowed error may take back is in doubt: %s', (_, body) => {
  expect(rlsAfter(`begin begin ${body} exception when others then null; end; end`)).toBe('doubt');
});

test.each([
  [
    'CASE',
    `case when (select count(*) from t) = 0 then n := 1; else n := 2; end case; if n is null then ${enable} end if;`,
  ],
  ['LOOP', `loop n := 1; exit; end loop; if n is null then ${enable} end if;`],
  ['GET DIAGNOSTICS', `update t set a = 2; get diagnostics n = row_count; if n is null then ${enable} end if;`],
  ['FETCH', `fetch c into n; if n is null then ${enable} end if;`],
  ['an element', `v[1] := 'x'; if v = array['t'] then ${enable} end if;`],
  ['one of two of its name', `declare n int := 1; begin null; end; if n is null then ${enable} end if;`],
  ['FOUND of data', `select 1 into n from pg_class; select a into n from t; if found then ${enable} end if;`],
  ['FOUND of an update', `perform 1 from pg_class; update t set a = 1; if found then ${enable} end if;`],
  [
    'the first of more rows',
    `select attnum into n from pg_attribute; select tgname into n from pg_trigger; insert into t values (1); if not found then ${enable} end if;`,
  ],
])('a variable that is set where it cannot be followed is not known: %s', (_, body) => {
  expect(rlsAfter(`declare n int; v text[] := array['t']; c refcursor; begin ${body} end`)).toBe('doubt');
});

test.each([
  ['of more than that', 'select relname from pg_class limit 1', 'doubt'],
  ['of all', 'select relname from pg_class limit 1000', 'on'],
  ['DISTINCT ON', 'select distinct on (1) relname from pg_class', 'doubt'],
])('which rows a LIMIT leaves is not known: %s', (_, query, expected) => {
  const files = [
    `create table a (id int); create table t (a int); do $$ declare r record; begin for r in ${query} loop
    execute format('alter table %I enable row level security', r.relname); end loop; end $$`,
  ];
  const { relations } = folded(files, postgres);
  const table = relations.find(({ name }) => name === 't')!;
  expect(doubtsOf(table).some(({ aspect }) => aspect === 'rls') ? 'doubt' : table.rls ? 'on' : 'off').toBe(expected);
});

test.each([
  ["not exists (select from pg_policies where policyname = 'x') and exists (select from t)", 'doubt'],
  [
    "not exists (select from pg_roles where rolname = 'x') and not exists (select from pg_extension where extname = 'y')",
    'doubt',
  ],
  ["(select count(*) > 0 from pg_policies where policyname = 'x') is null", 'doubt'],
  ['(select array_agg(policyname) is null from pg_policies) is null', 'doubt'],
  ["exists (select from pg_class where oid::regclass::text = 't')", 'on'],
  ["exists (select from pg_class where oid::regclass::text = 'public.t')", 'off'],
  ["exists (select from pg_tables where rowsecurity = 'false')", 'on'],
  ["exists (select from pg_tables where rowsecurity::text = 'false')", 'on'],
  ["exists (select from pg_tables where rowsecurity::text = 'f')", 'off'],
  ["'a' || true = 'atrue' and format('%s', true) = 't'", 'on'],
])('conditions as PostgreSQL decides them: %s', (condition, expected) => {
  expect(rlsAfter(`begin if ${condition} then ${enable} end if; end`)).toBe(expected);
});

test('a part of a table that is in doubt decides no condition', () => {
  const drop = `for i in 1..(select count(*) from t) loop drop policy p on t; end loop;`;
  const files = [
    `create table t (a int); create policy p on t using (true); do $$ begin ${drop} end $$;
    do $$ begin if exists (select from pg_policies where policyname = 'p') then ${enable} end if; end $$`,
  ];
  const [table] = folded(files, postgres).relations;
  expect(doubtsOf(table!).map(({ aspect }) => aspect)).toContain('rls');
});

test.each([
  ['of no other table', 'a', "conname = 'k'", 'add constraint k check (id > 0)', 'k'],
  ['of that one', 'ghost', "conname = 'k'", 'add constraint k check (id > 0)', ' ?+constraints'],
  ['of another name', 'a', "conname = 'other'", 'add constraint k check (id > 0)', ' ?+constraints'],
  ['and something else', 'a', "conname = 'k'", 'add constraint k check (id > 0), add z int', ' ?+constraints'],
])(
  'a constraint that is asked for where another table is not all known, and given: %s',
  (_, to, asked, action, expected) => {
    const lines = after(
      `begin if not exists (select 1 from pg_constraint where ${asked}) then alter table ${to} ${action}; end if; end`,
      'alter table ghost add column x int',
    );
    expect(lines.find((line) => line.startsWith(`${to}(`))).toContain(expected);
  },
);
