import { prisma } from '../../../engine/documents/prisma/prisma.ts';
import { foldDatabases } from '../../../engine/facts/fold/databases.ts';
import { listMemory, readMemory, type MemoryFiles } from '../../../engine/files/memory.ts';
import type { Catalog } from '../../../engine/model/catalog.ts';
import { mapWorkspace } from '../../../engine/run/map-workspace.ts';

// loads PostgreSQL's parser, too
await prisma.load?.();

/** The schemas of a workspace in memory. */
export async function catalogsOf(files: MemoryFiles): Promise<readonly Catalog[]> {
  const { entries } = listMemory(files);
  const facts = await mapWorkspace(
    entries,
    (entry) => readMemory(files, entry),
    [],
    () => undefined,
  );
  return foldDatabases(facts, []);
}

export async function catalogOf(files: MemoryFiles): Promise<Catalog> {
  const [catalog, ...others] = await catalogsOf(files);
  if (!catalog || others.length > 0) throw new Error(`${others.length + 1} catalogs`);
  return catalog;
}

/** A default and what else `described` leaves out, with the trees that policies match. */
export function expressionsOf({ relations, indexes }: Catalog): readonly unknown[] {
  const ofTables = relations.flatMap(({ name, columns, constraints, policies }) => [
    ...columns.map((column) => [name, column.name, column.default?.tree]),
    ...constraints.map((one) => [name, one.name, one.expression?.tree, one.values]),
    ...policies.map((one) => [name, one.name, one.using?.tree, one.check?.tree]),
  ]);
  return [...ofTables, ...indexes.map(({ name, where }) => [name, where?.tree])];
}
