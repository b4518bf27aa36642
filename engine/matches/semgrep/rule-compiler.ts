import type { Condition, RangeFormula, RangeOptions } from '../../model/range-formula.ts';
import type { LocalBindings, ValueError } from '../matcher.ts';
import type { CodeRange } from './code-range.ts';
import type { RangeMatcher, Scene } from './range-matcher.ts';

/** Where a value stands in the rule: what `inspect` reports. */
export type Path = readonly (string | number)[];

/** What compiles the parts of one rule; each kind of part has a file of its own that is given this. */
export interface RuleCompiler {
  /** The language that patterns are written in at this point. */
  readonly language: string;
  readonly options: RangeOptions;
  /** Below `pattern-inside`: a pattern that ends with `...` reaches as far as it can. */
  readonly isFrame: boolean;
  /** Inside `metavariable-pattern`: the code that is bound is the positive that a formula otherwise needs. */
  readonly isNested: boolean;
  readonly errors: ValueError[];
  formula(formula: RangeFormula, at: Path, compiler: RuleCompiler): RangeMatcher;
  condition(condition: Condition, at: Path, compiler: RuleCompiler): RangeTest;
}

/** What a condition adds to the bindings of a range, in each way in which it holds; nothing if it does not hold. */
export type RangeTest = (range: CodeRange, scene: Scene) => readonly LocalBindings[];

export const holds: readonly LocalBindings[] = [{}];
export const fails: readonly LocalBindings[] = [];

export function report(message: string, at: Path, { errors }: RuleCompiler): void {
  errors.push({ path: at, message });
}
