import type { Range } from '../../model/region.ts';
import type { SyntaxProblem } from '../language.ts';
import { deepestNesting, emptyMap, emptySeq, mostProblems, pushItem, putEntry, scalar, type Draft } from './node.ts';
import type { TemplateCheck } from './templates.ts';
import { isListItem } from './xml-lists.ts';
import { xmlTokens, type XmlAttribute, type XmlToken } from './xml-scan.ts';
import { attributeValue, textValue, type TextPiece } from './xml-text.ts';

interface XmlTree {
  /** A map with the root element by its name. */
  readonly root: Draft;
  readonly problems: readonly SyntaxProblem[];
}

/** Something in an element that becomes an entry of its map. */
interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: Draft;
}

interface Open {
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
  readonly entries: Entry[];
  /** Text since the last child. */
  pieces: TextPiece[];
  unknown?: string;
}

interface Making {
  readonly text: string;
  readonly template: TemplateCheck;
  readonly problems: SyntaxProblem[];
  /** The elements that are open, and the document around them. */
  readonly stack: Open[];
  /** Open elements that are too deep to be in the tree. */
  tooDeep: number;
}

const mavenProperty = /\$\{[\w.:-]+\}|\{\{|<%/;
const msbuildProperty = /[$@%]\([\w.:[]|\$\{/;

/**
 * An element with nothing but text is a scalar, any other a map: its attributes at `@name`, its children at their names,
 * its text at `#text`. What occurs twice is a sequence; `isListItem` says what is one even alone.
 */
export function xmlTree(text: string, path: string): XmlTree {
  const root: Open = { name: '', nameRange: [0, 0], range: [0, text.length], entries: [], pieces: [] };
  const making: Making = { text, template: templateOf(path), problems: [], stack: [root], tooDeep: 0 };
  for (const token of xmlTokens(text)) take(token, making);
  while (making.stack.length > 1) closeTop(making, text.length, true);
  const outside = root.pieces.find(({ range }) => text.slice(...range).trim() !== '');
  if (outside) report(making, 'Text stands outside of the root element.', outside.range);
  if (root.entries.length === 0) report(making, 'There is no root element.', [0, 0]);
  for (const { key, keyRange } of root.entries.slice(1)) report(making, `'${key}' is a second root element.`, keyRange);
  return { root: mapOf(root, [0, text.length]), problems: making.problems };
}

function templateOf(path: string): TemplateCheck {
  const expression = /\.(?:\w+proj|props|targets)$/.test(path) ? msbuildProperty : mavenProperty;
  return (value) => (expression.test(value) ? 'The value is a template that is filled in later.' : undefined);
}

function take(token: XmlToken, making: Making): void {
  if (token.kind === 'open') open(token, making);
  else if (token.kind === 'close') close(token, making);
  else if (token.kind === 'broken') report(making, token.message, token.range);
  else if (making.tooDeep === 0) making.stack.at(-1)!.pieces.push(token);
}

function open(token: Extract<XmlToken, { kind: 'open' }>, making: Making): void {
  const { text, stack } = making;
  if (making.tooDeep > 0 || stack.length > deepestNesting) {
    if (making.tooDeep === 0) refuse(making, token.range);
    if (!token.isEmpty) making.tooDeep++;
    return;
  }
  endText(stack.at(-1)!, making);
  const name = text.slice(...token.name);
  const entries = token.attributes.map((attribute) => attributeOf(attribute, making));
  stack.push({ name, nameRange: token.name, range: token.range, entries, pieces: [] });
  if (token.isEmpty) closeTop(making, token.range[1], false);
}

function refuse(making: Making, range: Range): void {
  const message = `It is nested deeper than ${deepestNesting} levels.`;
  report(making, message, range);
  making.stack.at(-1)!.unknown = message;
}

function attributeOf({ name, value }: XmlAttribute, { text, template }: Making): Entry {
  return { key: `@${text.slice(...name)}`, keyRange: name, node: attributeValue(text, value, template) };
}

function close({ name, range }: Extract<XmlToken, { kind: 'close' }>, making: Making): void {
  const { text, stack } = making;
  if (making.tooDeep > 0) {
    making.tooDeep--;
    return;
  }
  const wanted = text.slice(...name);
  const depth = stack.findLastIndex((element, i) => i > 0 && element.name === wanted);
  if (depth === -1) {
    report(making, `There is no open '${wanted}' to close.`, range);
    return;
  }
  while (stack.length > depth + 1) closeTop(making, range[0], true);
  closeTop(making, range[1], false);
}

/** The innermost open element ends: it becomes an entry of the one around it. */
function closeTop(making: Making, end: number, isMissing: boolean): void {
  const element = making.stack.pop()!;
  const { name, nameRange, range } = element;
  if (isMissing) report(making, `The element '${name}' is not closed.`, nameRange);
  const text = elementText(element, making);
  const isLeaf = element.entries.length === 0;
  if (!isLeaf && text) element.entries.push(text);
  const whole: Range = [range[0], end];
  const node = isLeaf ? (text?.node ?? emptyElement(range, end)) : mapOf(element, whole);
  if (element.unknown !== undefined) node.unknown = element.unknown;
  making.stack.at(-1)!.entries.push({ key: name, keyRange: nameRange, node });
}

/** Where its text would be. */
function emptyElement([, start]: Range, end: number): Draft {
  const at = Math.min(start, end);
  return scalar('', [at, at]);
}

/** Before a child, what was text so far is one; outside of the root element there is none. */
function endText(element: Open, making: Making): void {
  if (making.stack.length === 1) return;
  const text = elementText(element, making);
  if (text) element.entries.push(text);
  element.pieces = [];
}

function elementText({ pieces }: Open, { text, template }: Making): Entry | undefined {
  const node = textValue(text, pieces, template);
  return node && { key: '#text', keyRange: node.range, node };
}

function mapOf({ name, entries }: Open, range: Range): Draft {
  const map = emptyMap(range);
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const lists = new Map<string, Draft>();
  for (const { key, keyRange, node } of entries) {
    if (counts.get(key) === 1 && !isListItem(name, key)) {
      putEntry(map, key, keyRange, node);
      continue;
    }
    const list = lists.get(key) ?? putEntry(map, key, keyRange, emptySeq(keyRange));
    lists.set(key, list);
    pushItem(list, node);
    list.range = [Math.min(list.range[0], node.range[0]), node.range[1]];
  }
  return map;
}

function report({ problems }: Making, message: string, range: Range): void {
  if (problems.length < mostProblems) problems.push({ message, range });
}
