import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseFile } from '../engine/documents/parse.ts';
import { documentRoots } from '../engine/documents/config/node.ts';
import { decode } from '../engine/files/decode.ts';
import type { ConfigNode, Json } from '../engine/model/document.ts';

/** A suite as its authors publish it, in a folder of this name. */
export interface Suite {
  readonly folder: string;
  /** Where it is from. */
  readonly from: string;
  readonly run: (folder: string) => readonly Group[];
}

export interface Group {
  readonly group: string;
  readonly total: number;
  /** A line for each case that did not come out as it should. */
  readonly wrong: readonly string[];
  /** How many were wrong when it was last measured. */
  readonly known: number;
}

/** What the engine makes of a file: the values of its documents, or nothing if it is said to be broken. */
export function valuesOf(path: string, bytes: Buffer): readonly Json[] | undefined {
  const file = decode({ path } as never, bytes);
  if ('status' in file) return undefined;
  const { tree, status } = parseFile(file);
  if (status !== 'parsed' || !tree) return undefined;
  return documentRoots(tree.root as ConfigNode).map(({ value }) => value);
}

export interface Tried {
  readonly name: string;
  /** Why it is not as it should be. */
  readonly wrong?: string;
}

export function grouped(group: string, known: number, tried: readonly Tried[]): Group {
  const wrong = tried.flatMap(({ name, wrong: why }) => (why === undefined ? [] : [`${name}: ${why}`]));
  return { group, total: tried.length, wrong, known };
}

/** All files below a folder, by their paths from it. */
export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export function read(...path: readonly string[]): Buffer {
  return readFileSync(join(...path));
}

/** Equal as JSON: the order of keys does not count, prototypes neither. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))
      : item,
  );
}
