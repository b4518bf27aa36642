import type { DocumentView } from '../../matcher.ts';
import type { Default } from './kind.ts';
import { childOf, put, unwritten, type Doubt, type Effective } from './node.ts';
import { doubted } from './overlay.ts';

/** Puts in what a tool takes where nothing is written. Where more may be written than is known, nothing is put in: that stays unknown. */
export function withDefaults(root: Effective, defaults: readonly Default[], here: DocumentView): Effective {
  for (const one of defaults) putDefault(root, one.keys, one, here);
  return root;
}

function putDefault(at: Effective, keys: readonly string[], one: Default, here: DocumentView): void {
  const [key, ...rest] = keys;
  if (key === undefined || at.type !== 'map') return;
  if (key === '*') {
    for (const child of at.children) putDefault(child, rest, one, here);
    return;
  }
  const child = childOf(at, key);
  if (child && rest.length > 0) putDefault(child, rest, one, here);
  if (child || at.unknown !== undefined) return;
  const via = { message: one.because };
  if (rest.length > 0) {
    if (!rest.includes('*')) putDefault(put(at, key, unwritten({}, at, key, here, via)), rest, one, here);
    return;
  }
  const open = isOpen(one.value);
  const node = unwritten(open ? null : one.value, at, key, here, via);
  put(at, key, open ? doubted(node, one.value.doubt) : node);
}

function isOpen(value: Default['value']): value is { readonly doubt: Doubt } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'doubt' in value;
}
