import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';
import { isBinaryName } from './binary-names.ts';
import { decode, defaultLimits, tooLarge, unread, type ReadLimits } from './decode.ts';
import { askGit, askGitBytes, itemsOf } from './git-run.ts';

/** The files of a commit below the root of a workspace, as a workspace of their own. */
export interface CommitTree {
  /** Sorted by path, in code unit order. */
  readonly entries: readonly FileEntry[];
  /** Fastest in the order of the entries. */
  readonly read: (entry: FileEntry) => SourceFile | UnreadFile;
}

interface Blob {
  readonly path: string;
  readonly id: string;
  /** Absent: the clone is partial and does not have it. */
  readonly bytes?: number;
}

/** So much is read at once. */
const portion = { bytes: 16_000_000, files: 2_000 };

/** Links, submodules and what lies in `node_modules` are left out, as they are where a workspace is listed. */
export function treeAt(
  root: string,
  commit: string,
  limits: ReadLimits = defaultLimits,
): CommitTree | { readonly failure: string } {
  const listing = askGit(root, ['ls-tree', '-r', '-z', commit]);
  if ('failure' in listing) return listing;
  const blobs = withSizes(root, itemsOf(listing.output).flatMap(blobOf).sort(byPath));
  if ('failure' in blobs) return blobs;
  return {
    entries: blobs.map(({ path }) => ({ path, tracked: true })),
    read: reader(root, blobs, limits),
  };
}

function blobOf(line: string): readonly Blob[] {
  const found = /^100\d{3} blob ([0-9a-f]+)\t([^]+)$/.exec(line);
  const [, id, path] = found ?? [];
  if (id === undefined || path === undefined || path.includes('\ufffd')) return [];
  return /(?:^|\/)node_modules\//.test(path) ? [] : [{ id, path }];
}

function byPath(a: Blob, b: Blob): number {
  return a.path < b.path ? -1 : 1;
}

/** Asked before anything is read: a blob may be of any size. */
function withSizes(root: string, blobs: readonly Blob[]): readonly Blob[] | { readonly failure: string } {
  const answer = askGitBytes(root, ['cat-file', '--batch-check'], idsOf(blobs));
  if ('failure' in answer) return answer;
  const lines = answer.output.toString().split('\n');
  return blobs.map((blob, i) => {
    const bytes = / blob (\d+)$/.exec(lines[i] ?? '')?.[1];
    return bytes === undefined ? blob : { ...blob, bytes: Number(bytes) };
  });
}

function idsOf(blobs: readonly Blob[]): string {
  return blobs.map(({ id }) => `${id}\n`).join('');
}

/** Reads a portion of files with one call, and forgets the one before. */
function reader(root: string, blobs: readonly Blob[], limits: ReadLimits): CommitTree['read'] {
  const byPath = new Map(blobs.map((blob) => [blob.path, blob]));
  const portions = new Map(portionsOf(blobs, limits).flatMap((part) => part.map((blob) => [blob, part] as const)));
  let loaded: { readonly part: readonly Blob[]; readonly contents: ReadonlyMap<Blob, Buffer> } | undefined;
  return (entry) => {
    const blob = byPath.get(entry.path);
    if (isBinaryName(entry.path)) return { ...entry, status: 'skipped' };
    if (blob?.bytes === undefined) return unread(entry, 'vanished', 'is not in this clone of the repository');
    if (blob.bytes > limits.maxBytes) return tooLarge(entry, blob.bytes, limits);
    const part = portions.get(blob)!;
    if (loaded?.part !== part) loaded = { part, contents: contentsOf(root, part) };
    const content = loaded.contents.get(blob);
    return content ? decode(entry, content) : unread(entry, 'unreadable', 'could not be read from the repository');
  };
}

function portionsOf(blobs: readonly Blob[], { maxBytes }: ReadLimits): readonly (readonly Blob[])[] {
  const parts: Blob[][] = [];
  let room = 0;
  for (const blob of blobs) {
    const { bytes = Infinity, path } = blob;
    if (bytes > maxBytes || isBinaryName(path)) continue;
    const last = parts.at(-1);
    if (last && last.length < portion.files && bytes <= room) last.push(blob);
    else {
      parts.push([blob]);
      room = portion.bytes;
    }
    room -= bytes;
  }
  return parts;
}

/** What git prints is a line `id blob size` before each content, and a line break behind it. */
function contentsOf(root: string, part: readonly Blob[]): ReadonlyMap<Blob, Buffer> {
  const contents = new Map<Blob, Buffer>();
  const answer = askGitBytes(root, ['cat-file', '--batch'], idsOf(part));
  if ('failure' in answer) return contents;
  const { output } = answer;
  let at = 0;
  for (const blob of part) {
    const start = output.indexOf(10, at) + 1;
    if (start === 0 || !/^[0-9a-f]+ blob \d+$/.test(output.toString('latin1', at, start - 1))) break;
    contents.set(blob, output.subarray(start, start + blob.bytes!));
    at = start + blob.bytes! + 1;
  }
  return contents;
}
