import { native, compilePattern, type Dialect, type Search } from '../../../../engine/matches/code/pattern.ts';
import type { RangeOptions } from '../../../../engine/model/range-formula.ts';
import type { Range } from '../../../../engine/model/region.ts';
import { codeView } from '../matching.ts';

const marks = /[⟦⟧]/g;

/** [what is shown, pattern, code in which `⟦` and `⟧` enclose what matches, options] */
export type Row = [what: string, pattern: string, marked: string, options?: RangeOptions];

export const semgrep: Dialect = { semgrep: true, options: {} };

/** The code with marks around everything that the pattern matches in it. */
export function matchesMarked(pattern: string, marked: string, dialect: Dialect, search?: Search): string {
  const text = marked.replace(marks, '');
  const found = compilePattern(pattern, dialect)?.find(codeView(text), search);
  if (!found) return 'no pattern';
  return mark(
    text,
    found.map(({ range }) => range),
  );
}

function mark(text: string, ranges: readonly Range[]): string {
  const unique = new Set(ranges.map((range) => range.join()));
  const at = (side: 0 | 1, offset: number): number =>
    [...unique].filter((range) => Number(range.split(',')[side]) === offset).length;
  return Array.from({ length: text.length + 1 }, (_, offset) => {
    return '⟧'.repeat(at(1, offset)) + '⟦'.repeat(at(0, offset)) + text.slice(offset, offset + 1);
  }).join('');
}

/** The text of each metavariable, for each match. */
export function bindingsIn(pattern: string, text: string, dialect: Dialect = native): readonly object[] {
  const found = compilePattern(pattern, dialect)?.find(codeView(text)) ?? [];
  return found.map(({ bindings }) =>
    Object.fromEntries(Object.entries(bindings).map(([name, bound]) => [name, bound.text])),
  );
}
