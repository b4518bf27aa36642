import type { TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { RangeOptions, RangeRule } from '../../model/range-formula.ts';
import { speaksOfCode } from '../code/documents.ts';
import type { DocumentView, LocalBinding, LocalBindings, MapAnchor, PreparedAnchor } from '../matcher.ts';
import { extend } from '../unify-text.ts';
import { isWithin } from './code-range.ts';
import { constantOf, sourceText } from './conditions/code-value.ts';
import { compileRule, type CompiledRule, type RuleFinding } from './rule.ts';

/** The findings of one Semgrep rule. No policy names it: it is what rules of that format become. */
export const semgrep: MapAnchor = {
  name: 'semgrep',
  station: 'map',
  documentation: 'A rule in Semgrep’s format: what its formula, or its taint mode, finds.',
  schema: { type: 'object' },
  inspect: (value) => {
    const { binds, errors } = compileRule(ruleOf(value), ['semgrep']);
    return { binds, errors };
  },
  prepare: (value) => {
    const rule = ruleOf(value);
    return prepareRule(rule, compileRule(rule, ['semgrep']));
  },
};

/** The value is a rule as `policies/semgrep/` reads it from a file. */
function ruleOf({ semgrep: rule }: AnchorValue): RangeRule {
  return rule as unknown as RangeRule;
}

function prepareRule({ language, options }: RangeRule, rule: CompiledRule): PreparedAnchor {
  const key = Symbol('findings');
  const findings = (view: DocumentView): ReadonlyMap<TreeNode, RuleFinding> =>
    view.memo(key, () => new Map(rule.find(view).map((finding) => [{ type: 'match', range: finding.range }, finding])));
  return {
    needs: language === 'generic' || language === 'regex' ? 'text' : 'tree',
    speaksOf: (path, family) => (language === 'javascript' ? speaksOfCode(path, family) : true),
    candidates: (view, scope) => {
      const nodes = [...findings(view).keys()];
      return scope === undefined || scope === view.fileNode
        ? nodes
        : nodes.filter((node) => isWithin(node.range, scope.range));
    },
    match: (view, node, bindings) => {
      const finding = findings(view).get(node);
      if (!finding) return [];
      const matches = extend(bindings, Object.entries(shown(finding.bindings, view, options)));
      return finding.flow ? matches.map((match) => ({ ...match, flow: finding.flow! })) : matches;
    },
  };
}

/** As Semgrep shows them in messages: strings with their quotes, whatever else as it is written; `value($X)` is a constant. */
function shown(bindings: LocalBindings, view: DocumentView, options: RangeOptions): LocalBindings {
  const { path } = view.document.file;
  return Object.fromEntries(
    Object.entries(bindings).map(([name, binding]): [string, LocalBinding] => {
      const { node, nodes, range, content } = binding;
      const text = sourceText(binding, view);
      const value = constantOf(binding, view, options);
      return [
        name,
        {
          text,
          path,
          ...(value !== undefined && { value }),
          ...(node && { node }),
          ...(nodes && { nodes }),
          ...(range && { range }),
          ...(content && { content }),
        },
      ];
    }),
  );
}
