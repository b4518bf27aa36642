import type { Range } from '../../model/region.ts';
import { isExplosive } from './ambiguity.ts';
import { costOf, stepsOf, type Cost } from './cost.ts';
import { guarded } from './guard.ts';
import { requiredText } from './measure.ts';
import { parseExpression } from './parse.ts';
import type { PcreExpression, PcreGroup } from './pcre.ts';

export interface PcreMatch {
  readonly range: Range;
  /** The groups that took part. */
  readonly groups: readonly { readonly group: PcreGroup; readonly range: Range }[];
}

/** Steps that take well under a tenth of a second. */
const fewSteps = 1_000_000;

/**
 * All matches in a text, as PCRE finds them one after the other; of an anchored expression the one at the start. Any
 * expression may be searched for: one that might take long is under a time limit, and throws BudgetExceeded when it does.
 */
export function searchPcre(expression: PcreExpression, text: string): readonly PcreMatch[] {
  const known = knowledgeOf(expression);
  if (!text.includes(known.required)) return [];
  const search = (): readonly PcreMatch[] => matchesIn(expression, text);
  if (stepsOf(known.cost, text) <= fewSteps && !known.isExplosive()) return search();
  return guarded(`The search for '${shortened(expression.written)}'`, search);
}

/** Whether there is a match. */
export function testPcre(expression: PcreExpression, text: string): boolean {
  return searchPcre(expression, text).length > 0;
}

function matchesIn({ regexp, groups }: PcreExpression, text: string): readonly PcreMatch[] {
  regexp.lastIndex = 0;
  const first = regexp.sticky ? regexp.exec(text) : undefined;
  const found = regexp.sticky ? (first ? [first] : []) : [...text.matchAll(regexp)];
  return found.map((match) => ({
    range: [match.index, match.index + match[0].length],
    groups: groups.flatMap((group) => {
      const range = match.indices?.[group.index];
      return range ? [{ group, range }] : [];
    }),
  }));
}

interface Knowledge {
  /** Text that every match contains; empty if there is none. */
  readonly required: string;
  readonly cost: Cost;
  /** Asked only where it matters: the answer takes some milliseconds. */
  readonly isExplosive: () => boolean;
}

const knowledge = new WeakMap<PcreExpression, Knowledge>();

function knowledgeOf(expression: PcreExpression): Knowledge {
  const known = knowledge.get(expression) ?? learn(expression);
  knowledge.set(expression, known);
  return known;
}

function learn({ regexp }: PcreExpression): Knowledge {
  const parsed = parseExpression(regexp.source);
  let explosive: boolean | undefined;
  return {
    required: requiredText(parsed),
    cost: costOf(parsed),
    isExplosive: () => (explosive ??= isExplosive(parsed, 'u')),
  };
}

const longestShown = 100;

function shortened(written: string): string {
  return written.length > longestShown ? `${written.slice(0, longestShown)}…` : written;
}
