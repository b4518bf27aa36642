import { searchPcre } from '../expression/pcre-search.ts';
import type { Leaf } from './leaf.ts';
import { compileRegex, groupBindings, groupNames } from './regex.ts';
import { moved } from './text-binding.ts';

/** `pattern-regex`: a regular expression over the text as it is written, comments and strings included. Throws a `PatternError`. */
export function compileRegexLeaf(written: string): Leaf {
  const regex = compileRegex(written, { multiline: true });
  return {
    metavariables: groupNames(regex),
    width: 4,
    mayMatch: () => true,
    find: ({ document }, { extent }) => {
      const { file } = document;
      const [start, end] = extent?.range ?? [0, file.text.length];
      const text = file.text.slice(start, end);
      return searchPcre(regex, text).map((match) => ({
        range: moved(match.range, start),
        bindings: groupBindings(match, start, text, file.path),
      }));
    },
  };
}
