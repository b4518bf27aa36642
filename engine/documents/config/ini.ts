import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { commentsBetween } from '../comments.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { dialectOf, iniGlobs, type Dialect } from './ini-dialect.ts';
import type { Entry, Line, Section } from './ini-lines.ts';
import type { Value } from './ini-values.ts';
import { emptyMap, emptySeq, mostProblems, pushItem, putEntry, scalar, treeOf, type Draft } from './node.ts';

/**
 * INI files, each as its own tool reads it (ini-dialect.ts). A section is a map under its name, dots and all: `"options.entry_points"`; only
 * git's `[remote "origin"]` and npm's `[remote.origin]` are `remote.origin`. Values are strings; in .npmrc `true`, `false` and `null` are what they say, and a key alone is true.
 * `key[] = value` are the items of a sequence. Keys of git and EditorConfig are in lower case.
 */
export const ini: Language = { name: 'ini', family: 'config', globs: iniGlobs, parse: parseIni, comments: commentsOf };

interface Reading {
  readonly text: string;
  readonly dialect: Dialect;
  readonly problems: SyntaxProblem[];
}

/** A section with its entries that are sequences. */
interface Open {
  readonly node: Draft;
  readonly lists: Map<string, Draft>;
}

function parseIni({ path, text }: SourceFile): Parsed {
  const dialect = dialectOf(path);
  const reading: Reading = { text, dialect, problems: [] };
  const root = emptyMap([0, text.length]);
  const sections = new Map<string, Open>();
  let section: Open = { node: root, lists: new Map() };
  for (const line of dialect.linesOf(text)) {
    if (line.kind === 'entry') putLine(section, line, reading);
    else if (line.kind === 'section') section = openSection(root, line, sections, reading);
    else
      reading.problems.push({
        message: 'The line is neither a section, nor key and value, nor a comment.',
        range: line.range,
      });
  }
  return { tree: treeOf(root), problems: reading.problems.slice(0, mostProblems) };
}

/** A section that is opened again goes on. */
function openSection(root: Draft, { names, range }: Section, sections: Map<string, Open>, { problems }: Reading): Open {
  let open: Open = { node: root, lists: new Map() };
  let id = '';
  for (const { name, range: place } of names) {
    id += `[${JSON.stringify(name)}]`;
    const known = sections.get(id);
    if (!known && Object.hasOwn(open.node.value as object, name))
      problems.push({ message: `The section '${name}' has the name of a key.`, range: place });
    open = known ?? { node: putEntry(open.node, name, place, emptyMap(range)), lists: new Map() };
    sections.set(id, open);
  }
  extend(open.node, range[1]);
  return open;
}

function putLine({ node: section, lists }: Open, { key, isItem, value }: Entry, reading: Reading): void {
  const { repeats, joins } = reading.dialect;
  const child = nodeOf(value, reading);
  const list = isItem || joins ? lists.get(key.name) : undefined;
  if (list) pushItem(list, child);
  else {
    if (!repeats && Object.hasOwn(section.value as object, key.name))
      reading.problems.push(twice(key, isItem && joins));
    const entry = putEntry(section, key.name, key.range, isItem ? emptySeq(child.range) : child);
    if (isItem) {
      lists.set(key.name, entry);
      pushItem(entry, child);
    }
  }
  extend(child.parent, child.range[1]);
}

/** Where a list goes on with a value, the value is missing in the list. */
function twice({ name, range }: Entry['key'], isMissing: boolean): SyntaxProblem {
  return { message: `The key '${name}' is there twice.`, range, ...(!isMissing && { harmless: true }) };
}

function nodeOf({ value, range, unknown }: Value, { dialect }: Reading): Draft {
  const isFilledIn = typeof value === 'string' && dialect.filledIn.test(value);
  return scalar(value, range, isFilledIn ? 'The value is a template that is filled in later.' : unknown);
}

function extend(node: Draft | undefined, end: number): void {
  for (let at = node; at; at = at.parent) at.range = [at.range[0], Math.max(at.range[1], end)];
}

/** In what is neither key nor value nor the name of a section: the values say which signs are part of them. */
function commentsOf({ file: { path, text } }: Document): readonly Range[] {
  const taken = [...dialectOf(path).linesOf(text)].flatMap(writtenIn);
  return commentsBetween(text, taken, /[#;][^\r\n]*/g);
}

function writtenIn(line: Line): readonly Range[] {
  if (line.kind === 'entry') return [line.key.range, line.value.range];
  return line.kind === 'section' ? line.names.map(({ range }) => range) : [line.range];
}
