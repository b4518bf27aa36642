import { lineIndex, type LineIndex } from '../../documents/lines.ts';
import type { Document } from '../../model/document.ts';
import type { Directive } from '../../model/exemption.ts';
import type { Problem } from '../../model/problem.ts';
import type { Place, Range } from '../../model/region.ts';
import { readDirective } from './grammar.ts';

export interface DirectivesRead {
  readonly directives: readonly Directive[];
  /** Comments that are meant as directives and are none; they exempt nothing. */
  readonly problems: readonly Problem[];
}

const none: DirectivesRead = { directives: [], problems: [] };

/** Most texts have none: no comment of theirs is looked at. */
export function mayHaveDirectives(text: string): boolean {
  return /bylaw/i.test(text);
}

/** The directives among the comments of a document, which are in source order. */
export function directivesIn(
  { file: { path, text } }: Document,
  comments: readonly Range[],
  place: (range: Range) => Place,
): DirectivesRead {
  if (comments.length === 0) return none;
  const directives: Directive[] = [];
  const problems: Problem[] = [];
  const lines = lineIndex(text);
  let speaksOf: ((comment: Range) => number) | undefined;
  for (const range of comments) {
    const written = readDirective(contentOf(text.slice(...range)));
    if (!written) continue;
    if ('wrong' in written) problems.push(malformed(path, lines, range, written.wrong));
    else {
      speaksOf ??= lineMeant(text, lines, comments);
      const line = speaksOf(range);
      if (hiddenBreak.test(lines.lineText(line))) problems.push(malformed(path, lines, range, severalLines));
      else directives.push({ place: place(range), line, ...written });
    }
  }
  return { directives, problems };
}

/** Ours are the lines of SARIF, see lines.ts: what a reader and the parser take for several, a whole file even, must not be one. */
const hiddenBreak = /[\r\u2028\u2029]/;
const severalLines =
  'the line that it speaks of has a line break within it that not every tool knows (a lone carriage return, U+2028 or U+2029)';

const opening = /^(?:\/\*+|\/{2,}|#+|--+|;+|!+|<!--+)/;

/** A comment without the signs that begin and end it. */
function contentOf(comment: string): string {
  const inner = comment.startsWith('{') ? comment.slice(1, -1).trim() : comment.trim();
  const sign = opening.exec(inner)?.[0] ?? '';
  const end = sign.startsWith('/*') ? '*/' : sign.startsWith('<') ? '-->' : '';
  const content = inner.slice(sign.length, inner.endsWith(end) ? inner.length - end.length : undefined).trim();
  // the star before the first line of a JSDoc comment belongs to its frame
  return sign.startsWith('/*') ? content.replace(/^\*+\s*/, '') : content;
}

/** Behind code a comment speaks of its own line, else of the next line that holds more than comments; at the end of a file of its own. */
function lineMeant(text: string, lines: LineIndex, comments: readonly Range[]): (comment: Range) => number {
  const written = linesWritten(text, lines, comments);
  const next: number[] = [];
  for (let line = lines.count; line > 0; line--) next[line] = written[line] ? line : (next[line + 1] ?? 0);
  return ([start]) => {
    const own = lines.at(start).line;
    return next[own] || own;
  };
}

/** By line, whether there is anything but comments and white space. */
function linesWritten(text: string, lines: LineIndex, comments: readonly Range[]): readonly boolean[] {
  const written: boolean[] = [];
  let next = 0;
  let at = 0;
  while (at < text.length) {
    const comment = comments[next];
    if (comment && at >= comment[0]) {
      at = Math.max(at, comment[1]);
      next++;
      continue;
    }
    const end = comment?.[0] ?? text.length;
    for (const { index } of text.slice(at, end).matchAll(/\S[^\n]*/g)) written[lines.at(at + index).line] = true;
    at = end;
  }
  return written;
}

function malformed(path: string, lines: LineIndex, range: Range, wrong: string): Problem {
  return {
    kind: 'directive',
    level: 'error',
    message: `This comment exempts nothing, because ${wrong}. Write 'bylaw-ignore POLICY: reason', or 'bylaw-ignore POLICY, POLICY until 2027-01-31: reason'.`,
    path,
    region: lines.region(range),
  };
}
