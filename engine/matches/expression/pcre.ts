import { UntranslatableError } from './pcre/ast.ts';
import { emit } from './pcre/emit.ts';
import { checkFaithful } from './pcre/faithful.ts';
import { parsePcre } from './pcre/parse.ts';

/** What the place of an expression in a rule sets before its own inline flags. */
export interface PcreFlags {
  /** `^` and `$` are the ends of lines: `pattern-regex`. */
  readonly multiline?: boolean;
  readonly ignoresCase?: boolean;
  /** A match begins where the search does: `metavariable-regex`. */
  readonly anchored?: boolean;
  /** `.` matches line breaks. */
  readonly dotAll?: boolean;
}

/** A PCRE expression as an expression of JavaScript that matches the same. */
export interface PcreExpression {
  readonly written: string;
  /** Flags `u`, `d` where there are groups, and `g` or, if anchored, `y`. */
  readonly regexp: RegExp;
  /** The author's groups in order. */
  readonly groups: readonly PcreGroup[];
}

export interface PcreGroup {
  /** As the author counts: from 1. */
  readonly number: number;
  readonly name?: string;
  /** Its index in the matches of `regexp`. */
  readonly index: number;
  /** PCRE keeps the group's text of an earlier round of a loop and JavaScript forgets it: no match of it says nothing. */
  readonly isForgetful: boolean;
}

/** Why there is no such expression; `offset` is the place in the text, in UTF-16 units. */
export interface PcreError {
  readonly error: string;
  readonly offset: number;
}

/**
 * Translates a Perl-compatible expression, in the dialect and with the settings of Semgrep's engine (PCRE2, UTF without
 * UCP, `\n` ends lines). Everything is spelled out, so that no flag of JavaScript but `u` matters: ignored case becomes
 * classes, `.`, `^`, `$`, `\s` become what PCRE means by them. What JavaScript would match in another way is an error.
 */
export function compilePcre(written: string, flags: PcreFlags = {}): PcreExpression | PcreError {
  try {
    const { pattern, groups } = parsePcre(written, {
      i: flags.ignoresCase ?? false,
      m: flags.multiline ?? false,
      s: flags.dotAll ?? false,
    });
    const { forgetful } = checkFaithful(pattern);
    const { source, numbers } = emit(pattern);
    const regexp = new RegExp(source, `${groups.length > 0 ? 'd' : ''}${flags.anchored ? 'y' : 'g'}u`);
    return {
      written,
      regexp,
      groups: groups.map((group) => ({
        ...group,
        index: numbers.get(group.number)!,
        isForgetful: forgetful.has(group.number),
      })),
    };
  } catch (error) {
    if (error instanceof UntranslatableError) return { error: error.message, offset: error.offset };
    // The engine's own limits: of the size of an expression and of its numbers.
    if (error instanceof SyntaxError) return { error: `JavaScript refuses it: ${error.message}`, offset: 0 };
    throw error;
  }
}
