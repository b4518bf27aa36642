import type { Problem } from './problem.ts';
import type { Place, Range } from './region.ts';
import type { SourceFile } from './source-file.ts';

/** A node of any document tree. Each language keeps its own node objects; this is what all of them have. */
export interface TreeNode {
  readonly type: string;
  readonly range: Range;
  /** Only of a value that is not written in the document it counts in: an inherited one, or a tool's default. */
  readonly elsewhere?: Elsewhere;
}

/** Where to show such a value, what tells it apart in the workspace, and how it comes to count: sentences, and where that is said. */
export interface Elsewhere {
  readonly id: string;
  readonly place: Place;
  readonly because: readonly { readonly message: string; readonly at?: TreeNode }[];
}

/** How to walk a language's own nodes; nothing else in the engine knows their shape. */
export interface Tree {
  readonly root: TreeNode;
  /** In source order. */
  children(node: TreeNode): readonly TreeNode[];
  /** What a report marks of a node that is long by nature; the whole node where it is left out. */
  head?(node: TreeNode): Range;
  /** Types whose children form a list (statements of a block, items of an array): what `precedes` and `follows` by sibling mean. */
  readonly lists: readonly string[];
  /** Types that bound the text order of `by: order` (function bodies). */
  readonly bodies: readonly string[];
}

/** What kind of matcher can speak of a document's tree. */
export type Family = 'code' | 'sql' | 'config';

/**
 * `partial`: a tree exists, but some ranges could not be parsed; `failed`: there is no tree although the language has one;
 * `unread`: not even the text is known; `skipped`: binary by nature, there is no text to know.
 */
export type ReadStatus = 'parsed' | 'partial' | 'failed' | 'unread' | 'skipped';

/** A source file parsed. A file of no known language is a document too, of language `text` and without a tree. */
export interface Document {
  readonly file: SourceFile;
  /** The name of the language in the registry (documents/all.ts), or `text`. */
  readonly language: string;
  readonly family?: Family;
  readonly tree?: Tree;
  readonly status: ReadStatus;
  readonly problems: readonly Problem[];
}

export type Scalar = string | number | boolean | null;
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

/** A node of a config document: YAML, JSON, TOML, .env, .gitignore … in one shape. */
export interface ConfigNode extends TreeNode {
  readonly type: 'map' | 'seq' | 'scalar';
  /** Range of the value (of a TOML table: from its header to the end of its last entry). */
  readonly range: Range;
  readonly parent?: ConfigNode;
  /** The key in a map, the index in a sequence; absent at the root. */
  readonly key?: string | number;
  /** Range of the key token (of a TOML table: of its last name in the header); absent for items and the root. */
  readonly keyRange?: Range;
  /** In source order. A duplicate key appears twice; `value` of the map has the last. */
  readonly children: readonly ConfigNode[];
  /** The plain value of the whole subtree. Maps are null-prototype objects, so `__proto__` is a key like any other. */
  readonly value: Json;
  /** Why the value is not known statically (a template, an alias that does not resolve …). */
  readonly unknown?: string;
  /** A key that is only written in a comment (`# KEY=` in .env files). */
  readonly commented?: boolean;
}
