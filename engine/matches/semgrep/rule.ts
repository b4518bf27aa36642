import type { RangeFormula, RangeOptions, RangeRule, RangeTaint } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import { parseRequires } from '../../flow/taint/requires.ts';
import type { DocumentView, LocalBindings, LocalStep, ValueError } from '../matcher.ts';
import { findRuleTaint } from '../taint/rule.ts';
import { identityOf, inSourceOrder, type CodeRange } from './code-range.ts';
import { compileCondition } from './conditions/condition.ts';
import { effort } from '../budget.ts';
import { compileFormula } from './formula.ts';
import type { RangeMatcher } from './range-matcher.ts';
import { report, type Path, type RuleCompiler } from './rule-compiler.ts';

export interface RuleFinding {
  readonly range: Range;
  readonly bindings: LocalBindings;
  /** Of tainted data: from the source to the sink. */
  readonly flow?: readonly LocalStep[];
}

/** A rule, compiled. */
export interface CompiledRule {
  readonly errors: readonly ValueError[];
  /** Bound by every finding. */
  readonly binds: readonly string[];
  /** In source order, each range with its bindings once. Throws `BudgetExceeded`. */
  find(view: DocumentView): readonly RuleFinding[];
}

/** Compiles a rule; `at` is where it stands in the value that errors speak of. */
export function compileRule(rule: RangeRule, at: Path): CompiledRule {
  const compiler: RuleCompiler = {
    language: rule.language,
    options: rule.options,
    isFrame: false,
    isNested: false,
    errors: [],
    formula: compileFormula,
    condition: compileCondition,
  };
  switch (rule.mode) {
    case 'search':
      return searchRule(compileFormula(rule.formula, [...at, 'formula'], compiler), compiler);
    case 'taint':
      return taintRule(rule.taint, [...at, 'taint'], compiler);
  }
}

function searchRule(matcher: RangeMatcher, { errors, options }: RuleCompiler): CompiledRule {
  return {
    errors,
    binds: matcher.binds,
    find: (view) => distinct(inSourceOrder(found(matcher, view, options))),
  };
}

function found(matcher: RangeMatcher, view: DocumentView, options: RangeOptions): readonly CodeRange[] {
  if (!matcher.mayHold(view)) return [];
  return matcher.find({ view, dialect: { semgrep: true, options }, given: {}, effort: effort() });
}

/** Whatever kind of range it was found as. */
function distinct(ranges: readonly CodeRange[]): readonly CodeRange[] {
  return [...new Map(ranges.map((range) => [identityOf(range), range])).values()];
}

function taintRule(taint: RangeTaint, at: Path, compiler: RuleCompiler): CompiledRule {
  const matchers = new Map<RangeFormula, RangeMatcher>();
  const compileEntries = (key: keyof RangeTaint): readonly RangeMatcher[] =>
    taint[key].map((entry, i) => {
      const { formula } = entry;
      const place = [...at, key, i];
      checkRequires('requires' in entry ? entry.requires : undefined, [...place, 'requires'], compiler);
      const matcher = compiler.formula(formula, [...place, 'formula'], compiler);
      matchers.set(formula, matcher);
      return matcher;
    });
  const [sources, sinks] = [compileEntries('sources'), compileEntries('sinks')];
  compileEntries('sanitizers');
  compileEntries('propagators');
  const mayHold = (list: readonly RangeMatcher[], view: DocumentView): boolean => list.some((one) => one.mayHold(view));
  return {
    errors: compiler.errors,
    binds: [],
    find: (view) => {
      if (!mayHold(sources, view) || !mayHold(sinks, view)) return [];
      return findRuleTaint(view, taint, compiler.options, (formula) =>
        distinct(found(matchers.get(formula)!, view, compiler.options)),
      );
    },
  };
}

function checkRequires(requires: string | undefined, at: Path, compiler: RuleCompiler): void {
  if (requires === undefined) return;
  try {
    parseRequires(requires);
  } catch (error) {
    report((error as Error).message, at, compiler);
  }
}
