import type { TreeNode } from '../../model/document.ts';
import type { RangeOptions } from '../../model/range-formula.ts';
import type { Range } from '../../model/region.ts';
import { isCode } from '../code/documents.ts';
import { compilePattern, type Search } from '../code/pattern.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import { compileConfigPattern } from './config/config-pattern.ts';
import { compileGeneric } from './generic/generic.ts';
import { looksReadable } from './generic/readable.ts';
import { PatternError } from './pattern-error.ts';
import { textBinding } from './text-binding.ts';
import { hasWords, requiredWords } from './words.ts';

/** Code that a formula is evaluated on alone: what a metavariable is bound to. */
export interface Extent {
  readonly range: Range;
  readonly nodes: readonly TreeNode[];
}

export interface Quest {
  /** What is bound already. */
  readonly given: LocalBindings;
  /** Only here; absent: the whole document. */
  readonly extent?: Extent;
  /** Of a pattern that ends with `...`: only the longest match of each, not all. */
  readonly longest: boolean;
  /** It is asked about what a metavariable is bound to. */
  readonly isNested: boolean;
}

export interface Found {
  readonly range: Range;
  readonly bindings: LocalBindings;
}

/** A pattern of some language, compiled. */
export interface Leaf {
  readonly metavariables: readonly string[];
  /** How much of a document it may find, roughly: the smaller, the earlier it is worth trying. */
  readonly width: number;
  /** The cheap way to a no about a document. */
  mayMatch(view: DocumentView): boolean;
  find(view: DocumentView, quest: Quest): readonly Found[];
}

const known = new Map<string, Leaf>();

/** Rules share their patterns: each text is compiled once, and tried once on a document. Throws a `PatternError`. */
export function compileLeaf(text: string, language: string, options: RangeOptions): Leaf {
  const key = JSON.stringify([language, text, options]);
  let leaf = known.get(key);
  if (!leaf) known.set(key, (leaf = remembering(compile(text, language, options), key)));
  return leaf;
}

function compile(text: string, language: string, options: RangeOptions): Leaf {
  switch (language) {
    case 'javascript':
      return codeLeaf(text, options);
    case 'generic':
      return genericLeaf(text, options);
    case 'json':
    case 'yaml':
      return configLeaf(text, language);
    default:
      throw new PatternError(`Patterns of the language '${language}' are not supported.`);
  }
}

function codeLeaf(text: string, options: RangeOptions): Leaf {
  const pattern = compileCode(text, options);
  const words = requiredWords(text);
  return {
    metavariables: pattern.metavariables,
    width: words.length > 0 ? 1 : 5,
    mayMatch: (view) => isCode(view) && hasWords(view, words),
    find: (view, { given, extent, longest }) => {
      const search: Search = { given, ...(extent && { within: extent.nodes }), endings: longest ? 'longest' : 'all' };
      return isCode(view) ? pattern.find(view, search) : [];
    },
  };
}

function compileCode(text: string, options: RangeOptions): NonNullable<ReturnType<typeof compilePattern>> {
  let pattern: ReturnType<typeof compilePattern>;
  try {
    pattern = compilePattern(text, { semgrep: true, options });
  } catch (error) {
    throw new PatternError(`The pattern holds an invalid regular expression: ${(error as Error).message}.`);
  }
  if (pattern) return pattern;
  throw new PatternError('This is no pattern of JavaScript or TypeScript.');
}

function genericLeaf(written: string, options: RangeOptions): Leaf {
  const pattern = compileGeneric(written, options);
  if ('error' in pattern) throw new PatternError(pattern.error);
  return {
    metavariables: [...written.matchAll(/\$(?:\.\.\.)?([A-Z]\w*)/g)].map(([, name]) => name!),
    width: 3,
    mayMatch: () => true,
    find: ({ document }, { extent, isNested }) => {
      const { text, path } = document.file;
      if (!isNested && !looksReadable(text)) return [];
      return pattern.find(text, extent?.range).map(({ range, bindings }) => ({
        range,
        bindings: Object.fromEntries(
          Object.entries(bindings).map(([name, bound]) => [name, textBinding(bound.text, bound.range, path)]),
        ),
      }));
    },
  };
}

function configLeaf(written: string, language: 'json' | 'yaml'): Leaf {
  const pattern = compileConfigPattern(written, language);
  if ('error' in pattern) throw new PatternError(pattern.error);
  return {
    metavariables: pattern.metavariables,
    width: 2,
    mayMatch: ({ document }) => document.family === 'config',
    find: (view, { given, extent }) => pattern.find(view, { given, ...(extent && { within: extent.nodes }) }),
  };
}

/** What a leaf finds in a whole document with nothing bound is the same for every rule. */
function remembering(leaf: Leaf, name: string): Leaf {
  const keys = { all: Symbol(name), longest: Symbol(name) };
  return {
    ...leaf,
    find: (view, quest) => {
      if (quest.isNested || Object.keys(quest.given).length > 0) return leaf.find(view, quest);
      return view.memo(quest.longest ? keys.longest : keys.all, () => leaf.find(view, quest));
    },
  };
}
