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
      directives.push({ place: place(range), line: speaksOf(range), ...written });
    }
  }
  return { directives, problems };
}

const opening = /^(?:\/\*+|\/{2,}|#+|--+|;+|!+|<!--+)/;

/** A comment without the signs that begin and end it. */
function contentOf(comment: string): string {
  const inner = comment.startsWith('{') ? comment.slice(1, -1).trim() : comment.trim();
  const sign = opening.exec(inner)?.[0] ?? '';
  const end = sign.startsWith('/*') ? '*/' : sign.startsWith('<') ? '-->' : '';
  return inner.slice(sign.length, inner.endsWith(end) ? inner.length - end.length : undefined).trim();
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
