import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { DocumentView } from '../../matcher.ts';
import type { Node } from './estree.ts';
import { metavariableName, typed } from '../placeholders.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';
import { typesOf, type Builtin, type Type } from './types.ts';

/** The type in `($X: T)`, which pattern-text.ts has written as `$X as $$Typed<T>`. */
export function typeOfMetavariable({ typeAnnotation }: TSESTree.TSAsExpression): TSESTree.TypeNode | undefined {
  const isTyped =
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === typed;
  return isTyped ? typeAnnotation.typeArguments?.params[0] : undefined;
}

/** An expression whose type is known: by an annotation, by a value, by `new`. Where nothing is known nothing matches. */
export function compileTyped(
  pattern: TSESTree.TSAsExpression,
  type: TSESTree.TypeNode,
  compiler: Compiler,
): NodePattern {
  const expression = compiler.whole(pattern.expression);
  const wanted = compileType(type, compiler);
  const { dialect } = compiler;
  return {
    mayMatch: (node, view) =>
      expression.mayMatch(node, view) && typesOf(view, node, dialect).some((found) => wanted.mayMatch(found, view)),
    match: (node, trial, next) =>
      expression.match(node, trial, (extended) =>
        typesOf(trial.view, node, dialect).some(
          (found) => wanted.mayMatch(found, trial.view) && wanted.match(found, node, extended, next),
        ),
      ),
  };
}

interface TypePattern {
  mayMatch(type: Type, view: DocumentView): boolean;
  /** `at`: the expression that is of this type. */
  match(type: Type, at: Node, trial: Trial, next: Next): boolean;
}

function compileType(type: TSESTree.TypeNode, compiler: Compiler): TypePattern {
  const annotation = compiler.whole(type);
  const wanted = builtinNamed(type);
  const name = nameOf(type);
  const named = name && compiler.whole(name);
  const metavariable = name?.type === 'Identifier' ? metavariableName(name.name) : undefined;
  /** What a found type is compared as: a name where both sides are no more than that, so that imports resolve. */
  const compared = (found: Exclude<Type, { kind: 'builtin' }>): readonly [NodePattern, Node] | undefined => {
    if (found.kind === 'class') return named && [named, found.node];
    const foundName = named && nameOf(found.node);
    return foundName ? [named!, foundName] : [annotation, found.node];
  };
  return {
    mayMatch: (found, view) => {
      const builtin = found.kind === 'builtin' ? found.name : builtinNamed(found.node);
      if (builtin && (wanted || found.kind === 'builtin')) return metavariable !== undefined || fits(wanted, builtin);
      const pair = found.kind === 'builtin' ? undefined : compared(found);
      return pair !== undefined && pair[0].mayMatch(pair[1], view);
    },
    match: (found, at, trial, next) => {
      if (found.kind === 'builtin')
        return metavariable === undefined ? next(trial) : bindBuiltin(metavariable, found.name, at, trial, next);
      if (wanted && builtinNamed(found.node)) return next(trial);
      const [pattern, node] = compared(found)!;
      return pattern.match(node, trial, next);
    },
  };
}

function fits(wanted: Builtin | 'int' | undefined, found: Builtin | 'int'): boolean {
  return wanted === found || (wanted === 'number' && found === 'float');
}

/** A type that stands nowhere is a name at the place of its expression. */
function bindBuiltin(metavariable: string, name: string, { range, loc }: Node, trial: Trial, next: Next): boolean {
  const node = { type: 'Identifier', name, range, loc } as Node;
  return bind(metavariable, { kind: 'name', node }, trial, next);
}

/** Names of other languages are those of a pattern for several. */
const builtins: Readonly<Record<string, Builtin | 'int'>> = {
  ...{ string: 'string', String: 'string', str: 'string', bool: 'boolean', boolean: 'boolean', Boolean: 'boolean' },
  ...{ float: 'float', Float: 'float', double: 'float', Double: 'float', number: 'number', regexp: 'regexp' },
  ...{ int: 'int', Int: 'int', Integer: 'int', long: 'int', Long: 'int' },
};

function builtinNamed(type: Node): Builtin | 'int' | undefined {
  switch (type.type) {
    case 'TSStringKeyword':
      return 'string';
    case 'TSNumberKeyword':
      return 'number';
    case 'TSBooleanKeyword':
      return 'boolean';
    case 'TSNullKeyword':
      return 'null';
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && !type.typeArguments && Object.hasOwn(builtins, type.typeName.name)
        ? builtins[type.typeName.name]
        : undefined;
    default:
      return undefined;
  }
}

/** The name that a type without arguments is, as an expression. */
function nameOf(type: Node): Node | undefined {
  if (type.type !== 'TSTypeReference' || type.typeArguments) return undefined;
  return asExpression(type.typeName);
}

const expressions = new WeakMap<Node, Node>();

function asExpression(name: TSESTree.EntityName): Node {
  if (name.type !== 'TSQualifiedName') return name;
  let expression = expressions.get(name);
  if (!expression) {
    const { left, right, range, loc } = name;
    const object = asExpression(left);
    const member = { type: 'MemberExpression', object, property: right, computed: false, optional: false, range, loc };
    expressions.set(name, (expression = member as unknown as Node));
  }
  return expression;
}
