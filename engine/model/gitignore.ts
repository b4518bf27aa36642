import { isTooCostly } from './wildcards.ts';

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
 * A pattern that could take very long to try is left out, which the file's document says.
 */
export function ignorePatterns(folder: string, text: string): readonly IgnorePattern[] {
  const lines = `${text.replace(/^\ufeff/, '')}\n`.split(/\r?\n/);
  return lines.flatMap((written, i) => {
    const patterns = fromRoot(folder, withoutTrailingSpaces(written));
    return patterns.map((pattern) => ({ pattern: gitBytes(pattern), line: i + 1, written }));
  });
}

/** Git matches bytes (`?` does not fit `é`): both patterns and paths are compared as UTF-8 with one character for each byte. */
export function gitBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function fromRoot(folder: string, line: string): readonly string[] {
  const sign = line.startsWith('!') ? '!' : '';
  const body = line.slice(sign.length);
  if (body === '' || body === '/' || line.startsWith('#') || isTooCostly(body)) return [];
  const isAnchored = body.slice(0, -1).includes('/');
  const bodies = inWordsOfLibrary(isAnchored, body);
  if (folder === '') return bodies.map((one) => `${sign}${one}`);
  const base = `${sign}/${folder.replace(/[\\*?[]/g, '\\$&')}`;
  return bodies.map((one) => (isAnchored ? `${base}/${one.replace(/^\//, '')}` : `${base}/**/${one}`));
}

/** Where `ignore` reads a pattern otherwise than git does, it is written so that both read the same; that may take two patterns. */
function inWordsOfLibrary(isAnchored: boolean, body: string): readonly string[] {
  const plain = rewritten(body);
  if (plain === undefined) return [];
  const [, literal, rest = ''] = (isAnchored && literalThenStars.exec(body)) || [];
  if (literal === undefined) return [plain];
  // Git compares literal beginnings apart: `/f**` and `/f**/x` are to it `**` and `**/x`, of what comes after the `f`.
  const start = `/${rewritten(literal)?.replace(/^\//, '')}`;
  const behind = rewritten(rest.slice(1)) ?? '';
  const slash = rest === '/' ? '/' : '';
  if (behind === '') return [`${start}*${slash}`, `${start}*/**${slash}`];
  return [`${start}*/**/${behind}`, /^\*\*\/?$/.test(behind) ? `${start}*${behind.slice(2)}` : `${start}${behind}`];
}

const literalThenStars = /^(\/?[^*?[\\]*[^*?[\\/])\*{2,}(\/[^]*)?$/;
/** A character that is escaped, a class, a run of stars; any other character. */
const token = /\\[^]|\[(?=([!^]?\]?))\1(?:\[:\w*:\]|\\[^]|[^\]\\])*\]|\*{2,}|[^]/y;

/** Nothing for a class without an end: to git such a pattern fits nothing. */
function rewritten(pattern: string): string | undefined {
  let written = '';
  for (let at = 0; at < pattern.length; at = token.lastIndex) {
    token.lastIndex = at;
    const [text = ''] = token.exec(pattern) ?? [];
    if (text === '[') return undefined;
    written += rewrittenToken(text, isWholeName(pattern, at, at + text.length));
  }
  return written.replace(/(?<=^|\/)(?:\*\*\/){2,}/g, '**/');
}

/** Stars that are not all that is between two slashes mean what one means; white space at the end counts if it is no space. */
function rewrittenToken(text: string, isWhole: boolean): string {
  if (text.startsWith('**')) return isWhole ? '**' : '*';
  if (/^\\?[\t\v\f\r]$/.test(text)) return `[${text.slice(-1)}]`;
  return text.replace(/^(\[[!^]?)\]/, '$1\\]');
}

function isWholeName(pattern: string, start: number, end: number): boolean {
  return (start === 0 || pattern[start - 1] === '/') && (end === pattern.length || pattern[end] === '/');
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
