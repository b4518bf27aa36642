import { linesOf, type Line, type Token } from './tokens.ts';

/** A document as spacegrep sees it: indented lines are a block, and so is what brackets enclose within one line. */
export interface Block {
  readonly nodes: readonly (Token | Block)[];
  /** Where it stands. */
  readonly parent?: { readonly block: Block; readonly index: number };
}

/** A pattern: only indentation makes blocks. */
export type PatternNode = Token | PatternBlock;
export interface PatternBlock {
  readonly kind: 'block';
  readonly nodes: readonly PatternNode[];
}

export function isBlock(node: Token | Block): node is Block {
  return 'nodes' in node;
}

type Nested = (Token | Nested)[];

export function parseDocument(text: string): Block {
  return linked(blocksOf(linesOf(text, false), bracketed));
}

export function parsePattern(text: string): readonly PatternNode[] {
  const nodeOf = (node: Token | Nested): PatternNode =>
    Array.isArray(node) ? { kind: 'block', nodes: node.map(nodeOf) } : node;
  return blocksOf(linesOf(text, true), ({ tokens }) => [...tokens]).map(nodeOf);
}

/** More indentation than the line before begins a block, less closes all that are deeper. */
function blocksOf(lines: readonly Line[], nodesOf: (line: Line) => Nested): Nested {
  const root: Nested = [];
  const open = [{ indent: 0, nodes: root }];
  for (const line of lines) {
    while (line.indent < open.at(-1)!.indent) open.pop();
    if (line.indent > open.at(-1)!.indent) {
      const nodes: Nested = [];
      open.at(-1)!.nodes.push(nodes);
      open.push({ indent: line.indent, nodes });
    }
    for (const node of nodesOf(line)) open.at(-1)!.nodes.push(node);
  }
  return root;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Brackets that are not closed in their line are ordinary characters, and so are closing ones that fit nothing. */
function bracketed({ tokens }: Line): Nested {
  const root: Nested = [];
  const open: { readonly close: string; readonly nodes: Nested }[] = [{ close: '', nodes: root }];
  for (const token of tokens) {
    const { close, nodes } = open.at(-1)!;
    const opens = token.kind === 'punctuation' ? closing[token.text] : undefined;
    if (opens !== undefined) {
      nodes.push(token);
      open.push({ close: opens, nodes: [] });
    } else if (token.kind === 'punctuation' && token.text === close) {
      open.pop();
      if (nodes.length > 0) open.at(-1)!.nodes.push(nodes);
      open.at(-1)!.nodes.push(token);
    } else nodes.push(token);
  }
  while (open.length > 1) {
    const { nodes } = open.pop()!;
    for (const node of nodes) open.at(-1)!.nodes.push(node);
  }
  return root;
}

function linked(nodes: Nested): Block {
  interface Growing extends Block {
    readonly nodes: (Token | Block)[];
  }
  const root: Growing = { nodes: [] };
  const pending: { readonly block: Growing; readonly of: Nested }[] = [{ block: root, of: nodes }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const [index, node] of next.of.entries()) {
      if (!Array.isArray(node)) {
        next.block.nodes.push(node);
        continue;
      }
      const block: Growing = { nodes: [], parent: { block: next.block, index } };
      next.block.nodes.push(block);
      pending.push({ block, of: node });
    }
  }
  return root;
}
