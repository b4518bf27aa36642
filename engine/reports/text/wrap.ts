import { cells, printable } from './cells.ts';

/** The width that reports are laid out for; code and long words may be wider. */
export const pageWidth = 100;

/** Text as lines, indented, no wider than the page where words allow it. Line breaks in the text are kept. */
export function wrapped(text: string, indent: number, hanging = indent): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => wrapLine(printable(line), pageWidth - hanging))
    .map((line, i) => ' '.repeat(i === 0 ? indent : hanging) + line);
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/).filter((part) => part !== '')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && cells(longer) > width) lines.push(current);
    current = current !== '' && cells(longer) > width ? word : longer;
  }
  return current === '' ? lines : [...lines, current];
}

/** A list too long to read is cut, and says so. */
export function atMostLines(most: number, lines: readonly string[], indent: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `${' '.repeat(indent)}and ${lines.length - most} more`];
}
