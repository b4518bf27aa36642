import { lazyLineHash, type LineHash } from '../documents/line-hash.ts';
import { lineIndex, type LineIndex } from '../documents/lines.ts';
import { placeOf } from '../documents/place.ts';
import type { ConfigBases, ModuleAlias } from '../model/context.ts';
import type { Document, TreeNode } from '../model/document.ts';
import type { Range } from '../model/region.ts';
import type { DocumentView } from './matcher.ts';
import { indexTree, type DocumentIndex } from './walk.ts';

/** Makes a document ready for matching; index, lines and hashes are computed when first asked for. */
export function viewOf(
  document: Document,
  aliases: readonly ModuleAlias[] = [],
  bases: ConfigBases = { links: [], files: [] },
): DocumentView {
  const { file, tree } = document;
  const memos = new Map<symbol, unknown>();
  const memo = <T>(key: symbol, compute: () => T): T => {
    const known = memos.get(key);
    if (known !== undefined || memos.has(key)) return known as T;
    const computed = compute();
    memos.set(key, computed);
    return computed;
  };
  const index = (): DocumentIndex => memo(INDEX, () => indexTree(tree));
  const lines = (): LineIndex => memo(LINES, () => lineIndex(file.text));
  const hash = (): LineHash => memo(HASH, () => once(lazyLineHash(file.text, file.bom)));
  const marked = (node: TreeNode): Range => {
    const [start, end] = tree?.head?.(node) ?? node.range;
    return [start, start + file.text.slice(start, end).trimEnd().length];
  };
  const fileNode = { type: 'file', range: [0, file.text.length] } as const;
  return {
    document,
    aliases,
    bases,
    fileNode,
    memo,
    get index() {
      return index();
    },
    place: (node, whole = false) =>
      node === fileNode
        ? { path: file.path }
        : (node.elsewhere?.place ?? placeOf(file.path, file.text, lines(), hash(), whole ? node.range : marked(node))),
  };
}

/** Many places begin on one line and share its hash. */
function once(hash: LineHash): LineHash {
  const known: (string | undefined)[] = [];
  return (line) => (known[line] ??= hash(line));
}

const INDEX = Symbol('index');
const LINES = Symbol('lines');
const HASH = Symbol('hash');
