import type { Range } from '../../model/region.ts';

/** A template directive, hidden from the parser by filler of the same length. */
export interface Mask {
  readonly range: Range;
  /** It stands alone on its line: blanked, and it may insert entries there. */
  readonly isLine: boolean;
  /** The text of the directive. */
  readonly text: string;
}

export interface Masked {
  readonly text: string;
  /** In source order. */
  readonly masks: readonly Mask[];
}

const closing: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };

/**
 * Hides `{{ }}`, `{% %}` and `{# #}` of Helm, Jinja and Go templates: `a: {{ .V }}` would parse, without an error, as a map.
 * `${{ }}` stays: it is a plain string to YAML.
 */
export function maskTemplates(text: string): Masked {
  if (!/\{\{|\{%/.test(text)) return { text, masks: [] };
  const masks = directives(text);
  const parts: string[] = [];
  let at = 0;
  for (const mask of masks) {
    parts.push(text.slice(at, mask.range[0]), mask.text.replace(/[^\r\n]/g, mask.isLine ? ' ' : 'x'));
    at = mask.range[1];
  }
  return { text: parts.join('') + text.slice(at), masks };
}

function directives(text: string): Mask[] {
  const masks: Mask[] = [];
  const unclosed = new Set<string>();
  const opening = /(?<!\$)\{[{%#]/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const open = found[0];
    const close = unclosed.has(open) ? -1 : text.indexOf(closing[open]!, found.index + 2);
    if (close === -1) unclosed.add(open);
    else addMask(masks, text, open, [found.index, close + 2]);
    opening.lastIndex = Math.max(opening.lastIndex, masks.at(-1)?.range[1] ?? 0);
  }
  return masks;
}

/** `{%` and `{#` may be anything in the middle of a line. */
function addMask(masks: Mask[], text: string, open: string, [start, end]: Range): void {
  const isTriple = open === '{{' && text[start + 2] === '{' && text[end] === '}';
  const range: Range = [start, isTriple ? end + 1 : end];
  const isLine = isAlone(text, range);
  if (open === '{{' || isLine) masks.push({ range, text: text.slice(...range), isLine });
}

function isAlone(text: string, [start, end]: Range): boolean {
  let before = start - 1;
  while (isBlank(text[before])) before--;
  let after = end;
  while (isBlank(text[after])) after++;
  return '\n'.includes(text[before] ?? '\n') && '#\r\n'.includes(text[after] ?? '\n');
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** The masks that overlap a range; `masks` are in source order. */
export function overlaps(masks: readonly Mask[], [start, end]: Range): boolean {
  let low = 0;
  let high = masks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (masks[middle]!.range[1] <= start) low = middle + 1;
    else high = middle;
  }
  const first = masks[low];
  return first !== undefined && first.range[0] < end;
}
