import { expect, test } from 'vitest';
import { existedBefore } from '../../../engine/facts/fold/existed-before.ts';
import { folded, postgres } from '../../documents/sql/read.ts';
import { rlsOf } from './rls-of.ts';

const table = 'create table t (a int);';
const enable = 'alter table t enable row level security;';

const hook = (body: string, when = "when tag in ('CREATE TABLE')"): string => `
create function hook() returns event_trigger language plpgsql as $$ ${body} $$;
create event trigger e on ddl_command_end ${when} execute function hook();`;
const autoEnable = hook(`declare cmd record;
begin
  for cmd in select * from pg_event_trigger_ddl_commands()
    where command_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO') and object_type in ('table', 'partitioned table')
  loop
    if cmd.schema_name is not null and cmd.schema_name in ('public') and cmd.schema_name not like 'pg_toast%' then
      begin
        execute format('alter table if exists %s enable row level security', cmd.object_identity);
        raise log 'enabled on %', cmd.object_identity;
      exception when others then raise log 'failed on %', cmd.object_identity;
      end;
    end if;
  end loop;
end`);

test.each([
  ['a table', `${autoEnable} ${table}`, 'on'],
  ['a table with keys', `${autoEnable} create table t (id serial primary key, b int unique);`, 'on'],
  ['in a block', `${autoEnable} do $$ begin create table t (a int); end $$;`, 'on'],
  ['a table from before', `${table} ${autoEnable} create table u (a int);`, 'off'],
  ['dropped', `${autoEnable} drop event trigger e; ${table}`, 'off'],
  ['disabled', `${autoEnable} alter event trigger e disable; ${table}`, 'off'],
  ['enabled again', `${autoEnable} alter event trigger e disable; alter event trigger e enable; ${table}`, 'on'],
  ['a table that is there', `${table} ${autoEnable} create table if not exists t (a int);`, 'off'],
  ['turned off later', `${autoEnable} ${table} alter table t disable row level security;`, 'off'],
  ['renamed', `${autoEnable} alter event trigger e rename to e2; drop event trigger e2; ${table}`, 'off'],
  [
    'any function',
    `${hook('begin execute (select string_agg(x, x) from t); end', '')} create function f() returns int language sql as 'select 1';`,
    'none',
  ],
  [
    'what names the table',
    `${table} ${hook('begin alter table t enable row level security; end', "when tag in ('CREATE VIEW')")} create view v as select 1;`,
    'doubt',
  ],
  [
    'of another command',
    `${table} ${hook('begin alter table t enable row level security; end', "when tag in ('CREATE VIEW')")} create table u ();`,
    'off',
  ],
  [
    'at its start',
    `create function hook() returns event_trigger language plpgsql as $$ begin alter table t enable row level security; end $$;
    ${table} create event trigger e on ddl_command_start execute function hook(); create table u ();`,
    'doubt',
  ],
])('an event trigger runs with the commands that follow: %s', (_, sql, expected) => {
  expect(rlsOf([sql])).toBe(expected);
});

const block = (body: string, handler: string): string =>
  `${table} create table u (a int); do $$ begin begin ${body} exception when ${handler} then null; end; end $$;`;

test.each([
  ['UNIQUE', 'alter table u add constraint k unique (a);', 'others', 'doubt'],
  ['a unique index', 'create unique index k on u (a);', 'unique_violation', 'doubt'],
  ['FOREIGN KEY', 'alter table u add constraint k foreign key (a) references v (a);', 'foreign_key_violation', 'doubt'],
  ['another type', 'alter table u alter column a type boolean using true;', 'data_exception', 'doubt'],
  ['NOT NULL', 'alter table u alter column a set not null;', "sqlstate '23502'", 'doubt'],
  ['VALIDATE', 'alter table v validate constraint k;', 'others', 'doubt'],
  ['a NOT NULL column', 'alter table u add column b int not null;', 'others', 'doubt'],
  ['INSERT', 'insert into u values (1);', 'others', 'doubt'],
  ['SELECT of data', 'perform 1 / a from u;', 'division_by_zero', 'doubt'],
  [
    'a constraint, of which only the name is caught',
    'alter table u add constraint k unique (a);',
    'duplicate_object',
    'on',
  ],
  ['what no data refuses', 'alter table u add column b int;', 'others', 'on'],
  ['NOT VALID', 'alter table u add constraint k check (a > 0) not valid;', 'others', 'on'],
])('what an error of data may take back is in doubt: %s', (_, statement, handler, expected) => {
  expect(
    rlsOf([
      `create table v (a int primary key); alter table v add constraint k check (a > 0) not valid; ${block(`${enable} ${statement}`, handler)}`,
    ]),
  ).toBe(expected);
});

test.each([
  ['SET search_path', 'do $$ begin if exists (select from u) then set search_path = s; end if; end $$;'],
  [
    'set_config',
    "do $$ begin if exists (select from u) then perform set_config('search_path', 's', false); end if; end $$;",
  ],
  [
    'after a condition that may not hold',
    "do $$ begin if exists (select from u) then execute 'set search_path = s'; end if; end $$;",
  ],
])('a path that may be set leaves doubt about names without a schema: %s', (_, sql) => {
  const before = 'create schema s; create table u (a int); create table t (a int); create table s.t (a int);';
  expect(rlsOf([`${before} ${sql} ${enable}`])).toBe('doubt');
  expect(rlsOf([`${before} ${sql} ${enable}`], 's.t')).toBe('doubt');
  expect(rlsOf([`${before} ${sql} alter table public.t enable row level security;`])).toBe('on');
  expect(rlsOf([`${before} ${sql} set search_path = public; ${enable}`])).toBe('on');
  expect(rlsOf([`${before} ${sql}`, enable])).toBe('on');
  expect(rlsOf([`${before} drop table t; ${sql} create table t (a int);`])).toBe('doubt');
});

test('a role that may be set leaves doubt about what is granted on what is made then', () => {
  const files = [
    `create role r; create table u (a int); alter default privileges for role r grant select on tables to public;
    do $$ begin if exists (select from u) then set role r; end if; end $$; create table t (a int); reset role; create table w (a int);`,
  ];
  const { relations } = folded(files, postgres);
  const doubted = relations.filter(({ uncertain, doubts = [] }) => uncertain ?? doubts.length > 0);
  expect(doubted.map(({ name }) => name)).toEqual(['t']);
});

test.each([
  ['in a transaction of the tool', '', 's.t'],
  ['without one', '-- +goose NO TRANSACTION\n', 'public.t'],
  ['of sqlx', '-- no-transaction\n', 'public.t'],
  ['of dbmate', '-- migrate:up transaction:false\n', 'public.t'],
])('SET LOCAL in a block holds until the transaction ends: %s', (_, head, expected) => {
  const sql = `${head}create schema s; do $$ begin set local search_path = s; end $$; create table t (a int);`;
  const { relations } = folded([sql], postgres);
  expect(relations.map(({ schema, name }) => `${schema}.${name}`)).toEqual([expected]);
});

test('SET LOCAL without a transaction does nothing', () => {
  const sql = `-- +goose NO TRANSACTION\ncreate schema s; set local search_path = s; create table t (a int); begin; set local search_path = s; create table u (); commit; create table v ();`;
  const { relations } = folded([sql], postgres);
  expect(relations.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['public.t', 'public.v', 's.u']);
});

test.each([
  ['ROLLBACK TO', `begin; savepoint a; ${enable} rollback to a; commit;`, 'off'],
  ['RELEASE', `begin; savepoint a; ${enable} release a; commit;`, 'on'],
  ['to the outer one', `begin; savepoint a; savepoint b; ${enable} release b; rollback to savepoint a; commit;`, 'off'],
  ['of one name', `begin; savepoint a; ${enable} savepoint a; rollback to a; commit;`, 'on'],
  ['twice', `begin; savepoint a; ${enable} rollback to a; ${enable} rollback to a; commit;`, 'off'],
  ['ABORT', `begin; ${enable} abort;`, 'off'],
  ['END', `begin; ${enable} end; begin; rollback;`, 'on'],
  ['COMMIT AND CHAIN', `begin; commit and chain; ${enable} rollback;`, 'off'],
  ['ROLLBACK AND CHAIN', `begin; rollback and chain; ${enable} rollback;`, 'off'],
  ['ROLLBACK of what COMMIT kept', `begin; ${enable} commit and chain; rollback;`, 'on'],
  [
    'a path',
    `create schema s; create table s.t (a int); begin; savepoint a; set search_path = s; rollback to a; ${enable} commit;`,
    'on',
  ],
  ['of a file without BEGIN', `${enable} rollback;`, 'doubt'],
  ['before it', `rollback; ${enable}`, 'on'],
  ['in a block', `do $$ begin ${enable} rollback; end $$;`, 'doubt'],
  ['PREPARE TRANSACTION', `begin; ${enable} prepare transaction 'x';`, 'doubt'],
])('transactions: %s', (_, sql, expected) => {
  expect(rlsOf([table, sql])).toBe(expected);
});

test.each([
  ['a column that is there', 'enable row level security, add column a int'],
  ['a column that is not there', 'enable row level security, drop column b'],
  ['a constraint that is there', 'enable row level security, add constraint k check (a > 1)'],
  ['a constraint that is not there', 'enable row level security, drop constraint c'],
  ['a column that is not there to alter', 'enable row level security, alter column b set not null'],
])('ALTER TABLE does all or nothing: %s', (_, actions) => {
  const sql = `create table t (a int constraint k check (a > 0));`;
  const catalog = folded(
    [sql, `alter table t add column n serial, ${actions}, alter column a set default 1;`],
    postgres,
  );
  expect(catalog.relations).toEqual([{ ...folded([sql], postgres).relations[0], acl: [] }]);
  expect(catalog.sequences).toEqual([]);
  expect(catalog.replay).toHaveLength(1);
});

test('a single action that fails is said, as before', () => {
  const { replay } = folded([table, 'alter table t add column a int'], postgres);
  expect(replay).toHaveLength(1);
});

const roles = 'create role r; create role w; create role x;';

test('DROP OWNED takes what the role was granted, and what it owns', () => {
  const { relations } = folded(
    [
      `${roles} create table t (a int); grant select on t to r, w; create table u (a int); alter table u owner to r; create table v (a int);
      drop owned by r;`,
    ],
    postgres,
  );
  expect(
    relations.map(
      ({ name, acl, uncertain }) => `${name} ${acl.map(({ grantee }) => grantee).join()}${uncertain ? ' ?' : ''}`,
    ),
  ).toEqual(['t w', 'u  ?', 'v ']);
});

test('REASSIGN OWNED', () => {
  const { relations, sequences, routines } = folded(
    [
      `${roles} create table t (a serial); alter table t owner to r; create table u (a int); create function f() returns int language sql as 'select 1';
      alter function f() owner to r; reassign owned by r to w;`,
    ],
    postgres,
  );
  expect(
    [...relations, ...sequences, ...routines.filter(({ platform }) => !platform)].map(
      ({ name, owner }) => `${name} ${owner}`,
    ),
  ).toEqual(['t w', 'u postgres', 't_a_seq w', 'f w']);
});

/** Grantees of SELECT on `t`, and whether that is in doubt. */
const selecting = (sql: string): string => {
  const [one] = folded([`${roles} create table t (a int); ${sql}`], postgres).relations;
  const isDoubted = one!.uncertain !== undefined || (one!.doubts ?? []).some(({ aspect }) => aspect === 'privileges');
  return `${one!.acl.map(({ grantee }) => grantee).join()}${isDoubted ? ' ?' : ''}`;
};

test.each([
  [
    'what another role passed on',
    'grant select on t to r with grant option; set role r; grant select on t to w; reset role; revoke select on t from r cascade;',
    'w ?',
  ],
  [
    'only the option',
    'grant select on t to r with grant option; set role r; grant select on t to w; reset role; revoke grant option for select on t from r cascade;',
    'r,w ?',
  ],
  ['where nobody passed on anything', 'grant select on t to r, w; revoke select on t from r cascade;', 'w'],
  ['the option alone', 'grant select on t to r with grant option; revoke grant option for select on t from r;', 'r'],
])('REVOKE … CASCADE: %s', (_, sql, expected) => {
  expect(selecting(sql)).toBe(expected);
});

test.each([
  ['data', "not exists (select from pg_stat_activity where query = 'x')", 'doubt'],
  ['a policy', "not exists (select from pg_policies where policyname = 'p')", 'on'],
])('an absence that cannot be evaluated is not taken to hold: %s', (_, condition, expected) => {
  expect(rlsOf([`${table} do $$ begin if ${condition} then ${enable} end if; end $$;`])).toBe(expected);
});

test.each([
  [
    'each turn of a loop',
    `begin for i in 1..2 loop
      declare
        done text := 'no';
      begin
        if done = 'yes' then ${enable} end if;
        done := 'yes';
      end;
    end loop; end`,
  ],
])('DECLARE holds for %s', (_, body) => {
  expect(rlsOf([`${table} do $$ ${body} $$;`])).toBe('off');
});

test('DECLARE where its block does not tell by its line leaves doubt', () => {
  const body = `begin for i in 1..2 loop declare d text := 'no'; begin if d = 'yes' then ${enable} end if; d := 'yes'; end; end loop; end`;
  expect(rlsOf([`${table} do $$ ${body} $$;`])).toBe('doubt');
});

test('which table a name without a schema is, the path of the file decides', () => {
  const files = {
    'supabase/migrations/1.sql': 'create table a (id int); create schema s; create table b (id int);',
    'supabase/migrations/2.sql': 'set search_path = s; create table a (id int); alter table a add column x int;',
    'supabase/migrations/3.sql': 'alter table a add column x int;',
  };
  const catalog = folded(files, postgres);
  const existed = (name: string, path: string): unknown => {
    const answer = existedBefore(catalog, { name }, `supabase/migrations/${path}.sql`);
    return typeof answer === 'object' ? answer.message : answer;
  };
  expect(existed('a', '2')).toBe(
    "Which 'a' is meant depends on the search path, which 'supabase/migrations/2.sql' sets.",
  );
  expect(existed('b', '2')).toBe(true);
  expect(existed('a', '3')).toBe(true);
  expect(existedBefore(catalog, { schema: 's', name: 'a' }, 'supabase/migrations/2.sql')).toBe(false);
});

const f = `create function f() returns int language plpgsql as $f$ begin ${enable} return 1; end $f$;`;

test.each([
  [
    'ASSERT',
    `do $$ begin begin ${enable} assert (select count(*) from t) > 0; exception when others then null; end; end $$;`,
  ],
  [
    'a function that is not there',
    `do $$ begin begin ${enable} perform gone(); exception when undefined_function then null; end; end $$;`,
  ],
  [
    'a table that is not there',
    `do $$ begin ${enable} create view v as select * from gone; exception when undefined_table then null; end $$;`,
  ],
  [
    'a role that is not there',
    `do $$ begin ${enable} grant select on t to gone; exception when undefined_object then null; end $$;`,
  ],
  [
    'a block that is executed',
    `create function g() returns void language plpgsql as $g$ begin execute 'do $d$ begin ${enable} end $d$'; end $g$; select g();`,
  ],
  [
    'WHEN of a trigger',
    `${f} create table u (a int); create function n() returns trigger language plpgsql as 'begin return new; end'; create trigger n before insert on u for each row when (f() = 1) execute function n(); insert into u values (1);`,
  ],
  [
    'a rule',
    `${f} create table u (a int); create rule r as on insert to u do also select f(); insert into u values (1);`,
  ],
  [
    'a path that a function sets',
    `create schema s; create table s.t (a int); create function g() returns void language plpgsql as $g$ begin perform set_config('search_path', 's', false); end $g$; select g(); ${enable}`,
  ],
])('doubt is left by %s', (_, sql) => {
  expect(rlsOf([`${table} ${sql}`])).toBe('doubt');
});

test('the variable of FOR is not taken for that outside', () => {
  const body = `declare i int := 5; begin for i in 1..2 loop null; end loop; if i = 5 then ${enable} end if; end`;
  expect(rlsOf([`${table} do $$ ${body} $$;`])).toBe('doubt');
});

test('ALTER TABLE drops before it adds, however it is written', () => {
  const { relations, replay } = folded([table, 'alter table t add column a text, drop column a;'], postgres);
  expect(relations[0]!.columns.map(({ name, type }) => `${name} ${type.text}`)).toEqual(['a text']);
  expect(replay).toEqual([]);
});
