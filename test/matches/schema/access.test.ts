import { expect, test } from 'vitest';
import { found, worldOf } from './found.ts';

const bound = (rows: readonly unknown[], name: string): readonly unknown[] =>
  rows.map((row) => (row as [string, Record<string, unknown>])[1][name]);
const doubts = (rows: readonly unknown[]): readonly unknown[] => rows.map((row) => (row as unknown[])[2]);

test('who may read: default privileges, PUBLIC, revoked grants, columns', () => {
  const world = worldOf(`create table plain (id int);
    create table closed (id int, name text); revoke all on closed from anon, authenticated;
    create table partly (id int, name text); revoke all on partly from anon, authenticated; grant select (name) on partly to anon;
    create table everybody (id int); revoke all on everybody from anon, authenticated; grant select on everybody to public;
    create table written (id int); revoke select on written from anon, authenticated`);
  const readers = (name: string): unknown => bound(found(world, { table: name, 'readable-by': '$R' }), 'R');
  expect(['plain', 'closed', 'partly', 'everybody', 'written'].map(readers)).toEqual([
    ['anon', 'authenticated'],
    [],
    ['anon'],
    ['anon', 'authenticated'],
    [],
  ]);
  expect(bound(found(world, { table: 'written', 'accessible-by': '$R' }), 'R')).toEqual(['anon', 'authenticated']);
  expect(bound(found(world, { column: 'partly.$C', 'readable-by': 'anon' }), 'C')).toEqual(['name']);
  expect(found(world, { table: '$T', 'readable-by': { maxItems: 0 } }).map((row) => (row as string[])[0])).toEqual([
    'table public.closed',
    'table public.written',
  ]);
});

test('who may read: a schema without USAGE is out of reach, a role inherits only if it says so', () => {
  const world = worldOf(`create schema api; create table api.a (id int); grant select on api.a to anon;
    create schema open; grant usage on schema open to anon; create table open.b (id int); grant select on open.b to anon, authenticated;
    create role reader; create role apart noinherit; grant reader to anon; grant apart to anon; alter role anon inherit;
    create role more; grant more to apart; create table c (id int); revoke all on c from anon, authenticated; grant select on c to reader;
    create table d (id int); revoke all on d from anon, authenticated; grant select on d to more`);
  expect(bound(found(world, { table: 'api.a', 'readable-by': '$R' }), 'R')).toEqual([]);
  expect(bound(found(world, { table: 'open.b', 'readable-by': '$R' }), 'R')).toEqual(['anon']);
  expect(bound(found(world, { table: 'c', 'readable-by': '$R' }), 'R')).toEqual(['anon']);
  expect(bound(found(world, { table: 'd', 'readable-by': '$R' }), 'R')).toEqual([]);
});

test('who may call: each overload by itself', () => {
  const world =
    worldOf(`create function f(a int) returns int language sql as ''; create function f(a text) returns int language sql as '';
    revoke execute on function f(int) from public, anon; revoke execute on function f(text) from anon`);
  expect(found(world, { function: '$F', 'callable-by': '$R' })).toEqual([
    ['function public.f(integer)', { F: 'f', R: 'authenticated' }],
    ['function public.f(text)', { F: 'f', R: 'anon' }],
    ['function public.f(text)', { F: 'f', R: 'authenticated' }],
  ]);
});

test('of ghosts, and of what a block may have granted, it is not known', () => {
  const ghost = worldOf('create policy p on legacy using (true); alter table legacy add column secret text');
  expect(doubts(found(ghost, { table: 'legacy', 'readable-by': 'anon' }))).toEqual(['? not-read']);
  expect(doubts(found(ghost, { column: 'legacy.secret', 'readable-by': 'anon' }))).toEqual(['? not-read']);
  expect(doubts(found(ghost, { column: 'legacy.secret', rls: false }))).toEqual(['? not-read']);
  expect(doubts(found(ghost, { policy: 'p', rls: true }))).toEqual(['? not-read']);
  const loop = worldOf(
    "create table t (id int); create view v as select 1 as a; do $x$ declare r record; begin execute format('revoke all on %I from anon', r.x); end $x$",
  );
  expect(doubts(found(loop, { table: 't', 'readable-by': 'anon' }))).toEqual(['? not-static']);
  expect(doubts(found(loop, { view: 'v', 'readable-by': 'anon' }))).toEqual(['? not-static']);
  expect(doubts(found(loop, { table: 't', rls: false }))).toEqual([undefined]);
});
