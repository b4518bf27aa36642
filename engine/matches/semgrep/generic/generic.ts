import type { RangeOptions } from '../../../model/range-formula.ts';
import type { Range } from '../../../model/region.ts';
import { parseAliengrep, settingsOf, type PatternFault } from './aliengrep-pattern.ts';
import { searchAliengrep } from './aliengrep.ts';
import { withoutComments } from './comments.ts';
import type { GenericMatch } from './match.ts';
import { searchTree } from './spacegrep.ts';
import { parseDocument, parsePattern, type Block, type PatternNode } from './tree.ts';

/** A pattern of `languages: [generic]`, for texts of any kind. */
export interface GenericPattern {
  /**
   * All matches in the text, or in a part of it that is taken for itself; ranges are of the whole text. Throws
   * BudgetExceeded. Whether a file is worth searching, `looksReadable` tells.
   */
  find(text: string, range?: Range): readonly GenericMatch[];
}

/** Semgrep's two engines for it: `spacegrep`, the default, and `generic_engine: aliengrep`. */
export function compileGeneric(text: string, options: RangeOptions): GenericPattern | PatternFault {
  const search = options.generic_engine === 'aliengrep' ? aliengrep(text, options) : spacegrep(text, options);
  if ('error' in search) return search;
  return {
    find(whole, range) {
      if (!range) return search(whole);
      const [offset, end] = range;
      return search(whole.slice(offset, end)).map((match) => shifted(match, offset));
    },
  };
}

type Search = (text: string) => readonly GenericMatch[];

function aliengrep(written: string, options: RangeOptions): Search | PatternFault {
  const settings = settingsOf(options);
  if ('error' in settings) return settings;
  const elements = parseAliengrep(written, settings);
  return 'error' in elements ? elements : (text) => searchAliengrep(elements, settings, text);
}

const mostLines = 10;

function spacegrep(written: string, options: RangeOptions): Search | PatternFault {
  const pattern = parsePattern(written);
  if (pattern.length === 0) return { error: 'The pattern is empty.' };
  if (hasUnclearDots(pattern)) return { error: `A '...' or '$...X' stands directly before a '$...X'.` };
  const ignoresCase = options.generic_caseless ?? false;
  const required = ignoresCase ? [] : textsIn(pattern);
  const settings = { pattern, ignoresCase, mostLines: options.generic_ellipsis_max_span ?? mostLines };
  return (text) => {
    if (!required.every((part) => text.includes(part))) return [];
    const clean = withoutComments(text, options.generic_comment_style);
    return searchTree(settings, documentOf(clean), clean);
  };
}

/** It could not be told which of the two has which part of the text. */
function hasUnclearDots(pattern: readonly PatternNode[]): boolean {
  return pattern.some((node, i) => {
    if (node.kind === 'block') return hasUnclearDots(node.nodes);
    return node.kind === 'dots' && node.text !== '' && pattern[i - 1]?.kind === 'dots';
  });
}

function textsIn(pattern: readonly PatternNode[]): readonly string[] {
  return pattern.flatMap((node) => {
    if (node.kind === 'block') return textsIn(node.nodes);
    return node.kind === 'dots' || node.kind === 'metavariable' ? [] : [node.text];
  });
}

let last: { readonly text: string; readonly document: Block } | undefined;

/** Patterns come in crowds to one text: the last one's tree is kept. */
function documentOf(text: string): Block {
  if (last?.text !== text) last = { text, document: parseDocument(text) };
  return last.document;
}

function shifted({ range, bindings }: GenericMatch, offset: number): GenericMatch {
  const moved = ([start, end]: Range): Range => [start + offset, end + offset];
  const entries = Object.entries(bindings).map(([name, { text, range: at }]) => [name, { text, range: moved(at) }]);
  return { range: moved(range), bindings: Object.fromEntries(entries) as GenericMatch['bindings'] };
}
