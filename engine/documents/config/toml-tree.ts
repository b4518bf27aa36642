import type { Range } from '../../model/region.ts';
import { emptyMap, emptySeq, pushItem, putEntry, type Draft } from './node.ts';

/** One name of a dotted key or of a table header. */
export interface Name {
  readonly name: string;
  readonly range: Range;
}

/** `a.b.c = value` inside a table: tables on the way are made where they are missing. */
export function assign(table: Draft, names: readonly Name[], child: Draft): void {
  const last = names.at(-1)!;
  let at = table;
  for (const [i, step] of names.slice(0, -1).entries()) at = enter(at, step, names[i + 1]!.range[0]);
  putEntry(at, last.name, last.range, child);
  extend(at, child.range[1]);
}

/** `[a.b]`, or with `isItem` `[[a.b]]`: the table whose entries follow. `header` is the range of the whole header. */
export function openTable(root: Draft, names: readonly Name[], header: Range, isItem: boolean): Draft {
  const last = names.at(-1)!;
  let at = root;
  for (const step of names.slice(0, -1)) at = enter(at, step, header[0]);
  const table = isItem ? nextItem(at, last, header) : declared(at, last, header);
  extend(table, header[1]);
  return table;
}

/** The table of a name, made if it is missing; of a list of tables the last one. */
function enter(table: Draft, { name, range }: Name, start: number): Draft {
  const known = childNamed(table, name);
  if (!known) return putEntry(table, name, range, emptyMap([start, range[1]]));
  return (known.type === 'seq' ? known.children.at(-1) : known) ?? known;
}

function nextItem(table: Draft, { name, range }: Name, header: Range): Draft {
  const list = childNamed(table, name) ?? putEntry(table, name, range, emptySeq(header));
  return pushItem(list, emptyMap(header));
}

/** A table that was only named on the way to another is now declared: its own header is its place. */
function declared(table: Draft, { name, range }: Name, header: Range): Draft {
  const known = childNamed(table, name);
  if (!known) return putEntry(table, name, range, emptyMap(header));
  known.keyRange = range;
  return known;
}

/** Tables are short of children and duplicates are refused by the parsers; the value tells at once whether there is one. */
function childNamed(table: Draft, name: string): Draft | undefined {
  if (!Object.hasOwn(table.value as object, name)) return undefined;
  return table.children.findLast(({ key }) => key === name);
}

function extend(node: Draft, end: number): void {
  for (let at: Draft | undefined = node; at; at = at.parent) at.range = [at.range[0], Math.max(at.range[1], end)];
}
