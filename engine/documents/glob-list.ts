import micromatch from 'micromatch';

/** One predicate for a list of globs; dotfiles match like any other file. */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => micromatch.matcher(glob, { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}
