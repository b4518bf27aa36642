import type { Node } from './estree.ts';

type Modified = Readonly<Record<string, unknown>>;

const modifiers = ['static', 'abstract', 'override', 'readonly', 'declare', 'accessibility', 'async', 'generator'];

/** Whether the node has every modifier that the pattern has; it may have others. */
export function fitsModifiers(pattern: Node, node: Node): boolean {
  return modifiers.every((modifier) => {
    const wanted = (pattern as unknown as Modified)[modifier];
    return wanted === undefined || wanted === false || (node as unknown as Modified)[modifier] === wanted;
  });
}
