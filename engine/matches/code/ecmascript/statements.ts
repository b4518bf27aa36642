import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { compileClass, compileMember } from './classes.ts';
import { compileBlock, compileIf, compileSwitch, compileTry } from './control-flow.ts';
import { compileDeep, someWithin, tried } from './deep.ts';
import type { DocumentView } from '../../matcher.ts';
import type { Dialect } from '../dialect.ts';
import { implicitlyWithin, isDots, isMember, isStatement, withoutExport, type Node } from './estree.ts';
import { compileFunctionDefinition } from './functions.ts';
import { compileGeneric } from './generic.ts';
import { compileImport } from './imports.ts';
import { compileAnyFor, compileForEach, compileLoop } from './loops.ts';
import { deep, metavariableName } from '../placeholders.ts';
import { compileInterface } from './signatures.ts';
import { matchSubset } from '../lists.ts';
import { bind, type Compiler, type NodePattern } from './pieces.ts';

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
    case 'TSInterfaceDeclaration':
      return unexported(compileInterface(pattern, compiler));
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
      return compileForEach(pattern, compiler);
    case 'WhileStatement':
    case 'DoWhileStatement':
      return compileLoop(pattern, compiler);
    case 'SwitchStatement':
      return compileSwitch(pattern, compiler);
    case 'TryStatement':
      return compileTry(pattern, compiler);
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return compileMember(pattern, compiler);
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
    ? inHeader(compileDeep(compiler.whole(expression.arguments[0])))
    : implicitlyDeep(compiler.whole(expression), compiler.dialect);
}

/** `$S` binds a whole statement; `$S;` also the expression of an expression statement. */
function anyStatement(name: string, isExpression: boolean): NodePattern {
  return {
    mayMatch: (node) => isStatement(node) || isMember(node),
    match: (node, trial, next) => {
      if (isExpression && node.type === 'ExpressionStatement')
        return bind(name, { kind: 'expression', node: node.expression }, trial, next);
      return bind(name, { kind: 'expression', node }, trial, next);
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
function implicitlyDeep(inner: NodePattern, { options }: Dialect): NodePattern {
  const isDeep = options.implicit_deep_exprstmt !== false;
  const isAssignment = options.vardef_assign !== false;
  const search = (outer: Node, view: DocumentView, test: (node: Node) => boolean): boolean => {
    const node = withoutExport(outer);
    switch (node.type) {
      case 'ExpressionStatement':
        return isDeep ? someImplicitly(node.expression, test) : test(node.expression);
      case 'ReturnStatement':
        return node.argument !== null && someWithin(node.argument, view, test);
      case 'VariableDeclaration':
        return isAssignment && node.declarations.some((one) => someAssigned(one, one.init, view, test));
      case 'PropertyDefinition':
        return isAssignment && someAssigned(node, node.value, view, test);
      default:
        return false;
    }
  };
  return {
    mayMatch: (outer, view) => search(outer, view, (node) => inner.mayMatch(node, view)),
    match: (outer, trial, next) => search(outer, trial.view, (node) => tried(inner, node, trial, next)),
  };
}

function someAssigned(node: Node, value: Node | null, view: DocumentView, test: (node: Node) => boolean): boolean {
  return value !== null && (test(node) || someWithin(value, view, test));
}

function someImplicitly(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || implicitlyWithin(node).some((part) => part !== null && someImplicitly(part, test));
}

/** `var` matches every kind; each declarator of the code is a declaration of its own. */
function compileVariables(pattern: TSESTree.VariableDeclaration, compiler: Compiler): NodePattern {
  const isAnyKind = pattern.kind === 'var' && compiler.dialect.options.let_is_var !== false;
  const declarators = pattern.declarations.map((declarator) => compileDeclarator(declarator, compiler));
  return {
    mayMatch: (node, view) => {
      if (node.type !== 'VariableDeclaration' || (pattern.kind !== node.kind && !isAnyKind)) return false;
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
