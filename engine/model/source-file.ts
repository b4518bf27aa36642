import type { Problem } from './problem.ts';

/** A file of the workspace, before anybody has read it. */
export interface FileEntry {
  /** Relative to the workspace root, separated by `/`. */
  readonly path: string;
  /** Whether git tracks it; absent where there is no git repository. */
  readonly tracked?: boolean;
  /** A symbolic link: it is there, and what it leads to is not read. */
  readonly isLink?: true;
}

/** A file that was read and decoded as UTF-8. */
export interface SourceFile extends FileEntry {
  /** The text without a BOM; offsets everywhere count UTF-16 units of this string. */
  readonly text: string;
  readonly bom: boolean;
  readonly bytes: number;
  /** Of its bytes, in hexadecimal digits; absent where there are none (a text in memory). */
  readonly sha256?: string;
}

/** A file without text: one that should have been read and could not (`unread`), or one that holds no text by nature, being binary or a link (`skipped`), which makes no answer incomplete. */
export type UnreadFile = FileEntry &
  ({ readonly status: 'unread'; readonly problem: Problem } | { readonly status: 'skipped' });
