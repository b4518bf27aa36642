import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { staticValue } from '../../documents/javascript/constants.ts';
import type { Scalar } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import { open, type Node } from './estree.ts';
import { metavariableName } from './placeholders.ts';
import { bind, type Next, type NodePattern, type Trial } from './trial.ts';

/** A string, number, boolean, null or regular expression in a pattern. */
export function compileLiteral(literal: TSESTree.Literal): NodePattern {
  if ('regex' in literal) return compileRegex(literal.regex);
  const { value } = literal;
  if (typeof value !== 'string') {
    return typeof value === 'bigint' ? compileBigInt(value) : constant((found) => found === (value as Scalar));
  }
  if (value === '...') return constant((found) => typeof found === 'string');
  const expression = stringRegex(value);
  if (expression) return constant((found) => typeof found === 'string' && expression.test(found));
  const name = metavariableName(value);
  return name === undefined ? constant((found) => found === value) : contentOf(name);
}

/** `"=~/re/i"`; throws a SyntaxError for an expression that JavaScript does not know. */
function stringRegex(text: string): RegExp | undefined {
  const [, source, flags] = /^=~\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  return source === undefined ? undefined : new RegExp(source, `${flags ?? ''}u`.replace('uu', 'u'));
}

/** An expression with a static value that fits; a literal is tested without any analysis. */
function constant(fits: (value: Scalar) => boolean): NodePattern {
  const valueFits = (node: Node, view: DocumentView): boolean => {
    const value = staticValue(view, node);
    return value !== undefined && fits(value);
  };
  return {
    mayMatch: (node, view) => mayBeConstant(node) && valueFits(node, view),
    match: (node, trial, next) => valueFits(node, trial.view) && next(trial),
  };
}

function mayBeConstant(node: Node): boolean {
  switch (open(node).type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'Identifier':
    case 'MemberExpression':
      return true;
    default:
      return false;
  }
}

/** `"$X"` binds what a constant string says. */
function contentOf(name: string): NodePattern {
  return {
    mayMatch: mayBeConstant,
    match: (node, trial, next) => {
      const text = staticValue(trial.view, node);
      return typeof text === 'string' && bind(name, { kind: 'content', node: open(node), text }, trial, next);
    },
  };
}

function compileBigInt(value: bigint): NodePattern {
  const fits = (node: Node): boolean => node.type === 'Literal' && node.value === value;
  return { mayMatch: fits, match: (node, trial, next) => fits(node) && next(trial) };
}

/** `/.../` is any expression, `/$X/` binds the source; a pattern without flags accepts any. */
function compileRegex({ pattern, flags }: { pattern: string; flags: string }): NodePattern {
  const name = metavariableName(pattern);
  const isFree = pattern === '...' || name !== undefined;
  const regexOf = (node: Node): { pattern: string; flags: string } | undefined => {
    const literal = open(node);
    return literal.type === 'Literal' && 'regex' in literal ? literal.regex : undefined;
  };
  const fits = (node: Node): boolean => {
    const regex = regexOf(node);
    return regex !== undefined && (isFree || regex.pattern === pattern) && (flags === '' || regex.flags === flags);
  };
  return {
    mayMatch: fits,
    match: (node: Node, trial: Trial, next: Next) => {
      if (!fits(node)) return false;
      if (name === undefined) return next(trial);
      return bind(name, { kind: 'content', node: open(node), text: regexOf(node)!.pattern }, trial, next);
    },
  };
}
