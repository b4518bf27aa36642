import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit, temporary } from '../builder.ts';
import type { Argument, Expression } from '../graph.ts';
import { thisStorage } from './members.ts';
import { fetch, literal, other, variable, type Lowering, type Node, type ValueLowerings } from './lowering.ts';

export const jsxValues: ValueLowerings = {
  JSXElement: (l, node) => {
    const { name, attributes } = node.openingElement;
    return element(l, node, nameValue(l, name), [
      ...attributes.map((a) => attribute(l, a)),
      ...children(l, node.children),
    ]);
  },
  JSXFragment: (l, node) => element(l, node, literal(node.openingFragment, ''), children(l, node.children)),
  JSXExpressionContainer: (l, node) => l.value(node.expression),
  JSXEmptyExpression: (_, node) => literal(node, undefined),
  JSXText: (_, node) => literal(node, node.value),
};

/** An element is made by a call that runs nothing of the component: it throws nothing. */
function element(l: Lowering, node: Node, callee: Expression, passed: readonly Argument[]): Expression {
  const result = temporary(l.builder, node);
  emit(l.builder, { kind: 'call', node, result, callee, arguments: passed, isNew: false });
  return fetch(result);
}

/** `<div>` is a text, `<Page>` and `<ui.Page>` are storage. */
function nameValue(l: Lowering, name: TSESTree.JSXTagNameExpression): Expression {
  if (name.type === 'JSXNamespacedName') return literal(name, `${name.namespace.name}:${name.name.name}`);
  if (name.type === 'JSXMemberExpression') {
    const object = nameValue(l, name.object);
    if (object.kind !== 'fetch') return other(name, object);
    const { base, offsets } = object.from;
    const offset = { kind: 'field', name: name.property.name, node: name } as const;
    return fetch({ node: name, base, offsets: [...offsets, offset] });
  }
  if (name.name === 'this') return fetch(thisStorage(name));
  return /^[a-z]/.test(name.name) && !isMemberObject(l, name) ? literal(name, name.name) : fetch(variable(l, name));
}

/** The `ui` of `<ui.Page>` is a variable although it is not capitalised. */
function isMemberObject({ view }: Lowering, name: Node): boolean {
  return view.index.parent(name)?.type === 'JSXMemberExpression';
}

function attribute(l: Lowering, node: TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute): Argument {
  if (node.type === 'JSXSpreadAttribute') return { value: l.value(node.argument), isSpread: true };
  return { value: node.value ? l.value(node.value) : literal(node, true), isSpread: false };
}

/** Text that is only line breaks and indentation is not there at run time. */
function children(l: Lowering, nodes: readonly TSESTree.JSXChild[]): readonly Argument[] {
  return nodes
    .filter((node) => !(node.type === 'JSXText' && /^\s*\n\s*$/.test(node.value)) && !isEmpty(node))
    .map((node) =>
      node.type === 'JSXSpreadChild'
        ? { value: l.value(node.expression), isSpread: true }
        : { value: l.value(node), isSpread: false },
    );
}

function isEmpty(node: TSESTree.JSXChild): boolean {
  return node.type === 'JSXExpressionContainer' && node.expression.type === 'JSXEmptyExpression';
}
