import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3';
import type { ConfigNode } from '../../model/document.ts';
import { deepestNesting } from '../../documents/config/node.ts';

const environment = new JSONPathEnvironment({ maxRecursionDepth: 4 * deepestNesting });

export function compileJsonPath(query: string): JSONPathQuery {
  return environment.compile(query);
}

/** Why the query is none; a sentence, or nothing. */
export function jsonPathError(query: string): string | undefined {
  try {
    compileJsonPath(query);
    return undefined;
  } catch (error) {
    return `The JSONPath '${query}' cannot be read: ${(error as Error).message}.`.replace(/\.\.$/, '.');
  }
}

/** The nodes a query selects below a node, which stands for `$`. */
export function selected(query: JSONPathQuery, root: ConfigNode): readonly ConfigNode[] {
  const nodes = [...query.query(root.value as never)].map(({ location }) => nodeAt(root, location));
  return nodes.filter((node) => node !== undefined);
}

function nodeAt(root: ConfigNode, location: readonly (string | number)[]): ConfigNode | undefined {
  let at: ConfigNode | undefined = root;
  for (const key of location) at = at?.children.findLast((child) => child.key === key && !child.commented);
  return at;
}
