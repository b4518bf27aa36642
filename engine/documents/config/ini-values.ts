import type { Scalar } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { LineDialect } from './ini-line-dialect.ts';

export interface Value {
  readonly value: Scalar;
  /** Without the comment behind it, with its quotes. */
  readonly range: Range;
  /** Why the value cannot be said. */
  readonly unknown?: string;
}

/** What the parts of a value mean to the tool that reads them. */
export function valueOf(text: string, parts: readonly Range[], dialect: LineDialect): Value {
  const values = parts.map((part) => partOf(text, part, dialect));
  const range: Range = [values[0]!.range[0], values.at(-1)!.range[1]];
  const lines = values.map(({ value }) => value);
  // the first line of a value that begins on the next one is empty
  const joined = (lines[0] === '' && lines.length > 1 ? lines.slice(1) : lines).join('\n');
  return { value: joined, range: lines[0] === '' ? startingAt(values, range) : range };
}

function startingAt(values: readonly { readonly range: Range }[], [start, end]: Range): Range {
  return [values[1]?.range[0] ?? start, end];
}

interface Part {
  readonly value: string;
  readonly range: Range;
}

function partOf(text: string, [start, end]: Range, { quotes, comment }: LineDialect): Part {
  const raw = text.slice(start, end);
  const quoted = quotes === 'around' ? endOfQuoted(raw) : 0;
  if (quoted > 0) return { value: raw.slice(1, quoted - 1), range: [start, start + quoted] };
  const length = raw.slice(0, commentIn(raw, comment)).trimEnd().length;
  return { value: raw.slice(0, length), range: [start, start + length] };
}

const quotedValue = /^(?:"(?:\\.|[^"\\])*"|'[^']*')(?=\s*(?:[;#].*)?$)/;

/** Where the quotes end that are around the value; 0 if there are none. */
function endOfQuoted(raw: string): number {
  return quotedValue.exec(raw)?.[0].length ?? 0;
}

/** Where the comment begins. */
function commentIn(raw: string, comment: LineDialect['comment']): number {
  const found = comment === 'spaced' ? /(?<=\s)[;#]/.exec(raw) : null;
  return found?.index ?? raw.length;
}
