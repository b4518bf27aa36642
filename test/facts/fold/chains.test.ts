import fc from 'fast-check';
import { expect, test } from 'vitest';
import { existedBefore } from '../../../engine/facts/fold/existed-before.ts';
import { fold } from '../../../engine/facts/fold/fold.ts';
import { migrationOf } from '../../../engine/facts/kept-statements.ts';
import { factOf, folded, postgres } from '../../documents/sql/read.ts';
import { chains } from '../differential/chains.ts';

const sql = (name: string): string => `create table if not exists ${name.replace(/\W/g, '_')} (id int)`;
const order = (...paths: readonly string[]): readonly string[] =>
  folded(Object.fromEntries(paths.map((path) => [path, sql(path)])), postgres).sources;

test.each([
  [
    'numbers by value',
    ['migrations/2_b.up.sql', 'migrations/10_c.up.sql', 'migrations/1_a.up.sql'],
    ['migrations/1_a.up.sql', 'migrations/2_b.up.sql', 'migrations/10_c.up.sql'],
  ],
  [
    'Supabase by name',
    ['supabase/migrations/2_b.sql', 'supabase/migrations/10_a.sql', 'supabase/migrations/old/1.sql'],
    ['supabase/migrations/10_a.sql', 'supabase/migrations/2_b.sql'],
  ],
  [
    'Flyway by version',
    [
      'db/migration/R__views.sql',
      'db/migration/V1.10__c.sql',
      'db/migration/V1.9__b.sql',
      'db/migration/V1__a.sql',
      'db/migration/U1__a.sql',
    ],
    ['db/migration/V1__a.sql', 'db/migration/V1.9__b.sql', 'db/migration/V1.10__c.sql', 'db/migration/R__views.sql'],
  ],
  [
    'folders of releases by version',
    ['store/migration/x/0.16/00__c.sql', 'store/migration/x/0.9/01__b.sql', 'store/migration/x/0.9/00__a.sql'],
    ['store/migration/x/0.9/00__a.sql', 'store/migration/x/0.9/01__b.sql', 'store/migration/x/0.16/00__c.sql'],
  ],
  [
    'Prisma by folder',
    ['prisma/migrations/20240201_b/migration.sql', 'prisma/migrations/20240101_a/migration.sql'],
    ['prisma/migrations/20240101_a/migration.sql', 'prisma/migrations/20240201_b/migration.sql'],
  ],
  ['Drizzle', ['drizzle/0001_b.sql', 'drizzle/0000_a.sql'], ['drizzle/0000_a.sql', 'drizzle/0001_b.sql']],
  [
    'declarative schemas only without migrations',
    ['supabase/schemas/b.sql', 'supabase/schemas/a.sql', 'supabase/seed.sql'],
    ['supabase/schemas/a.sql', 'supabase/schemas/b.sql'],
  ],
  [
    'migrations outweigh schemas',
    ['supabase/schemas/a.sql', 'supabase/migrations/1_a.sql'],
    ['supabase/migrations/1_a.sql'],
  ],
])('order: %s', (_, paths, expected) => {
  expect(order(...paths)).toEqual(expected);
});

test.each([
  '-- +goose Up\ncreate table a (id int);\n-- +goose Down\ndrop table a;',
  '-- migrate:up\ncreate table a (id int);\n-- migrate:down\ndrop table a;',
  '-- +migrate Up\ncreate table a (id int);\n-- +migrate Down\ndrop table a;',
  '-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;',
  'create table a (id int);--> statement-breakpoint\ncreate table b (id int);',
])('what undoes is not folded: %j', (text) => {
  expect(folded({ 'migrations/1.sql': text }, postgres).relations.map(({ name }) => name)).toContain('a');
});

test('two Supabase migrations of one version', () => {
  const { replay } = folded({ 'supabase/migrations/1_a.sql': sql('a'), 'supabase/migrations/1_b.sql': sql('b') });
  expect(replay.map(({ problem, object, place }) => [problem, object, place.path])).toEqual([
    ['duplicate', 'migration 1', 'supabase/migrations/1_b.sql'],
  ]);
});

test('what existed before a file', () => {
  const catalog = folded([
    'create table a (id int); alter table legacy add column x int',
    'create table b (id int); alter table a rename to aa; alter table aa add column y int; do $$ begin execute current_user || $x$ odd $x$; end $$',
    'drop table aa; create table a (id int); alter table b add column z int',
    'create temp table b (id int)',
  ]);
  const before = (name: string, file: number): unknown =>
    existedBefore(catalog, { name }, `supabase/migrations/${file}.sql`);
  expect([before('a', 1), before('legacy', 1)]).toEqual([false, true]);
  expect([before('b', 2), before('aa', 2), before('a', 2)]).toEqual([false, true, true]);
  expect([before('aa', 3), before('b', 3), before('a', 3)]).toEqual([true, true, false]);
  expect([before('aa', 4), before('a', 4), before('a', 5)]).toEqual([false, true, undefined]);
  expect(before('b', 4)).toBe(false);
  expect(before('never', 4)).toBeUndefined();
  expect(before('odd', 3)).toMatchObject({ kind: 'not-static' });
});

test('facts are per file and plain data: a chain folded from facts kept as JSON is the chain folded at once', () => {
  for (const files of Object.values(chains)) {
    const facts = files.map((text, i) => factOf(`migrations/${i}.sql`, text));
    const kept = facts.map((fact) => JSON.parse(JSON.stringify(fact)) as (typeof facts)[number]);
    const catalogOf = (all: typeof facts): unknown => JSON.parse(JSON.stringify(fold(all.map(migrationOf), postgres)));
    expect(catalogOf(kept)).toEqual(catalogOf(facts));
    expect(catalogOf([...kept].reverse())).toEqual(catalogOf(facts));
  }
});

const statements = Object.values(chains).flatMap((files) => files.flatMap((text) => text.split(/(?<=;)\s+/)));

test('statements in any order, cut anywhere, mixed with anything, never throw', () => {
  const piece = fc.oneof(
    fc.constantFrom(...statements),
    fc
      .tuple(fc.constantFrom(...statements), fc.nat(200), fc.nat(200))
      .map(([text, a, b]) => text.slice(Math.min(a, b), Math.max(a, b))),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('\0', '\uFEFF', '\r\n', '$$', "'", '/*', '-- ', '😀'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const catalog = folded([pieces.join('\n'), pieces.reverse().join(' ')], postgres);
      expect(catalog.sources).toHaveLength(2);
    }),
    { numRuns: 150 },
  );
});

test('NUL, BOM and CRLF, long statements and deep expressions are folded or said', () => {
  const said = (text: string): unknown => {
    const { relations, opaque } = folded([text], postgres);
    return [relations.map(({ name }) => name), opaque.length > 0];
  };
  expect(said('create table a (id int);\0 create table b (id int);')).toEqual([['a'], true]);
  expect(said('create table a (id int);\r\ncreate table b (\r\n id int);\r\n')).toEqual([['a', 'b'], false]);
  const row = `(${'x'.repeat(100).replace(/x/g, '1,')}1)`;
  expect(
    said(`insert into t values ${Array.from({ length: 25_000 }, () => row).join(',')};create table a (id int);`),
  ).toEqual([['a'], false]);
  for (const deep of [`${'1+'.repeat(20_000)}1`, `${'('.repeat(20_000)}1${')'.repeat(20_000)}`]) {
    const [names, doubt] = said(`create table a (id int);create view v as select ${deep} as x;`) as [string[], boolean];
    // folded, or said not to be read
    expect([names.includes('a'), names.includes('v') !== doubt]).toEqual([true, true]);
  }
}, 60_000);
