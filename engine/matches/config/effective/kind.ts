import type { ConfigNode, Json } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import type { Doubt, Effective } from './node.ts';

/** A document that takes values from others, and which files those may be. */
export interface Wanted {
  /** As the document writes it, or what its tool looks for by itself. */
  readonly name: string;
  /** Paths of the workspace; the first that exists is meant. */
  readonly paths: readonly string[];
  /** Why none of them exists; absent where a tool only looks whether there is one. */
  readonly missing?: string;
  /** Only a file that says so is meant: the nearest `package.json` that names a package. */
  readonly where?: (root: ConfigNode) => boolean;
}

/** What a package of the workspace calls by a specifier: paths of the workspace. */
export type InPackages = (specifier: string) => readonly string[];

/** How the tool of a kind of documents comes from what is written to what counts. */
export interface EffectiveKind {
  readonly kind: string;
  /** The files that a document takes values from; left out where there can be none. */
  readonly wants?: (root: ConfigNode, path: string, packages: InPackages) => readonly Wanted[];
  /** What counts in the end: for most documents one configuration, for some several. */
  readonly configurations: (root: ConfigNode, here: DocumentView) => readonly Effective[];
}

/** What a tool takes where nothing is written. */
export interface Default {
  /** `*` stands for every entry there is. */
  readonly keys: readonly string[];
  /** A doubt where that depends on what is not known. */
  readonly value: Json | { readonly doubt: Doubt };
  /** A full sentence: whose default it is. */
  readonly because: string;
}
