import { createRequire } from 'node:module';

/**
 * The WASM of libpg-query, asked without the package's own wrapper: that copies texts character by character, looks for the end
 * of an answer byte by byte and makes objects of all of it, also of trees of which nobody reads more than that there is one.
 */
interface Wasm {
  /** Other objects after the memory has grown. */
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _wasm_parse_query_raw(text: number): number;
  _wasm_free_parse_result(result: number): void;
  _wasm_parse_plpgsql(text: number): number;
  _wasm_free_string(text: number): void;
}

const require = createRequire(import.meta.url);
let wasm: Wasm | undefined;

/** Once; 40 ms that a run without SQL does not pay. */
export async function loadLibPg(): Promise<void> {
  const start = require('libpg-query/wasm/libpg-query.js') as () => Promise<Wasm>;
  wasm ??= await start();
}

export function libPgIsLoaded(): boolean {
  return wasm !== undefined;
}

function loaded(): Wasm {
  if (!wasm) throw new Error('Bug: PostgreSQL was parsed before loadPostgres() had finished.');
  return wasm;
}

/** The parser's own refusal; `position`: in code points. */
export interface Refusal {
  readonly message: string;
  readonly position: number;
}

/** The tree of a text as JSON, or why there is none. Throws what WASM throws: a RangeError where the stack ends. */
export function parseTree(text: string): string | Refusal {
  const lib = loaded();
  return withText(lib, text, (pointer) => {
    const result = lib._wasm_parse_query_raw(pointer);
    if (result === 0) return { message: 'the memory is exhausted', position: 0 };
    try {
      // PgQueryParseResult: the tree, what was printed, the error
      const [tree, , error] = wordsAt(lib, result, 3);
      return error ? refusalAt(lib, error) : stringAt(lib, tree!);
    } finally {
      lib._wasm_free_parse_result(result);
    }
  });
}

/** PgQueryError: message, function, file, line, 1-based position. */
function refusalAt(lib: Wasm, error: number): Refusal {
  const [message, , , , position] = wordsAt(lib, error, 5);
  return { message: message ? stringAt(lib, message) : 'Unknown error', position: Math.max(0, (position! | 0) - 1) };
}

/** The tree of the PL/pgSQL in a statement as JSON; undefined where it is refused. */
export function plPgSqlTree(text: string): string | undefined {
  const lib = loaded();
  return withText(lib, text, (pointer) => {
    const result = lib._wasm_parse_plpgsql(pointer);
    if (result === 0) return undefined;
    try {
      const said = stringAt(lib, result);
      return said.startsWith('{') ? said : undefined;
    } finally {
      lib._wasm_free_string(result);
    }
  });
}

function withText<T>(lib: Wasm, text: string, ask: (pointer: number) => T): T {
  const bytes = Buffer.byteLength(text);
  const pointer = lib._malloc(bytes + 1);
  try {
    const heap = bufferOf(lib);
    heap.write(text, pointer, bytes);
    heap[pointer + bytes] = 0;
    return ask(pointer);
  } finally {
    lib._free(pointer);
  }
}

function bufferOf({ HEAPU8: { buffer, byteOffset, byteLength } }: Wasm): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function wordsAt({ HEAPU32 }: Wasm, pointer: number, count: number): Uint32Array {
  return HEAPU32.subarray(pointer / 4, pointer / 4 + count);
}

function stringAt(lib: Wasm, pointer: number): string {
  return bufferOf(lib).toString('utf8', pointer, lib.HEAPU8.indexOf(0, pointer));
}
