import { parsePcre } from '../../expression/pcre/parse.ts';
import { UntranslatableError, type Pattern } from '../../expression/pcre/ast.ts';

/**
 * Whether a regular expression may take a backtracking engine very long: something that is repeated contains another
 * repetition, and something follows that can fail. What is no regular expression is not vulnerable.
 */
export function isSlowRegex(text: string): boolean {
  try {
    return isSlow(parsePcre(text, {}).pattern);
  } catch (error) {
    if (error instanceof UntranslatableError) return false;
    throw error;
  }
}

function isSlow(pattern: Pattern): boolean {
  const parts = partsOf(pattern);
  const isFollowed =
    pattern.op === 'sequence' &&
    parts.some(
      (part, i) => hasDeep(part, repeatsRepetition) && parts.slice(i + 1).some((rest) => hasDeep(rest, mayFail)),
    );
  return isFollowed || parts.some(isSlow);
}

/** Fewer rounds cannot take long. */
const fewRounds = 4;

function repeatsRepetition(pattern: Pattern): boolean {
  return (
    pattern.op === 'repeat' &&
    pattern.mode !== 'possessive' &&
    pattern.max >= fewRounds &&
    hasDeep(pattern.of, isVariable)
  );
}

/** It can be gone through in two ways that both take something. */
function isVariable(pattern: Pattern): boolean {
  if (pattern.op !== 'repeat' || pattern.mode === 'possessive') return false;
  return pattern.min >= 1 ? pattern.max > pattern.min : pattern.max >= 2;
}

function mayFail({ op }: Pattern): boolean {
  return op === 'set' || op === 'anchor' || op === 'reference';
}

function hasDeep(pattern: Pattern, test: (pattern: Pattern) => boolean): boolean {
  return test(pattern) || partsOf(pattern).some((part) => hasDeep(part, test));
}

function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.op) {
    case 'sequence':
    case 'choice':
      return pattern.of;
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'look':
      return [pattern.of];
    default:
      return [];
  }
}
