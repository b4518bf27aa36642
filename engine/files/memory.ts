import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';
import { isBinaryName } from './binary-names.ts';
import { decode, defaultLimits, tooLarge, unread, type ReadLimits } from './decode.ts';
import type { Listing } from './list.ts';
import { folderOf } from './targets.ts';
import { isIgnored, noRules, withIgnoreText } from './walk.ts';

/** A workspace in memory: path → text. */
export type MemoryFiles = Readonly<Record<string, string>>;

/** Lists a workspace in memory as `listFiles` would list a git repository in which all files are tracked but the given ones. */
export function listMemory(files: MemoryFiles, untracked: readonly string[] = []): Listing {
  const isIgnored = ignoredIn(files);
  const entries = Object.keys(files)
    .filter((path) => !/(?:^|\/)(?:node_modules|\.git)\//.test(path))
    .map((path) => ({ path, tracked: !untracked.includes(path) }))
    .filter((entry) => entry.tracked || !isIgnored(entry.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { entries, problems: [], git: true };
}

/** Reads a file of a workspace in memory as `readSource` would read it from disk. */
export function readMemory(
  files: MemoryFiles,
  entry: FileEntry,
  limits: ReadLimits = defaultLimits,
): SourceFile | UnreadFile {
  const text = files[entry.path];
  if (isBinaryName(entry.path)) return { ...entry, status: 'skipped' };
  if (text === undefined) return unread(entry, 'vanished', 'was there when the files were listed, but is gone');
  const bytes = Buffer.from(text);
  return bytes.length > limits.maxBytes ? tooLarge(entry, bytes.length, limits) : decode(entry, bytes);
}

function ignoredIn(files: MemoryFiles): (path: string) => boolean {
  const folders = Object.keys(files)
    .filter((path) => path === '.gitignore' || path.endsWith('/.gitignore'))
    .map(folderOf)
    .sort();
  const rules = folders.reduce(
    (outer, folder) => withIgnoreText(folder, files[`${folder}${folder && '/'}.gitignore`] ?? '', outer),
    noRules(),
  );
  return (path) => isIgnored(rules, path);
}
