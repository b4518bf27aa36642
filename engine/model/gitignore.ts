/** A pattern of a .gitignore file. */
export interface IgnorePattern {
  /** Written as it would stand in the .gitignore file of the root, as `gitBytes`. */
  readonly pattern: string;
  /** 1-based. */
  readonly line: number;
  /** The line as written, without its line break. */
  readonly written: string;
}

/**
 * The patterns of the .gitignore file in a folder (`''` is the root). Because they are rewritten to speak of root paths,
 * the patterns of all files, those of outer folders first, make one list in which the last match decides: git's precedence.
 */
export function ignorePatterns(folder: string, text: string): readonly IgnorePattern[] {
  const lines = `${text.replace(/^\ufeff/, '')}\n`.split(/\r?\n/);
  return lines.flatMap((written, i) => {
    const pattern = fromRoot(folder, withoutTrailingSpaces(written));
    return pattern === undefined ? [] : [{ pattern: gitBytes(pattern), line: i + 1, written }];
  });
}

/** Git matches bytes (`?` does not fit `é`): both patterns and paths are compared as UTF-8 with one character for each byte. */
export function gitBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function fromRoot(folder: string, line: string): string | undefined {
  const sign = line.startsWith('!') ? '!' : '';
  const body = line.slice(sign.length);
  if (body === '' || body === '/' || line.startsWith('#')) return undefined;
  if (folder === '') return line;
  const isAnchored = body.slice(0, -1).includes('/');
  const base = `${sign}/${folder.replace(/[\\*?[]/g, '\\$&')}`;
  return isAnchored ? `${base}/${body.replace(/^\//, '')}` : `${base}/**/${body}`;
}

/** A space at the end counts only behind a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

function isEscaped(line: string, at: number): boolean {
  let first = at;
  while (line[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}
