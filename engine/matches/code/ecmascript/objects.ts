import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, isDotsStatement, keyName, open, type Node } from './estree.ts';
import { matchSubset } from '../lists.ts';
import { metavariableName, privatePrefix, restName } from '../placeholders.ts';
import { stringExpression } from '../string-expression.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';

/** Object literals and object patterns (code-patterns.md, section 4). */
export function compileObject(
  pattern: TSESTree.ObjectExpression | TSESTree.ObjectPattern,
  compiler: Compiler,
): NodePattern {
  const compile = (field: Node): NodePattern => compileProperty(field as Field, pattern.type, compiler);
  const fields = compileFields(pattern.properties, compile, compiler);
  return {
    mayMatch: (node) => open(node).type === pattern.type,
    match: (node, trial, next) =>
      fields((open(node) as { properties: readonly Node[] } & Node).properties, trial, next),
  };
}

/** Properties or members in any order; others are allowed, and `$...REST` takes them. */
export function compileFields(
  written: readonly Node[],
  compile: (field: Node) => NodePattern,
  { dialect }: Compiler,
): (nodes: readonly Node[], trial: Trial, next: Next) => boolean {
  const isFree = (field: Node): boolean => isDots(field) || isDotsStatement(field) || restOf(field) !== undefined;
  const rest = written.map(restOf).find((name) => name !== undefined);
  const patterns = written.filter((field) => !isFree(field)).map(compile);
  const isClosed = dialect.options.implicit_ellipsis === false && !written.some(isFree);
  return (nodes, trial, next) =>
    matchSubset(patterns, nodes, trial, (matched, taken) => {
      if (isClosed && taken.size < nodes.length) return false;
      const others = (): Node[] => nodes.filter((node) => !taken.has(node));
      return rest === undefined ? next(matched) : bind(rest, { kind: 'list', nodes: others() }, matched, next);
    });
}

const isFieldType = new Set(['Property', 'PropertyDefinition', 'TSPropertySignature']);

function restOf(field: Node): string | undefined {
  return isFieldType.has(field.type) && 'key' in field && field.key.type === 'Identifier'
    ? restName(field.key.name)
    : undefined;
}

type Field = TSESTree.Property | TSESTree.SpreadElement | TSESTree.RestElement;
type Container = 'ObjectExpression' | 'ObjectPattern';

/** One property of a pattern; also on its own, as in the pattern `key: value`. */
export function compileProperty(property: Field, container: Container, compiler: Compiler): NodePattern {
  const compile = container === 'ObjectPattern' ? compiler.target : compiler.expression;
  if (property.type !== 'Property') return spread(property.type, compile(property.argument));
  const key = compileKey(property, compiler);
  const value = compile(property.value);
  const isAccessor = property.kind !== 'init';
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'Property' || (isAccessor && node.kind !== property.kind)) return false;
      return key.mayMatch(node, view) && value.mayMatch(node.value, view);
    },
    match: (node, trial, next) => {
      const { value: found } = node as TSESTree.Property;
      return key.match(node, trial, (extended) => value.match(found, extended, next));
    },
  };
}

function spread(type: Node['type'], argument: NodePattern): NodePattern {
  const argumentOf = (node: Node): Node => (node as TSESTree.SpreadElement).argument;
  return {
    mayMatch: (node, view) => node.type === type && argument.mayMatch(argumentOf(node), view),
    match: (node, trial, next) => argument.match(argumentOf(node), trial, next),
  };
}

interface Keyed {
  readonly key: Node;
  readonly computed: boolean;
}

/** The key of a property or class member, asked about the property as a whole: `k` is `'k'`, and `$K` takes any that is not computed. */
export function compileKey({ key, computed }: Keyed, compiler: Compiler): NodePattern {
  const keyed = (node: Node): Keyed => node as unknown as Keyed;
  if (computed) {
    const expression = compiler.expression(key);
    return {
      mayMatch: (node, view) => keyed(node).computed && expression.mayMatch(keyed(node).key, view),
      match: (node, trial, next) => expression.match(keyed(node).key, trial, next),
    };
  }
  if (key.type === 'Literal') return compileWrittenKey(String(key.value), compiler);
  if (key.type === 'Identifier' && metavariableName(key.name) === undefined && !key.name.startsWith(privatePrefix))
    return exactly((name) => name === key.name);
  const name = compiler.name(key);
  return {
    mayMatch: (node, view) => !keyed(node).computed && name.mayMatch(keyed(node).key, view),
    match: (node, trial, next) => name.match(keyed(node).key, trial, next),
  };
}

/** `"k"` is `k`, and so is `"$K"` the same as `$K`. */
function compileWrittenKey(text: string, compiler: Compiler): NodePattern {
  if (metavariableName(text) !== undefined)
    return compileKey({ key: { type: 'Identifier', name: text } as Node, computed: false }, compiler);
  const expression = stringExpression(text, compiler.dialect);
  return exactly((name) => (expression ? expression(name) : name === text));
}

function exactly(fits: (name: string) => boolean): NodePattern {
  const keyFits = (node: Node): boolean => {
    const { key, computed } = node as unknown as Keyed;
    if (computed || key.type === 'PrivateIdentifier') return false;
    const name = keyName({ key, computed });
    return name !== undefined && fits(name);
  };
  return { mayMatch: keyFits, match: (node: Node, trial: Trial, next: Next) => keyFits(node) && next(trial) };
}
