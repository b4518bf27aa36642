import type { Range } from '../../model/region.ts';
import type { ConfigNode, Document } from '../../model/document.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { commentsBetween, unreadRanges } from '../comments.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { emptyMap, mostProblems, putEntry, scalar, treeOf, type Draft } from './node.ts';
import { dotenvTemplates } from './templates.ts';
import { trimmed } from './text-ranges.ts';

/** dotenv's own expression. Only its leading `\s*` is kept within the line: over blank lines it is quadratic. */
const line =
  /^[^\S\r\n]*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:(?:\r\n|\s)+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;
const commentedLine =
  /^[^\S\r\n]*#+[^\S\r\n]*(?:export[^\S\r\n]+)?([A-Za-z_][\w.-]*)[^\S\r\n]*=[^\S\r\n]*([^\r\n]*)$/dgm;
/** What of it is the value: dotenv would leave out a comment behind it. */
const beforeComment = /^(?:('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)\s*|([^#]*))(?:#.*)?$/;
const unread = /^[^\S\r\n]*(?!#)\S.*$/gm;

export const dotenv: Language = {
  name: 'dotenv',
  family: 'config',
  globs: ['**/.env', '**/.env.*', '**/*.env', '**/.flaskenv'],
  parse: parseDotenv,
  comments: commentsOf,
};

interface Entry {
  readonly name: string;
  readonly keyRange: Range;
  readonly node: Draft;
  readonly range: Range;
}

function parseDotenv({ text }: SourceFile): Parsed {
  const entries = [...text.matchAll(line)].map((match) => entryOf(match, text));
  const commented = [...text.matchAll(commentedLine)].map((match) => commentedOf(match, text));
  const isInside = insideOf(entries);
  const all = [...entries, ...commented.filter(({ range }) => !isInside(range[0]))];
  const root = emptyMap([0, text.length]);
  for (const { name, keyRange, node } of all.sort((a, b) => a.range[0] - b.range[0]))
    putEntry(root, name, keyRange, node);
  return { tree: treeOf(root), problems: problemsOf(text, isInside) };
}

function entryOf(match: RegExpMatchArray, text: string): Entry {
  const [, name = ''] = match;
  const [whole, key, value] = match.indices!;
  const range = trimmed(text, value ?? afterSign(text, key![1]));
  const raw = text.slice(...range);
  const unknown = raw.startsWith("'") ? undefined : dotenvTemplates(raw);
  return { name, keyRange: key!, node: scalar(unquoted(raw), range, unknown), range: [whole![0], range[1]] };
}

/** Where the value would begin: the match itself may run on into the next comment. */
function afterSign(text: string, from: number): Range {
  const sign = /[=:]/g;
  sign.lastIndex = from;
  const end = sign.test(text) ? sign.lastIndex : from;
  return [end, end];
}

function commentedOf(match: RegExpMatchArray, text: string): Entry {
  const [, name = ''] = match;
  const [whole, key, value] = match.indices!;
  const [start, end] = value!;
  const [, quoted, plain] = beforeComment.exec(text.slice(start, end)) ?? [];
  const range = trimmed(text, [start, start + (quoted ?? plain ?? text.slice(start, end)).length]);
  const node = { ...scalar(unquoted(text.slice(...range)), range), commented: true };
  return { name, keyRange: key!, node, range: whole! };
}

/** As dotenv does it: one pair of quotes is taken off; only in double quotes `\n` and `\r` are line breaks. */
function unquoted(raw: string): string {
  const inner = raw.replace(/\r\n?/g, '\n').replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
  return raw.startsWith('"') ? inner.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : inner;
}

/** Whether an offset lies inside an assignment (a quoted value may hold lines that look like comments). Entries are in order. */
function insideOf(entries: readonly Entry[]): (offset: number) => boolean {
  let at = 0;
  let last = -1;
  return (offset) => {
    if (offset < last) at = 0;
    last = offset;
    while (at < entries.length && entries[at]!.range[1] <= offset) at++;
    return at < entries.length && entries[at]!.range[0] <= offset;
  };
}

function problemsOf(text: string, isInside: (offset: number) => boolean): SyntaxProblem[] {
  const lost = [...text.matchAll(unread)].filter(({ index }) => !isInside(index));
  return lost.slice(0, mostProblems).map((match) => ({
    message: 'The line is neither KEY=value nor a comment.',
    range: [match.index, match.index + match[0].length],
  }));
}

/** Keys that are commented out are comments. */
function commentsOf(document: Document): readonly Range[] {
  const { children } = document.tree!.root as ConfigNode;
  const values = children.filter(({ commented }) => !commented).map(({ range }) => range);
  return commentsBetween(document.file.text, [...values, ...unreadRanges(document)], /#[^\r\n]*/g);
}
