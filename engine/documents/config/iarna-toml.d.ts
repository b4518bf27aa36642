/** The parser class inside @iarna/toml 3.0.0 (pinned: it has no `exports` map and no types of its own). */
/* eslint-disable @typescript-eslint/consistent-type-imports -- an ambient module cannot import by a relative path */
declare module '@iarna/toml/lib/toml-parser.js' {
  /** One production in progress. `start`, `end`, `last`, `names` and `node` are ours. */
  interface State {
    buf: string;
    resultTable: unknown;
    start?: number;
    end?: number;
    last?: State;
    names?: import('./toml-tree.ts').Name[];
    node?: import('./node.ts').Draft;
  }

  /** Each production is a method that is called per character until it moves on. */
  class TomlParser {
    static readonly END: number;
    /** Offset of `char` in UTF-16 units. */
    ii: number;
    /** The current code point. */
    char: number;
    state: State;
    stack: State[];
    parse(text: string): void;
    finish(): unknown;
    nextChar(): boolean;
    return(value?: unknown): unknown;
    returnNow(value?: unknown): unknown;
    error(error: Error): Error;
    errorControlCharIn(what: string): Error;
    parseComment(): unknown;
    parseKeyword(): unknown;
    parseValue(): unknown;
    parseTable(): unknown;
    parseTableMore(name: string): unknown;
    parseList(): unknown;
    parseListMore(name: string): unknown;
    recordAssignKeyword(name: string): unknown;
    recordAssignValue(value: unknown): unknown;
    recordAssignStatement(pair: unknown): unknown;
    recordValue(value: unknown): unknown;
    recordInlineListValue(value: unknown): unknown;
    recordInlineTableValue(pair: unknown): unknown;
  }
  export = TomlParser;
}
