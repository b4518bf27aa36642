import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { staticValue } from '../../flow/constants/constants.ts';
import { initialiserOf } from '../../documents/javascript/initialiser.ts';
import { declarationOf } from '../../documents/javascript/scope.ts';
import { canonicalNames } from '../code/ecmascript/aliases.ts';
import { asNode, keyName, open, type Node } from '../code/ecmascript/estree.ts';
import type { DocumentView, LocalBinding } from '../matcher.ts';
import { staticBinding } from './static-binding.ts';
import type { Extractor, Item } from './inventory.ts';

const frameworks: Readonly<Record<string, string>> = {
  'process.env': 'node',
  'globalThis.process.env': 'node',
  'import.meta.env': 'vite',
  'Bun.env': 'bun',
  'Deno.env': 'deno',
};

/** Reads of single variables. The environment handed on as a whole (`schema.parse(process.env)`) is no read. */
export const envReads: Extractor = (view) =>
  view.index
    .ofTypes(['MemberExpression', 'CallExpression', 'ObjectPattern'])
    .flatMap((node) => readsAt(view, asNode(node)));

function readsAt(view: DocumentView, node: Node): readonly Item[] {
  switch (node.type) {
    case 'MemberExpression':
      return memberRead(view, node);
    case 'CallExpression':
      return denoRead(view, node);
    case 'ObjectPattern':
      return destructured(view, node);
    default:
      return [];
  }
}

function memberRead(view: DocumentView, member: TSESTree.MemberExpression): readonly Item[] {
  const framework = frameworkOf(view, member.object);
  if (framework === undefined || framework === 'deno') return [];
  const access = isWritten(view, member) ? 'write' : 'read';
  return [
    item(view, {
      node: member,
      name: nameOf(view, member, member),
      access,
      framework,
      fallback: fallbackOf(view, member),
    }),
  ];
}

function denoRead(view: DocumentView, call: TSESTree.CallExpression): readonly Item[] {
  const callee = open(call.callee);
  if (callee.type !== 'MemberExpression' || frameworkOf(view, callee.object) !== 'deno') return [];
  const method = keyName({ key: callee.property, computed: callee.computed });
  const [argument] = call.arguments;
  if ((method !== 'get' && method !== 'set') || !argument) return [];
  const name = staticBinding(view, argument, staticValue(view, argument));
  const access = method === 'get' ? 'read' : 'write';
  return [item(view, { node: call, name, access, framework: 'deno', fallback: fallbackOf(view, call) })];
}

/** `const {X, Y: y = 'default'} = process.env`. */
function destructured(view: DocumentView, pattern: TSESTree.ObjectPattern): readonly Item[] {
  const parent = view.index.parent(pattern);
  const source = parent && sourceOf(asNode(parent), pattern);
  const framework = source && frameworkOf(view, source);
  if (framework === undefined || framework === 'deno') return [];
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const fallback = property.value.type === 'AssignmentPattern' ? property.value.right : undefined;
    return [
      item(view, { node: property, name: nameOf(view, property.key, property), access: 'read', framework, fallback }),
    ];
  });
}

function sourceOf(parent: Node, pattern: Node): Node | undefined {
  if (parent.type === 'VariableDeclarator') return parent.init ?? undefined;
  const isAssigned = parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern';
  return isAssigned && parent.left === pattern ? parent.right : undefined;
}

interface Read {
  readonly node: Node;
  readonly name: LocalBinding;
  readonly access: 'read' | 'write';
  readonly framework: string;
  readonly fallback: Node | undefined;
}

function item(view: DocumentView, { node, name, access, framework, fallback }: Read): Item {
  const attributes = {
    name,
    access: staticBinding(view, node, access),
    framework: staticBinding(view, node, framework),
    ...(fallback && { default: staticBinding(view, fallback, staticValue(view, fallback)) }),
  };
  return { node, attributes };
}

/** The name of `env.X`, `env['X']`, `{X}`; without a value where it is computed. */
function nameOf(
  view: DocumentView,
  at: Node,
  keyed: { computed: boolean } & ({ property: Node } | { key: Node }),
): LocalBinding {
  const key = 'property' in keyed ? keyed.property : keyed.key;
  const value = keyName({ key, computed: keyed.computed }) ?? staticValue(view, key);
  return staticBinding(view, value === undefined ? key : at, value);
}

/** Which environment an expression is, if it is one: by its name, by import, or through a constant. */
function frameworkOf(view: DocumentView, node: Node): string | undefined {
  const expression = open(node);
  const name = dottedName(view, expression);
  const framework = name === undefined ? undefined : frameworks[name];
  if (framework !== undefined) return framework;
  const imported = canonicalNames(view, expression).find((canonical) => canonical in frameworks);
  if (imported !== undefined) return frameworks[imported];
  const initialiser = expression.type === 'Identifier' ? initialiserOf(view, expression) : undefined;
  return initialiser && initialiser.type !== 'Identifier' ? frameworkOf(view, initialiser) : undefined;
}

/** `a.b`, `a['b']` and `import.meta.b`, if `a` is nothing that the file declares. */
function dottedName(view: DocumentView, outer: Node): string | undefined {
  const node = open(outer);
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type === 'Identifier')
    return /^(process|globalThis|Bun|Deno)$/.test(node.name) && declarationOf(view, node) === undefined
      ? node.name
      : undefined;
  const key = node.type === 'MemberExpression' ? keyName({ key: node.property, computed: node.computed }) : undefined;
  if (node.type !== 'MemberExpression' || !/^(env|process)$/.test(key ?? '')) return undefined;
  const object = dottedName(view, node.object);
  return object === undefined ? undefined : `${object}.${key}`;
}

function isWritten(view: DocumentView, member: Node): boolean {
  const parent = view.index.parent(member);
  const node = parent && asNode(parent);
  if (node?.type === 'AssignmentExpression') return node.left === member;
  return node?.type === 'UnaryExpression' && node.operator === 'delete';
}

/** The right side of `env.X ?? …` and `env.X || …`. */
function fallbackOf(view: DocumentView, read: Node): Node | undefined {
  let node = read;
  let parent = view.index.parent(node) as Node | undefined;
  while (parent && open(parent) === read) {
    node = parent;
    parent = view.index.parent(node) as Node | undefined;
  }
  const isFallback = parent?.type === 'LogicalExpression' && parent.operator !== '&&' && parent.left === node;
  return isFallback ? (parent as TSESTree.LogicalExpression).right : undefined;
}
