import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { compileClass } from './classes.ts';
import { compileAnyFor, compileBlock, compileIf, compileLoop, compileSwitch, compileTry } from './control-flow.ts';
import { compileDeep, matchWithin } from './deep.ts';
import { implicitlyWithin, isDots, isStatement, withoutExport, type Node } from './estree.ts';
import { compileFunctionDefinition } from './functions.ts';
import { compileGeneric } from './generic.ts';
import { compileImport } from './imports.ts';
import { deep, metavariableName } from './placeholders.ts';
import { matchSubset } from './lists.ts';
import { bind, type Compiler, type Next, type NodePattern, type Trial } from './trial.ts';

/** A statement of a pattern; `export` in the code does not matter unless the pattern has it. */
export function compileStatement(pattern: Node, compiler: Compiler): NodePattern {
  switch (pattern.type) {
    case 'ExpressionStatement':
      return compileExpressionStatement(pattern, compiler);
    case 'VariableDeclaration':
      return unexported(compileVariables(pattern, compiler));
    case 'FunctionDeclaration':
      return unexported(compileFunctionDefinition(pattern, compiler));
    case 'ClassDeclaration':
      return unexported(compileClass(pattern, compiler));
    case 'ImportDeclaration':
      return compileImport(pattern, compiler);
    case 'ReturnStatement':
      return compileReturn(pattern, compiler);
    case 'IfStatement':
      return compileIf(pattern, compiler);
    case 'ForStatement':
      return isDots(pattern.init) && !pattern.test ? compileAnyFor(pattern, compiler) : compileLoop(pattern, compiler);
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return compileLoop(pattern, compiler);
    case 'SwitchStatement':
      return compileSwitch(pattern, compiler);
    case 'TryStatement':
      return compileTry(pattern, compiler);
    case 'BlockStatement':
      return compileBlock(pattern, compiler);
    default:
      return compileGeneric(pattern, compiler);
  }
}

function unexported(inner: NodePattern): NodePattern {
  return {
    mayMatch: (node, view) => inner.mayMatch(withoutExport(node), view),
    match: (node, trial, next) => inner.match(withoutExport(node), trial, next),
  };
}

function compileExpressionStatement(
  { expression, range }: TSESTree.ExpressionStatement,
  compiler: Compiler,
): NodePattern {
  const name = expression.type === 'Identifier' ? metavariableName(expression.name) : undefined;
  if (name !== undefined) return anyStatement(name, compiler.code[range[1] - 1] === ';');
  const isDeep =
    expression.type === 'CallExpression' && expression.callee.type === 'Identifier' && expression.callee.name === deep;
  return isDeep && expression.arguments[0]
    ? inHeader(compileDeep(compiler.expression(expression.arguments[0])))
    : implicitlyDeep(compiler.expression(expression));
}

/** `$S` binds a whole statement; `$S;` the expression of an expression statement. */
function anyStatement(name: string, isExpression: boolean): NodePattern {
  return {
    mayMatch: isStatement,
    match: (node, trial, next) => {
      const bound = isExpression && node.type === 'ExpressionStatement' ? node.expression : node;
      return bind(name, { kind: 'expression', node: bound }, trial, next);
    },
  };
}

/** `<... e ...>;` looks at what belongs to the statement itself, not at the statements in it. */
function inHeader(inner: NodePattern): NodePattern {
  return {
    mayMatch: isStatement,
    match: (node, trial, next) => {
      const children = (trial.view.document.tree?.children(node) ?? []) as readonly Node[];
      return children.some((child) => !isStatement(child) && inner.match(child, trial, next));
    },
  };
}

/** `e;` also matches where `e` is only part of the statement: `x = e;`, `f(e);`, `return e;`, `const x = e;`. */
function implicitlyDeep(inner: NodePattern): NodePattern {
  return {
    mayMatch: (node) =>
      /^(ExpressionStatement|ReturnStatement|VariableDeclaration|Export\w+Declaration)$/.test(node.type),
    match: (outer, trial, next) => {
      const node = withoutExport(outer);
      if (node.type === 'ExpressionStatement') return matchImplicitly(inner, node.expression, trial, next);
      if (node.type === 'ReturnStatement')
        return node.argument !== null && matchWithin(inner, node.argument, trial, next);
      if (node.type !== 'VariableDeclaration') return false;
      return node.declarations.some((declarator) => matchDeclarator(inner, declarator, trial, next));
    },
  };
}

function matchDeclarator(
  inner: NodePattern,
  declarator: TSESTree.VariableDeclarator,
  trial: Trial,
  next: Next,
): boolean {
  if (inner.mayMatch(declarator, trial.view) && inner.match(declarator, trial, next)) return true;
  return declarator.init !== null && matchWithin(inner, declarator.init, trial, next);
}

function matchImplicitly(inner: NodePattern, node: Node, trial: Trial, next: Next): boolean {
  if (inner.mayMatch(node, trial.view) && inner.match(node, trial, next)) return true;
  return implicitlyWithin(node).some((part) => part !== null && matchImplicitly(inner, part, trial, next));
}

/** `var` matches every kind; each declarator of the code is a declaration of its own. */
function compileVariables(pattern: TSESTree.VariableDeclaration, compiler: Compiler): NodePattern {
  const declarators = pattern.declarations.map((declarator) => compileDeclarator(declarator, compiler));
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'VariableDeclaration' || (pattern.kind !== 'var' && pattern.kind !== node.kind)) return false;
      return declarators.every((one) => node.declarations.some((declarator) => one.mayMatch(declarator, view)));
    },
    match: (node, trial, next) =>
      matchSubset(declarators, (node as TSESTree.VariableDeclaration).declarations, trial, next),
  };
}

function compileDeclarator({ id, init }: TSESTree.VariableDeclarator, compiler: Compiler): NodePattern {
  const target = compiler.target(id);
  const value = init && compiler.expression(init);
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'VariableDeclarator' || !target.mayMatch(node.id, view)) return false;
      return value ? node.init !== null && value.mayMatch(node.init, view) : node.init === null;
    },
    match: (node, trial, next) => {
      const declarator = node as TSESTree.VariableDeclarator;
      return target.match(declarator.id, trial, (extended) =>
        value ? value.match(declarator.init!, extended, next) : next(extended),
      );
    },
  };
}

/** `return ...` also matches `return;`. */
function compileReturn({ argument }: TSESTree.ReturnStatement, compiler: Compiler): NodePattern {
  const value = argument && !isDots(argument) ? compiler.expression(argument) : undefined;
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'ReturnStatement') return false;
      if (value) return node.argument !== null && value.mayMatch(node.argument, view);
      return argument !== null || node.argument === null;
    },
    match: (node, trial, next) =>
      value ? value.match((node as TSESTree.ReturnStatement).argument!, trial, next) : next(trial),
  };
}
