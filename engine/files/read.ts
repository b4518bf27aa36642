import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemKind } from '../model/problem.ts';
import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';
import { isBinaryName } from './binary-names.ts';
import { decode, defaultLimits, tooLarge, unread, type ReadLimits } from './decode.ts';
import { isWithin } from './within.ts';

/** Reads one file of the workspace. Synchronous: on a local disk that is many times faster than promises (performance.md, section 6). */
export function readSource(
  root: string,
  entry: FileEntry,
  limits: ReadLimits = defaultLimits,
): SourceFile | UnreadFile {
  if (entry.isLink || isBinaryName(entry.path)) return { ...entry, status: 'skipped' };
  // Between listing and reading a file, or a folder around it, may have become a link that leads elsewhere.
  const path = join(root, entry.path);
  const read = readFileAt(path, entry, limits, constants.O_NOFOLLOW ?? 0);
  return 'text' in read && isStray(root, entry.path) ? unread(entry, 'unreadable', behindLink) : read;
}

const behindLink = 'stands behind a symbolic link that leads out of the workspace';

/** Asked after reading: what is so then cannot have been otherwise only for the moment of a check before. */
function isStray(root: string, path: string): boolean {
  if (!path.includes('/')) return false;
  try {
    return !isWithin(realpathSync.native(root), realpathSync.native(join(root, path)));
  } catch {
    return true;
  }
}

/** `entry.path` is what messages call the file that stands at `path`. */
export function readFileAt(path: string, entry: FileEntry, limits: ReadLimits, flags = 0): SourceFile | UnreadFile {
  try {
    return readOpened(openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | flags), entry, limits);
  } catch (error) {
    const [kind, why] = failureOf(error);
    return unread(entry, kind, why);
  }
}

function readOpened(file: number, entry: FileEntry, limits: ReadLimits): SourceFile | UnreadFile {
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return unread(entry, 'unreadable', 'is not a regular file');
    if (stats.size > limits.maxBytes) return tooLarge(entry, stats.size, limits);
    const bytes = readAll(file, limits.maxBytes);
    return bytes.length > limits.maxBytes ? tooLarge(entry, bytes.length, limits) : decode(entry, bytes);
  } finally {
    closeSync(file);
  }
}

/** One buffer for all files: what `readAll` returns is valid until the next call. */
let buffer = Buffer.allocUnsafeSlow(1 << 16);

/** Reads to the end, or one byte more than allowed: the file may be growing. */
function readAll(file: number, maxBytes: number): Buffer {
  let length = 0;
  while (length <= maxBytes) {
    if (length === buffer.length) grow();
    const read = readSync(file, buffer, length, Math.min(buffer.length, maxBytes + 1) - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

function grow(): void {
  const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
  buffer.copy(larger);
  buffer = larger;
}

type Failure = readonly [kind: ProblemKind, why: string];

const failures: Readonly<Record<string, Failure>> = {
  ENOENT: ['vanished', 'was there when the files were listed, but is gone'],
  ENOTDIR: ['vanished', 'was there when the files were listed, but is gone'],
  ELOOP: ['unreadable', 'is a symbolic link; links are not followed'],
  EACCES: ['unreadable', 'cannot be read: permission denied'],
  EPERM: ['unreadable', 'cannot be read: permission denied'],
};

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return failures[String(error.code)] ?? ['unreadable', `cannot be read (${String(error.code)})`];
}
