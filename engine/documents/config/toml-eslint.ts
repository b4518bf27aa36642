import { parseTOML, type AST } from 'toml-eslint-parser';
import { emptyMap, emptySeq, pushItem, type Draft } from './node.ts';
import { tomlScalar } from './toml-scalar.ts';
import { assign, openTable, type Name } from './toml-tree.ts';

/** The same tree through toml-eslint-parser, which is slower and knows TOML 1.1; its error thrown. */
export function parseWithEslint(text: string): Draft {
  const root = emptyMap([0, text.length]);
  for (const part of parseTOML(text, { tomlVersion: '1.1' }).body[0].body) {
    if (part.type === 'TOMLTable') addTable(root, part, text);
    else assign(root, namesOf(part.key), nodeOf(part.value, text));
  }
  return root;
}

function addTable(root: Draft, table: AST.TOMLTable, text: string): void {
  const end = text.indexOf(']', table.key.range[1]) + (table.kind === 'array' ? 2 : 1);
  const node = openTable(root, namesOf(table.key), [table.range[0], end], table.kind === 'array');
  for (const { key, value } of table.body) assign(node, namesOf(key), nodeOf(value, text));
}

function namesOf({ keys }: AST.TOMLKey): readonly Name[] {
  return keys.map((key) => ({ name: key.type === 'TOMLBare' ? key.name : key.value, range: key.range }));
}

function nodeOf(node: AST.TOMLContentNode, text: string): Draft {
  if (node.type === 'TOMLValue')
    return tomlScalar(node.kind === 'integer' ? Number(node.bigint) : node.value, node.range, text);
  if (node.type === 'TOMLArray') {
    const seq = emptySeq(node.range);
    for (const element of node.elements) pushItem(seq, nodeOf(element, text));
    return seq;
  }
  const map = emptyMap(node.range);
  for (const { key, value } of node.body) assign(map, namesOf(key), nodeOf(value, text));
  return map;
}
