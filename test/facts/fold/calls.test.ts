import { expect, test } from 'vitest';
import { rlsOf } from './rls-of.ts';

const table = 'create table t (a int);';
/** `f` enables row level security, `g` calls it; `p` is a procedure. */
const f = `create function f() returns int language plpgsql as $f$ begin alter table t enable row level security; return 1; end $f$;`;
const g = (body: string): string => `create function g() returns int language plpgsql as $g$ ${body} $g$;`;

test.each([
  ['PERFORM', `${g('begin perform f(); return 1; end')} select g();`],
  ['SELECT INTO', `${g('declare n int; begin select f() into n; return n; end')} select g();`],
  ['an assignment', `${g('declare n int; begin n := f(); return n; end')} select g();`],
  ['a default of a variable', `${g('declare n int := f(); begin return n; end')} select g();`],
  ['RETURN', `${g('begin return f(); end')} select g();`],
  ['IF', `${g('begin if f() > 0 then return 1; end if; return 2; end')} select g();`],
  ['SQL', `create function g() returns int language sql as 'select f()'; select g();`],
  ['BEGIN ATOMIC', `create function g() returns int begin atomic select f(); end; select g();`],
  [
    'two steps',
    `${g('begin return f(); end')} create function h() returns int language sql as 'select g()'; select h();`,
  ],
  [
    'defined later',
    `${g('begin return k(); end')} create function k() returns int language sql as 'select f()'; select g();`,
  ],
  ['a schema', `${g('begin return public.f(); end')} select public.g();`],
  [
    'a trigger',
    `create table u (a int); ${g('begin insert into u values (1); return 1; end')}
    create function on_u() returns trigger language plpgsql as $$ begin perform f(); return new; end $$;
    create trigger u after insert on u for each row execute function on_u(); select g();`,
  ],
])('a function that calls one that runs DDL runs it: %s', (_, sql) => {
  expect(rlsOf([`${table} ${f} ${sql}`])).toBe('doubt');
});

const on_u = `create function on_u() returns trigger language plpgsql as $$ begin alter table t enable row level security; return new; end $$;`;

test.each([
  ['INSERT', 'create table u (a int); insert into u values (f());'],
  ['INSERT of a query', 'create table u (a int); insert into u select f();'],
  ['UPDATE', 'create table u (a int); insert into u values (1); update u set a = f();'],
  ['DELETE', 'create table u (a int); insert into u values (1); delete from u where a = f();'],
  [
    'MERGE',
    'create table u (a int); merge into u using (select 1 as b) s on u.a = s.b when not matched then insert values (f());',
  ],
  ['CREATE TABLE AS', 'create table u as select f() as a;'],
  ['SELECT INTO', 'select f() as a into u;'],
  ['a materialized view', 'create materialized view u as select f() as a;'],
  [
    'its refreshing',
    `create materialized view u as select f() as a with no data; alter table t disable row level security; refresh materialized view u;`,
  ],
  ['a default at insertion', 'create table u (a int, b int default f()); insert into u (a) values (1);'],
  [
    'a default of a new column',
    'create table u (a int); insert into u values (1); alter table u add column b int default f();',
  ],
  ['CHECK', 'create table u (a int check (a >= f())); insert into u values (1);'],
  ['CHECK on rows', 'create table u (a int); insert into u values (1); alter table u add check (a >= f());'],
  [
    'USING of a new type',
    'create table u (a int); insert into u values (1); alter table u alter column a type bigint using f();',
  ],
  [
    'a trigger',
    `create table u (a int); ${on_u} create trigger u after insert on u for each row execute function on_u(); insert into u values (1);`,
  ],
  [
    'a trigger of a partition',
    `create table u (a int) partition by list (a); create table u1 partition of u for values in (1);
    ${on_u} create trigger u after insert on u1 for each row execute function on_u(); insert into u values (1);`,
  ],
  [
    'a trigger of a table that a cascade reaches',
    `create table u (a int primary key); create table v (b int references u on delete cascade); insert into u values (1); insert into v values (1);
    ${on_u} create trigger u after delete on v for each row execute function on_u(); delete from u;`,
  ],
  ['a view', 'create view v as select f() as a; select * from v;'],
  [
    'a view of a view',
    'create view v as select f() as a; create view w as select * from v; create table u as select * from w;',
  ],
  [
    'TRUNCATE',
    `create table u (a int); ${on_u} create trigger u after truncate on u execute function on_u(); truncate u;`,
  ],
  ['EXPLAIN ANALYZE', 'explain analyze select f();'],
  ['EXECUTE', 'prepare q as select f(); execute q;'],
  ['VALUES', 'values (f());'],
  ['CALL', 'create procedure p() language sql as $p$ select f() $p$; call p();'],
])('a function that runs DDL is called by data: %s', (_, sql) => {
  expect(rlsOf([`${table} ${f} ${sql}`])).toBe('doubt');
});

test.each([
  ['a default of a variable', 'declare v int := f(); begin null; end'],
  ['IF', 'begin if f() = 1 then null; end if; end'],
  ['ELSIF', 'begin if false then null; elsif f() = 1 then null; end if; end'],
  ['CASE', 'begin case f() when 1 then null; else null; end case; end'],
  ['WHILE', 'begin while f() > 1 loop null; end loop; end'],
  ['a bound of FOR', 'begin for i in 1..f() loop null; end loop; end'],
  ['an array', 'declare i int; begin foreach i in array array[f()] loop null; end loop; end'],
  ['EXIT WHEN', 'begin loop exit when f() = 1; end loop; end'],
  ['RAISE', "begin raise notice '%', f(); end"],
  ['ASSERT', 'begin assert f() = 1; end'],
  ['CALL', 'begin call p(); end'],
  ['INSERT', 'begin insert into u values (f()); end'],
  ['INSERT with a trigger', 'begin insert into w values (1); end'],
  ['EXECUTE', "begin execute 'select f()'; end"],
  ['EXECUTE of a name', "declare n text := 'f'; begin execute format('select %I()', n); end"],
  [
    'EXECUTE of a name that is not known',
    "declare n text; begin select 'f' into n from t; execute format('select %I()', n); end",
  ],
  ['EXECUTE … USING', "begin execute 'select $1' using f(); end"],
  ['a cursor', 'declare c cursor for select f(); n int; begin open c; fetch c into n; close c; end'],
  ['RETURN QUERY in a function', 'begin perform q(); end'],
])('a block calls a function that runs DDL: %s', (_, body) => {
  expect(
    rlsOf([
      `${table} ${f} create table u (a int); create table w (a int); create procedure p() language sql as $p$ select f() $p$;
      create function q() returns setof int language plpgsql as $q$ begin return query select f(); end $q$;
      ${on_u} create trigger w after insert on w for each row execute function on_u(); do $do$ ${body} $do$;`,
    ]),
  ).toBe('doubt');
});

test.each([
  ['of another name', `${f} create function k() returns int language sql as 'select 1'; select k();`],
  [
    'a trigger of another table',
    `create table u (a int); create table w (a int); ${on_u} create trigger u after insert on u for each row execute function on_u(); insert into w values (1);`,
  ],
  ['a default that is given', `${f} create table u (a int); insert into u values (1);`],
  ['a view that is only made', `${f} create view v as select f() as a;`],
  ['a function that is only made', `${f} ${g('begin return f(); end')}`],
])('what does not call it leaves no doubt: %s', (_, sql) => {
  expect(rlsOf([`${table} ${sql}`])).toBe('off');
});

test.each([
  ['', 'u'],
  ['alter table u rename to w;', 'w'],
  ['create schema s; alter table u set schema s;', 's.u'],
  ['alter schema public rename to s; create schema public;', 's.u'],
  ['alter function on_x() rename to on_y;', 'u'],
  ['create schema s; alter function on_x() set schema s;', 'u'],
])('rows that go with those of another table run its triggers, whatever that is called by now: %s', (sql, name) => {
  const before = `create schema o; create table o.t (a int); create table u (a int primary key); create table x (a int references u on delete cascade);
    create function on_x() returns trigger language plpgsql as $$ begin alter table o.t enable row level security; return old; end $$;
    create trigger x after delete on x for each row execute function on_x();`;
  expect(rlsOf([`${before} ${sql} delete from ${name};`], 'o.t')).toBe('doubt');
});

test('writing to many tables that all refer to one is no matter of minutes', () => {
  const made = Array.from(
    { length: 1500 },
    (_, i) =>
      `create table t${i} (id int primary key, u int references t0 on delete cascade); insert into t${i} values (1);`,
  );
  const start = performance.now();
  expect(rlsOf([`${table} ${f}`, ...made])).toBe('off');
  expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);
