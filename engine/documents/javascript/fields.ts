import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Propagation } from '../../model/constant.ts';
import type { Analysed } from './scope.ts';

type Node = TSESTree.Node;

/** The field that `this.x` means: one of the class around it. */
export function fieldOf(view: Analysed, member: TSESTree.MemberExpression): TSESTree.PropertyDefinition | undefined {
  return fieldIn(classAround(view, member), nameOf(member));
}

/**
 * What the field `this.x` begins with, if nothing in its class assigns to it. Code outside may: only what it cannot reach
 * is known for sure; Semgrep does not ask.
 */
export function fieldValue(
  view: Analysed,
  member: TSESTree.MemberExpression,
  propagation: Propagation,
): Node | undefined {
  const name = nameOf(member);
  const body = name === undefined ? undefined : classAround(view, member);
  const field = fieldIn(body, name);
  if (!field?.value || (propagation === 'native' && !isClosed(field))) return undefined;
  return writtenFields(view, body!).has(name!) ? undefined : field.value;
}

/**
 * The parameter of the constructor that `this.x` comes from: one that is a property as well, and, as Semgrep has it, any
 * of a class that Angular fills in (`@Injectable`, `@Component`), and no other.
 */
export function injectedParameter(
  view: Analysed,
  member: TSESTree.MemberExpression,
  propagation: Propagation,
): TSESTree.Identifier | undefined {
  const name = nameOf(member);
  const body = name === undefined ? undefined : classAround(view, member);
  const constructor = body?.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor');
  if (constructor?.type !== 'MethodDefinition') return undefined;
  const isFilled = isInjected(parentOf(view, body!) as TSESTree.ClassDeclaration);
  return constructor.value.params
    .filter(({ type }) => isFilled || (propagation === 'native' && type === 'TSParameterProperty'))
    .map(parameterName)
    .find((identifier) => identifier?.name === name);
}

function isInjected({ decorators }: TSESTree.ClassDeclaration | TSESTree.ClassExpression): boolean {
  return decorators.some(({ expression }) => {
    const decorator = expression.type === 'CallExpression' ? expression.callee : expression;
    return decorator.type === 'Identifier' && /^(Injectable|Component)$/.test(decorator.name);
  });
}

function parameterName(parameter: TSESTree.Parameter): TSESTree.Identifier | undefined {
  const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const name = target.type === 'AssignmentPattern' ? target.left : target;
  return name.type === 'Identifier' ? name : undefined;
}

function fieldIn(
  body: TSESTree.ClassBody | undefined,
  name: string | undefined,
): TSESTree.PropertyDefinition | undefined {
  if (!body || name === undefined) return undefined;
  return body.body.find(
    (one): one is TSESTree.PropertyDefinition =>
      one.type === 'PropertyDefinition' && !one.static && keyOf(one.key, one.computed) === name,
  );
}

function isClosed({ key, readonly, accessibility }: TSESTree.PropertyDefinition): boolean {
  return readonly || accessibility === 'private' || key.type === 'PrivateIdentifier';
}

function nameOf({ object, property, computed }: TSESTree.MemberExpression): string | undefined {
  return object.type === 'ThisExpression' ? keyOf(property, computed) : undefined;
}

/** The name under which a member, property or field is found; nothing for a computed one. Private names keep their `#`. */
function keyOf(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return typeof key.value === 'string' ? key.value : undefined;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** A function that is no method has a `this` of its own. */
function classAround(view: Analysed, node: Node): TSESTree.ClassBody | undefined {
  let below = node;
  for (let up = parentOf(view, node); up; [below, up] = [up, parentOf(view, up)]) {
    if (up.type === 'ClassBody') return up;
    if (below.type === 'FunctionDeclaration') return undefined;
    if (below.type === 'FunctionExpression' && up.type !== 'MethodDefinition') return undefined;
  }
  return undefined;
}

function parentOf(view: Analysed, node: Node): Node | undefined {
  return view.index.parent(node) as Node | undefined;
}

const WRITTEN = Symbol('written fields');

/** Names of the fields of `this` that code in a class assigns to. */
function writtenFields(view: Analysed, body: TSESTree.ClassBody): ReadonlySet<string> {
  const known = view.memo(WRITTEN, () => new Map<Node, ReadonlySet<string>>());
  let names = known.get(body);
  if (!names) known.set(body, (names = new Set(targetsIn(view, body).flatMap((target) => nameOf(target) ?? []))));
  return names;
}

function targetsIn(view: Analysed, body: Node): readonly TSESTree.MemberExpression[] {
  const targets: TSESTree.MemberExpression[] = [];
  const stack: Node[] = [body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'MemberExpression' && isWritten(view, node)) targets.push(node);
    stack.push(...((view.document.tree?.children(node) ?? []) as readonly Node[]));
  }
  return targets;
}

/** Assigned, counted, deleted, or a target of destructuring. */
function isWritten(view: Analysed, member: TSESTree.MemberExpression): boolean {
  const parent = parentOf(view, member);
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === member;
    case 'Property':
      return parent.value === member && parentOf(view, parent)?.type === 'ObjectPattern';
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    default:
      return false;
  }
}
