import { posix } from 'node:path';
import { parseFile } from '../documents/parse.ts';
import type { ConfigNode, Json } from '../model/document.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { ReadFile } from './read-file.ts';

/** The value of a config document; an empty map if it cannot be read: the map will say so. */
export function configValue(entry: FileEntry, read: ReadFile): { readonly [key: string]: Json } {
  const file = read(entry);
  if (!('text' in file)) return {};
  const root = parseFile(file).tree?.root as ConfigNode | undefined;
  return root?.type === 'map' ? (root.value as { readonly [key: string]: Json }) : {};
}

export function stringsIn(value: Json | undefined): readonly string[] {
  return [value].flat().filter((item): item is string => typeof item === 'string');
}

export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The folder of a file; empty for the root of the workspace. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
