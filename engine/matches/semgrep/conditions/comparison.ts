import type { Condition } from '../../../model/range-formula.ts';
import { PatternError } from '../pattern-error.ts';
import { fails, holds, report, type Path, type RangeTest, type RuleCompiler } from '../rule-compiler.ts';
import { evaluate } from './comparison/evaluate.ts';
import { parseComparison } from './comparison/parse.ts';
import { ComparisonError, type Comparison } from './comparison/syntax.ts';
import { valueOf } from './code-value.ts';

/** `metavariable-comparison`: what cannot be computed does not hold. */
export function compileComparison(
  { comparison: written, strip }: Extract<Condition, { kind: 'comparison' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeTest {
  let comparison: Comparison;
  try {
    comparison = parseComparison(written);
  } catch (error) {
    if (!(error instanceof ComparisonError || error instanceof PatternError)) throw error;
    report(error.message, [...at, 'comparison'], compiler);
    return () => fails;
  }
  const asked = strip ? asIntegers(comparison) : comparison;
  return ({ bindings }, { view }) => {
    const valueFor = (name: string): ReturnType<typeof valueOf> | undefined =>
      bindings[name] && valueOf(bindings[name], view, compiler.options);
    const result = evaluate(asked, valueFor);
    return result?.type === 'bool' && result.value ? holds : fails;
  };
}

/** `strip`: every metavariable is read as an integer. */
function asIntegers(comparison: Comparison): Comparison {
  switch (comparison.op) {
    case 'metavariable':
      return { op: 'call', name: 'int', arguments: [comparison] };
    case 'list':
      return { ...comparison, of: comparison.of.map(asIntegers) };
    case 'operator':
      return { ...comparison, operands: comparison.operands.map(asIntegers) };
    case 'call':
      return { ...comparison, arguments: comparison.arguments.map(asIntegers) };
    case 'match':
      return { ...comparison, of: asIntegers(comparison.of) };
    case 'value':
      return comparison;
  }
}
