/** Half-open `[start, end)` UTF-16 offsets into a document's text (the text starts after a BOM). */
export type Range = readonly [start: number, end: number];

/** A range made presentable: lines and columns are 1-based, columns count UTF-16 units, the end is exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The lines around a region, kept so that no report has to open the file again. */
export interface Frame {
  /** 1-based number of the first line in `lines`. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** Only when a line was too long to be kept whole: how many UTF-16 units are missing before each of `lines`. */
  readonly skipped?: readonly number[];
  /** What stands between `lines` in the file; absent: `\n`. */
  readonly lineBreaks?: '\r\n' | 'mixed';
}

/** Where something stands. Without a region it is the file as a whole. */
export interface Place {
  /** Relative to the workspace root, separated by `/`. */
  readonly path: string;
  readonly region?: Region;
  readonly frame?: Frame;
  /** The text of the region itself; left out when it is longer than 1,000 UTF-16 units. */
  readonly snippet?: string;
  /** `primaryLocationLineHash` of the region's first line, see documents/line-hash.ts. */
  readonly lineHash?: string;
}
