import { afterAll, beforeAll, expect, test } from 'vitest';
import { folded, postgres } from '../../documents/sql/read.ts';
import { chains, refused } from './chains.ts';
import { described, difference } from './described.ts';
import { startOracle, type Oracle } from './pglite.ts';
import { statementsOf } from './split.ts';

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
}, 180_000);
afterAll(() => oracle.close());

test.each(Object.entries(chains))(
  'the folded catalog is what a real PostgreSQL has: %s',
  async (_, files) => {
    const { lines, errors } = await oracle.run(files.map(statementsOf));
    const catalog = folded(files, postgres);
    expect({ errors, ...difference(described(catalog), lines) }).toEqual({ errors: [], missing: [], extra: [] });
    expect(catalog.replay).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
  },
  60_000,
);

test('what a strict run would stop at is what PostgreSQL refuses', async () => {
  const { errors } = await oracle.run([refused]);
  const { replay } = folded([`${refused.join(';\n')};`], postgres);
  const said = [...new Set(replay.map(({ place }) => place.snippet))];
  expect(errors.map((error) => error.split(' <- ')[1])).toEqual(refused.filter((_, i) => i % 2 === 1));
  expect(said).toEqual(refused.filter((_, i) => i % 2 === 1));
}, 60_000);
