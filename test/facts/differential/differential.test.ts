import { afterAll, beforeAll, expect, test } from 'vitest';
import { folded, postgres } from '../../documents/sql/read.ts';
import { platformCatalog } from '../../../engine/facts/platforms/all.ts';
import type { Catalog } from '../../../engine/model/catalog.ts';
import { chains, refused, supabaseChain } from './chains.ts';
import { described, difference } from './described.ts';
import { statementsFor } from './platform.ts';
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

/** Tables of a platform are described as if a migration had made them. */
function withPlatform(catalog: Catalog): Catalog {
  const made = <T extends { readonly platform?: true }>(all: readonly T[]): readonly T[] =>
    all.map(({ platform: _, ...one }) => one as T);
  const { relations, routines, types, schemas, publications } = catalog;
  return {
    ...catalog,
    relations: made(relations),
    routines: made(routines),
    types: made(types),
    schemas: made(schemas),
    publications: made(publications),
  };
}

test('a chain on the catalog of Supabase, and that catalog itself, are what a real PostgreSQL makes of them', async () => {
  const platform = platformCatalog('supabase')!;
  const { lines, errors } = await oracle.run([
    statementsOf(statementsFor(platform)),
    ...supabaseChain.map(statementsOf),
  ]);
  expect(errors).toEqual([]);
  const catalog = folded(supabaseChain);
  const isCompared = (line: string): boolean =>
    !/^(extension|role|member|sequence|owned|acl sequence|composite) |user_defined_filter|language |^enum |^index (?!public)/.test(
      line,
    ) || /public\./.test(line);
  const { missing, extra } = difference(described(withPlatform(catalog)), lines);
  expect({ missing: missing.filter(isCompared), extra: extra.filter(isCompared) }).toEqual({ missing: [], extra: [] });
  expect(catalog.replay).toEqual([]);
}, 60_000);

test('what a strict run would stop at is what PostgreSQL refuses', async () => {
  const { errors } = await oracle.run([refused]);
  const { replay } = folded([`${refused.join(';\n')};`], postgres);
  const said = [...new Set(replay.map(({ place }) => place.snippet))];
  expect(errors.map((error) => error.split(' <- ')[1])).toEqual(refused.filter((_, i) => i % 2 === 1));
  expect(said).toEqual(refused.filter((_, i) => i % 2 === 1));
}, 60_000);
