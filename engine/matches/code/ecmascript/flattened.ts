import type { TreeNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import type { Run } from '../adapter.ts';
import { asNode, impliedReturn, isMember, isStatement, statementList, type Node } from './estree.ts';

/**
 * Neighbours in a list and what stands in them are a run of the statements of the whole document, which are listed once.
 * Statements that are not in the tree hold none.
 */
export function flattened(view: DocumentView, list: Run): Run {
  const { nodes, starts, ends } = view.memo(STATEMENTS, () => statementsIn(view));
  const first = list.nodes[list.from];
  const last = list.nodes[list.to - 1];
  const from = first && starts.get(first);
  const to = last && ends.get(last);
  return from === undefined || to === undefined ? list : { nodes, from, to };
}

const STATEMENTS = Symbol('statements');

interface Statements {
  /** In pre-order: of branches, loops, functions and classes, and what arrows return. */
  readonly nodes: readonly Node[];
  readonly starts: ReadonlyMap<TreeNode, number>;
  /** After the last statement in each. */
  readonly ends: ReadonlyMap<TreeNode, number>;
}

function statementsIn({ index }: DocumentView): Statements {
  const nodes: Node[] = [];
  const starts = new Map<TreeNode, number>();
  const ends = new Map<TreeNode, number>();
  /** `holder`: what a statement that is only implied stands for. */
  const opened: { readonly holder: TreeNode; readonly statement: Node }[] = [];
  const closeAllBut = (inner?: TreeNode): void => {
    for (let top = opened.at(-1); top && !(inner && index.contains(top.holder, inner)); top = opened.at(-1)) {
      ends.set(top.statement, nodes.length);
      opened.pop();
    }
  };
  for (const holder of index.all()) {
    const statement = statementAt(asNode(holder), index);
    if (!statement) continue;
    closeAllBut(holder);
    starts.set(statement, nodes.length);
    nodes.push(statement);
    opened.push({ holder, statement });
  }
  closeAllBut();
  return { nodes, starts, ends };
}

/** A block is a statement where it stands among others; elsewhere it is the body of one. */
function statementAt(node: Node, index: DocumentView['index']): Node | undefined {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return impliedReturn(node.body);
  if (node.type === 'BlockStatement') return statementList(parentOf(node, index)) ? node : undefined;
  return isStatement(node) || isMember(node) ? node : undefined;
}

function parentOf(node: Node, index: DocumentView['index']): Node | undefined {
  return index.parent(node) as Node | undefined;
}
