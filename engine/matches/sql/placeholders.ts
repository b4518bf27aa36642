/** Spellings of `...` that the grammar takes where lists stand: an item, a definition with a type, an assignment. */
const ELLIPSES = ['"..."', '"..." "..."', '"..." = "..."'] as const;
const MOST_COMBINED = 4;

/**
 * The pattern as SQL that PostgreSQL's parser takes: metavariables and ellipses become quoted identifiers, which may
 * stand wherever a name may, and which no real name looks like. Several candidates, because `...` may need a type.
 */
export function sqlTexts(pattern: string): readonly string[] {
  const parts = pattern.split(PARTS).filter((part) => part !== undefined && part !== '');
  const count = parts.filter((part) => part === '...').length;
  const choices = count > MOST_COMBINED ? ELLIPSES.map((one) => Array<string>(count).fill(one)) : combinations(count);
  return choices.map((ellipses) => {
    let next = 0;
    return parts.map((part) => (part === '...' ? ellipses[next++] : spelled(part))).join('');
  });
}

/** Strings, quoted names and comments stay as they are. */
const PARTS = /('(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|<\.\.\.|\.\.\.>|\.\.\.|\$[A-Z_][A-Z0-9_]*(?![\w$]))/;

function spelled(part: string): string {
  if (part === '<...') return '"<...>"(';
  if (part === '...>') return ')';
  return /^\$[A-Z_][A-Z0-9_]*$/.test(part) ? `"${part}"` : part;
}

function combinations(count: number): readonly (readonly string[])[] {
  if (count === 0) return [[]];
  return combinations(count - 1).flatMap((rest) => ELLIPSES.map((one) => [...rest, one]));
}

/** The metavariable that a name in the parsed pattern stands for, without `$`. */
export function metavariable(name: unknown): string | undefined {
  return typeof name === 'string' ? /^\$([A-Z_][A-Z0-9_]*)$/.exec(name)?.[1] : undefined;
}

export function metavariablesIn(pattern: string): readonly string[] {
  const names = [...pattern.matchAll(/\$([A-Z_][A-Z0-9_]*)(?![\w$])/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => name !== '_');
}
