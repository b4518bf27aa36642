import type { Tree } from '../../model/document.ts';
import type { PrismaBlock, PrismaProperty } from '../../model/prisma.ts';
import type { Range } from '../../model/region.ts';
import { emptyMap, emptySeq, pushItem, putEntry, scalar, treeOf, type Draft } from '../config/node.ts';

/**
 * A Prisma schema as configuration: `datasource.db.provider`, `model.User.email`, `enum.Role.ADMIN`. A string stands for
 * itself, everything else (`env("DATABASE_URL")`, `String? @unique`) as it is written; what begins with `@@` is the list `@@`.
 */
export function prismaTree(blocks: readonly PrismaBlock<Range>[], text: string): Tree {
  const root = emptyMap([0, text.length]);
  const kinds = new Map<string, Draft>();
  for (const block of blocks) {
    const kind = kinds.get(block.kind) ?? putEntry(root, block.kind, block.at, emptyMap([0, text.length]));
    kinds.set(block.kind, kind);
    putEntry(kind, block.name, block.at, blockNode(block, text));
  }
  return treeOf(root);
}

function blockNode(block: PrismaBlock<Range>, text: string): Draft {
  const map = emptyMap(block.at);
  for (const property of block.properties) putEntry(map, property.name, property.at, propertyNode(property, text));
  for (const { name, at, restAt } of block.fields) putEntry(map, name, at, scalar(text.slice(...restAt), restAt));
  const [first] = block.attributes;
  if (!first) return map;
  const list = putEntry(map, '@@', [first.at[0], first.at[0] + 2], emptySeq(first.at));
  for (const { at } of block.attributes) pushItem(list, scalar(text.slice(...at), at));
  return map;
}

function propertyNode({ value, valueAt }: PrismaProperty<Range>, text: string): Draft {
  if (value.kind === 'string') return scalar(value.value, valueAt);
  if (value.kind !== 'list') return scalar(text.slice(...valueAt), valueAt);
  const list = emptySeq(valueAt);
  for (const item of value.items)
    pushItem(list, scalar(item.kind === 'string' ? item.value : text.slice(...valueAt), valueAt));
  return list;
}
