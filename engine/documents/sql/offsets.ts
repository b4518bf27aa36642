/** Maps an offset of a parser to a UTF-16 offset. */
export type ToOffset = (position: number) => number;

/** From UTF-8 byte offsets, as libpg counts in its trees. */
export function fromBytes(text: string): ToOffset {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length) return (byte) => byte;
  const map = new Uint32Array(bytes + 1);
  let byte = 0;
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit);
    // the second half of a pair has no byte of its own; an unpaired one is written as U+FFFD
    const isPair = code >= 0xd800 && code < 0xdc00 && text.codePointAt(unit)! > 0xffff;
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3;
    map.fill(unit, byte, byte + length);
    byte += length;
    if (isPair) unit++;
  }
  map[byte] = text.length;
  return (position) => map[position] ?? text.length;
}

/** From code points, as libpg counts in its errors. */
export function fromCodePoints(text: string): ToOffset {
  return (position) => {
    let unit = 0;
    for (let i = 0; i < position && unit < text.length; i++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
    return unit;
  };
}
