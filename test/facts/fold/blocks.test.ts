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
