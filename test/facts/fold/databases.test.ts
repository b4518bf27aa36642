import { expect, test } from 'vitest';
import { foldDatabases, projectOf } from '../../../engine/facts/fold/databases.ts';
import type { FileFacts } from '../../../engine/model/fact.ts';
import { factOf } from '../../documents/sql/read.ts';
import { verdictsOf } from '../../language/verdicts-of.ts';

test.each([
  ['supabase/migrations/1.sql', ''],
  ['apps/shop/supabase/migrations/1.sql', 'apps/shop'],
  ['packages/prisma/migrations/20240101_init/migration.sql', 'packages'],
  ['services/billing/db/migrations/1.up.sql', 'services/billing'],
  ['drizzle/0000_init.sql', ''],
  ['db/schema.sql', ''],
  ['apps/shop/src/db/migrations/meta/1.sql', 'apps/shop/src'],
])('%s belongs to the project %j', (path, project) => {
  expect(projectOf(path)).toBe(project);
});

const table = 'create table public.orders (id bigint primary key);\n';
const enabled = `${table}alter table public.orders enable row level security;\n`;

test('two projects of one workspace have two databases: what one repairs, the other still lacks', async () => {
  const policy = `
id: rls
title: Every table has row level security
severity: high
message: "'$S.$T' has none."
subject: {schema: {table: $S.$T, exposed: true}}
require: {schema: {rls: true}}
`;
  expect(
    await verdictsOf(policy, {
      'apps/a/supabase/migrations/1.sql': table,
      'apps/b/supabase/migrations/1.sql': enabled,
    }),
  ).toMatchInlineSnapshot(`
    [
      "fail apps/a/supabase/migrations/1.sql:1:21 | 'public.orders' has none. 'rls' of table public.orders of 'apps/a' is false; expected is true. | [apps/a/supabase/migrations/1.sql:1:21 'rls' of table public.orders of 'apps/a' is false; expected is true.] | [apps/a/supabase/migrations/1.sql:1:1 created]",
      "pass apps/b/supabase/migrations/1.sql:1:21 | [Its rls is true.]",
    ]
  `);
});

test('code is joined with the database of its own project, and with any if it belongs to none', async () => {
  const policy = `
id: rpc
title: Every function is defined
severity: high
message: "'$F' is not defined."
subject: {code: '$DB.rpc($F)'}
require: {exists: {schema: {function: $S.$F}}}
`;
  const define = (name: string): string => `create function ${name}() returns void language sql as $$ select 1 $$;\n`;
  expect(
    await verdictsOf(policy, {
      'apps/a/supabase/migrations/1.sql': define('only_a'),
      'apps/b/supabase/migrations/1.sql': define('only_b'),
      'apps/a/lib/x.ts': "db.rpc('only_a');\ndb.rpc('only_b');\n",
      'packages/shared/x.ts': "db.rpc('only_b');\n",
    }),
  ).toMatchInlineSnapshot(`
    [
      "pass apps/a/lib/x.ts:1:1 | [apps/a/supabase/migrations/1.sql:1:17 Found: function public.only_a() of 'apps/a'.]",
      "fail apps/a/lib/x.ts:2:1 | 'only_b' is not defined. | [There is no function '*.only_b' in the schema.] | [apps/a/supabase/migrations/1.sql:1:17 The nearest candidate is 'only_a'.]",
      "pass packages/shared/x.ts:1:1 | [apps/b/supabase/migrations/1.sql:1:17 Found: function public.only_b() of 'apps/b'.]",
    ]
  `);
});

test('a chain beside which a copy stands is folded alone, and so is the copy', () => {
  const catalogs = foldDatabases(
    [
      'supabase/migrations/1_a.sql',
      'supabase/migrations/2_b.sql',
      'db/migrations/1_a.sql',
      'db/migrations/2_b.sql',
      'db/migrations/3_c.sql',
      'sql/migrations/9_d.sql',
    ].map(factsOf),
    [],
  );
  expect(catalogs.map(({ label, sources, replay }) => ({ label, sources, replay }))).toEqual([
    {
      label: 'db/migrations, sql/migrations',
      sources: ['db/migrations/1_a.sql', 'db/migrations/2_b.sql', 'db/migrations/3_c.sql', 'sql/migrations/9_d.sql'],
      replay: [],
    },
    {
      label: 'supabase/migrations',
      sources: ['supabase/migrations/1_a.sql', 'supabase/migrations/2_b.sql'],
      replay: [],
    },
  ]);
});

/** A file that makes a table of its own name. */
function factsOf(path: string): FileFacts {
  const name = /([a-z])\.sql$/.exec(path)![1]!;
  return {
    path,
    language: 'sql',
    family: 'sql',
    sql: factOf(path, `create table ${name} (id int);`),
  } as unknown as FileFacts;
}
