import { documentRoots } from '../../../documents/config/node.ts';
import type { ConfigNode, TreeNode } from '../../../model/document.ts';
import type { Range } from '../../../model/region.ts';
import type { DocumentView, LocalBindings } from '../../matcher.ts';
import { matchTarget } from './match.ts';
import { parseConfigPattern, PatternFault, type Pattern } from './pattern.ts';
import { targetsIn, type Target } from './targets.ts';

export interface ConfigMatch {
  readonly range: Range;
  readonly node: TreeNode;
  readonly bindings: LocalBindings;
}

export interface ConfigSearch {
  readonly given: LocalBindings;
  /** Only in these nodes, which are what metavariables of such a pattern are bound to; absent: the whole document. */
  readonly within?: readonly TreeNode[];
}

/** A pattern of `languages: [yaml]` or `[json]`. */
export interface ConfigPattern {
  /** Without `$`. */
  readonly metavariables: readonly string[];
  /** All matches in source order: of values, of entries and of keys. Throws BudgetExceeded. */
  find(view: DocumentView, search: ConfigSearch): readonly ConfigMatch[];
}

/** Semgrep's patterns for configuration, which are texts of the language with `$X` and `...` in them. */
export function compileConfigPattern(
  text: string,
  language: 'json' | 'yaml',
): ConfigPattern | { readonly error: string } {
  try {
    const pattern = parseConfigPattern(text, language);
    return { metavariables: [...new Set(namesIn(pattern))], find: (view, search) => find(pattern, view, search) };
  } catch (error) {
    if (error instanceof PatternFault) return { error: error.message };
    throw error;
  }
}

function find(pattern: Pattern, view: DocumentView, { given, within }: ConfigSearch): readonly ConfigMatch[] {
  const { family, tree, file } = view.document;
  if (family !== 'config' || !tree) return [];
  const search = { text: file.text, path: file.path, steps: 0 };
  const roots = (within ?? documentRoots(tree.root as ConfigNode).filter(isThere)) as readonly Target[];
  const matches = roots
    .flatMap((root) => [...targetsIn(root)])
    .flatMap((node) =>
      [...matchTarget(search, pattern, node, given)].map((bindings) => ({ range: node.range, node, bindings })),
    );
  return distinct(matches);
}

/** An empty file has a root, for other purposes. */
function isThere({ type, range: [start, end] }: ConfigNode): boolean {
  return type !== 'scalar' || end > start;
}

/** Entries of a map may change places without any difference; what stands behind an alias is there twice. */
function distinct(matches: readonly ConfigMatch[]): readonly ConfigMatch[] {
  const identity = ({ range, node, bindings }: ConfigMatch): string =>
    JSON.stringify([
      node.type,
      range,
      Object.entries(bindings).map(([name, binding]) => [name, binding.range, binding.text]),
    ]);
  return [...new Map(matches.map((match) => [identity(match), match])).values()];
}

function namesIn(pattern: Pattern | { readonly op: 'dots' }): readonly string[] {
  switch (pattern.op) {
    case 'metavariable':
      return [pattern.name];
    case 'string':
      return pattern.name === undefined ? [] : [pattern.name];
    case 'map':
      return pattern.pairs.flatMap(namesIn);
    case 'seq':
      return pattern.items.flatMap(namesIn);
    case 'pair':
      return [...namesIn(pattern.key), ...namesIn(pattern.value)];
    case 'deep':
      return namesIn(pattern.of);
    default:
      return [];
  }
}
