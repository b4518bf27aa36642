/** Ends that were searched for and do not come any more: without them, many beginnings would take quadratic time. */
export type Missing = Set<string>;

const tag =
  /<(?:[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[a-z][a-z\d-]*\s*)>/iy;
const ends: readonly (readonly [beginning: RegExp, end: string])[] = [
  [/<!--/y, '-->'],
  [/<\?/y, '?>'],
  [/<!\[CDATA\[/y, ']]>'],
  [/<![a-z]/iy, '>'],
];

/** Where the HTML ends that begins here: a tag, a comment, a declaration; undefined if there is none. */
export function htmlEnd(source: string, at: number, missing: Missing): number | undefined {
  const [comment] = stickyMatch(/<!--(?:-?>)/y, source, at) ?? [];
  if (comment) return at + comment.length;
  for (const [beginning, end] of ends) {
    const found = stickyMatch(beginning, source, at);
    if (found) return endAfter(source, at + found[0].length, end, missing);
  }
  const found = stickyMatch(tag, source, at);
  return found ? at + found[0].length : undefined;
}

function endAfter(source: string, from: number, end: string, missing: Missing): number | undefined {
  const at = missing.has(end) ? -1 : source.indexOf(end, from);
  if (at === -1) missing.add(end);
  return at === -1 ? undefined : at + end.length;
}

function stickyMatch(expression: RegExp, source: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(source);
}
