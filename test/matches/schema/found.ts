import type { World } from '../../../engine/matches/matcher.ts';
import { schema } from '../../../engine/matches/schema/schema.ts';
import type { Bindings } from '../../../engine/model/binding.ts';
import type { Json } from '../../../engine/model/document.ts';
import { folded } from '../../documents/sql/read.ts';

export type Value = Readonly<Record<string, Json>>;

export function worldOf(...files: readonly string[]): World {
  return { catalogs: [folded(files)], ignores: [], files: [], git: false };
}

const shown = (bindings: Bindings): unknown =>
  Object.fromEntries(Object.entries(bindings).map(([name, { value }]) => [name, value]));

/** Every object of the kind that matches: its id, what is bound, and `?` with the kind of doubt. */
export function found(world: World, value: Value, bindings: Bindings = {}): readonly unknown[] {
  return [...schema.prepare({ schema: value }).range(world, bindings)].map(({ object, bindings: bound, unknown }) => [
    object.id,
    shown(bound),
    ...(unknown ? [`? ${unknown.kind}`] : []),
  ]);
}
