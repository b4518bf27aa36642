import type { PolicyInfo } from '../../model/policy.ts';
import { type Block, plainBlocks, startsApart } from '../plain-text.ts';
import { printable } from './cells.ts';
import type { Colours } from './style.ts';
import { wrapped } from './wrap.ts';

const indent = 4;

/** What to do about the findings of a policy, and where to read on. */
export function remedyLines({ remedy, references }: PolicyInfo, colours: Colours): string[] {
  const addresses = references.map((reference) => `${' '.repeat(indent)}${printable(reference)}`);
  return [
    ...section('Remedy', remedy === undefined ? [] : proseLines(remedy), colours),
    ...section('References', addresses, colours),
  ];
}

function section(title: string, lines: readonly string[], colours: Colours): string[] {
  return lines.length === 0 ? [] : [`  ${colours.green(title)}`, ...lines, ''];
}

function proseLines(markdown: string): string[] {
  return plainBlocks(markdown).flatMap((block, i, all) => {
    const before = all[i - 1];
    return before !== undefined && startsApart(block, before) ? ['', ...blockLines(block)] : blockLines(block);
  });
}

function blockLines({ kind, text }: Block): string[] {
  if (kind === 'code') return [`${' '.repeat(indent + 4)}${printable(text)}`.trimEnd()];
  return wrapped(text, indent, kind === 'item' ? indent + 2 : indent);
}
