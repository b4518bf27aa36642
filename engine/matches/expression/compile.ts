import type { Json } from '../../model/document.ts';
import { isExplosive } from './ambiguity.ts';
import { longestMatch, requiredText } from './measure.ts';
import { parseExpression } from './parse.ts';

/** The regular expression of a policy, compiled for use on one line at a time. */
export interface LinePattern {
  /** Without `g`, to ask whether a line matches at all. */
  readonly test: RegExp;
  /** With `g`, and with `d` where there are named groups. */
  readonly all: RegExp;
  /** Named groups, in order. */
  readonly names: readonly string[];
  /** Text that every matching line contains; empty if there is none. */
  readonly required: string;
  /** How many characters a match can have. */
  readonly longest: number;
}

/** Compiles a pattern that `expressionError` has nothing to say about. */
export function compileExpression(written: string): LinePattern {
  const { source, flags } = read(written);
  const parsed = parseExpression(source);
  const names = groupNames(source);
  return {
    test: new RegExp(source, flags),
    all: new RegExp(source, `${flags}g${names.length > 0 ? 'd' : ''}`),
    names,
    required: flags.includes('i') ? '' : requiredText(parsed),
    longest: longestMatch(parsed),
  };
}

/** Why a value is no regular expression for lines; a sentence, or nothing. */
export function expressionError(written: Json | undefined): string | undefined {
  if (typeof written !== 'string') return 'The value must be a regular expression.';
  if (/[\r\n]/.test(written)) return 'The expression contains a line break, but it is tried on one line at a time.';
  const { source, flags } = read(written);
  try {
    if (new RegExp(source, flags).test(''))
      return `The expression '${written}' matches the empty text, and so it would match everywhere.`;
  } catch (error) {
    return `'${written}' is not a regular expression: ${(error as Error).message.replace(/^.*: /, '')}. Of inline flags only a leading '(?i)' is allowed.`;
  }
  if (isExplosive(parseExpression(source), flags)) {
    return `The expression '${written}' may take exponential time: in a repeated group the same text can be matched in several ways.`;
  }
  const name = groupNames(source).find((group) => !/^[A-Z_][A-Z0-9_]*$/.test(group));
  return name === undefined
    ? undefined
    : `The named group '${name}' binds a metavariable: its name must be in capitals.`;
}

export function groupNames(source: string): readonly string[] {
  const groups = source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, '').matchAll(/\(\?<([^=!>][^>]*)>/g);
  return [...groups].map((group) => group[1]!);
}

interface Read {
  readonly source: string;
  readonly flags: string;
}

/** Unicode mode, unless the pattern is only valid without it (`\-` outside of a class). */
function read(written: string): Read {
  const ignoresCase = written.startsWith('(?i)');
  const source = ignoresCase ? written.slice('(?i)'.length) : written;
  const flags = ignoresCase ? 'i' : '';
  return { source, flags: isValid(source, `${flags}u`) ? `${flags}u` : flags };
}

function isValid(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}
