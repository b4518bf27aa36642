import type { Lifetime } from '../../model/catalog.ts';
import { key, type Qualified, type State } from './state.ts';

/** A relation of this name is there from here on; a ghost was there before the first file. */
export function begins(state: State, target: Qualified, ghost = false): void {
  if (!openOf(state, target)) open(state, target, ghost ? -1 : state.file, ghost ? -1 : state.file);
}

export function ends(state: State, target: Qualified): void {
  if (!openOf(state, target)) return;
  const all = state.lifetimes.get(key(target))!;
  state.lifetimes.set(key(target), [...all.slice(0, -1), { ...all.at(-1)!, to: state.file }]);
}

/** The same relation under another name. */
export function goesOnAs(state: State, from: Qualified, to: Qualified): void {
  const created = openOf(state, from)?.created ?? state.file;
  ends(state, from);
  open(state, to, created, state.file);
}

function open(state: State, { schema, name }: Qualified, created: number, from: number): void {
  const id = key({ schema, name });
  state.everSchemas.add(schema);
  state.lifetimes.set(id, [...(state.lifetimes.get(id) ?? []), { schema, name, created, from }]);
}

function openOf({ lifetimes }: State, target: Qualified): Lifetime | undefined {
  const last = lifetimes.get(key(target))?.at(-1);
  return last?.to === undefined ? last : undefined;
}
