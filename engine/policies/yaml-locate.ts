import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml';
import type { LineIndex } from '../documents/lines.ts';
import type { Range } from '../model/region.ts';
import type { Origin, Path } from './source.ts';

/** A value with the key under which it stands; the root and items of lists have none. */
interface Spot {
  readonly key?: ParsedNode;
  readonly value: ParsedNode | null;
}

/** Finds the text of a path into the data. A path that leads nowhere means the nearest key on the way. */
export function locator(document: Document.Parsed, text: string, lines: LineIndex): Origin['locate'] {
  return (path, at = 'value') => {
    const range = findRange(document, path, at);
    return range && lines.region(withoutTrailingSpace(text, range));
  };
}

function findRange(document: Document.Parsed, path: Path, at: 'key' | 'value'): Range | undefined {
  let spot: Spot = { value: document.contents };
  for (const step of path) {
    const next = stepInto(resolved(spot.value, document), step);
    if (!next) return rangeOfKey(spot);
    spot = next;
  }
  return at === 'key' ? rangeOfKey(spot) : (rangeOf(spot.value) ?? rangeOfKey(spot));
}

function resolved(node: ParsedNode | null, document: Document.Parsed): ParsedNode | null | undefined {
  return isAlias(node) ? (node.resolve(document) as ParsedNode | undefined) : node;
}

function stepInto(node: ParsedNode | null | undefined, step: string | number): Spot | undefined {
  if (isSeq(node)) {
    const value = node.items[Number(step)];
    return value && { value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair && { key: pair.key, value: pair.value };
}

function rangeOfKey({ key, value }: Spot): Range | undefined {
  return rangeOf(key) ?? rangeOfHead(value);
}

/** Where a value without a key begins: one does not want to see a whole map underlined. */
function rangeOfHead(node: ParsedNode | null | undefined): Range | undefined {
  const first = isMap(node) ? node.items[0]?.key : undefined;
  return rangeOf(first) ?? rangeOf(node);
}

/** Nothing for a value that was left out (`key:`). */
function rangeOf(node: ParsedNode | null | undefined): Range | undefined {
  if (!node?.range) return undefined;
  const [start, end] = node.range;
  return end > start ? [start, end] : undefined;
}

function withoutTrailingSpace(text: string, [start, end]: Range): Range {
  return [start, start + text.slice(start, end).trimEnd().length];
}
