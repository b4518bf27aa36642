import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar as YamlScalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Scalar } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { deepestNesting, emptyMap, emptySeq, pushItem, putEntry, scalar, type Draft } from './node.ts';
import type { TemplateCheck } from './templates.ts';
import { anchorsOf, type Anchors } from './yaml-anchors.ts';
import { overlaps, type Mask } from './yaml-masks.ts';

/** What making the trees of one file needs and leaves behind. */
export interface Making {
  /** The file's own text, before templates were masked. */
  readonly text: string;
  readonly masks: readonly Mask[];
  readonly problems: SyntaxProblem[];
  readonly template: TemplateCheck;
  readonly budget: Budget;
}

interface Budget {
  /** That aliases may still copy. */
  nodes: number;
  /** How many nodes are around the one at hand, copies included: what aliases lead to nests as what is written does. */
  depth: number;
  isReported: boolean;
}

interface Inside extends Making {
  readonly anchors: Anchors;
  /** The anchored nodes whose copies we are in. */
  readonly copying: readonly Node[];
}

export function documentNode(document: Document.Parsed, making: Making): Draft {
  return nodeOf(document.contents, 0, { ...making, anchors: anchorsOf(document.contents), copying: [] });
}

/** `at` is where a value would be that is left out. */
function nodeOf(node: unknown, at: number, inside: Inside): Draft {
  if (inside.copying.length > 0) inside.budget.nodes--;
  inside.budget.depth++;
  const made = isAlias(node) ? aliasOf(node, inside) : writtenNode(node, at, inside);
  inside.budget.depth--;
  return made;
}

function writtenNode(node: unknown, at: number, inside: Inside): Draft {
  const made = isMap(node) ? mapOf(node, inside) : isSeq(node) ? seqOf(node, inside) : scalarOf(node, at, inside);
  if (made.type !== 'scalar') made.range = withoutLineBreak(made, inside.text);
  const unknown = customTag(node);
  if (unknown !== undefined) made.unknown ??= unknown;
  return made;
}

/** A block collection ends where its last value ends, not on the next line. */
function withoutLineBreak({ range: [start, end], children }: Draft, text: string): Range {
  const last = children.at(-1)?.range[1] ?? 0;
  const trimmed = start + text.slice(start, end).trimEnd().length;
  return [start, last <= end ? Math.max(last, trimmed) : trimmed];
}

/** `!Ref`, `!vault`: what the value is, the tool says that knows the tag. */
function customTag(node: unknown): string | undefined {
  const tag = (node as Node | null)?.tag;
  if (!tag || tag === '!' || tag.startsWith('tag:yaml.org,2002:')) return undefined;
  return `The tag '${tag}' says what the value is.`;
}

function scalarOf(node: unknown, at: number, { text, masks, template }: Inside): Draft {
  if (!isScalar(node)) return scalar(null, [at, at]);
  const range = rangeOf(node, at);
  if (overlaps(masks, range))
    return scalar(text.slice(...range), range, 'The value is a template that is filled in later.');
  const value = plain(node);
  return scalar(value, range, typeof value === 'string' ? template(value) : undefined);
}

/** Numbers that JSON cannot hold keep their text. */
function plain({ value, source }: YamlScalar): Scalar {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : (source ?? String(value));
}

function seqOf(node: YAMLSeq, inside: Inside): Draft {
  const seq = emptySeq(rangeOf(node, 0));
  for (const item of node.items)
    pushItem(seq, isPair(item) ? pairAlone(item, inside) : nodeOf(item, seq.range[1], inside));
  return seq;
}

/** `[a: 1]`: a map of one entry without braces. */
function pairAlone(pair: Pair, inside: Inside): Draft {
  const key = keyOf(pair, 0, inside);
  const value = nodeOf(pair.value, key.range[1], inside);
  const map = emptyMap([key.range[0], Math.max(key.range[1], value.range[1])]);
  putEntry(map, key.text, key.range, value);
  return map;
}

function mapOf(node: YAMLMap, inside: Inside): Draft {
  const map = emptyMap(rangeOf(node, 0));
  const own = new Set<string>();
  const merges: Node[] = [];
  for (const pair of node.items) {
    if (isMerge(pair)) {
      merges.push(pair.value as Node);
      continue;
    }
    const key = keyOf(pair, map.range[0], inside);
    if (own.has(key.text)) reportTwice(key, inside);
    own.add(key.text);
    const child = putEntry(map, key.text, key.range, nodeOf(pair.value, key.end, inside));
    if (key.unknown === undefined) continue;
    child.unknown ??= key.unknown;
    map.unknown ??= key.unknown;
  }
  for (const source of merges) mergeInto(map, source, own, inside);
  return map;
}

interface Key {
  readonly text: string;
  readonly range: Range;
  /** Where a value that is left out would stand. */
  readonly end: number;
  readonly unknown?: string;
}

function keyOf({ key, value }: Pair, at: number, { text, masks, anchors }: Inside): Key {
  const range = key ? rangeOf(key as Node, at) : emptyBefore(value, at);
  const end = range[1];
  if (overlaps(masks, range))
    return { text: text.slice(...range), range, end, unknown: 'The key is a template that is filled in later.' };
  const resolved = isAlias(key) ? anchors.get(key) : key;
  if (!isScalar(resolved)) return { text: key ? text.slice(...range) : '', range, end };
  const name = typeof resolved.value === 'string' ? resolved.value : (resolved.source ?? String(resolved.value));
  return { text: name, range, end };
}

function emptyBefore(value: unknown, at: number): Range {
  const start = (value as Node | null)?.range?.[0] ?? at;
  return [start, start];
}

function reportTwice({ text, range }: Key, { problems, copying }: Inside): void {
  if (copying.length === 0) problems.push({ message: `The key '${text}' is there twice.`, range, harmless: true });
}

function isMerge({ key, value }: Pair): boolean {
  return (
    isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && (isAlias(value) || isMap(value) || isSeq(value))
  );
}

/** `<<: *base`: the entries that the map does not have itself; of several sources the first wins. */
function mergeInto(map: Draft, source: Node, own: Set<string>, inside: Inside): void {
  const sources = isSeq(source) ? (source.items as Node[]) : [source];
  for (const one of sources) {
    const merged = nodeOf(one, map.range[0], inside);
    if (merged.type !== 'map' || merged.unknown !== undefined)
      map.unknown ??= merged.unknown ?? 'What is merged here is no map.';
    const entries = merged.children.filter(({ key }) => !own.has(String(key)));
    for (const child of entries) own.add(String(putEntry(map, String(child.key), child.keyRange!, child).key));
  }
}

/**
 * A copy of its own for each alias: nodes have one parent. The copy stands where the alias stands;
 * what is inside it keeps the place where it is written.
 */
function aliasOf(alias: Alias, inside: Inside): Draft {
  const { anchors, copying, budget, problems } = inside;
  const range = rangeOf(alias, 0);
  const target = anchors.get(alias);
  const refusal = refusalOf(alias, target, inside);
  if (!target || refusal !== undefined) {
    if (!budget.isReported) problems.push({ message: refusal ?? '', range });
    budget.isReported ||= budget.nodes <= 0 || budget.depth > deepestNesting;
    return scalar(null, range, refusal);
  }
  const copy = nodeOf(target, range[0], { ...inside, copying: [...copying, target] });
  copy.range = range;
  return copy;
}

function refusalOf({ source }: Alias, target: Node | undefined, { copying, budget }: Inside): string | undefined {
  if (!target) return `The alias '*${source}' refers to nothing.`;
  if (copying.includes(target)) return `The alias '*${source}' refers to what contains it.`;
  if (budget.depth > deepestNesting) return `The aliases lead deeper than ${deepestNesting} levels.`;
  return budget.nodes <= 0 ? 'The aliases would multiply beyond what can be read.' : undefined;
}

function rangeOf({ range }: Node, at: number): Range {
  return range ? [range[0], range[1]] : [at, at];
}
