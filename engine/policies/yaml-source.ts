import { isMap, isScalar, parseAllDocuments, type Document } from 'yaml';
import { lineIndex, type LineIndex } from '../documents/lines.ts';
import type { Json } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { Range } from '../model/region.ts';
import type { Origin } from './source.ts';
import { badAliases, duplicateKeys, unknownTags } from './yaml-checks.ts';
import { locator } from './yaml-locate.ts';
import { mostLevels, tooDeep } from './yaml-nesting.ts';

export type SourceKind = 'policy' | 'configuration';

/** One YAML document of a file of ours, with the way back from its data to the text. */
export interface YamlSource extends Origin {
  /** Absent when the text could not be read; then there are problems. */
  readonly data?: Json;
  readonly problems: readonly Problem[];
}

/** More aliases than this would unfold to more data than anyone writes by hand. */
const mostAliases = 100;

/** Reads a file that holds one YAML document. */
export function readYaml(path: string, text: string, kind: SourceKind = 'policy'): YamlSource {
  const [first, second] = readYamlDocuments(path, text, kind);
  const source = first ?? { ...emptySource(path), data: null };
  if (!second) return source;
  const region = second.locate([], 'key');
  const message = `'${path}' must hold one YAML document, but a second one follows after '---'.`;
  return {
    ...source,
    problems: [...source.problems, { kind, level: 'error', message, path, ...(region && { region }) }],
  };
}

/** Reads a file of any number of YAML documents; empty ones are left out. */
export function readYamlDocuments(path: string, text: string, kind: SourceKind = 'policy'): readonly YamlSource[] {
  const lines = lineIndex(text);
  const say = (message: string, range: Range): Problem => problemAt(kind, path, lines, message, range);
  const deep = tooDeep(text);
  if (deep)
    return [{ ...emptySource(path), problems: [say(`'${path}' is nested deeper than ${mostLevels} levels.`, deep)] }];
  const documents = parseAllDocuments(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  return [...documents]
    .filter((document) => document.errors.length > 0 || !isEmpty(document))
    .map((document) => sourceOf(document, { path, text, lines, say }));
}

interface Reading {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly say: (message: string, range: Range) => Problem;
}

function sourceOf(document: Document.Parsed, { path, text, lines, say }: Reading): YamlSource {
  const locate = locator(document, text, lines);
  const checked = [...duplicateKeys(document), ...badAliases(document), ...unknownTags(document)];
  const problems = [
    ...syntaxProblems(document, path, say),
    ...checked.map(({ message, range }) => say(message, range)),
  ];
  if (problems.length > 0) return { path, locate, problems };
  const read = dataOf(document);
  if ('data' in read) return { path, locate, data: read.data, problems };
  return { path, locate, problems: [say(`'${path}' cannot be read: ${read.error}.`, [0, 0])] };
}

function syntaxProblems(document: Document.Parsed, path: string, say: Reading['say']): readonly Problem[] {
  return document.errors.slice(0, 1).map(({ code, message, pos }) => {
    const said = `'${path}' is not valid YAML: ${message.replace(/\.$/, '')}.`;
    // What `code: f({a: 1})` without quotes leads to.
    const hint = code === 'BLOCK_AS_IMPLICIT_KEY' ? ` If this is a pattern: ${unquotedPattern}.` : '';
    return say(said + hint, pos);
  });
}

/** Said wherever a map stands in place of a pattern. */
export const unquotedPattern = 'a pattern that contains ": " or " #" must be quoted or written as a | block';

function dataOf(document: Document.Parsed): { readonly data: Json } | { readonly error: string } {
  try {
    return { data: document.toJS({ maxAliasCount: mostAliases }) as Json };
  } catch (error) {
    if (error instanceof ReferenceError) return { error: error.message };
    throw error;
  }
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return (
    contents === null || (isScalar(contents) && contents.value === null) || (isMap(contents) && contents.range === null)
  );
}

function emptySource(path: string): YamlSource {
  return { path, locate: () => undefined, problems: [] };
}

function problemAt(kind: SourceKind, path: string, lines: LineIndex, message: string, range: Range): Problem {
  return { kind, level: 'error', message, path, region: lines.region(range) };
}
