import type { RangeOptions } from '../../../model/range-formula.ts';

type Style = NonNullable<RangeOptions['generic_comment_style']>;

/** One after the other, as in the original: a `/*` behind `//` begins nothing. */
const comments: Readonly<Record<Style, readonly RegExp[]>> = {
  c: [/\/\*[^]*?\*\//g],
  cpp: [/\/\/[^\n]*/g, /\/\*[^]*?\*\//g],
  shell: [/#[^\n]*/g],
};

/** The text with blanks in place of comments; every other character keeps its place. Comment marks in strings count too. */
export function withoutComments(text: string, style: Style | undefined): string {
  const found = style === undefined ? [] : comments[style];
  return found.reduce((rest, comment) => rest.replace(comment, (whole) => whole.replace(/[^\r\n]/g, ' ')), text);
}
