import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Constant } from '../../../model/constant.ts';
import type { Scalar } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { constantOf } from './constant-of.ts';
import { open, type Node } from './estree.ts';
import { metavariableName } from '../placeholders.ts';
import { stringExpression } from '../string-expression.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';

/** A string, number, boolean, null or regular expression in a pattern: any expression that is known to have this value. */
export function compileLiteral(literal: TSESTree.Literal, compiler: Compiler): NodePattern {
  if ('regex' in literal) return compileRegex(literal.regex, compiler);
  const { value } = literal;
  if (typeof value === 'bigint') return compileBigInt(value);
  if (typeof value !== 'string') return constant((found) => isValue(found, value), compiler);
  if (value === '...') return constant(isString, compiler);
  const expression = stringExpression(value, compiler.dialect);
  if (expression) return constant((found) => isText(found) && expression(found.value), compiler);
  const name = metavariableName(value);
  return name === undefined
    ? constant((found) => isValue(found, value), compiler)
    : content(name, (found) => (isText(found) ? found.value : undefined), compiler);
}

function isValue(found: Constant, value: Scalar): boolean {
  return found.kind === 'literal' && found.value === value;
}

function isText(found: Constant): found is { kind: 'literal'; value: string } {
  return found.kind === 'literal' && typeof found.value === 'string';
}

/** Also one of which only this is known. */
function isString(found: Constant): boolean {
  return isText(found) || (found.kind === 'some' && found.type === 'string');
}

function constant(fits: (value: Constant) => boolean, { dialect }: Compiler): NodePattern {
  const valueFits = (node: Node, view: DocumentView): boolean => {
    const found = constantOf(view, node, dialect);
    return found !== undefined && fits(found);
  };
  return {
    mayMatch: (node, view) => mayBeConstant(node) && valueFits(node, view),
    match: (node, trial, next) => valueFits(node, trial.view) && next(trial),
  };
}

/** The cheap question before any analysis. */
function mayBeConstant(node: Node): boolean {
  switch (open(node).type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'UnaryExpression':
    case 'Identifier':
    case 'MemberExpression':
      return true;
    default:
      return false;
  }
}

/** Binds what stands inside of the quotes. */
function content(name: string, textOf: (value: Constant) => string | undefined, { dialect }: Compiler): NodePattern {
  return {
    mayMatch: mayBeConstant,
    match: (node, trial, next) => {
      const found = constantOf(trial.view, node, dialect);
      const text = found && textOf(found);
      return text !== undefined && bind(name, { kind: 'content', node: open(node), text }, trial, next);
    },
  };
}

function compileBigInt(value: bigint): NodePattern {
  const fits = (node: Node): boolean => node.type === 'Literal' && node.value === value;
  return { mayMatch: fits, match: (node: Node, trial: Trial, next: Next) => fits(node) && next(trial) };
}

/** `/.../` is any expression, `/$X/` binds the source; a pattern without flags accepts any. */
function compileRegex({ pattern, flags }: { pattern: string; flags: string }, compiler: Compiler): NodePattern {
  const name = metavariableName(pattern);
  const isFree = pattern === '...' || name !== undefined;
  const fits = (found: Constant): boolean =>
    found.kind === 'regex' && (isFree || found.pattern === pattern) && (flags === '' || found.flags === flags);
  return name === undefined
    ? constant(fits, compiler)
    : content(name, (found) => (fits(found) && found.kind === 'regex' ? found.pattern : undefined), compiler);
}
