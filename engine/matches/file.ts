import type { TreeNode } from '../model/document.ts';
import { compileGlob, globSchema, inspectGlobs } from './glob.ts';
import type { DocumentView, LocalBindings, LocalMatch, MapAnchor, Refute } from './matcher.ts';
import { extend } from './unify-text.ts';

/** Files as such, whatever they hold. */
export const file: MapAnchor = {
  name: 'file',
  station: 'map',
  needs: 'path',
  documentation:
    'Files whose path fits a glob, or one of a list. `$NAME` captures a segment of the path, `${NAME}` a part of one. ' +
    'Globs match dotfiles. To restrict another anchor to files, use `files`.',
  schema: globSchema,
  inspect: ({ file: value }) => ({
    ...inspectGlobs(value, 'file'),
    mentions: [value ?? null].flat().flatMap((glob) => inspectGlobs(glob, 'file').binds),
  }),
  prepare: ({ file: value }) => {
    const patterns = (Array.isArray(value) ? value : [value]) as readonly string[];
    const globs = patterns.map(compileGlob);
    const captures = (path: string): Readonly<Record<string, string>>[] =>
      globs.map((glob) => glob.match(path)).filter((fit) => fit !== undefined);
    return {
      speaksOf: (path) => captures(path).length > 0,
      candidates: (view, scope) => (scope ? [] : [view.fileNode]),
      match: (view, node, bindings, refute) => matchFile(view, node, bindings, { captures, patterns, refute }),
    };
  },
};

interface Globs {
  readonly patterns: readonly string[];
  readonly captures: (path: string) => readonly Readonly<Record<string, string>>[];
  readonly refute: Refute | undefined;
}

function* matchFile(view: DocumentView, node: TreeNode, bindings: LocalBindings, globs: Globs): Iterable<LocalMatch> {
  if (node !== view.fileNode) return;
  const { path } = view.document.file;
  const found = globs.captures(path);
  if (found.length === 0) globs.refute?.(`'${path}' does not fit '${globs.patterns.join("', '")}'.`, node);
  for (const captured of distinct(found)) {
    const entries = Object.entries(captured).map(([name, text]) => [name, { text, value: text, path }] as const);
    yield* extend(bindings, entries);
  }
}

function distinct(found: readonly Readonly<Record<string, string>>[]): Iterable<Readonly<Record<string, string>>> {
  return new Map(found.map((captured) => [JSON.stringify(captured), captured])).values();
}
