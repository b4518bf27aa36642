import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { nginxComments } from './nginx-comments.ts';
import { isRepeated } from './nginx-repeated.ts';
import { endOfLua, nextToken, type Token } from './nginx-tokens.ts';
import {
  deepestNesting,
  emptyMap,
  emptySeq,
  mostProblems,
  pushItem,
  putEntry,
  scalar,
  treeOf,
  type Draft,
} from './node.ts';
import { markInsertions } from './yaml-insertions.ts';
import { maskTemplates, overlaps, type Mask } from './yaml-masks.ts';

/**
 * Configurations of nginx. A directive is an entry whose value is all that follows its name, words separated by one space, without quotes:
 * `listen 443  ssl;` is `listen: '443 ssl'`; one without arguments is true. A block is a map of its directives, with a list of words `args`
 * where there are some: `location ~ \.php$ { … }` has `args: ['~', '\.php$']`. Directives that nginx takes several times in one block (`server`,
 * `location`, `add_header`, …) are sequences, also where they stand once, so that paths read the same in every file:
 * `http.server.*.location.*.proxy_pass`. Code of `…_by_lua_block` is one text. nginx's own variables are part of the text;
 * `{{ }}` and variables in capitals, which templates of images fill in (`${PORT}`), are unknown.
 */
export const nginx: Language = {
  name: 'nginx',
  family: 'config',
  globs: ['**/nginx*.conf', '**/nginx/**/*.conf', '**/*.nginx', '**/{nginx*.conf,nginx/**/*.conf}.{template,tmpl,j2}'],
  parse: parseNginx,
  comments: nginxComments,
};

/** A block that is open. */
interface Block {
  readonly node: Draft;
  readonly name: Token;
  /** Its directives that are sequences. */
  readonly lists: Map<string, Draft>;
}

interface Reading {
  readonly text: string;
  readonly masks: readonly Mask[];
  readonly problems: SyntaxProblem[];
  readonly blocks: Block[];
  /** The words of the directive that is not ended yet. */
  words: Token[];
}

function parseNginx({ text }: SourceFile): Parsed {
  const { text: masked, masks } = maskTemplates(text);
  const root = emptyMap([0, text.length]);
  const top: Block = { node: root, name: { kind: 'word', value: '', range: [0, 0] }, lists: new Map() };
  const reading: Reading = { text, masks, problems: [], blocks: [top], words: [] };
  let at = 0;
  for (let token = nextToken(masked, at); token; token = nextToken(masked, at)) {
    at = take(token, reading, masked);
    if (reading.blocks.length > deepestNesting) {
      reading.problems.push({ message: `It is nested deeper than ${deepestNesting} levels.`, range: token.range });
      break;
    }
  }
  endAll(reading);
  markInsertions(root, masks, text);
  return { tree: treeOf(root), problems: reading.problems.slice(0, mostProblems) };
}

/** Gives where the next token may begin. */
function take(token: Token, reading: Reading, masked: string): number {
  const { words, problems } = reading;
  const [first] = words;
  if (token.kind === 'word') {
    words.push(token);
    if (token.isOpen)
      problems.push({ message: 'The quote is not closed.', range: [token.range[0], token.range[0] + 1] });
  } else if (token.kind === '}') closeBlock(token, reading);
  else if (!first) problems.push({ message: `There is no directive before '${token.kind}'.`, range: token.range });
  else if (token.kind === ';') putDirective(reading);
  else if (first.value.endsWith('_by_lua_block')) return putLua(token, reading, masked);
  else openBlock(token, reading);
  return token.range[1];
}

function putDirective(reading: Reading): void {
  const [name, ...args] = reading.words;
  reading.words = [];
  if (!name) return;
  const range: Range = args.length === 0 ? name.range : [args[0]!.range[0], args.at(-1)!.range[1]];
  const value = args.map((word) => valueOf(word, reading)).join(' ');
  put(name, args.length === 0 ? scalar(true, range) : scalar(value, range, unknownIn(range, value, reading)), reading);
}

function openBlock(brace: Token, reading: Reading): void {
  const [name, ...args] = reading.words;
  reading.words = [];
  const node = emptyMap([name!.range[0], brace.range[1]]);
  put(name!, node, reading);
  if (args.length > 0) {
    const seq = emptySeq([args[0]!.range[0], args.at(-1)!.range[1]]);
    for (const word of args) pushItem(seq, wordNode(word, reading));
    putEntry(node, 'args', seq.range, seq);
  }
  reading.blocks.push({ node, name: name!, lists: new Map() });
}

function closeBlock(brace: Token, reading: Reading): void {
  const { blocks, problems, words } = reading;
  if (words[0]) {
    problems.push({ message: "The directive is not ended by ';'.", range: words[0].range });
    putDirective(reading);
  }
  if (blocks.length === 1) problems.push({ message: "There is no block that this '}' closes.", range: brace.range });
  else endAt(blocks.pop()!.node, brace.range[1]);
}

/** A block of code in another language. */
function putLua(brace: Token, reading: Reading, masked: string): number {
  const [name] = reading.words;
  reading.words = [];
  const end = endOfLua(masked, brace.range[1]);
  const range: Range = [brace.range[1], end];
  if (end === masked.length) reading.problems.push(notClosed(name!));
  put(name!, scalar(reading.text.slice(...range), range), reading);
  return end + 1;
}

function endAll(reading: Reading): void {
  const { blocks, problems, words, text } = reading;
  if (words[0]) {
    problems.push({ message: "The directive is not ended by ';'.", range: words[0].range });
    putDirective(reading);
  }
  for (const { node, name } of blocks.splice(1)) {
    problems.push(notClosed(name));
    endAt(node, text.trimEnd().length);
  }
}

function notClosed({ range }: Token): SyntaxProblem {
  return { message: 'The block is not closed.', range };
}

/** Puts a directive into the innermost block: as an item where there may be several. */
function put(name: Token, child: Draft, reading: Reading): void {
  const { blocks, problems } = reading;
  const { node: block, name: blockName, lists } = blocks.at(-1)!;
  const key = valueOf(name, reading);
  if (overlaps(reading.masks, name.range)) block.unknown ??= 'A directive is a template that is filled in later.';
  if (isRepeated(key, blockName.value)) {
    const seq = lists.get(key) ?? putEntry(block, key, name.range, emptySeq(child.range));
    lists.set(key, seq);
    pushItem(seq, child);
    endAt(seq, child.range[1]);
  } else {
    if (Object.hasOwn(block.value as object, key))
      problems.push({ message: `The directive '${key}' is there twice.`, range: name.range, harmless: true });
    putEntry(block, key, name.range, child);
  }
  endAt(block, child.range[1]);
}

/** A sequence ends where its last item does. */
function endAt(node: Draft, end: number): void {
  for (let at: Draft | undefined = node; at && at.range[1] < end; at = at.parent) at.range = [at.range[0], end];
}

function wordNode(word: Token, reading: Reading): Draft {
  const value = valueOf(word, reading);
  return scalar(value, word.range, unknownIn(word.range, value, reading));
}

/** A template stands in the file, not in what is left when it is masked. */
function valueOf({ value, range }: Token, { text, masks }: Reading): string {
  return overlaps(masks, range) ? text.slice(...range) : value;
}

const filledIn = /\$\{?[A-Z][A-Z0-9_]*\b/;

function unknownIn(range: Range, value: string, { masks }: Reading): string | undefined {
  if (!overlaps(masks, range) && !filledIn.test(value)) return undefined;
  return 'The value is a template that is filled in later.';
}
