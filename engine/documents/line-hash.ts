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
  let windows: Windows | undefined;
  return (line) => hashOf((windows ??= windowsOf(text, bom)), line - 1);
}

/**
 * `primaryLocationLineHash` of every line, exactly as github/codeql-action computes it, so that alerts keep their
 * identity whoever uploads. It breaks lines at a lone `\r` as well, and looks a result's `startLine` up in its own
 * count: index by `startLine - 1` also in files where the two counts differ, or the two sides disagree.
 */
export function lineHashes(text: string, bom: boolean): string[] {
  const windows = windowsOf(text, bom);
  return Array.from(windows.low, (_, i) => hashOf(windows, i)!);
}

/** Of each line the hash of the window that begins there, in two halves, and how many windows up to there have it. */
interface Windows {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly count: Uint32Array;
}

function hashOf({ low, high, count }: Windows, i: number): string | undefined {
  return i < low.length ? `${hexadecimal(high[i]!, low[i]!)}:${count[i]}` : undefined;
}

function windowsOf(text: string, bom: boolean): Windows {
  const { units, starts } = significantUnits(bom ? `\ufeff${text}` : text);
  const { low, high } = windowHashes(units, starts);
  return { low, high, count: counts(low, high) };
}

/** Numbers are compared instead of texts: of most lines nobody asks for the hash. */
function counts(low: Uint32Array, high: Uint32Array): Uint32Array {
  const count = new Uint32Array(low.length);
  const before = new Int32Array(low.length);
  const last = new Map<number, number>();
  for (let i = 0; i < low.length; i++) {
    let same = last.get(low[i]!) ?? -1;
    before[i] = same;
    last.set(low[i]!, i);
    while (same >= 0 && high[same] !== high[i]) same = before[same]!;
    count[i] = same < 0 ? 1 : count[same]! + 1;
  }
  return count;
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
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : endOfFile;
    if (unit === 32 || unit === 9 || (unit === 10 && text.charCodeAt(i - 1) === 13)) continue;
    if (atStart) starts.push(length);
    atStart = unit === 10 || unit === 13;
    units[length++] = unit === 13 ? 10 : unit;
  }
  return { units, starts };
}

/** The polynomial hash modulo 2^64 of the window that begins at each start, rolled in two halves of 32 bits: BigInt is 20 times slower. */
function windowHashes(units: Uint16Array, starts: readonly number[]): Omit<Windows, 'count'> {
  const lows = new Uint32Array(starts.length);
  const highs = new Uint32Array(starts.length);
  let low = 0;
  let high = 0;
  let end = 0;
  for (let i = 0; i < starts.length; i++) {
    for (const stop = starts[i]! + block; end < stop; end++) {
      const gone = end < block ? 0 : units[end - block]!;
      const sum = low * base + units[end]! - powerLow * gone;
      const carry = Math.floor(sum / word);
      low = sum - carry * word;
      high = (high * base - powerHigh * gone + carry) >>> 0;
    }
    lows[i] = low;
    highs[i] = high;
  }
  return { low: lows, high: highs };
}

function hexadecimal(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
