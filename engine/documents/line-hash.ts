const block = 100;
const base = 37;
const word = 2 ** 32;
const endOfFile = 0xffff;

const power = BigInt.asUintN(64, BigInt(base) ** BigInt(block));
const powerLow = Number(power & 0xffffffffn);
const powerHigh = Number(power >> 32n);

/** The hash of a line by its 1-based number. */
export type LineHash = (line: number) => string | undefined;

/** The hashes of a text, computed for the whole text when the first of them is asked for. */
export function lazyLineHash(text: string, bom: boolean): LineHash {
  let hashes: readonly string[] | undefined;
  return (line) => (hashes ??= lineHashes(text, bom))[line - 1];
}

/**
 * `primaryLocationLineHash` of every line, exactly as github/codeql-action computes it, so that alerts keep their
 * identity whoever uploads. It breaks lines at a lone `\r` as well, and looks a result's `startLine` up in its own
 * count: index by `startLine - 1` also in files where the two counts differ, or the two sides disagree.
 */
export function lineHashes(text: string, bom: boolean): string[] {
  const { units, starts } = significantUnits(bom ? `\ufeff${text}` : text);
  const seen = new Map<string, number>();
  return windowHashes(units, starts).map((hash) => {
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

interface Units {
  /** UTF-16 units without blanks and with `\n` for every line break, then the end mark, then zeros to fill the last window. */
  readonly units: Uint16Array;
  readonly starts: readonly number[];
}

function significantUnits(text: string): Units {
  const units = new Uint16Array(text.length + 1 + block);
  const starts: number[] = [];
  let length = 0;
  let atStart = true;
  const put = (unit: number): void => {
    if (atStart) starts.push(length);
    atStart = unit === 10;
    units[length++] = unit;
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 32 || unit === 9 || (unit === 10 && text.charCodeAt(i - 1) === 13)) continue;
    put(unit === 13 ? 10 : unit);
  }
  put(endOfFile);
  return { units, starts };
}

/** The polynomial hash modulo 2^64 of the window that begins at each start, rolled in two halves of 32 bits: BigInt is 20 times slower. */
function windowHashes(units: Uint16Array, starts: readonly number[]): string[] {
  const hashes: string[] = [];
  let low = 0;
  let high = 0;
  let end = 0;
  for (const start of starts) {
    for (; end < start + block; end++) {
      const gone = end < block ? 0 : units[end - block]!;
      const sum = low * base + units[end]! - powerLow * gone;
      const carry = Math.floor(sum / word);
      low = sum - carry * word;
      high = (high * base - powerHigh * gone + carry) >>> 0;
    }
    hashes.push(hexadecimal(high, low));
  }
  return hashes;
}

function hexadecimal(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
