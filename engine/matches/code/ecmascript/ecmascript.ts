import type { CodeAdapter } from '../adapter.ts';
import { bindingOf } from './binding.ts';
import { functionAt, isDeclaration, isMember, isServerAction } from './declared.ts';
import { essenceOf, passesOf } from './essence.ts';
import { flattened } from './flattened.ts';
import { asNode, impliedExpression, impliedStatement, isExpressionNode } from './estree.ts';
import { parsePattern } from './parse-pattern.ts';
import { compileRoot, siblingsOf } from './roots.ts';
import { isSame, looseName } from './same-code.ts';

/** JavaScript and TypeScript, as ESTree. */
export const ecmascript: CodeAdapter = {
  compile: (text, dialect) => {
    const parsed = parsePattern(text);
    return parsed && { metavariables: parsed.metavariables, root: compileRoot(parsed, dialect) };
  },
  siblingsOf: (view, statement) => siblingsOf(view, asNode(statement)),
  flattened,
  aloneAs: (node) => {
    const expression = impliedExpression(node) ?? asNode(node);
    const forms = isExpressionNode(expression) ? [expression, impliedStatement(expression)] : [expression];
    return [...new Set([...forms, node])];
  },
  inTree: (node) => impliedExpression(node) ?? node,
  bindingOf,
  isSame,
  looseName,
  essenceOf: (node, { index }) => essenceOf(node, index),
  passesOf,
  functionAt,
  isDeclaration,
  isMember,
  isEntry: isServerAction,
};
