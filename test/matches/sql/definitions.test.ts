import { expect, test } from 'vitest';
import { found } from './found.ts';

/** Patterns of statements that define something, with what fits them and what nearly does: what matches, and what is bound. */
const cases: readonly (readonly [pattern: string, sql: string, matches: readonly string[]])[] = [
  [
    'CREATE FUNCTION $F(...)',
    "create function s.f(a int) returns int language sql as 'select 1'; create procedure p() language sql as ''",
    ['create function s.f(a int) returns int language sql as \'select 1\' | F=s."f"'],
  ],
  [
    'CREATE FUNCTION $F(...) ... SECURITY DEFINER',
    "create function f(a int) returns int language sql security definer as 'select 1'; create function g() returns int language sql as 'select 1'",
    ['create function f(a int) returns int language sql security definer as \'select 1\' | F="f"'],
  ],
  [
    'CREATE FUNCTION $F(...) SET search_path',
    "create function f() returns int language sql set search_path = '' as 'select 1'; create function g() returns int language sql set search_path to a, b as 'select 1'; create function h() returns int language sql set work_mem = '1MB' as 'select 1'",
    [
      "create function f() returns int language sql set search_path = '' as 'select 1' | F=\"f\"",
      'create function g() returns int language sql set search_path to a, b as \'select 1\' | F="g"',
    ],
  ],
  [
    "CREATE FUNCTION $F(...) SET search_path = ''",
    "create function f() returns int language sql set search_path = '' as 'select 1'; create function g() returns int language sql set search_path to a as 'select 1'",
    ["create function f() returns int language sql set search_path = '' as 'select 1' | F=\"f\""],
  ],
  [
    'CREATE FUNCTION $F(..., $A numeric, ...) RETURNS $T',
    "create function f(x int, a numeric) returns int language sql as 'select 1'; create function g(x int) returns int language sql as 'select 1'",
    ['create function f(x int, a numeric) returns int language sql as \'select 1\' | F="f" A="a" T="int4"'],
  ],
  [
    'ALTER TABLE $T ADD COLUMN $C $TYPE',
    'alter table t add column c int, add d numeric(10, 2) not null; alter table t drop column c; alter table t add e my.type',
    [
      'alter table t add column c int, add d numeric(10, 2) not null | T="t" C="c" TYPE="int4"',
      'alter table t add column c int, add d numeric(10, 2) not null | T="t" C="d" TYPE="numeric"',
      'alter table t add e my.type | T="t" C="e" TYPE=my."type"',
    ],
  ],
  [
    'ALTER TABLE $T ADD COLUMN $C $TYPE NOT NULL',
    'alter table t add column c int; alter table t add column d int not null default 0',
    ['alter table t add column d int not null default 0 | T="t" C="d" TYPE="int4"'],
  ],
  [
    'ALTER TABLE $T ADD COLUMN $C $TYPE DEFAULT $D',
    'alter table t add column c int; alter table t add column d int default now()',
    ['alter table t add column d int default now() | T="t" C="d" TYPE="int4" D=now()'],
  ],
  [
    'ALTER TABLE $T ADD COLUMN $C varchar(...)',
    'alter table t add a varchar(20), add b varchar, add c char(20)',
    ['alter table t add a varchar(20), add b varchar, add c char(20) | T="t" C="a"'],
  ],
  [
    'ALTER TABLE $T ADD COLUMN IF NOT EXISTS $C $TYPE',
    'alter table t add column if not exists c int; alter table t add column d int',
    ['alter table t add column if not exists c int | T="t" C="c" TYPE="int4"'],
  ],
  [
    'ALTER TABLE $T DROP COLUMN ...',
    'alter table t drop column c; alter table t add column d int',
    ['alter table t drop column c | T="t"'],
  ],
  [
    'ALTER TABLE $T ...',
    'alter table t drop column c; alter table u enable row level security; drop table t',
    ['alter table t drop column c | T="t"', 'alter table u enable row level security | T="u"'],
  ],
  [
    'CREATE INDEX CONCURRENTLY ...',
    'create index concurrently i on t (a); create index i on t (a); create unique index concurrently i on s.t (lower(a)) where b',
    ['create index concurrently i on t (a)', 'create unique index concurrently i on s.t (lower(a)) where b'],
  ],
  [
    'CREATE INDEX ... ON $T (...)',
    'create index concurrently i on t (a); create index on s.t (a, b)',
    ['create index concurrently i on t (a) | T="t"', 'create index on s.t (a, b) | T=s."t"'],
  ],
  ['CREATE INDEX ON $T', 'create index i on t (a); create table t (a int)', ['create index i on t (a) | T="t"']],
  [
    'CREATE UNIQUE INDEX $I ON $T (..., $C, ...)',
    'create unique index i on t (a, b desc); create index j on t (a)',
    [
      'create unique index i on t (a, b desc) | I="i" T="t" C="a"',
      'create unique index i on t (a, b desc) | I="i" T="t" C="b"',
    ],
  ],
  ['DROP INDEX CONCURRENTLY $I', 'drop index a; drop index concurrently b', ['drop index concurrently b | I="b"']],
  [
    'DROP TABLE $T',
    'drop table a; drop table if exists s.b cascade; drop view c',
    ['drop table a | T="a"', 'drop table if exists s.b cascade | T=s."b"'],
  ],
  ['DROP TABLE $T CASCADE', 'drop table a; drop table b cascade', ['drop table b cascade | T="b"']],
  [
    'ALTER TABLE $T ADD CONSTRAINT $N FOREIGN KEY ... NOT VALID',
    'alter table a add constraint c foreign key (x) references b (id) not valid; alter table a add constraint d foreign key (x) references b (id); alter table a add constraint e check (x > 0) not valid',
    ['alter table a add constraint c foreign key (x) references b (id) not valid | T="a" N="c"'],
  ],
  [
    'ALTER TABLE $T ADD FOREIGN KEY (...) REFERENCES $R',
    'alter table a add constraint c foreign key (x) references b (id) not valid; alter table a add foreign key (x) references s.b; alter table a add check (x > 0)',
    [
      'alter table a add constraint c foreign key (x) references b (id) not valid | T="a" R="b"',
      'alter table a add foreign key (x) references s.b | T="a" R=s."b"',
    ],
  ],
  [
    'ALTER TABLE $T ADD CONSTRAINT $N CHECK ($E) NOT VALID',
    'alter table a add constraint c check (x > 0) not valid; alter table a add constraint d check (x > 0)',
    ['alter table a add constraint c check (x > 0) not valid | T="a" N="c" E=x > 0'],
  ],
  [
    'ALTER TABLE $T ADD UNIQUE (...)',
    'alter table a add constraint c unique (x); alter table a add constraint d unique using index i; alter table a add primary key (x)',
    ['alter table a add constraint c unique (x) | T="a"'],
  ],
  [
    'ALTER TABLE $T ADD CONSTRAINT $N UNIQUE USING INDEX $I',
    'alter table a add constraint c unique (x); alter table a add constraint d unique using index i',
    ['alter table a add constraint d unique using index i | T="a" N="d" I="i"'],
  ],
  ['VACUUM FULL', 'vacuum full; vacuum (full, analyze) t; vacuum t', ['vacuum full', 'vacuum (full, analyze) t']],
  ['ANALYZE $T', 'analyze t; vacuum t', ['analyze t | T="t"']],
  ['LOCK TABLE $T', 'lock table a; lock b in share mode', ['lock table a | T="a"', 'lock b in share mode | T="b"']],
  [
    'LOCK TABLE $T IN ACCESS EXCLUSIVE MODE',
    'lock table a; lock b in share mode; lock c in access exclusive mode',
    ['lock table a | T="a"', 'lock c in access exclusive mode | T="c"'],
  ],
  [
    'TRUNCATE $T CASCADE',
    'truncate a cascade; truncate b; truncate table c, d restart identity cascade',
    [
      'truncate a cascade | T="a"',
      'truncate table c, d restart identity cascade | T="c"',
      'truncate table c, d restart identity cascade | T="d"',
    ],
  ],
  [
    "ALTER TYPE $E ADD VALUE '$V'",
    "alter type e add value 'x'; alter type s.e add value if not exists 'y' before 'x'; alter type e rename value 'a' to 'b'",
    [
      'alter type e add value \'x\' | E="e" V="x"',
      'alter type s.e add value if not exists \'y\' before \'x\' | E=s."e" V="y"',
    ],
  ],
  [
    "ALTER TYPE $E ADD VALUE '$V' BEFORE '$W'",
    "alter type e add value 'x'; alter type e add value 'y' before 'x'; alter type e add value 'z' after 'x'",
    ['alter type e add value \'y\' before \'x\' | E="e" V="y" W="x"'],
  ],
  [
    'CREATE TYPE $T AS ENUM',
    "create type t as enum ('a'); create type u as (a int)",
    ['create type t as enum (\'a\') | T="t"'],
  ],
  [
    "CREATE TYPE $T AS ENUM (..., 'a', ...)",
    "create type t as enum ('b', 'a'); create type u as enum ('b')",
    ["create type t as enum ('b', 'a') | T=\"t\""],
  ],
  [
    'CREATE TABLE $T (..., $C serial, ...)',
    'create table t (id serial primary key, a int); create table u (id bigserial); create table v (a int, id serial not null)',
    [
      'create table t (id serial primary key, a int) | T="t" C="id"',
      'create table v (a int, id serial not null) | T="v" C="id"',
    ],
  ],
  [
    'CREATE TABLE $T (..., $C $TYPE PRIMARY KEY, ...)',
    'create table t (id int primary key, a int, constraint x check (a > 0)); create table u (id int)',
    ['create table t (id int primary key, a int, constraint x check (a > 0)) | T="t" C="id" TYPE="int4"'],
  ],
  [
    'CREATE TABLE $T (..., $C timestamp, ...)',
    'create table t (a timestamp, b timestamptz, c timestamp with time zone, d timestamp(3))',
    [
      'create table t (a timestamp, b timestamptz, c timestamp with time zone, d timestamp(3)) | T="t" C="a"',
      'create table t (a timestamp, b timestamptz, c timestamp with time zone, d timestamp(3)) | T="t" C="d"',
    ],
  ],
  [
    'CREATE TABLE IF NOT EXISTS $T (...)',
    'create table t (id int); create table if not exists u (id int)',
    ['create table if not exists u (id int) | T="u"'],
  ],
  [
    'CREATE TABLE $T (..., $C $TYPE REFERENCES $R, ...)',
    'create table t (a int references b (id) on delete cascade, c int)',
    ['create table t (a int references b (id) on delete cascade, c int) | T="t" C="a" TYPE="int4" R="b"'],
  ],
  [
    'ALTER TABLE $T ALTER COLUMN $C TYPE $TYPE',
    'alter table t alter column c type int; alter table t alter d set data type text using d::text; alter table t alter c set default 1',
    [
      'alter table t alter column c type int | T="t" C="c" TYPE="int4"',
      'alter table t alter d set data type text using d::text | T="t" C="d" TYPE="text"',
    ],
  ],
  [
    'ALTER TABLE $T ALTER COLUMN $C SET NOT NULL',
    'alter table t alter c set not null; alter table t alter c drop not null',
    ['alter table t alter c set not null | T="t" C="c"'],
  ],
  [
    'ALTER TABLE $T RENAME COLUMN $A TO $B',
    'alter table t rename column a to b; alter table t rename to u; alter table t rename constraint a to b',
    ['alter table t rename column a to b | T="t" A="a" B="b"'],
  ],
  [
    'ALTER TABLE $T RENAME TO $U',
    'alter table t rename column a to b; alter table t rename to u; alter index t rename to u',
    ['alter table t rename to u | T="t" U="u"'],
  ],
  [
    'SET lock_timeout = ...',
    "set lock_timeout = '5s'; set local lock_timeout to 5; set statement_timeout = 1; reset lock_timeout",
    ["set lock_timeout = '5s'", 'set local lock_timeout to 5'],
  ],
  [
    'SET LOCAL lock_timeout = $V',
    "set lock_timeout = '5s'; set local lock_timeout to 5",
    ['set local lock_timeout to 5 | V=5'],
  ],
  [
    'ALTER TABLE $T SET (..., fillfactor = $V, ...)',
    'alter table t set (fillfactor = 70); alter table t set (autovacuum_enabled = false)',
    ['alter table t set (fillfactor = 70) | T="t" V=70'],
  ],
  [
    'CREATE TRIGGER $N AFTER INSERT ON $T ...',
    'create trigger a after insert on t for each row execute function f(); create trigger b before insert on t for each row execute function f()',
    ['create trigger a after insert on t for each row execute function f() | N="a" T="t"'],
  ],
  [
    'CREATE VIEW $V AS ...',
    'create view v as select 1; create table t as select 1',
    ['create view v as select 1 | V="v"'],
  ],
  [
    'INSERT INTO $T (...) SELECT ...',
    'insert into t (a) select 1; insert into u (a) values (1)',
    ['insert into t (a) select 1 | T="t"'],
  ],
  [
    'INSERT INTO $T ... ON CONFLICT ... DO NOTHING',
    'insert into t values (1) on conflict (a) do nothing; insert into u values (1) on conflict (a) do update set a = 1; insert into v values (1)',
    ['insert into t values (1) on conflict (a) do nothing | T="t"'],
  ],
];

test.each(cases)('%s', (pattern, sql, matches) => {
  expect(found(pattern, sql)).toEqual(matches);
});
