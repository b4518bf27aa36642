import { compilePcre, type PcreExpression, type PcreFlags } from '../expression/pcre.ts';
import type { PcreMatch } from '../expression/pcre-search.ts';
import type { LocalBindings } from '../matcher.ts';
import { PatternError } from './pattern-error.ts';
import { moved, textBinding } from './text-binding.ts';

/** Throws a `PatternError` for what is no regular expression, or has no faithful translation. */
export function compileRegex(written: string, flags: PcreFlags): PcreExpression {
  const compiled = compilePcre(written, flags);
  if (!('error' in compiled)) return compiled;
  throw new PatternError(`'${written}' cannot be used as a regular expression: ${compiled.error}`);
}

/** What the groups of an expression bind: `1`, `2` … and their names. */
export function groupNames({ groups }: PcreExpression): readonly string[] {
  return groups.flatMap(({ number, name }) => (name === undefined ? [String(number)] : [name, String(number)]));
}

/** What the groups of a match have bound: pieces of the text, which begins at `start` of the document. */
export function groupBindings({ groups }: PcreMatch, start: number, text: string, path: string): LocalBindings {
  return Object.fromEntries(
    groups.flatMap(({ group: { number, name }, range }) => {
      const binding = textBinding(text.slice(...range), moved(range, start), path);
      return name === undefined
        ? [[String(number), binding]]
        : [
            [name, binding],
            [String(number), binding],
          ];
    }),
  );
}
