import { symbolAt } from '../../../flow/constants/constants.ts';
import type { DocumentView } from '../../matcher.ts';
import { asNode, open, type Node } from './estree.ts';
import type { NodePattern } from './pieces.ts';

/** A variable may hold a variable, and so on; in code that has loops, for ever. */
const mostLinks = 50;

/** With symbolic propagation a variable also is the expression that it holds, except for a pattern as a whole. */
export function orSymbol(pattern: NodePattern): NodePattern {
  return {
    mayMatch: (node, view) =>
      pattern.mayMatch(node, view) || symbolsOf(view, node).some((symbol) => pattern.mayMatch(symbol, view)),
    match: (node, trial, next) => {
      const { view } = trial;
      if (pattern.mayMatch(node, view) && pattern.match(node, trial, next)) return true;
      return symbolsOf(view, node).some(
        (symbol) => pattern.mayMatch(symbol, view) && pattern.match(symbol, trial, next),
      );
    },
  };
}

function symbolsOf(view: DocumentView, outer: Node): readonly Node[] {
  const found: Node[] = [];
  for (let node = symbolOf(view, outer); node && found.length < mostLinks; node = symbolOf(view, node)) {
    if (found.includes(node)) break;
    found.push(node);
  }
  return found;
}

function symbolOf(view: DocumentView, outer: Node): Node | undefined {
  const node = open(outer);
  const held = node.type === 'Identifier' ? symbolAt(view, node) : undefined;
  return held && asNode(held);
}
