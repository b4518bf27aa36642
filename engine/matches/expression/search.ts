import type { Cause } from '../../model/binding.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { LinePattern } from './compile.ts';

/** A match in a line, or a line that was too long to be searched. */
export interface TextNode extends TreeNode {
  readonly type: 'text';
  /** Where the named groups matched; a group that took no part is absent. */
  readonly groups: Readonly<Record<string, Range>>;
  /** Why it is not known whether there is a match in this line. */
  readonly doubt?: Cause;
}

/** The time of a search may grow with a power of the line's length. */
const longestLine = 10_000;
/** With matches that short it grows with the length alone. */
const shortMatch = 1_000;

/** All matches of a pattern in the lines of a text, in order. Lines end at `\r\n` and `\n`, as everywhere in the engine. */
export function searchLines(pattern: LinePattern, file: SourceFile): readonly TextNode[] {
  const found: TextNode[] = [];
  const { text } = file;
  for (
    let [start, end] = nextLine(pattern, text, 0);
    start < text.length;
    [start, end] = nextLine(pattern, text, end + 1)
  ) {
    const line = text.slice(start, text.startsWith('\r\n', end - 1) ? end - 1 : end);
    if (line.length > longestLine && pattern.longest > shortMatch) found.push(tooLong(file, start, line));
    else if (pattern.test.test(line)) found.push(...matchesIn(line, start, pattern));
  }
  return found;
}

/** The range of the next line that may match; one that begins at the end of the text if there is none. */
function nextLine({ required }: LinePattern, text: string, from: number): Range {
  const at = required === '' ? from : text.indexOf(required, from);
  if (at === -1 || at >= text.length) return [text.length, text.length];
  const end = text.indexOf('\n', at);
  return [at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, end === -1 ? text.length : end];
}

function matchesIn(line: string, start: number, { all }: LinePattern): readonly TextNode[] {
  return [...line.matchAll(all)].map((match) => {
    const at = start + match.index;
    const groups = Object.entries(match.indices?.groups ?? {}).filter(([, range]) => range !== undefined);
    return {
      type: 'text',
      range: [at, at + match[0].length],
      groups: Object.fromEntries(groups.map(([name, [from, to]]) => [name, [start + from, start + to]])),
    };
  });
}

function tooLong({ path, text }: SourceFile, start: number, line: string): TextNode {
  const number = text.slice(0, start).split('\n').length;
  const message =
    `Line ${number} of '${path}' has ${line.length} characters. Lines of more than ${longestLine} are searched only ` +
    `for expressions whose matches cannot be longer than ${shortMatch} characters.`;
  const range = [start, start + line.length] as const;
  return { type: 'text', range, groups: {}, doubt: { kind: 'not-read', message, place: { path } } };
}
