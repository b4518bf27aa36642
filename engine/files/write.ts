import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that a reader, or a crash, sees either the old text or the new one, never a part. */
export function writeAtomic(path: string, text: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  // A device or a pipe (`/dev/null`, `/dev/stdout`) takes the text; nothing may stand in its place.
  if (stats && !stats.isFile() && !stats.isDirectory()) {
    writeFileSync(path, text);
    return;
  }
  const mode = stats?.mode;
  // A link stays a link: the file it leads to is replaced.
  const target = mode === undefined ? path : realpathSync(path);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  removeAbandoned(target);
  const temporary = join(folder, temporaryName(target, randomUUID()));
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

function temporaryName(target: string, unique: string): string {
  return `.${basename(target)}.${unique}.tmp`;
}

const uuidLength = 36;

/** In milliseconds. No write takes so long: whoever began it was killed. */
const abandonedAfter = 60 * 60 * 1000;

/** What killed runs left beside a file goes with the next write of it. That it cannot is no reason not to write. */
function removeAbandoned(target: string): void {
  try {
    for (const name of readdirSync(dirname(target))) {
      const unique = name.slice(-uuidLength - '.tmp'.length, -'.tmp'.length);
      if (!/^[0-9a-f-]+$/.test(unique) || name !== temporaryName(target, unique)) continue;
      const path = join(dirname(target), name);
      if (Date.now() - statSync(path).mtimeMs > abandonedAfter) rmSync(path);
    }
  } catch {
    return;
  }
}
