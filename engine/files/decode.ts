import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ProblemKind } from '../model/problem.ts';
import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';

export interface ReadLimits {
  readonly maxBytes: number;
}

export const defaultLimits: ReadLimits = { maxBytes: 5_000_000 };

/** As many bytes as git looks at to tell binary from text. */
const bytesSniffed = 8_000;

/** Turns the bytes of a file into text, or says why it is not text. */
export function decode(entry: FileEntry, bytes: Buffer): SourceFile | UnreadFile {
  if (startsAsUtf16(bytes)) {
    return unread(entry, 'encoding', 'is encoded as UTF-16; only UTF-8 is read. Save it as UTF-8 to have it checked');
  }
  if (bytes.subarray(0, bytesSniffed).includes(0)) {
    return unread(entry, 'binary', 'is a binary file: it contains a NUL byte');
  }
  if (!isUtf8(bytes)) return unread(entry, 'encoding', 'is not valid UTF-8');
  const text = bytes.toString('utf8');
  const bom = text.startsWith('\ufeff');
  return { ...entry, text: bom ? text.slice(1) : text, bom, bytes: bytes.length, sha256: sha256Of(bytes) };
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function tooLarge(entry: FileEntry, bytes: number, { maxBytes }: ReadLimits): UnreadFile {
  return unread(entry, 'too-large', `has ${bytes} bytes; files of more than ${maxBytes} bytes are not read`);
}

/** `why` completes the sentence that begins with the path. */
export function unread(entry: FileEntry, kind: ProblemKind, why: string): UnreadFile {
  const { path } = entry;
  return { ...entry, status: 'unread', problem: { kind, level: 'warning', message: `'${path}' ${why}.`, path } };
}

function startsAsUtf16(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
