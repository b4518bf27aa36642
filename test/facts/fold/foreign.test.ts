import { expect, test } from 'vitest';
import { sql } from '../../../engine/documents/sql/sql.ts';
import { foldDatabases } from '../../../engine/facts/fold/databases.ts';
import { mapFile } from '../../../engine/run/map-file.ts';
import type { Catalog, Relation } from '../../../engine/model/catalog.ts';
import type { DialectChoice } from '../../../engine/model/context.ts';
import type { Dialect } from '../../../engine/model/sql.ts';

await sql.load?.();

/** The databases that these files leave behind, as a check folds them. */
function databases(
  files: Readonly<Record<string, string>>,
  dialects: readonly DialectChoice[] = [],
): readonly Catalog[] {
  const facts = Object.entries(files).map(([path, text]) =>
    mapFile({ path, text, bom: false, bytes: Buffer.byteLength(text) }, [], { aliases: [], dialects }),
  );
  return foldDatabases(facts, []);
}

function folded(dialect: Dialect, ...texts: readonly string[]): Catalog {
  const files = Object.fromEntries(texts.map((text, i) => [`migrations/${i + 1}.sql`, text]));
  return databases(files, [{ by: 'configuration', files: '**', dialect, why: '' }])[0]!;
}

const place = ({ region }: Relation['definedAt']): string =>
  region ? `${region.startLine}:${region.startColumn}` : '?';

/** Everything that is folded, one line each. */
function shown({ relations, indexes, routines, opaque, replay }: Catalog): readonly string[] {
  return [
    ...relations.flatMap((table) => [
      `${table.state} ${table.form} ${table.schema}.${table.name} ${place(table.definedAt)}${table.uncertain ? ' uncertain' : ''}`,
      ...table.columns.map((column) =>
        [
          `  ${column.name} ${column.type.text}`,
          column.notNull && 'not null',
          column.generated,
          column.default && `default ${column.default.text}`,
          place(column.definedAt),
        ]
          .filter(Boolean)
          .join(' '),
      ),
      ...table.constraints.map((one) =>
        [
          `  ${one.kind} ${one.name} (${one.columns.join()})`,
          one.references &&
            `${one.references.schema}.${one.references.name}(${one.references.columns.join()}) ${one.onDelete}/${one.onUpdate}`,
          one.expression && `${one.expression.text}${one.expression.tree === null ? ' (unread)' : ''}`,
          one.values && `in ${one.values.join('|')}`,
          place(one.definedAt),
        ]
          .filter(Boolean)
          .join(' '),
      ),
    ]),
    ...indexes
      .filter(({ constraint }) => !constraint)
      .map(
        (one) =>
          `index ${one.name} on ${one.table.name}(${one.columns.join()})${one.unique ? ' unique' : ''}${one.where ? ` where ${one.where.text}` : ''}`,
      ),
    ...routines.map(({ name, ddl }) => `routine ${name}${ddl ? ' runs DDL' : ''}`),
    ...opaque.map(({ cause, mentions }) => `opaque: ${cause.message} ${mentions.join(' ')}`),
    ...replay.map(({ message }) => message),
  ];
}

test('MySQL: columns, keys, checks, enums and indexes of CREATE TABLE', () => {
  const catalog = folded(
    'mysql',
    `CREATE TABLE users (id int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (id));
CREATE TABLE IF NOT EXISTS \`shop\`.\`orders\` (
  \`id\` bigint NOT NULL COMMENT 'it''s, (the) key',
  \`user id\` int unsigned DEFAULT NULL,
  state enum('new','it''s') CHARACTER SET utf8mb4 NOT NULL DEFAULT 'new',
  total decimal(10,2) NOT NULL DEFAULT -1.5 CHECK (total > 0 AND total < 9),
  made timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  upper_state varchar(9) GENERATED ALWAYS AS (upper(state)) STORED,
  PRIMARY KEY (\`id\`) USING BTREE,
  UNIQUE KEY by_state (state(3), made DESC),
  UNIQUE (upper_state),
  KEY k (state),
  FULLTEXT KEY words (upper_state),
  CONSTRAINT owner FOREIGN KEY (\`user id\`) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  FOREIGN KEY (id) REFERENCES users (id),
  CONSTRAINT few CHECK (state in ('new', 'old') || total = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='as select; like';
CREATE TABLE other (state int, KEY k (state));`,
  );
  expect(shown(catalog)).toMatchInlineSnapshot(`
    [
      "live table public.other 18:14",
      "  state int 18:21",
      "live table public.users 1:14",
      "  id int unsigned not null identity 1:21",
      "  primary-key PRIMARY (id) 1:62",
      "live table shop.orders 2:35",
      "  id bigint not null 3:3",
      "  user id int unsigned 4:3",
      "  state enum('new','it''s') not null default 'new' 5:3",
      "  total decimal(10,2) not null default -1.5 6:3",
      "  made timestamp(3) not null default CURRENT_TIMESTAMP(3) 7:3",
      "  upper_state varchar(9) stored 8:3",
      "  check orders_state_enum (state) in new|it's 5:3",
      "  check orders_total_check (total) total > 0 AND total < 9 6:45",
      "  primary-key PRIMARY (id) 9:3",
      "  unique by_state (state,made) 10:14",
      "  unique upper_state (upper_state) 11:3",
      "  foreign-key owner (user id) public.users(id) set null/cascade 14:14",
      "  foreign-key orders_ibfk_1 (id) public.users(id) no action/no action 15:3",
      "  check few () state in ('new', 'old') || total = 1 (unread) 16:14",
      "index other.k on other(state)",
      "index orders.k on orders(state)",
      "index orders.words on orders(upper_state)",
    ]
  `);
});

test('MySQL: ALTER TABLE, RENAME, DROP', () => {
  const catalog = folded(
    'mysql',
    `CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, s enum('a','b'), n int, gone int, KEY k (n), UNIQUE KEY u (n), CONSTRAINT f FOREIGN KEY (n) REFERENCES t (id));
CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE INDEX i ON b (id);`,
    `ALTER TABLE t
  ADD COLUMN x varchar(20) NOT NULL DEFAULT 'x' AFTER id, ADD (y int, z int UNIQUE), DROP gone,
  MODIFY COLUMN s enum('b','c') NOT NULL, CHANGE n m bigint unsigned NULL COMMENT 'renamed',
  DROP INDEX k, DROP KEY u, DROP FOREIGN KEY f, ADD INDEX mx (m, x), ADD UNIQUE INDEX ux (x),
  ADD CONSTRAINT c CHECK (m > 0), ALTER COLUMN x DROP DEFAULT, RENAME COLUMN y TO yy, ENGINE=InnoDB, ALGORITHM=INPLACE;
RENAME TABLE a TO c, c TO a2;
ALTER TABLE a2 RENAME a3;
DROP INDEX i ON b;
DROP TABLE IF EXISTS b, nowhere;
ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, yy);`,
  );
  expect(shown(catalog)).toMatchInlineSnapshot(`
    [
      "live table public.a3 2:14",
      "  id int 2:17",
      "live table public.t 1:14",
      "  id int not null identity 1:17",
      "  s enum('b','c') not null 1:52",
      "  m bigint unsigned 1:69",
      "  x varchar(20) not null 2:14",
      "  yy int not null 2:64",
      "  z int 2:71",
      "  unique z (z) 2:77",
      "  check t_s_enum (s) in b|c 3:17",
      "  unique ux (x) 4:87",
      "  check c (m) m > 0 5:18",
      "  primary-key PRIMARY (id,yy) 10:37",
      "index t.mx on t(m,x)",
    ]
  `);
});

test('what is not understood makes what it mentions uncertain, also where it runs later', () => {
  const catalog = folded(
    'mysql',
    `CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE c (id int); CREATE TABLE d (id int); CREATE TABLE e (id int);
SET @sql = 'ALTER TABLE a ADD x int'; PREPARE s FROM @sql; EXECUTE s;
ALTER TABLE b EXCHANGE PARTITION p WITH TABLE nowhere;
DELIMITER //
CREATE PROCEDURE change_c() BEGIN ALTER TABLE c ADD x int; END//
CREATE PROCEDURE change_d() BEGIN DROP TABLE d; END//
DELIMITER ;
CALL change_c();
SET @note = 'nothing to alter'; INSERT INTO e VALUES ('drop table e');`,
  );
  expect(catalog.relations.filter(({ uncertain }) => uncertain).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(shown(catalog).filter((line) => /^(opaque|routine)/.test(line))).toMatchInlineSnapshot(`
    [
      "routine change_c runs DDL",
      "routine change_d runs DDL",
      "opaque: What this mysql statement does to the schema is not understood. a add alter int set sql table x",
      "opaque: What this mysql statement does to the schema is not understood. alter b exchange nowhere p partition table with",
      "opaque: 'change_c' may change the schema when it runs. call change_c add alter begin c end int table x",
      "opaque: What this mysql statement does to the schema is not understood. alter note nothing set to",
    ]
  `);
});

test('SQLite: what its parser refuses, rebuilt tables, views and partial indexes', () => {
  const catalog = folded(
    'sqlite',
    `PRAGMA foreign_keys=OFF;
CREATE TABLE "user" (id INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT REPLACE, key, age INT CHECK (age >= 0), made DATETIME DEFAULT (datetime('now'))) STRICT;
CREATE TABLE post (id TEXT, user_id REFERENCES user ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, kind TEXT CHECK (kind IN ('a', 'b')), PRIMARY KEY (id, user_id)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS post_kind ON post (kind DESC, lower(id)) WHERE kind IS NOT NULL;
CREATE VIEW names AS SELECT u.name, p.id AS post FROM "user" u JOIN post p ON p.user_id = u.id;
CREATE TEMP TABLE gone (id int);`,
    `CREATE TABLE __new_user (id INTEGER PRIMARY KEY NOT NULL, "name" TEXT, extra TEXT DEFAULT NULL);
INSERT INTO __new_user (id, "name") SELECT id, "name" FROM user;
DROP VIEW names;
DROP TABLE user;
ALTER TABLE __new_user RENAME TO user;
ALTER TABLE post ADD COLUMN extra TEXT NOT NULL DEFAULT 'x';
ALTER TABLE post RENAME extra TO more;
DROP INDEX IF EXISTS post_kind;
PRAGMA foreign_keys=ON;`,
  );
  const first = folded(
    'sqlite',
    'CREATE TABLE a (x int, "createdAt" int); CREATE VIEW v AS SELECT x, createdAt FROM a;',
  );
  expect(shown(catalog)).toMatchInlineSnapshot(`
    [
      "live table main.post 3:14",
      "  id text not null 3:20",
      "  user_id  not null 3:29",
      "  kind text 3:102",
      "  more text not null default 'x' 6:29",
      "  foreign-key post_user_id_fkey (user_id) main.user(id) cascade/no action 3:37",
      "  check post_kind_check (kind) kind IN ('a', 'b') in a|b 3:112",
      "  primary-key post_pkey (id,user_id) 3:140",
      "live table main.user 1:14",
      "  id integer not null 1:26",
      "  name text 1:59",
      "  extra text 1:72",
      "  primary-key __new_user_pkey (id) 1:45",
      "A strict run stops here: table main.user cannot be dropped without CASCADE: a foreign key of table main.post needs it.",
    ]
  `);
  expect(shown(first)).toMatchInlineSnapshot(`
    [
      "live table main.a 1:14",
      "  x int 1:17",
      "  createdAt int 1:24",
      "live view main.v 1:54",
      "  x int 1:54",
      "  createdAt int 1:54",
    ]
  `);
});

test('T-SQL: batches, identities, named defaults, the schema dbo', () => {
  const catalog = folded(
    'transactsql',
    `CREATE TABLE [dbo].[Users] (
  [Id] INT IDENTITY(1,1) NOT NULL,
  [Name] NVARCHAR(MAX) NULL CONSTRAINT [DF_Name] DEFAULT (N'x'),
  CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
CREATE NONCLUSTERED INDEX IX_Name ON Users ([Name]) INCLUDE (Id)
ALTER TABLE Users ADD Age INT NOT NULL, Town VARCHAR(20)
ALTER TABLE Users ALTER COLUMN Town NVARCHAR(40) NOT NULL
GO
IF OBJECT_ID('Old') IS NULL CREATE TABLE Old (id INT)
GO
SELECT * INTO Copy FROM Users
GO
BEGIN TRAN
DROP TABLE Users
ROLLBACK
EXEC sp_rename 'Users.Age', 'Years', 'COLUMN'`,
  );
  expect(shown(catalog)).toMatchInlineSnapshot(`
    [
      "live table dbo.Users 1:20 uncertain",
      "  Id int not null identity 2:3",
      "  Name nvarchar(MAX) default N'x' 3:3",
      "  Age int not null 7:23",
      "  Town nvarchar(40) not null 7:41",
      "  primary-key PK_Users (Id) 4:14",
      "index Users.IX_Name on Users(Name)",
      "opaque: What this transactsql statement does to the schema is not understood. create id if int is null object_id old table",
      "opaque: What this transactsql statement does to the schema is not understood. copy from into select users",
      "opaque: What this transactsql statement does to the schema is not understood. age column exec sp_rename users years",
    ]
  `);
});

test('each dialect of a project has its own database, with the files that belong to all', () => {
  const catalogs = databases({
    'migrations/mysql/1.sql': 'CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY);',
    'migrations/sqlite/1.sql': 'CREATE TABLE a (id integer PRIMARY KEY);',
    'migrations/2.sql': 'CREATE TABLE b (id int);',
  });
  expect(catalogs.map(({ label, sources }) => [label, ...sources])).toEqual([
    ['. (mysql)', 'migrations/2.sql', 'migrations/mysql/1.sql'],
    ['. (sqlite)', 'migrations/2.sql', 'migrations/sqlite/1.sql'],
  ]);
});
