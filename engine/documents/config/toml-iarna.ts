import TomlParser from '@iarna/toml/lib/toml-parser.js';
import type { Range } from '../../model/region.ts';
import { deepestNesting, emptyMap, emptySeq, pushItem, type Draft } from './node.ts';
import { tomlScalar } from './toml-scalar.ts';
import { assign, openTable, type Name } from './toml-tree.ts';

/** Goes through the parser: neither another parser nor blanking lines can help. */
export class TooDeep extends Error {}

/** The tree of a TOML text with exact ranges, or the parser's error thrown. */
export function parseWithIarna(text: string): Draft {
  const parser = new RangedParser(text);
  parser.parse(text);
  parser.finish();
  return parser.root;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CLOSE = 0x5d;
const PERIOD = 0x2e;
type State = TomlParser['state'];
type Pair = { readonly names: readonly Name[]; readonly node: Draft };

/**
 * @iarna/toml knows no positions, but each production is a method with a state of its own: where it begins
 * and ends is noted there, and the nodes are made where it records its results.
 */
class RangedParser extends TomlParser {
  readonly root: Draft;
  readonly #text: string;
  #table: Draft;
  #header = 0;
  #names: Name[] = [];
  #isPast = false;

  constructor(text: string) {
    super();
    this.#text = text;
    this.#table = this.root = emptyMap([0, text.length]);
  }

  override return(value?: unknown): unknown {
    const done = this.state;
    done.end = this.#isPast ? this.ii : this.ii + 1;
    this.#isPast = false;
    const result = super.return(value);
    this.state.last = done;
    return result;
  }

  /** Unlike `return` it is called at the character after the production. */
  override returnNow(value?: unknown): unknown {
    this.#isPast = true;
    return super.returnNow(value);
  }

  /** The original refuses the carriage return of a CRLF. */
  override parseComment(): unknown {
    do {
      if (this.char === TomlParser.END || this.char === LINE_FEED) return this.return();
      if (isControl(this.char) && !this.#isLineEnd()) throw this.errorControlCharIn('comments');
    } while (this.nextChar());
    return undefined;
  }

  #isLineEnd(): boolean {
    return this.char === CARRIAGE_RETURN && this.#text[this.ii + 1] === '\n';
  }

  override parseKeyword(): unknown {
    this.state.start = this.ii;
    return super.parseKeyword();
  }

  override parseValue(): unknown {
    if (this.stack.length > 2 * deepestNesting) throw new TooDeep();
    this.state.start = this.ii;
    return super.parseValue();
  }

  override recordAssignKeyword(name: string): unknown {
    const names = (this.state.names ??= []);
    names.push({ name, range: rangeOf(this.state.last) });
    if (names.length > deepestNesting) throw new TooDeep();
    return super.recordAssignKeyword(name);
  }

  override recordAssignValue(value: unknown): unknown {
    const { resultTable: key, names = [], last } = this.state;
    return this.returnNow({ key, value, names, node: this.#nodeOf(last, value) });
  }

  override recordAssignStatement(pair: Pair): unknown {
    const result = super.recordAssignStatement(pair);
    assign(this.#table, pair.names, pair.node);
    return result;
  }

  override recordValue(value: unknown): unknown {
    if (this.state.last?.node) this.state.node = this.state.last.node;
    return super.recordValue(value);
  }

  override recordInlineListValue(value: unknown): unknown {
    pushItem((this.state.node ??= emptySeq([0, 0])), this.#nodeOf(this.state.last, value));
    return super.recordInlineListValue(value);
  }

  override recordInlineTableValue(pair: Pair): unknown {
    const table = (this.state.node ??= emptyMap([0, 0]));
    const result = super.recordInlineTableValue(pair);
    assign(table, pair.names, pair.node);
    return result;
  }

  override parseTable(): unknown {
    this.#names = [];
    this.#header = this.ii - 1;
    return super.parseTable();
  }

  override parseTableMore(name: string): unknown {
    return this.#headerName(
      name,
      (end) => [this.#header, end],
      false,
      (next) => super.parseTableMore(next),
    );
  }

  override parseList(): unknown {
    this.#names = [];
    this.#header = this.ii - 2;
    return super.parseList();
  }

  override parseListMore(name: string): unknown {
    return this.#headerName(
      name,
      (end) => [this.#header, end + 1],
      true,
      (next) => super.parseListMore(next),
    );
  }

  /** The original goes first: it refuses what would contradict the tree so far. */
  #headerName(
    name: string,
    header: (end: number) => Range,
    isItem: boolean,
    original: (name: string) => unknown,
  ): unknown {
    const { char, ii, state } = this;
    const result = original(name);
    if (char !== CLOSE && char !== PERIOD) return result;
    this.#names.push({ name, range: rangeOf(state.last) });
    if (this.#names.length > deepestNesting) throw new TooDeep();
    if (char === CLOSE) this.#table = openTable(this.root, this.#names, header(ii + 1), isItem);
    return result;
  }

  #nodeOf(state: State | undefined, value: unknown): Draft {
    const range = rangeOf(state);
    if (!isCollection(value)) return tomlScalar(value, range, this.#text);
    const node = state?.node ?? (Array.isArray(value) ? emptySeq(range) : emptyMap(range));
    node.range = range;
    return node;
  }
}

function rangeOf(state: State | undefined): Range {
  return [state?.start ?? 0, state?.end ?? 0];
}

/** Numbers come boxed, and as objects with `isNaN` where they are too big for JavaScript. */
function isCollection(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return !(value instanceof Date || value instanceof Number || 'isNaN' in value);
}

function isControl(character: number): boolean {
  return (character < 0x20 && character !== 0x09) || character === 0x7f;
}
