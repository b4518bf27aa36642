import { compileGlobs } from '../../documents/glob-list.ts';
import type { World } from '../matcher.ts';

export function isGlob(text: string): boolean {
  return /[*?[{(]/.test(text);
}

/** The paths a pattern stands for: with globs before its last name, one path in each folder that they fit and that holds any file. */
export function concretePaths(pattern: string, files: World['files']): readonly string[] {
  const cut = pattern.replace(/\/$/, '').lastIndexOf('/');
  const folder = pattern.slice(0, Math.max(0, cut));
  if (!isGlob(folder)) return [pattern];
  const fits = compileGlobs([folder]);
  const matching = foldersOf(files).filter((path) => (path === '' ? folder === '**' : fits(path)));
  return matching.map((path) => (path === '' ? pattern.slice(cut + 1) : `${path}/${pattern.slice(cut + 1)}`));
}

/** Every folder that holds a file at some depth, the root (`''`) included. */
function foldersOf(files: World['files']): readonly string[] {
  const folders = new Set(['']);
  for (const { path } of files) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  }
  return [...folders].sort();
}
