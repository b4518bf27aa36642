import { wellFormed } from '../well-formed.ts';

const zeroWidth = /[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}]/u;
const doubleWidth =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Invisible characters that change how the rest of a line is read or drawn. */
const misleading = /[\u0080-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const control = /[\u0000-\u001f\u007f]/g; // eslint-disable-line no-control-regex

/** Text of the user's files made harmless for a terminal: an escape sequence in a file is shown, not obeyed. */
export function printable(text: string): string {
  return wellFormed(text).replaceAll('\t', '  ').replace(control, controlPicture).replace(misleading, '\ufffd');
}

function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
}

/** How many cells of a terminal a printable text takes. */
export function cells(text: string): number {
  let sum = 0;
  for (const character of text) sum += zeroWidth.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1;
  return sum;
}
