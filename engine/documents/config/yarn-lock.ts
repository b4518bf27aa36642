import type { Scalar } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { deepestNesting, emptyMap, mostProblems, putEntry, scalar, treeOf, type Draft } from './node.ts';
import { yaml } from './yaml.ts';

/**
 * yarn.lock: since Yarn 2 it is YAML; Yarn 1 has a format of its own (`yarn lockfile v1`): maps by indentation, a key or
 * several before a colon, and `key value`.
 */
export const yarnLock: Language = {
  name: 'yarn-lock',
  family: 'config',
  globs: ['**/yarn.lock'],
  parse: (file) => (/^__metadata:/m.test(file.text) ? yaml.parse(file) : parseClassic(file)),
};

interface Making {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  /** The maps that are open, from the root to the innermost. */
  readonly open: Draft[];
}

interface Token {
  readonly value: Scalar;
  readonly range: Range;
}

/** What stands on one line: the keys, and the value unless they open a map. */
interface Line {
  readonly keys: readonly Token[];
  readonly value?: Token;
}

function parseClassic({ text }: SourceFile): Parsed {
  const making: Making = { text, problems: [], open: [emptyMap([0, text.length])] };
  for (const { 0: written, index } of text.matchAll(/[^\r\n]+/g)) readLine(written, index, making);
  return { tree: treeOf(making.open[0]!), problems: making.problems.slice(0, mostProblems) };
}

function readLine(written: string, start: number, making: Making): void {
  const content = written.trimStart();
  if (content === '' || content.startsWith('#')) return;
  const from = start + written.length - content.length;
  const range: Range = [from, from + content.trimEnd().length];
  const depth = (from - start) / 2;
  const line = lineAt(range, making.text);
  if (!line || !making.open[depth] || depth >= deepestNesting) {
    making.problems.push({ message: 'This line is no entry of a lock file.', range });
    return;
  }
  making.open.length = depth + 1;
  put(line, making);
}

function put({ keys, value }: Line, { open, problems }: Making): void {
  const parent = open.at(-1)!;
  const key = keys.map((token) => String(token.value)).join(', ');
  const keyRange: Range = [keys[0]!.range[0], keys.at(-1)!.range[1]];
  if (Object.hasOwn(parent.value as object, key))
    problems.push({ message: `The key '${key}' is there twice.`, range: keyRange, harmless: true });
  const node = value ? scalar(value.value, value.range) : emptyMap([keyRange[1], keyRange[1]]);
  putEntry(parent, key, keyRange, node);
  widen(open.slice(1), [keyRange[0], node.range[1]]);
  if (!value) open.push(node);
}

/** A map reaches from its first key to its last value. */
function widen(maps: readonly Draft[], [start, end]: Range): void {
  for (const map of maps) map.range = [map.children.length === 1 && map === maps.at(-1) ? start : map.range[0], end];
}

function lineAt([start, end]: Range, text: string): Line | undefined {
  const keys: Token[] = [];
  let at = start;
  for (;;) {
    const key = tokenAt(at, text);
    if (!key) return undefined;
    keys.push(key);
    at = key.range[1];
    const [comma = ''] = sticky(/, */y, at, text);
    if (comma === '') break;
    at += comma.length;
  }
  if (text[at] === ':' && at + 1 === end) return { keys };
  const [space = ''] = sticky(/ +/y, at, text);
  const value = space === '' ? undefined : tokenAt(at + space.length, text);
  return value && value.range[1] === end && keys.length === 1 ? { keys, value } : undefined;
}

/** Quoted as in JSON, or bare: then neither a space nor a colon nor a comma is in it. */
function tokenAt(at: number, text: string): Token | undefined {
  const [raw] = sticky(/"(?:[^"\\\r\n]|\\.)*"|[\w/.-][^\s:,]*/y, at, text);
  if (raw === undefined) return undefined;
  const value = raw.startsWith('"') ? unquoted(raw) : bare(raw);
  return value === undefined ? undefined : { value, range: [at, at + raw.length] };
}

function unquoted(raw: string): string | undefined {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return undefined;
  }
}

function bare(raw: string): Scalar {
  if (raw === 'true' || raw === 'false') return raw === 'true';
  return /^\d+$/.test(raw) && Number.isSafeInteger(Number(raw)) ? Number(raw) : raw;
}

function sticky(expression: RegExp, at: number, text: string): readonly string[] {
  expression.lastIndex = at;
  return expression.exec(text) ?? [];
}
