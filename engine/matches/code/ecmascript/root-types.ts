import { definitionTypes, functionTypes } from './functions.ts';
import { expressions, isDots, isDotsStatement, statements, type Node } from './estree.ts';
import { dottedName } from './members.ts';
import type { ParsedPattern, PartPattern } from './parse-pattern.ts';
import type { Dialect } from '../dialect.ts';
import { deep, metavariableName } from '../placeholders.ts';
import { assignmentTypes } from './targets.ts';
import { typeOfMetavariable } from './typed.ts';

const constants = [
  'Literal',
  'TemplateLiteral',
  'Identifier',
  'MemberExpression',
  'BinaryExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'UnaryExpression',
];

const searchedStatements = [
  'ExpressionStatement',
  'ReturnStatement',
  'VariableDeclaration',
  'PropertyDefinition',
  'ArrowFunctionExpression',
];
const searchedExpressions = [...expressions, 'VariableDeclarator', 'PropertyDefinition'];
const anyStatements = [...statements, 'PropertyDefinition', 'MethodDefinition', 'ArrowFunctionExpression'];

/** The types of node at which a match of the pattern can stand: what `candidates` offers. */
export function rootTypes(parsed: ParsedPattern, dialect: Dialect): readonly string[] {
  switch (parsed.kind) {
    case 'expression':
      return expressionTypes(parsed.node, dialect);
    case 'statement':
      return statementTypes(parsed.node);
    case 'member':
      return parsed.node.type === 'MethodDefinition' ? ['MethodDefinition', 'Property'] : [parsed.node.type];
    case 'part':
      return partTypes(parsed);
    case 'sequence':
      return parsed.nodes[0] && !isDotsStatement(parsed.nodes[0]) ? statementTypes(parsed.nodes[0]) : anyStatements;
  }
}

function expressionTypes(node: Node, dialect: Dialect): readonly string[] {
  switch (node.type) {
    case 'ChainExpression':
      return expressionTypes(node.expression, dialect);
    case 'Identifier':
      return metavariableName(node.name) !== undefined || isDots(node)
        ? expressions
        : ['Identifier', 'MemberExpression'];
    case 'MemberExpression':
      if (!node.computed && isDots(node.property)) return expressions;
      return dottedName(node) === undefined ? ['MemberExpression'] : ['MemberExpression', 'Identifier'];
    case 'Literal':
      return constants;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? constants : ['TemplateLiteral'];
    case 'AssignmentExpression':
      return node.operator === '=' ? assignmentTypes(dialect.options) : [node.type];
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return ['FunctionExpression', 'ArrowFunctionExpression'];
    case 'ClassExpression':
      return ['ClassExpression', 'ClassDeclaration'];
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === deep ? searchedExpressions : [node.type];
    case 'TSAsExpression':
      return typeOfMetavariable(node) ? expressions : ['TSAsExpression', 'TSTypeAssertion'];
    case 'TSTypeAssertion':
      return ['TSAsExpression', 'TSTypeAssertion'];
    default:
      return [node.type];
  }
}

function statementTypes(node: Node): readonly string[] {
  switch (node.type) {
    case 'ExpressionStatement': {
      const { expression } = node;
      const isAny = expression.type === 'Identifier' && metavariableName(expression.name) !== undefined;
      const isDeep =
        expression.type === 'CallExpression' &&
        expression.callee.type === 'Identifier' &&
        expression.callee.name === deep;
      return isAny || isDeep ? anyStatements : searchedStatements;
    }
    case 'FunctionDeclaration':
      return definitionTypes;
    case 'ClassDeclaration':
      return ['ClassDeclaration', 'ClassExpression'];
    case 'ReturnStatement':
      return ['ReturnStatement', 'ArrowFunctionExpression'];
    case 'MethodDefinition':
      return ['MethodDefinition', 'Property'];
    case 'ForStatement':
      return isDots(node.init) ? ['ForStatement', 'ForInStatement', 'ForOfStatement'] : [node.type];
    case 'ImportDeclaration':
      return ['ImportDeclaration', 'VariableDeclaration', 'ExportNamedDeclaration', 'TSImportEqualsDeclaration'];
    default:
      return [node.type];
  }
}

function partTypes({ part, node }: PartPattern): readonly string[] {
  switch (part) {
    case 'function':
      return functionTypes;
    case 'head':
      return statementTypes(node);
    case 'finally':
      return ['BlockStatement'];
    default:
      return [node.type];
  }
}
