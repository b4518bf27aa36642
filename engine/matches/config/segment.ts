import type { ConfigNode } from '../../model/document.ts';
import type { Segment } from './path.ts';

/** Whether the segment, other than `**`, leads to this node from its parent. */
export function leadsTo(segment: Segment, node: ConfigNode): boolean {
  switch (segment.kind) {
    case 'key':
      return isNamed(node, segment.name);
    case 'either':
      return segment.names.some((name) => isNamed(node, name));
    case 'pattern':
      return typeof node.key === 'string' && segment.expression.test(node.key);
    default:
      return true;
  }
}

/** A number is an index in a sequence, a negative one counts from the end; in a map it is a key. */
function isNamed({ key, parent }: ConfigNode, name: string): boolean {
  if (typeof key !== 'number') return key === name;
  return /^-?\d+$/.test(name) && (Number(name) === key || Number(name) + (parent?.children.length ?? 0) === key);
}
