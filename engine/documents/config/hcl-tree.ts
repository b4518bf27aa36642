import type { Node } from 'web-tree-sitter';
import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { expressionOf, partsOf, rangeOf, stringOf, tooDeep, type Making } from './hcl-expression.ts';
import { deepestNesting, emptyMap, emptySeq, pushItem, putEntry, type Draft } from './node.ts';

/**
 * The shape is that of Terraform's JSON syntax, made independent of how often a block occurs:
 * - a block with labels is a map at its type and labels: `resource.aws_s3_bucket.logs.acl`;
 * - a block without labels, a provider and a provisioner may always be repeated and are items of a sequence, alone as
 *   well: `terraform.0.required_version`, `provider.aws.*.region`, `resource.aws_security_group.$SG.ingress.*.from_port`.
 *   Any other block that is repeated with the same labels becomes one;
 * - the content of a `dynamic` block is an item among those that it makes, and the sequence is unknown:
 *   `ingress.*.from_port` reaches it. What else it says stays at `dynamic.ingress.for_each`.
 */
export interface HclTree {
  readonly root: Draft;
  readonly problems: readonly SyntaxProblem[];
  /** Adds a file or a part of it, whose nodes begin at `at`. */
  readonly add: (root: Node, at: number) => void;
}

interface Building extends Making {
  /** Maps of labels, and sequences of blocks: all other nodes are written by one block or attribute. */
  readonly shared: Set<Draft>;
}

interface Name {
  readonly text: string;
  readonly range: Range;
}

/** Labelled blocks that Terraform allows to be repeated with the same labels. */
const repeatable = new Set(['provider', 'provisioner']);

export function hclTree(text: string): HclTree {
  const root = emptyMap([0, text.length]);
  const problems: SyntaxProblem[] = [];
  const shared = new Set<Draft>();
  return {
    root,
    problems,
    add: (file, at) => {
      const making = { text, at, problems, shared };
      for (const child of partsOf(file)) {
        if (child.type === 'body') addBody(root, child, making, 1);
        else if (child.type === 'object') addObject(root, child, making);
      }
    },
  };
}

/** Variables may be given in the syntax of JSON. */
function addObject(root: Draft, object: Node, making: Making): void {
  for (const child of expressionOf(object, making, 0).children as Draft[])
    putEntry(root, String(child.key), child.keyRange!, child);
}

function addBody(map: Draft, body: Node, making: Building, depth: number): void {
  const own = new Set<string>();
  for (const child of partsOf(body)) {
    if (child.type === 'block') addBlock(map, child, making, depth);
    else if (child.type === 'attribute') addAttribute(map, child, making, depth, own);
  }
}

function addAttribute(map: Draft, attribute: Node, making: Making, depth: number, own: Set<string>): void {
  const [name, value] = partsOf(attribute);
  if (!name || !value) return;
  const range = rangeOf(name, making);
  if (own.has(name.text))
    making.problems.push({ message: `The argument '${name.text}' is there twice.`, range, harmless: true });
  own.add(name.text);
  putEntry(map, name.text, range, expressionOf(value, making, depth));
}

function addBlock(map: Draft, block: Node, making: Building, depth: number): void {
  const names = namesOf(block, making);
  const range = rangeOf(block, making);
  const [type, label] = names;
  if (type?.text === 'dynamic' && label && names.length === 2) {
    addDynamic(map, label, block, making, depth);
    return;
  }
  const last = names.at(-1)!;
  const isList = names.length === 1 || repeatable.has(type!.text);
  const parent = names.slice(0, -1).reduce((at, name) => shared(at, name, range, making, emptyMap), map);
  putBlock(parent, last, isList, blockMap(block, making, depth + names.length), making);
}

/** What it makes is content like that of any other block; how many there will be, nobody knows. */
function addDynamic(map: Draft, label: Name, block: Node, making: Building, depth: number): void {
  const range = rangeOf(block, making);
  const [type] = namesOf(block, making);
  const rest = putEntry(shared(map, type!, range, making, emptyMap), label.text, label.range, emptyMap(range));
  const made = shared(map, label, range, making, emptySeq);
  made.unknown = 'A dynamic block says how many there are.';
  for (const child of partsOf(bodyOf(block))) {
    if (child.type === 'attribute') addAttribute(rest, child, making, depth + 2, new Set());
    else if (child.type === 'block') pushItem(made, blockMap(child, making, depth + 2));
  }
}

function blockMap(block: Node, making: Building, depth: number): Draft {
  const range = rangeOf(block, making);
  if (depth >= deepestNesting) return tooDeep(range, making);
  const map = emptyMap(range);
  const body = bodyOf(block);
  if (body) addBody(map, body, making, depth);
  return map;
}

function putBlock(parent: Draft, name: Name, isList: boolean, map: Draft, making: Building): void {
  const known = childNamed(parent, name.text);
  if (!isList && (!known || making.shared.has(known) !== (known.type === 'seq')))
    return void putEntry(parent, name.text, name.range, map);
  if (known && !making.shared.has(known)) toList(parent, known, making);
  pushItem(shared(parent, name, map.range, making, emptySeq), map);
}

/** A block that turns out to be repeated is the first of a sequence, in its own place. */
function toList(parent: Draft, first: Draft, { shared: lists }: Building): void {
  const list = emptySeq(first.range);
  putEntry(parent, String(first.key), first.keyRange!, list);
  parent.children.splice(parent.children.indexOf(first), 1, parent.children.pop()!);
  delete first.keyRange;
  pushItem(list, first);
  lists.add(list);
}

/** The map of a label, or the sequence of blocks, that several blocks share: made, or widened by the range of one more. */
function shared(
  parent: Draft,
  { text, range }: Name,
  block: Range,
  making: Building,
  make: (range: Range) => Draft,
): Draft {
  const known = childNamed(parent, text);
  if (known && making.shared.has(known) && known.type === make(block).type) {
    known.range = [Math.min(known.range[0], block[0]), Math.max(known.range[1], block[1])];
    return known;
  }
  const made = putEntry(parent, text, range, make(block));
  making.shared.add(made);
  return made;
}

/** The value tells at once whether there is one. */
function childNamed(parent: Draft, name: string): Draft | undefined {
  if (!Object.hasOwn(parent.value as object, name)) return undefined;
  return parent.children.findLast(({ key }) => key === name);
}

function bodyOf(block: Node): Node | undefined {
  return partsOf(block).find(({ type }) => type === 'body');
}

/** The type and the labels. */
function namesOf(block: Node, making: Making): Name[] {
  const names = partsOf(block).filter(({ type }) => type === 'identifier' || type === 'string_lit');
  return names.map((node) => ({
    text: node.type === 'identifier' ? node.text : stringOf(node),
    range: rangeOf(node, making),
  }));
}
