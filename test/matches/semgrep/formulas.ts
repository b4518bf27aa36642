import { parseFile } from '../../../engine/documents/parse.ts';
import type { DocumentView } from '../../../engine/matches/matcher.ts';
import { semgrep } from '../../../engine/matches/semgrep/semgrep.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import type { AnchorValue } from '../../../engine/model/formula.ts';
import type { Condition, RangeFormula, RangeOptions, RangeRule } from '../../../engine/model/range-formula.ts';

export const pattern = (text: string): RangeFormula => ({ kind: 'pattern', pattern: text });
export const regex = (text: string): RangeFormula => ({ kind: 'regex', regex: text });
export const inside = (of: RangeFormula | string): RangeFormula => ({ kind: 'inside', of: formulaOf(of) });
export const anywhere = (of: RangeFormula | string): RangeFormula => ({ kind: 'anywhere', of: formulaOf(of) });
export const not = (of: RangeFormula | string): RangeFormula => ({ kind: 'not', of: formulaOf(of) });
export const any = (...of: readonly (RangeFormula | string)[]): RangeFormula => ({
  kind: 'any',
  of: of.map(formulaOf),
});

/** A conjunction; conditions and focus stand among its parts, as they do in a rule. */
export function all(...parts: readonly (RangeFormula | Condition | string | readonly string[])[]): RangeFormula {
  const isFocus = (part: (typeof parts)[number]): part is readonly string[] => Array.isArray(part);
  const isCondition = (part: (typeof parts)[number]): part is Condition =>
    typeof part === 'object' && !isFocus(part) && ('name' in part || 'comparison' in part);
  return {
    kind: 'all',
    of: parts.filter((part) => !isFocus(part) && !isCondition(part)).map((part) => formulaOf(part as RangeFormula)),
    conditions: parts.filter(isCondition),
    focus: parts.filter(isFocus),
  };
}

/** A bare text is a pattern. */
function formulaOf(formula: RangeFormula | string): RangeFormula {
  return typeof formula === 'string' ? pattern(formula) : formula;
}

export interface Setting {
  readonly path?: string;
  readonly language?: string;
  readonly options?: RangeOptions;
}

export function searchRule(
  formula: RangeFormula | string,
  { language = 'javascript', options = {} }: Setting = {},
): RangeRule {
  return { language, options, mode: 'search', formula: formulaOf(formula) };
}

export interface Finding {
  readonly code: string;
  readonly [metavariable: string]: unknown;
}

/** Each finding as its piece of the source, with the text of its metavariables. */
export function findings(rule: RangeRule, text: string, path = 'a.js'): readonly Finding[] {
  const prepared = semgrep.prepare(valueOf(rule));
  const view = documentView(text, path);
  return [...prepared.candidates(view)].flatMap((node) =>
    [...prepared.match(view, node, {})].map(({ bindings }) => {
      const bound = Object.entries(bindings).map(([name, binding]) => [`$${name}`, binding.text]);
      return { code: text.slice(...node.range), ...Object.fromEntries(bound.sort()) };
    }),
  );
}

/** What a formula finds in code. */
export function found(formula: RangeFormula | string, text: string, setting: Setting = {}): readonly Finding[] {
  return findings(searchRule(formula, setting), text, setting.path);
}

/** The pieces of source alone. */
export function codes(formula: RangeFormula | string, text: string, setting: Setting = {}): readonly string[] {
  return found(formula, text, setting).map(({ code }) => code);
}

export function valueOf(rule: RangeRule): AnchorValue {
  return { semgrep: rule as unknown as AnchorValue };
}

export function documentView(text: string, path: string): DocumentView {
  return viewOf(parseFile({ path, text, bom: false, bytes: text.length }));
}
