import esquery, { type Selector } from 'esquery';
import { visitorKeys } from '../../documents/javascript/children.ts';
import type { TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { DocumentView, Inspection, MapAnchor, PreparedAnchor } from '../matcher.ts';
import { isCode, speaksOfCode } from './documents.ts';

type EsNode = Parameters<typeof esquery.matches>[0];
const options = { visitorKeys: visitorKeys as Record<string, readonly string[]> };

/** ESQuery does not mind the case of type names. */
const typeNames = new Map(Object.keys(visitorKeys).map((type) => [type.toLowerCase(), type]));

/** Nodes of the syntax tree by selector, as ESLint's rules name them. */
export const selector: MapAnchor = {
  name: 'selector',
  documentation:
    'An [ESQuery](https://github.com/estools/esquery) selector over the ESTree (typescript-estree) of JavaScript and TypeScript: `CallExpression[callee.name="eval"]`.',
  schema: { type: 'string' },
  station: 'map',
  inspect: inspectSelector,
  prepare: (value) => prepareSelector(parseSelector(value)),
};

function parseSelector(value: AnchorValue): Selector {
  return esquery.parse(String(value['selector']));
}

function inspectSelector(value: AnchorValue): Inspection {
  try {
    parseSelector(value);
    return { binds: [], errors: [] };
  } catch (error) {
    const message = `The selector '${String(value['selector'])}' is not valid ESQuery: ${(error as Error).message}`;
    return { binds: [], errors: [{ path: ['selector'], message }] };
  }
}

function prepareSelector(parsed: Selector): PreparedAnchor {
  const types = typesOf(parsed);
  return {
    speaksOf: speaksOfCode,
    candidates: (view, scope) => {
      if (!isCode(view)) return [];
      const within = scope === view.fileNode ? undefined : scope;
      return types ? view.index.ofTypes(types, within) : view.index.all(within);
    },
    match: (view, node, bindings) => (isCode(view) && matchesSelector(parsed, view, node) ? [{ bindings }] : []),
  };
}

function matchesSelector(parsed: Selector, view: DocumentView, node: TreeNode): boolean {
  if (node === view.fileNode) return false;
  return esquery.matches(node as unknown as EsNode, parsed, ancestry(view, node), options);
}

/** From the parent outwards. */
function ancestry(view: DocumentView, node: TreeNode): EsNode[] {
  const ancestors: TreeNode[] = [];
  for (let parent = view.index.parent(node); parent; parent = view.index.parent(parent)) ancestors.push(parent);
  return ancestors as unknown as EsNode[];
}

/** The node types a selector can accept; nothing if it does not say. */
function typesOf(parsed: Selector): readonly string[] | undefined {
  switch (parsed.type) {
    case 'identifier':
      return [typeNames.get(parsed.value.toLowerCase()) ?? parsed.value];
    case 'compound':
      return parsed.selectors.map(typesOf).find((types) => types !== undefined);
    case 'matches': {
      const lists = parsed.selectors.map(typesOf);
      return lists.every((types) => types !== undefined) ? lists.flat() : undefined;
    }
    case 'child':
    case 'descendant':
    case 'sibling':
    case 'adjacent':
      return typesOf(parsed.right);
    default:
      return undefined;
  }
}
