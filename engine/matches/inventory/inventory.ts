import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import { isCode, speaksOfCode } from '../code/documents.ts';
import type { DocumentView, MapAnchor, PreparedAnchor } from '../matcher.ts';
import {
  attributesOf,
  attributesSchema,
  inspectAttributes,
  matchAttributes,
  type AttributeDocs,
  type Attributes,
} from './attributes.ts';

/** One thing that an extractor found in a document. */
export interface Item {
  readonly node: TreeNode;
  readonly attributes: Attributes;
  readonly also?: readonly TreeNode[];
  readonly beyond?: Cause;
}

/** Finds all things of one kind that one framework writes in one way. Its file is one line in its inventory's list. */
export type Extractor = (view: DocumentView) => readonly Item[];

export interface Inventory {
  readonly name: string;
  readonly documentation: string;
  readonly attributes: AttributeDocs;
  readonly extractors: readonly Extractor[];
  /** Narrows the files that can hold such a thing; without it every code file can. */
  readonly livesIn?: (path: string) => boolean;
  /** See `AnchorEntry.isHandler`. */
  readonly isHandler?: true;
}

/** An inventory as an anchor: what the extractors found, once per document, compared with the attributes wanted. */
export function inventoryAnchor(inventory: Inventory): MapAnchor {
  const { name, documentation, attributes, isHandler } = inventory;
  const key = Symbol(name);
  const itemsOf = (view: DocumentView): ReadonlyMap<TreeNode, readonly Item[]> =>
    view.memo(key, () => extract(inventory, view));
  return {
    name,
    documentation,
    schema: attributesSchema(attributes),
    station: 'map',
    ...(isHandler && { isHandler }),
    inspect: (value) => inspectAttributes(name, value, attributes),
    prepare: (value) => prepareInventory(inventory, value, itemsOf),
  };
}

function extract({ extractors }: Inventory, view: DocumentView): ReadonlyMap<TreeNode, readonly Item[]> {
  if (!isCode(view)) return new Map();
  return grouped(extractors.flatMap((extractor) => extractor(view)));
}

function grouped(items: readonly Item[]): ReadonlyMap<TreeNode, readonly Item[]> {
  const byNode = new Map<TreeNode, Item[]>();
  for (const item of items) {
    const known = byNode.get(item.node);
    if (known) known.push(item);
    else byNode.set(item.node, [item]);
  }
  return byNode;
}

function prepareInventory(
  { name, livesIn }: Inventory,
  value: AnchorValue,
  itemsOf: (view: DocumentView) => ReadonlyMap<TreeNode, readonly Item[]>,
): PreparedAnchor {
  const wanted = attributesOf(name, value) ?? {};
  return {
    speaksOf: (path, family) => speaksOfCode(path, family) && (livesIn?.(path) ?? true),
    candidates: (view, scope) => {
      const nodes = [...itemsOf(view).keys()].sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
      return !scope || scope === view.fileNode ? nodes : nodes.filter((node) => view.index.contains(scope, node));
    },
    match: (view, node, bindings) =>
      (itemsOf(view).get(node) ?? []).flatMap(({ attributes, also, beyond }) =>
        matchAttributes(wanted, attributes, bindings).map((match) => ({
          ...match,
          ...(also && { also }),
          ...(beyond && { beyond }),
        })),
      ),
  };
}
