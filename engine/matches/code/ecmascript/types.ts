import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { fieldOf, injectedParameter } from '../../../documents/javascript/fields.ts';
import { valueAssignedOnce } from '../../../documents/javascript/initialiser.ts';
import { variableOf } from '../../../documents/javascript/scope.ts';
import type { Constant } from '../../../model/constant.ts';
import type { DocumentView } from '../../matcher.ts';
import { constantOf } from './constant-of.ts';
import type { Dialect } from '../dialect.ts';
import { open, type Node } from './estree.ts';

/** A number that is written down is a `float` to Semgrep, which is a `number` too. */
export type Builtin = 'string' | 'number' | 'float' | 'boolean' | 'regexp' | 'null';

/** What is known of an expression's type. Nothing is inferred beyond what Semgrep infers (Naming_AST, Typing). */
export type Type =
  | { readonly kind: 'builtin'; readonly name: Builtin }
  | { readonly kind: 'annotation'; readonly node: TSESTree.TypeNode }
  /** Of the class that this expression names: what stands after `new`. */
  | { readonly kind: 'class'; readonly node: Node };

const none: readonly Type[] = [];
const deepest = 20;

/** All that is known; several where an annotation and a value both tell. */
export function typesOf(view: DocumentView, outer: Node, dialect: Dialect, depth = 0): readonly Type[] {
  if (depth > deepest) return none;
  const own = assertedType(outer);
  if (own) return [{ kind: 'annotation', node: own }];
  const node = open(outer);
  const inner = (one: Node): readonly Type[] => typesOf(view, one, dialect, depth + 1);
  switch (node.type) {
    case 'Identifier':
      return [...valueTypes(view, node, dialect), ...declaredTypes(view, node, inner), ...nameAsType(node, dialect)];
    case 'MemberExpression':
      return [
        ...valueTypes(view, node, dialect),
        ...fieldTypes(view, node, inner, dialect),
        ...(node.computed ? none : nameAsType(node.property, dialect)),
      ];
    case 'NewExpression':
      return [{ kind: 'class', node: node.callee }];
    case 'UnaryExpression':
      return node.operator === '!' ? [builtin('boolean')] : valueTypes(view, node, dialect);
    case 'BinaryExpression':
      return isComparison(node.operator) ? [builtin('boolean')] : valueTypes(view, node, dialect);
    case 'LogicalExpression':
      return isBoolean(node, inner, dialect) ? [builtin('boolean')] : valueTypes(view, node, dialect);
    case 'ConditionalExpression':
      return inner(node.consequent).filter((type) => inner(node.alternate).some((other) => isSameType(type, other)));
    default:
      return valueTypes(view, node, dialect);
  }
}

function builtin(name: Builtin): Type {
  return { kind: 'builtin', name };
}

function valueTypes(view: DocumentView, node: Node, dialect: Dialect): readonly Type[] {
  const constant = constantOf(view, node, dialect);
  const name = constant && builtinOf(constant);
  return name ? [builtin(name)] : none;
}

function builtinOf(constant: Constant): Builtin | undefined {
  if (constant.kind === 'regex') return 'regexp';
  const type = constant.kind === 'some' ? constant.type : constant.value === null ? 'null' : typeof constant.value;
  return type === 'number' ? 'float' : (type as Builtin);
}

/** By its annotation, else by what it is declared with, whatever is assigned later. */
function declaredTypes(
  view: DocumentView,
  node: TSESTree.Identifier,
  inner: (one: Node) => readonly Type[],
): readonly Type[] {
  const variable = variableOf(view, node);
  const name = variable?.identifiers[0];
  const annotation = name && 'typeAnnotation' in name ? name.typeAnnotation : undefined;
  if (annotation) return [{ kind: 'annotation', node: annotation.typeAnnotation }];
  const definition = variable?.defs[0];
  const init =
    definition?.type === 'Variable' && definition.node.id === name
      ? definition.node.init
      : valueAssignedOnce(view, node);
  return init && isTelling(open(init)) ? inner(init) : none;
}

/** Of an initialiser only these say a type. */
function isTelling({ type }: Node): boolean {
  return type === 'Literal' || type === 'NewExpression' || type === 'Identifier';
}

/** A field of the class around, by its annotation, by what it begins with or by the parameter that it is. */
function fieldTypes(
  view: DocumentView,
  member: TSESTree.MemberExpression,
  inner: (one: Node) => readonly Type[],
  { semgrep }: Dialect,
): readonly Type[] {
  const field = fieldOf(view, member) ?? injectedParameter(view, member, semgrep ? 'semgrep' : 'native');
  if (field?.typeAnnotation) return [{ kind: 'annotation', node: field.typeAnnotation.typeAnnotation }];
  const value = field?.type === 'PropertyDefinition' ? field.value : undefined;
  return value && isTelling(open(value)) ? inner(value) : none;
}

/** Semgrep takes a name for its own type where it knows no other: `C` itself is a `C`. */
function nameAsType(node: Node, { semgrep }: Dialect): readonly Type[] {
  return semgrep && node.type === 'Identifier' ? [{ kind: 'class', node }] : none;
}

function assertedType(node: Node): TSESTree.TypeNode | undefined {
  return node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion' ? node.typeAnnotation : undefined;
}

function isComparison(operator: string): boolean {
  return /^([=!]==?|[<>]=?|in|instanceof)$/.test(operator);
}

/** Semgrep takes any `&&` for a boolean, and any `||` with one that is. */
function isBoolean(
  { operator, left, right }: TSESTree.LogicalExpression,
  inner: (one: Node) => readonly Type[],
  { semgrep }: Dialect,
): boolean {
  if (operator === '??') return false;
  const [first, second] = [left, right].map((node) =>
    inner(node).some((type) => type.kind === 'builtin' && type.name === 'boolean'),
  );
  if (!semgrep) return first! && second!;
  return operator === '&&' || first! || second!;
}

function isSameType(a: Type, b: Type): boolean {
  if (a.kind === 'builtin') return b.kind === 'builtin' && a.name === b.name;
  return a.kind === b.kind && nameIn(a.node) !== undefined && nameIn(a.node) === nameIn(b.node);
}

function nameIn(node: Node): string | undefined {
  if (node.type === 'TSTypeReference') return nameIn(node.typeName);
  return node.type === 'Identifier' ? node.name : undefined;
}
