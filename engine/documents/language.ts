import type { DialectChoice } from '../model/context.ts';
import type { Document, Family, Tree } from '../model/document.ts';
import type { Range } from '../model/region.ts';
import type { SourceFile } from '../model/source-file.ts';

/** Something in a text that a parser could not take. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
  /** Nothing is missing from the tree in spite of it (a duplicate key): the document still counts as parsed. */
  readonly harmless?: true;
}

/** What a parser makes of a text. It never throws for bad input: without a tree the document has failed, with a tree and problems it is partial. */
export interface Parsed {
  readonly tree?: Tree;
  readonly problems: readonly SyntaxProblem[];
}

/** A language is one file or folder beside this one and one line in all.ts. */
export interface Language {
  readonly name: string;
  readonly family: Family;
  /** Globs over the workspace path (micromatch, dotfiles included); the first language in all.ts that fits wins. */
  readonly globs: readonly string[];
  /** Called once before the first document of the language is parsed, e.g. to load WASM. */
  readonly load?: () => Promise<void>;
  /** `dialects`: what configuration says of SQL files. */
  parse(file: SourceFile, dialects?: readonly DialectChoice[]): Parsed;
  /**
   * Where the comments of a document with a tree stand, with their signs and in source order: what its own tokens say are comments,
   * never what only looks like one. Absent: they are not read.
   */
  comments?(document: Document): readonly Range[];
}
