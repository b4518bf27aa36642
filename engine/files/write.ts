import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that a reader, or a crash, sees either the old text or the new one, never a part. */
export function writeAtomic(path: string, text: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  // A link stays a link: the file it leads to is replaced.
  const target = mode === undefined ? path : realpathSync(path);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    writeDurably(temporary, text, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeDurably(path: string, text: string, mode: number | undefined): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
    if (mode !== undefined) fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
