import type { Condition } from '../../../model/range-formula.ts';
import { compileLeaf, type Leaf } from '../leaf.ts';
import { PatternError } from '../pattern-error.ts';
import { fails, holds, report, type Path, type RangeTest, type RuleCompiler } from '../rule-compiler.ts';
import { contentOf, sourceText } from './code-value.ts';
import { compileComparison } from './comparison.ts';
import { hasHighEntropy } from './entropy.ts';
import { compilePatternCondition } from './pattern.ts';
import { isSlowRegex } from './redos.ts';
import { compileRegexCondition } from './regex.ts';

/** Compiles a condition on a metavariable; about one that is not bound, none holds. */
export function compileCondition(condition: Condition, at: Path, compiler: RuleCompiler): RangeTest {
  switch (condition.kind) {
    case 'regex':
      return compileRegexCondition(condition, at, compiler);
    case 'pattern':
      return compilePatternCondition(condition, at, compiler);
    case 'comparison':
      return compileComparison(condition, at, compiler);
    case 'analysis':
      return analysis(condition);
    case 'type':
      return typeCondition(condition, at, compiler);
    case 'name':
      return ({ bindings }) => {
        const from = bindings[condition.name]?.imported?.from;
        return from !== undefined && condition.names.includes(from) ? holds : fails;
      };
  }
}

function analysis({ name, analyzer }: Extract<Condition, { kind: 'analysis' }>): RangeTest {
  const analyze = analyzer === 'entropy' ? hasHighEntropy : isSlowRegex;
  return ({ bindings }, { view }) => {
    const binding = bindings[name];
    if (!binding?.range) return fails;
    const content = contentOf(binding, view);
    const text = content && binding.content !== true ? unescaped(content.text) : sourceText(binding, view);
    return analyze(text) ? holds : fails;
  };
}

function unescaped(text: string): string {
  return text.replace(/\\([\\'"])/g, '$1');
}

/** `metavariable-type` says of a metavariable what the pattern `($X: T)` does. */
function typeCondition(
  { name, types }: Extract<Condition, { kind: 'type' }>,
  at: Path,
  compiler: RuleCompiler,
): RangeTest {
  const leaves: Leaf[] = [];
  for (const type of types) {
    try {
      leaves.push(compileLeaf(`($_: ${type})`, compiler.language, compiler.options));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      report(`'${type}' is not understood as a type.`, [...at, 'types'], compiler);
    }
  }
  return ({ bindings }, { view }) => {
    const { node, range } = bindings[name] ?? {};
    if (!node || !range) return fails;
    const quest = { given: {}, extent: { range, nodes: [node] }, longest: false, isNested: true };
    const isOfType = (leaf: Leaf): boolean =>
      leaf.find(view, quest).some((found) => found.range[0] <= range[0] && range[1] <= found.range[1]);
    return leaves.some(isOfType) ? holds : fails;
  };
}
