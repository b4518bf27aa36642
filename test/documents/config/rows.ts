import type { Language } from '../../../engine/documents/language.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';

export type Row = readonly [path: string, key: string | null, slice: string, value: unknown];

export function read(language: Language, text: string, path = 'file') {
  return language.parse({ path, text, bom: false, bytes: text.length });
}

export function nodesOf(language: Language, text: string, path?: string): ConfigNode[] {
  const nodes: ConfigNode[] = [];
  const visit = (node: ConfigNode): void => {
    nodes.push(node);
    node.children.forEach(visit);
  };
  const { tree } = read(language, text, path);
  if (tree) visit(tree.root as ConfigNode);
  return nodes;
}

/** Every scalar: where it is, the slice of its key, the slice of its value, and the value (unknown ones in `?`). */
export function rows(language: Language, text: string, path?: string): Row[] {
  const scalars = nodesOf(language, text, path).filter(({ type }) => type === 'scalar');
  return scalars.map((node) => [
    pathOf(node),
    node.keyRange ? text.slice(...node.keyRange) : null,
    text.slice(...node.range),
    node.unknown === undefined ? node.value : '?',
  ]);
}

export function pathOf(node: ConfigNode): string {
  const keys: (string | number)[] = [];
  for (let at: ConfigNode | undefined = node; at; at = at.parent) if (at.key !== undefined) keys.unshift(at.key);
  return keys.join('.');
}

export function problems(language: Language, text: string, path?: string): [string, string][] {
  return read(language, text, path).problems.map(({ message, range }) => [message, text.slice(...range)]);
}
