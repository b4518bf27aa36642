import type { Condition } from '../../../model/range-formula.ts';
import type { PcreExpression } from '../../expression/pcre.ts';
import { searchPcre } from '../../expression/pcre-search.ts';
import { PatternError } from '../pattern-error.ts';
import { compileRegex, groupBindings } from '../regex.ts';
import { fails, report, type Path, type RangeTest, type RuleCompiler } from '../rule-compiler.ts';
import { textOf } from './comparison/evaluate.ts';
import { contentOf, sourceText, valueOf } from './code-value.ts';

/** `metavariable-regex`: anchored at the beginning of what is bound, as it is written. */
export function compileRegexCondition(
  { name, regex: written, constantPropagation }: Extract<Condition, { kind: 'regex' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeTest {
  let regex: PcreExpression;
  try {
    regex = compileRegex(written, { anchored: true });
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    report(error.message, [...at, 'regex'], compiler);
    return () => fails;
  }
  const { options } = compiler;
  const ofConstants = constantPropagation && options.constant_propagation !== false;
  return ({ bindings }, { view }) => {
    const binding = bindings[name];
    if (!binding?.range) return fails;
    const text = ofConstants ? textOf(valueOf(binding, view, options)) : sourceText(binding, view);
    if (text === undefined) return fails;
    const start = (contentOf(binding, view) ?? { range: binding.range }).range[0];
    const { path } = view.document.file;
    return searchPcre(regex, text).map((match) => groupBindings(match, start, text, path));
  };
}
