/** A PCRE regular expression, read: inline flags are resolved, names are numbers, `\Q…\E` and `(?x)` layout are gone. */
export type Pattern =
  /** One code point. */
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'sequence' | 'choice'; readonly of: readonly Pattern[] }
  | {
      readonly op: 'repeat';
      readonly of: Pattern;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
      readonly offset: number;
    }
  | { readonly op: 'group'; readonly of: Pattern; readonly number: number }
  | { readonly op: 'atomic'; readonly of: Pattern; readonly offset: number }
  | {
      readonly op: 'look';
      readonly of: Pattern;
      readonly behind: boolean;
      readonly negative: boolean;
      readonly offset: number;
    }
  | {
      readonly op: 'reference';
      readonly number: number;
      /** It stands within the group that it refers to. */
      readonly isOpen: boolean;
      readonly ignoresCase: boolean;
      readonly offset: number;
    }
  /** Consumes nothing; in JavaScript's syntax for the flag `u`. */
  | { readonly op: 'anchor'; readonly source: string };

export type CodeRange = readonly [first: number, last: number];

export interface CharacterSet {
  readonly ranges: readonly CodeRange[];
  /** Further members, as escapes of JavaScript with the flag `u`: `\p{Lu}`. */
  readonly properties: readonly string[];
  readonly negative: boolean;
}

/** What the author numbered, and maybe named. */
export interface NamedGroup {
  readonly number: number;
  readonly name?: string;
}

/** Something that PCRE does not accept either, or that JavaScript cannot do the same way. `offset` is in UTF-16 units. */
export class UntranslatableError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
