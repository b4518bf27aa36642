import { expect, test } from 'vitest';
import { javascript } from '../../../engine/documents/javascript/javascript.ts';
import { parseFile } from '../../../engine/documents/parse.ts';
import type { Document, Tree, TreeNode } from '../../../engine/model/document.ts';

function parse(text: string, path = 'a.ts'): Document {
  return parseFile({ path, text, bom: false, bytes: text.length }, javascript);
}

function types(tree: Tree, node: TreeNode = tree.root): string {
  const children = tree.children(node).map((child) => types(tree, child));
  return children.length === 0 ? node.type : `${node.type}(${children.join(' ')})`;
}

test('a tree in source order', () => {
  expect(types(parse('`a${b}c`').tree!)).toBe(
    'Program(ExpressionStatement(TemplateLiteral(TemplateElement Identifier TemplateElement)))',
  );
});

test.each([
  ['a.js', 'x = <a/>', 'parsed'],
  ['a.jsx', 'x = <a/>', 'parsed'],
  ['a.tsx', 'x = <a/>', 'parsed'],
  ['a.mjs', 'await x', 'parsed'],
  ['a.cjs', 'module.exports = 1; return', 'parsed'],
  ['a.ts', 'x = <string>y', 'parsed'],
  ['a.mts', 'x = <string>y', 'parsed'],
  ['a.cts', 'import x = require("x")', 'parsed'],
  ['a.ts', 'x = <a/>', 'partial'],
  ['a.js', '#!/usr/bin/env node\nx', 'parsed'],
  ['a.ts', 'const a;', 'parsed'],
  ['a.ts', '', 'parsed'],
])('%s: %s is %s', (path, text, status) => {
  expect(parse(text, path).status).toBe(status);
});

test('what does not parse is a problem at its place; the rest is read', () => {
  const { tree, status, problems } = parse('const a = 1;\nfoo(;\nfunction (b) {}\nbar();');
  expect({ tree: types(tree!), status, problems }).toEqual({
    tree: [
      'Program(VariableDeclaration(VariableDeclarator(Identifier Literal))',
      'ExpressionStatement(CallExpression(Identifier))',
      'ExpressionStatement(FunctionExpression(Identifier BlockStatement))',
      'ExpressionStatement(CallExpression(Identifier)))',
    ].join(' '),
    status: 'partial',
    problems: [
      {
        kind: 'parse',
        level: 'warning',
        message: `'a.ts' is not valid javascript: ')' expected. (and 1 more place)`,
        path: 'a.ts',
        region: { start: 17, end: 17, startLine: 2, startColumn: 5, endLine: 2, endColumn: 5 },
      },
    ],
  });
});

test('code nested too deeply is a problem, not a crash', () => {
  expect(parse('('.repeat(50_000)).status).toBe('failed');
  expect(parse('['.repeat(20_000) + ']'.repeat(20_000)).problems[0]?.message).toContain('nested too deeply');
});
