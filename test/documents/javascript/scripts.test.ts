import { expect, test } from 'vitest';
import { parseFile } from '../../../engine/documents/parse.ts';
import type { Document } from '../../../engine/model/document.ts';

function parse(path: string, text: string): Document {
  return parseFile({ path, text, bom: false, bytes: text.length });
}

/** What the parser saw as statements, as the file writes them. */
function statements(path: string, text: string): readonly string[] | undefined {
  const { tree } = parse(path, text);
  return tree?.children(tree.root).map(({ type, range }) => `${type} ${text.slice(...range)}`);
}

const vue = `<template>
  <textarea v-model="x" />
  <p v-if="a < b">{{ x }}</p>
</template>
<script lang="ts">
export default { name: 'A' }
</script>
<script setup lang="ts">
const x: number = 1
</script>
<style scoped>.a > .b { color: red }</style>
`;

test('a Vue component: both script blocks, also behind an element that closes itself', () => {
  expect(statements('A.vue', vue)).toEqual([
    `ExportDefaultDeclaration export default { name: 'A' }`,
    'VariableDeclaration const x: number = 1',
  ]);
  expect(parse('A.vue', vue).status).toBe('parsed');
});

test.each([
  ['A.svelte', '<script context="module">let a = 1</script>\n{#if a < 2}<b/>{/if}', ['VariableDeclaration let a = 1']],
  [
    'A.astro',
    '---\nconst a: string = await b();\nreturn a\n---\n<p>{a}</p>',
    ['VariableDeclaration const a: string = await b();', 'ReturnStatement return a'],
  ],
  ['A.astro', '<p/><script>let a: number</script>', ['VariableDeclaration let a: number']],
  ['a.html', '<!-- <script>no()</script> --><SCRIPT>yes()</SCRIPT >', []],
  ['a.html', '<script type="text/javascript">f("</b>")</script>', ['ExpressionStatement f("</b>")']],
  ['a.html', '<script type="module">import a from "a"</script>', ['ImportDeclaration import a from "a"']],
  ['a.html', '<script type="application/ld+json">{"a": 1}</script><script type="importmap">{}</script>', []],
  ['a.html', '<script src="a.js"></script><p>', []],
  ['a.htm', '<script>a()', ['ExpressionStatement a()']],
  ['a.html', '', []],
])('%s: %j', (path, text, expected) => {
  expect(statements(path, text)).toEqual(expected);
});

test('a script that does not parse is a problem at its place; the others are read', () => {
  const text = '<script>a()</script>\n<script>let = % </script>\n<script>c()</script>';
  const { status, problems } = parse('a.html', text);
  expect(statements('a.html', text)).toEqual([
    'ExpressionStatement a()',
    'ExpressionStatement let = %',
    'ExpressionStatement c()',
  ]);
  expect({ status, problems }).toEqual({
    status: 'partial',
    problems: [
      {
        kind: 'parse',
        level: 'warning',
        message: `'a.html' is not valid javascript: Expression expected. (and 1 more place)`,
        path: 'a.html',
        region: { start: 35, end: 35, startLine: 2, startColumn: 15, endLine: 2, endColumn: 15 },
      },
    ],
  });
});

test('line ends and offsets are those of the file', () => {
  const text = '<p>é😀</p>\r\n<script>\r\n  eval(x)\r\n</script>\r\n';
  expect(statements('a.html', text)).toEqual(['ExpressionStatement eval(x)']);
});
