import type { Range } from '../../model/region.ts';
import type { Instruction } from './dockerfile-instructions.ts';
import type { Setting, Settings, Stage } from './dockerfile-stage.ts';
import { emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';

/** The node of a whole stage. */
export function stageNode(stage: Stage, from: Instruction, node: Draft, instructions: readonly Draft[]): Draft {
  const range: Range = [from.range[0], instructions.at(-1)?.range[1] ?? from.range[1]];
  const map = emptyMap(range);
  putEntry(map, 'from', from.keyword, node);
  putGroup(map, 'arg', stage.args);
  putGroup(map, 'env', stage.env);
  putGroup(map, 'labels', stage.labels);
  putItems(map, 'expose', stage.expose);
  putItems(map, 'volumes', stage.volumes);
  for (const [name, setting] of stage.single) putEntry(map, name, setting.key, copyOf(setting.node));
  const seq = putEntry(map, 'instructions', from.keyword, emptySeq(range));
  for (const instruction of instructions) pushItem(seq, instruction);
  return map;
}

export function putGroup(map: Draft, name: string, settings: Settings): void {
  const [first] = settings.values();
  if (!first) return;
  const group = putEntry(map, name, first.keyword, emptyMap(first.key));
  for (const [key, setting] of settings) {
    putEntry(group, key, setting.key, copyOf(setting.node));
    group.range = [Math.min(group.range[0], setting.key[0]), Math.max(group.range[1], setting.node.range[1])];
    if (setting.doubt !== undefined) group.unknown ??= setting.doubt;
  }
}

function putItems(map: Draft, name: string, items: readonly Setting[]): void {
  const [first] = items;
  if (!first) return;
  const seq = putEntry(map, name, first.keyword, emptySeq(first.node.range));
  for (const { node } of items) {
    pushItem(seq, copyOf(node));
    seq.range = [Math.min(seq.range[0], node.range[0]), Math.max(seq.range[1], node.range[1])];
  }
}

/** Stages that build on each other have the same settings, and nodes have one parent. */
function copyOf(node: Draft): Draft {
  if (node.type === 'scalar') return scalar(node.value as never, node.range, node.unknown);
  const copy = node.type === 'map' ? emptyMap(node.range) : emptySeq(node.range);
  for (const child of node.children) {
    if (copy.type === 'map') putEntry(copy, String(child.key), child.keyRange!, copyOf(child));
    else pushItem(copy, copyOf(child));
  }
  return copy;
}
