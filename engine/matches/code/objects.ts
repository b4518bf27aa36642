import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, keyName, open, type Node } from './estree.ts';
import { matchSubset } from './lists.ts';
import { metavariableName, privatePrefix, restName } from './placeholders.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './trial.ts';

/** Object literals and object patterns: keys in any order, others allowed (code-patterns.md, section 4). */
export function compileObject(
  pattern: TSESTree.ObjectExpression | TSESTree.ObjectPattern,
  compiler: Compiler,
): NodePattern {
  const written = pattern.properties as readonly (TSESTree.Property | TSESTree.SpreadElement | TSESTree.RestElement)[];
  const rest = written.map(restOf).find((name) => name !== undefined);
  const members = written
    .filter((property) => !isDots(property) && restOf(property) === undefined)
    .map((property) => compileProperty(property, pattern.type, compiler));
  return {
    mayMatch: (node) => open(node).type === pattern.type,
    match: (node, trial, next) => {
      const { properties } = open(node) as { properties: readonly Node[] };
      return matchSubset(members, properties, trial, (matched, taken) => {
        const others = (): Node[] => properties.filter((property) => !taken.has(property));
        return rest === undefined ? next(matched) : bind(rest, { kind: 'list', nodes: others() }, matched, next);
      });
    },
  };
}

function restOf(property: Node): string | undefined {
  return property.type === 'Property' && property.key.type === 'Identifier' ? restName(property.key.name) : undefined;
}

type Container = 'ObjectExpression' | 'ObjectPattern';

/** One property of a pattern; also on its own, as in the pattern `key: value`. */
export function compileProperty(
  property: TSESTree.Property | TSESTree.SpreadElement | TSESTree.RestElement,
  container: Container,
  compiler: Compiler,
): NodePattern {
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
  if (key.type === 'Identifier' && metavariableName(key.name) === undefined && !key.name.startsWith(privatePrefix)) {
    return exactly((node) => keyName(keyed(node)) === key.name && keyed(node).key.type !== 'PrivateIdentifier');
  }
  if (key.type === 'Literal' && !isSpecial(key)) return exactly((node) => keyName(keyed(node)) === String(key.value));
  const name = key.type === 'Literal' ? compiler.expression(key) : compiler.name(key);
  return {
    mayMatch: (node, view) => !keyed(node).computed && name.mayMatch(keyed(node).key, view),
    match: (node, trial, next) => name.match(keyed(node).key, trial, next),
  };
}

function isSpecial({ value }: TSESTree.Literal): boolean {
  return (
    typeof value === 'string' && (value === '...' || value.startsWith('=~/') || metavariableName(value) !== undefined)
  );
}

function exactly(fits: (node: Node) => boolean): NodePattern {
  return { mayMatch: fits, match: (node: Node, trial: Trial, next: Next) => fits(node) && next(trial) };
}
