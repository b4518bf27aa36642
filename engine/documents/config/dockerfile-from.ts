import type { Range } from '../../model/region.ts';
import type { Instruction } from './dockerfile-instructions.ts';
import { expandedNode, textOf, writtenNode, type Around } from './dockerfile-settings.ts';
import type { Part } from './dockerfile-words.ts';
import { emptyMap, putEntry, scalar, type Draft } from './node.ts';

/** What FROM says. */
export interface From {
  readonly node: Draft;
  /** In lower case: names of stages know no case. */
  readonly alias?: string;
  /** The name of the earlier stage that it builds on, in lower case. */
  readonly base?: string;
  /** Why it may be an earlier stage that it builds on, for all we know. */
  readonly doubt?: string;
}

/**
 * `image`, `tag`, `digest`, each in its own place, or `stage` in place of them if it is an earlier one; `platform` and `alias`.
 * `stages`: the earlier stages by their names.
 */
export function fromOf(instruction: Instruction, stages: ReadonlyMap<string, unknown>, around: Around): From {
  const { content, words, rest, flags } = instruction;
  const node = emptyMap(content.range(flags[0] ? flags[0].name.start - 2 : rest.start, rest.end));
  const [first, as, name] = words;
  const isNamed = words.length === 3 && textOf(instruction, as!).toUpperCase() === 'AS';
  if (words.length !== 1 && !isNamed)
    around.problems.push({ message: 'FROM takes an image, and AS with a name.', range: instruction.range });
  const built = first ? putBase(node, instruction, first, stages, around) : {};
  putPlatform(node, instruction, around);
  if (!isNamed) return { node, ...built };
  putEntry(node, 'alias', content.range(as!.start, as!.end), writtenNode(instruction, name!));
  return { node, alias: textOf(instruction, name!).toLowerCase(), ...built };
}

function putBase(
  node: Draft,
  instruction: Instruction,
  word: Part,
  stages: ReadonlyMap<string, unknown>,
  around: Around,
): Pick<From, 'base' | 'doubt'> {
  const whole = expandedNode(instruction, word, around);
  const base = String(whole.value).toLowerCase();
  if (whole.unknown === undefined && stages.has(base)) {
    putEntry(node, 'stage', instruction.keyword, whole);
    return { base };
  }
  const isName = putReference(node, instruction, word, around);
  return whole.unknown !== undefined && isName && stages.size > 0 ? { doubt: whole.unknown } : {};
}

/** Whether it is a bare name, as stages have it. */
function putReference(node: Draft, instruction: Instruction, word: Part, around: Around): boolean {
  const { content, keyword } = instruction;
  const { image, leaf, tag, digest } = splitReference(textOf(instruction, word), word.start);
  putEntry(node, 'image', keyword, expandedNode(instruction, image, around));
  const put = (key: string, part: Part): unknown =>
    putEntry(node, key, content.range(part.start - 1, part.start), expandedNode(instruction, part, around));
  if (tag) put('tag', tag);
  if (digest) put('digest', digest);
  // a variable at the end of the name may bring a tag with it, one in the tag a digest
  const open = tag ? (digest ? undefined : tag) : leaf;
  const unknown = open && expandedNode(instruction, open, around).unknown;
  if (unknown !== undefined) node.unknown = unknown;
  return !tag && !digest && leaf.start === image.start;
}

/** Of a stage that builds on an earlier one: the image that they all begin with, in its place there. */
export function putImageBelow(node: Draft, keyword: Range, below: Draft): void {
  const base = putEntry(node, 'base', keyword, emptyMap(below.range));
  if (below.unknown !== undefined) base.unknown = below.unknown;
  for (const { key, keyRange, value, range, unknown } of below.children) {
    if (key === 'image' || key === 'tag' || key === 'digest')
      putEntry(base, key, keyRange!, scalar(value as string, range, unknown));
  }
}

function putPlatform(node: Draft, instruction: Instruction, around: Around): void {
  const flag = instruction.flags.find(({ name }) => textOf(instruction, name) === 'platform');
  if (!flag?.value) return;
  const key = instruction.content.range(flag.name.start, flag.name.end);
  putEntry(node, 'platform', key, expandedNode(instruction, flag.value, around));
}

interface Reference {
  readonly image: Part;
  /** What follows the last slash of the image. */
  readonly leaf: Part;
  readonly tag?: Part;
  readonly digest?: Part;
}

/** `registry:5000/path/name:tag@digest`; signs inside of `${…}` do not count. */
function splitReference(text: string, offset: number): Reference {
  let depth = 0;
  let leaf = 0;
  let tag: number | undefined;
  let digest: number | undefined;
  for (let at = 0; at < text.length && digest === undefined; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text[at] === '}' && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (text[at] === '/') [leaf, tag] = [at + 1, undefined];
    else if (text[at] === ':') tag ??= at;
    else if (text[at] === '@') digest = at;
  }
  const part = (start: number, end: number): Part => ({ start: offset + start, end: offset + end });
  const tagEnd = digest ?? text.length;
  const imageEnd = tag ?? tagEnd;
  return {
    image: part(0, imageEnd),
    leaf: part(Math.min(leaf, imageEnd), imageEnd),
    ...(tag !== undefined && { tag: part(tag + 1, tagEnd) }),
    ...(digest !== undefined && { digest: part(digest + 1, text.length) }),
  };
}
