/** Maps an offset of a parser to a UTF-16 offset. */
export type ToOffset = (position: number) => number;

/** From UTF-8 byte offsets, as libpg counts in its trees. */
export function fromBytes(text: string): ToOffset {
  if (Buffer.byteLength(text) === text.length) return (byte) => byte;
  const map = new Uint32Array(Buffer.byteLength(text) + 1);
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    const length = Buffer.byteLength(character);
    for (let i = 0; i < length; i++) map[byte + i] = unit;
    byte += length;
    unit += character.length;
  }
  map[byte] = unit;
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
