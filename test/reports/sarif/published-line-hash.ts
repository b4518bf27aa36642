const memo = new Map<string, readonly string[]>();

/**
 * The hash of each line as github/codeql-action publishes it, by its definition and not by a rolling window: of the 100
 * units from the start of the line, without blanks, the polynomial of base 37 modulo 2^64; then how often it occurred.
 */
export function publishedLineHashes(text: string): readonly string[] {
  const known = memo.get(text) ?? hashesOf(text);
  memo.set(text, known);
  return known;
}

function hashesOf(text: string): readonly string[] {
  const units: number[] = [];
  const starts: number[] = [];
  let atStart = true;
  const code = text.replace(/\r\n/g, '\n').replace(/\r/g, '\n').replace(/[ \t]/g, '');
  for (let i = 0; i <= code.length; i++) {
    if (atStart) starts.push(units.length);
    const unit = i < code.length ? code.charCodeAt(i) : 65535;
    atStart = unit === 10;
    units.push(unit);
  }
  const seen = new Map<string, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let i = 0; i < 100; i++) hash = BigInt.asUintN(64, hash * 37n + BigInt(units[start + i] ?? 0));
    const hex = hash.toString(16);
    seen.set(hex, (seen.get(hex) ?? 0) + 1);
    return `${hex}:${seen.get(hex)}`;
  });
}
