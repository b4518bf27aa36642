import { documentRoots, type Draft } from './node.ts';
import type { Mask } from './yaml-masks.ts';

const silent = /^\{\{-?\s*(?:if|else|end|range|with|define|block|break|continue|\/\*|\$\w+\s*:?=)/;
const indentation = /\bn?indent\s+(\d+)/;
const message = 'A template may insert entries here.';

/** A template on a line of its own may insert entries into the collection it stands in: nothing is known to be absent there. */
export function markInsertions(root: Draft, masks: readonly Mask[], text: string): void {
  for (const mask of masks) {
    if (!mask.isLine || !mask.text.startsWith('{{') || silent.test(mask.text)) continue;
    const chain = openAt(root, mask.range[0]);
    const column = indentation.exec(mask.text)?.[1];
    const target = column === undefined ? undefined : insertedInto(chain, Number(column), text);
    for (const node of target ? [target] : chain) node.unknown ??= message;
  }
}

/** The nodes that are still open at an offset: from the root to the last node that begins before it. */
function openAt(root: Draft, offset: number): Draft[] {
  const documents = documentRoots(root) as readonly Draft[];
  const chain: Draft[] = [];
  let at = lastBefore(documents, offset) ?? documents[0];
  for (; at; at = lastBefore(at.children, offset)) chain.push(at);
  return chain;
}

function lastBefore(nodes: readonly Draft[], offset: number): Draft | undefined {
  return nodes.findLast((node) => startOf(node) < offset);
}

/** The deepest open node whose own column is left of the inserted text. */
function insertedInto(chain: readonly Draft[], column: number, text: string): Draft | undefined {
  return chain.findLast((node, i) => i === 0 || columnOf(node, text) < column);
}

function columnOf(node: Draft, text: string): number {
  return startOf(node) - text.lastIndexOf('\n', startOf(node) - 1) - 1;
}

function startOf({ keyRange, range }: Draft): number {
  return (keyRange ?? range)[0];
}
