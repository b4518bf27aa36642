/** What differs between the tools that read INI files line by line. */
export interface LineDialect {
  /** Signs between key and value; the first on the line counts. */
  readonly separators: string;
  /** Where a comment may begin behind a value: after white space, or nowhere. */
  readonly comment: 'spaced' | 'never';
  /** Whether quotes around the whole value are taken off. */
  readonly quotes: 'around' | 'kept';
  /** A line that is indented deeper than its key goes on with the value (`text`: unless it is a section). */
  readonly continues: 'indented' | 'indented text' | 'never';
  /** What a key alone on its line means; undefined: it is no entry. */
  readonly alone: null | undefined;
  /** Keys know no case. */
  readonly lowerCase: boolean;
  /** Names of sections are globs. */
  readonly globs: boolean;
}
