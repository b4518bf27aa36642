/** A run of `*` or `_`; what is not used up as emphasis is text. */
export interface Delimiter {
  readonly sign: string;
  /** How many there were. */
  readonly length: number;
  left: number;
  readonly at: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

const space = /^(?:\s|$)/u;
const punctuation = /^[\p{P}\p{S}]/u;

/** Whether a run opens or closes emphasis depends on what stands beside it. */
export function delimiterAt(source: string, at: number): Delimiter {
  const sign = source[at]!;
  let end = at + 1;
  while (source[end] === sign) end++;
  const after = characterFrom(source, end);
  const before = characterFrom(source, at > 1 && isLowSurrogate(source, at - 1) ? at - 2 : at - 1);
  const opens = !space.test(after) && (!punctuation.test(after) || space.test(before) || punctuation.test(before));
  const closes = !space.test(before) && (!punctuation.test(before) || space.test(after) || punctuation.test(after));
  const length = end - at;
  const isStar = sign === '*';
  const canOpen = opens && (isStar || !closes || punctuation.test(before));
  const canClose = closes && (isStar || !opens || punctuation.test(after));
  return { sign, length, left: length, at, canOpen, canClose };
}

function characterFrom(source: string, at: number): string {
  return at < 0 || at >= source.length ? '' : String.fromCodePoint(source.codePointAt(at)!);
}

function isLowSurrogate(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/**
 * Uses up what opens and closes emphasis (CommonMark, "process emphasis"). `searched` is what keeps it linear: below a place
 * that was searched in vain nobody searches for the same again.
 */
export function useEmphasis(delimiters: readonly Delimiter[]): void {
  const open: Delimiter[] = [];
  const searched = new Map<string, number>();
  for (const closer of delimiters) {
    const kind = `${closer.sign}${String(closer.canOpen)}${String(closer.length % 3)}`;
    while (closer.canClose && closer.left > 0) {
      const index = openerOf(closer, open, searched.get(kind) ?? -1);
      if (index === -1) {
        searched.set(kind, closer.at);
        break;
      }
      pair(open[index]!, closer);
      open.length = open[index]!.left > 0 ? index + 1 : index;
    }
    if (closer.canOpen && closer.left > 0) open.push(closer);
  }
}

function openerOf(closer: Delimiter, open: readonly Delimiter[], from: number): number {
  for (let i = open.length - 1; i >= 0 && open[i]!.at >= from; i--) if (fit(open[i]!, closer)) return i;
  return -1;
}

function fit(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.sign !== closer.sign) return false;
  const isAmbiguous = opener.canClose || closer.canOpen;
  return (
    !isAmbiguous || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0)
  );
}

function pair(opener: Delimiter, closer: Delimiter): void {
  const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
  opener.left -= used;
  closer.left -= used;
}
