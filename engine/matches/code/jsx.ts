import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { inTurn } from './classes.ts';
import { isDots, type Node } from './estree.ts';
import { compileList, matchSubset } from './lists.ts';
import { dots } from './placeholders.ts';
import { anything, type Compiler, type NodePattern } from './trial.ts';

/** An element: its name, some of its attributes in any order, the first of its children. */
export function compileElement(pattern: TSESTree.JSXElement, compiler: Compiler): NodePattern {
  const { openingElement } = pattern;
  const name = compiler.name(openingElement.name);
  const attributes = openingElement.attributes
    .filter((attribute) => !isNamed(attribute, dots))
    .map((attribute) => compileAttribute(attribute, compiler));
  const children = compileChildren(pattern.children, compiler);
  return {
    mayMatch: (node, view) => node.type === 'JSXElement' && name.mayMatch(node.openingElement.name, view),
    match: (node, trial, next) => {
      const element = node as TSESTree.JSXElement;
      return inTurn(
        [
          (trial, next) => name.match(element.openingElement.name, trial, next),
          (trial, next) => matchSubset(attributes, element.openingElement.attributes, trial, next),
          (trial, next) => children.match(significant(element.children), trial, next),
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
    match: (node, trial, next) => children.match(significant((node as TSESTree.JSXFragment).children), trial, next),
  };
}

function compileChildren(children: readonly Node[], compiler: Compiler): ReturnType<typeof compileList> {
  const written = significant(children).map((child) => (isDotsText(child) ? dotsNode : child));
  return compileList(written, (child) => compileChild(child, compiler), 'open');
}

const dotsNode = { type: 'Identifier', name: dots, range: [0, 0] } as unknown as Node;

function isDotsText(node: Node): boolean {
  return node.type === 'JSXText' && node.value.replace(/;/g, '').trim() === dots;
}

/** Blanks between elements mean nothing. */
function significant(children: readonly Node[]): readonly Node[] {
  return children.filter((child) => child.type !== 'JSXText' || child.value.trim() !== '');
}

function compileChild(pattern: Node, compiler: Compiler): NodePattern {
  if (pattern.type === 'JSXExpressionContainer') return contained(pattern, compiler);
  if (pattern.type !== 'JSXText') return compiler.expression(pattern);
  const text = pattern.value.trim();
  const fits = (node: Node): boolean => node.type === 'JSXText' && node.value.trim() === text;
  return { mayMatch: fits, match: (node, trial, next) => fits(node) && next(trial) };
}

function contained(pattern: TSESTree.JSXExpressionContainer, compiler: Compiler): NodePattern {
  const inner = isDots(pattern.expression) ? anything : compiler.expression(pattern.expression);
  return {
    mayMatch: (node, view) => inner.mayMatch(valueOf(node), view),
    match: (node, trial, next) => inner.match(valueOf(node), trial, next),
  };
}

function valueOf(node: Node): Node {
  return node.type === 'JSXExpressionContainer' ? node.expression : node;
}

type Attribute = TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute;

function isNamed(attribute: Attribute, name: string): boolean {
  return attribute.type === 'JSXAttribute' && attribute.name.type === 'JSXIdentifier' && attribute.name.name === name;
}

/** `a={"x"}` and `a="x"` are the same value. */
function compileAttribute(pattern: Attribute, compiler: Compiler): NodePattern {
  if (pattern.type === 'JSXSpreadAttribute') {
    const argument = compiler.expression(pattern.argument);
    return {
      mayMatch: (node, view) => node.type === 'JSXSpreadAttribute' && argument.mayMatch(node.argument, view),
      match: (node, trial, next) => argument.match((node as TSESTree.JSXSpreadAttribute).argument, trial, next),
    };
  }
  const name = compiler.name(pattern.name);
  const value = pattern.value && compileAttributeValue(pattern.value, compiler);
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'JSXAttribute' || !name.mayMatch(node.name, view)) return false;
      return value ? node.value !== null && value.mayMatch(valueOf(node.value), view) : node.value === null;
    },
    match: (node, trial, next) => {
      const attribute = node as TSESTree.JSXAttribute;
      return name.match(attribute.name, trial, (named) =>
        value ? value.match(valueOf(attribute.value!), named, next) : next(named),
      );
    },
  };
}

function compileAttributeValue(value: Node, compiler: Compiler): NodePattern {
  const expression = valueOf(value);
  return isDots(expression) ? anything : compiler.expression(expression);
}
