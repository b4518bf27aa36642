import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { isDots, type Node } from './estree.ts';
import { matchSubset } from '../lists.ts';
import { compileList } from './arguments.ts';
import { dots, metavariableName, restPrefix } from '../placeholders.ts';
import { anything, bind, inTurn, type Compiler, type Next, type NodePattern, type Trial } from './pieces.ts';

type MatchNodes = (nodes: readonly Node[], trial: Trial, next: Next) => boolean;

/** An element: its name, some of its attributes in any order, the first of its children. */
export function compileElement(pattern: TSESTree.JSXElement, compiler: Compiler): NodePattern {
  const { openingElement } = pattern;
  const name = compiler.name(openingElement.name);
  const attributes = compileAttributes(openingElement.attributes, compiler);
  const children = compileChildren(pattern.children, compiler);
  const isAnyKind = compiler.dialect.options.xml_singleton_loose_matching !== false;
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'JSXElement' || !name.mayMatch(node.openingElement.name, view)) return false;
      return isAnyKind || node.openingElement.selfClosing === openingElement.selfClosing;
    },
    match: (node, trial, next) => {
      const element = node as TSESTree.JSXElement;
      return inTurn(
        [
          (trial, next) => name.match(element.openingElement.name, trial, next),
          (trial, next) => attributes(element.openingElement.attributes, trial, next),
          (trial, next) => children(element.children, trial, next),
        ],
        trial,
        next,
      );
    },
  };
}

export function compileFragment(pattern: TSESTree.JSXFragment, compiler: Compiler): NodePattern {
  const children = compileChildren(pattern.children, compiler);
  return {
    mayMatch: (node) => node.type === 'JSXFragment',
    match: (node, trial, next) => children((node as TSESTree.JSXFragment).children, trial, next),
  };
}

function compileChildren(children: readonly Node[], compiler: Compiler): MatchNodes {
  const written = significant(children).map((child) => placeholderOf(child) ?? child);
  if (compiler.dialect.options.xml_children_ordered === false) return compileAnyOrder(written, compiler);
  const list = compileList(written, (child) => compileChild(child, compiler), 'open');
  return (nodes, trial, next) => {
    const found = significant(nodes);
    return list.mayMatch(found, trial.view) && list.match(found, trial, next);
  };
}

function compileAnyOrder(written: readonly Node[], compiler: Compiler): MatchNodes {
  const patterns = written.filter((child) => !isDots(child)).map((child) => compileChild(child, compiler));
  const isOpen = patterns.length < written.length;
  return (nodes, trial, next) => {
    const found = significant(nodes);
    return matchSubset(patterns, found, trial, (matched, taken) =>
      isOpen || taken.size === found.length ? next(matched) : false,
    );
  };
}

/** `...` and `$...X` between tags are text to the parser. */
function placeholderOf(node: Node): Node | undefined {
  if (node.type !== 'JSXText') return undefined;
  const name = node.value.replace(/;/g, '').trim();
  const isPlaceholder = name === dots || name.startsWith(restPrefix);
  return isPlaceholder ? ({ type: 'Identifier', name, range: node.range } as unknown as Node) : undefined;
}

/** Blanks between elements mean nothing. */
function significant(children: readonly Node[]): readonly Node[] {
  return children.filter((child) => child.type !== 'JSXText' || child.value.trim() !== '');
}

function compileChild(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type === 'JSXExpressionContainer') return contained(pattern, compiler);
  return pattern.type === 'JSXText' ? compileText(pattern.value.trim()) : compiler.expression(pattern);
}

function compileText(text: string): NodePattern {
  const name = metavariableName(text);
  return {
    mayMatch: (node) => node.type === 'JSXText' && (name !== undefined || node.value.trim() === text),
    match: (node, trial, next) => {
      if (name === undefined) return next(trial);
      return bind(name, { kind: 'content', node, text: (node as TSESTree.JSXText).value }, trial, next);
    },
  };
}

/** `{e}`; of the code nothing but an expression in braces. */
function contained(pattern: TSESTree.JSXExpressionContainer, compiler: Compiler): NodePattern {
  const inner = compileValue(pattern, compiler);
  return {
    mayMatch: (node, view) => node.type === 'JSXExpressionContainer' && inner.mayMatch(node.expression, view),
    match: (node, trial, next) => inner.match(valueOf(node), trial, next),
  };
}

function valueOf(node: Node): Node {
  return node.type === 'JSXExpressionContainer' ? node.expression : node;
}

type Attribute = TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute;

function compileAttributes(written: readonly Attribute[], compiler: Compiler): MatchNodes {
  const patterns = written
    .filter((attribute) => !isEllipsis(attribute))
    .map((attribute) => compileAttribute(attribute, compiler));
  const isOpen = compiler.dialect.options.xml_attrs_implicit_ellipsis !== false || patterns.length < written.length;
  return (nodes, trial, next) =>
    matchSubset(patterns, nodes, trial, (matched, taken) =>
      isOpen || taken.size === nodes.length ? next(matched) : false,
    );
}

function isEllipsis(attribute: Attribute): boolean {
  return attribute.type === 'JSXAttribute' && attribute.name.type === 'JSXIdentifier' && attribute.name.name === dots;
}

/** `a={"x"}` and `a="x"` are the same value, and `a` is `a={true}`. */
function compileAttribute(pattern: Attribute, compiler: Compiler): NodePattern {
  if (pattern.type === 'JSXSpreadAttribute') {
    const argument = compiler.expression(pattern.argument);
    return {
      mayMatch: (node, view) => node.type === 'JSXSpreadAttribute' && argument.mayMatch(node.argument, view),
      match: (node, trial, next) => argument.match((node as TSESTree.JSXSpreadAttribute).argument, trial, next),
    };
  }
  const name = compiler.name(pattern.name);
  const value = compileValue(attributeValue(pattern), compiler);
  return {
    mayMatch: (node, view) =>
      node.type === 'JSXAttribute' && name.mayMatch(node.name, view) && value.mayMatch(attributeValue(node), view),
    match: (node, trial, next) => {
      const attribute = node as TSESTree.JSXAttribute;
      return name.match(attribute.name, trial, (named) => value.match(attributeValue(attribute), named, next));
    },
  };
}

function compileValue(value: Node, compiler: Compiler): NodePattern {
  const expression = valueOf(value);
  return isDots(expression) ? anything : compiler.expression(expression);
}

const impliedTrue = new WeakMap<TSESTree.JSXAttribute, Node>();

function attributeValue(attribute: TSESTree.JSXAttribute): Node {
  if (attribute.value) return valueOf(attribute.value);
  const { range } = attribute;
  const value = impliedTrue.get(attribute) ?? ({ type: 'Literal', value: true, raw: 'true', range } as Node);
  impliedTrue.set(attribute, value);
  return value;
}
