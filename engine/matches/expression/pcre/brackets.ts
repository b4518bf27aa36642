import type { CharacterSet, CodeRange } from './ast.ts';
import { ignoringCase } from './case.ts';
import { peek, refuse, take, takeCharacter, type Cursor } from './cursor.ts';
import { takeEscaped, type Escaped } from './escapes.ts';
import { complement, posixClasses, setOf } from './sets.ts';

/** Reads a class in brackets; the cursor stands on `[`. */
export function takeBrackets(cursor: Cursor): CharacterSet {
  const start = cursor.at;
  const negative = take(cursor, /\[\^?/y)![0] === '[^';
  const written: CodeRange[] = [];
  const exact: CodeRange[] = [];
  const properties: string[] = [];
  for (let isFirst = true; isFirst || cursor.isQuoted || !peek(cursor, ']'); isFirst = false) {
    if (cursor.at >= cursor.text.length) refuse(`The class has no closing ']'.`, start);
    if (takeLayout(cursor)) {
      isFirst = isFirst && !cursor.isQuoted;
      continue;
    }
    const item = takeItem(cursor);
    if (item.kind === 'class') {
      exact.push(...item.ranges);
      properties.push(...item.properties);
      continue;
    }
    written.push([item.code, takeRangeEnd(cursor, item.code) ?? item.code]);
  }
  cursor.at++;
  return setOf([...(cursor.flags.i ? ignoringCase(written) : written), ...exact], properties, negative);
}

/** Quotation marks, and with `xx` blanks: no members. */
function takeLayout(cursor: Cursor): boolean {
  if (take(cursor, /\\E/y)) {
    cursor.isQuoted = false;
    return true;
  }
  if (cursor.isQuoted) return false;
  if (take(cursor, /\\Q/y)) {
    cursor.isQuoted = true;
    return true;
  }
  return cursor.flags.xx && take(cursor, /[ \t]+/y) !== null;
}

function takeItem(cursor: Cursor): Escaped {
  const start = cursor.at;
  if (cursor.isQuoted) return character(takeCharacter(cursor));
  const posix = take(cursor, /\[:(\^?)([a-z]*):\]/y);
  if (posix) {
    const ranges = Object.hasOwn(posixClasses, posix[2]!) ? posixClasses[posix[2]!]! : undefined;
    if (!ranges) refuse(`There is no POSIX class '${posix[2]}'.`, start);
    const isCased = cursor.flags.i && (posix[2] === 'lower' || posix[2] === 'upper');
    const members = isCased ? posixClasses.alpha! : ranges;
    return { kind: 'class', ranges: posix[1] === '^' ? complement(members) : members, properties: [] };
  }
  if (take(cursor, /\[[.=][^\]]*[.=]\]/y)) refuse('POSIX collating elements are not supported.', start);
  const taken = takeCharacter(cursor);
  if (taken !== '\\') return character(taken);
  if (take(cursor, /b/y)) return { kind: 'character', code: 0x08 };
  return takeEscaped(cursor);
}

function character(text: string): Escaped {
  return { kind: 'character', code: text.codePointAt(0)! };
}

/** The end of a range, if one begins at this character; a `-` before a class or the bracket is a member itself. */
function takeRangeEnd(cursor: Cursor, first: number): number | undefined {
  const start = cursor.at;
  if (cursor.isQuoted || !take(cursor, /-(?!\])/y)) return undefined;
  const end = cursor.at < cursor.text.length ? takeItem(cursor) : undefined;
  if (end?.kind !== 'character') {
    cursor.at = start;
    return undefined;
  }
  if (end.code < first) refuse('The range of the class is out of order.', start);
  return end.code;
}
