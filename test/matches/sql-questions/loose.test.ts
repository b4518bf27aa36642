import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

const policyOf = (name: string): string => `
id: t
title: T
severity: high
message: found
forbid: {sql: 'DELETE FROM $T', of: {function: ${name}}}
`;

async function verdicts(name: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const lines = await verdictsOf(policyOf(name), files);
  return lines.map((line) => line.split(' | ')[0]!);
}

const deleting = 'create function f() returns void language sql as $$ delete from logs $$;';

test('of: what a file defines that no tool is known to run', async () => {
  expect(await verdicts('$F', { 'db/functions/f.sql': deleting })).toEqual(['review db/functions/f.sql:1:53']);
  const other = deleting.replace('f()', 'g()').replace('delete from logs', 'select 1');
  expect(await verdicts('$F', { 'sql/f.sql': deleting, 'supabase/migrations/1.sql': other })).toEqual([
    'review sql/f.sql:1:53',
  ]);
});

test('of: what migrations define by that name is live instead', async () => {
  const live = deleting.replace('delete from logs', 'select 1');
  expect(await verdicts('$F', { 'sql/f.sql': deleting, 'supabase/migrations/1.sql': live })).toEqual(['pass']);
});

test('of: no other name, no seeds and no tests', async () => {
  const files = { 'sql/f.sql': deleting, 'supabase/migrations/1.sql': 'select 1;' };
  expect(await verdicts('g', files)).toEqual(['pass']);
  expect(await verdicts('$F', { 'supabase/seed.sql': deleting, 'tests/f.sql': deleting })).toEqual(['vacuous']);
});
