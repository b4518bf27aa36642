import { parseFile } from '../../../engine/documents/parse.ts';
import { flowOf } from '../../../engine/flow/flow.ts';
import type { FlowGraph } from '../../../engine/flow/graph.ts';
import { printFlow } from './print.ts';
import type { DocumentView } from '../../../engine/matches/matcher.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import type { TreeNode } from '../../../engine/model/document.ts';

export interface Flow {
  readonly view: DocumentView;
  readonly graph: FlowGraph;
  /** The outermost node that is exactly this text, at its first (or `nth`) occurrence. */
  node(text: string, nth?: number): TreeNode;
}

export function graphOf(code: string, path = 'a.tsx'): Flow {
  const view = viewOf(parseFile({ path, text: code, bom: false, bytes: code.length }));
  const node = (text: string, nth = 0): TreeNode => {
    const found = view.index.all().filter(({ range }) => code.slice(...range) === text);
    const starts = [...new Set(found.map(({ range }) => range[0]))];
    const wanted = found.find(({ range }) => range[0] === starts[nth]);
    if (!wanted) throw new Error(`There is no '${text}' in the code.`);
    return wanted;
  };
  return { view, graph: flowOf(view), node };
}

export function flowText(code: string, path?: string): string {
  return printFlow(graphOf(code, path).graph);
}
