import type { TreeNode } from '../model/document.ts';
import type { Range } from '../model/region.ts';
import { compileExpression, expressionError, groupNames, type LinePattern } from './expression/compile.ts';
import { searchLines, type TextNode } from './expression/search.ts';
import type { DocumentView, LocalBinding, LocalBindings, LocalMatch, MapAnchor } from './matcher.ts';
import { extend } from './unify-text.ts';

/** Lines of any file, whether or not its language is known. */
export const text: MapAnchor = {
  name: 'text',
  station: 'map',
  needs: 'text',
  documentation:
    'Matches of a regular expression (JavaScript syntax; `(?i)` in front ignores case) in the lines of any file. ' +
    'A match never crosses a line break; `^` and `$` are the ends of the line. Named groups in capitals, `(?<NAME>…)`, bind metavariables; ' +
    'a group that took no part binds the empty text. About another node: a match lies within it, or, if it is a match of another `text`, in its lines. ' +
    'Expressions that may take exponential time are rejected. Lines of more than 10,000 characters are searched only for expressions ' +
    'whose matches cannot exceed 1,000 characters; otherwise it is unknown whether they match.',
  schema: { type: 'string', minLength: 1 },
  inspect: ({ text: value }) => {
    const message = expressionError(value);
    if (message !== undefined) return { binds: [], errors: [{ path: ['text'], message }] };
    return { binds: groupNames(String(value)), errors: [] };
  },
  prepare: ({ text: value }) => {
    const written = String(value);
    const pattern = compileExpression(written);
    const key = Symbol(written);
    const search = (view: DocumentView): Found => view.memo(key, () => found(pattern, view));
    return {
      speaksOf: () => true,
      candidates: (view, scope) => {
        const { nodes } = search(view);
        return scope === undefined || scope === view.fileNode
          ? nodes
          : nodes.filter((node) => node !== scope && isWithin(node.range, scope.range));
      },
      *match(view, node, bindings, refute) {
        const nodes = matchesAt(node, search(view), view);
        if (nodes.length === 0) refute?.(`Nothing here matches '${written}'.`, node);
        for (const match of nodes) yield* bind(match, pattern, bindings, view);
      },
    };
  },
};

interface Found {
  readonly nodes: readonly TextNode[];
  /** To tell a match of this pattern from another node. */
  readonly own: ReadonlySet<TreeNode>;
}

function found(pattern: LinePattern, { document }: DocumentView): Found {
  const nodes = searchLines(pattern, document.file);
  return { nodes, own: new Set(nodes) };
}

/** The matches that speak of a node; of those that capture the same text, one. */
function matchesAt(node: TreeNode, { nodes, own }: Found, view: DocumentView): readonly TextNode[] {
  if (own.has(node)) return [node as TextNode];
  const { text: content } = view.document.file;
  const range = node.type === 'text' ? linesAround(node.range, content) : node.range;
  const within = nodes.filter((match) => (match.doubt ? overlaps(match.range, range) : isWithin(match.range, range)));
  const byCapture = new Map<string, TextNode>();
  for (const match of within) {
    const captured = JSON.stringify([match.doubt, capturedTexts(match, content)]);
    if (!byCapture.has(captured)) byCapture.set(captured, match);
  }
  return [...byCapture.values()];
}

function capturedTexts({ groups }: TextNode, content: string): readonly (readonly [string, string])[] {
  return Object.entries(groups).map(([name, range]) => [name, content.slice(...range)]);
}

function linesAround([start, end]: Range, content: string): Range {
  const next = content.indexOf('\n', end);
  return [start === 0 ? 0 : content.lastIndexOf('\n', start - 1) + 1, next === -1 ? content.length : next];
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

function overlaps(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

function bind(
  match: TextNode,
  { names }: LinePattern,
  bindings: LocalBindings,
  view: DocumentView,
): readonly LocalMatch[] {
  if (match.doubt) return [{ bindings, unknown: match.doubt }];
  const { path, text: content } = view.document.file;
  const captured = names.map((name): readonly [string, LocalBinding] => {
    const range = match.groups[name];
    if (range === undefined) return [name, { text: '', value: '', path }];
    const value = content.slice(...range);
    return [name, { text: value, value, path, node: { type: 'text', range } }];
  });
  return extend(bindings, captured);
}
