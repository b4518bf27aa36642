/** Where the grammar takes a number alone: `varchar(...)`. No pattern means this one. */
export const ANY_NUMBER = 2_147_483_647;
/** Spellings of `...` that the grammar takes where lists stand: an item, a definition with a type, an assignment. */
export const ELLIPSES: readonly string[] = ['"..."', '"..." "..."', '"..." = "..."'];
/** In a statement, where it takes a string or a number alone; in an expression `a '...'` would be a constant of a type. */
export const IN_STATEMENTS: readonly string[] = [...ELLIPSES, "'...'", String(ANY_NUMBER)];
const MOST_COMBINED = 4;

/**
 * The pattern as SQL that PostgreSQL's parser takes: metavariables and ellipses become quoted identifiers, which may
 * stand wherever a name may, and which no real name looks like. Several candidates, because `...` may need a type.
 */
export function sqlTexts(pattern: string, ellipses = IN_STATEMENTS): readonly string[] {
  const parts = partsOf(pattern);
  const count = parts.filter(isEllipsis).length;
  return spellings(count, ellipses).map((chosen) => {
    let next = 0;
    return parts.map((part) => (isEllipsis(part) ? chosen[next++] : spelled(part))).join('');
  });
}

/** Placeholders, and what stands between them. */
export function partsOf(pattern: string): readonly string[] {
  return pattern.split(PARTS).filter((part) => part !== undefined && part !== '');
}

export function isEllipsis(part: string): boolean {
  return part === '...';
}

/** Strings, quoted names and comments stay as they are. */
const PARTS = /('(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|<\.\.\.|\.\.\.>|\.\.\.|\$[A-Z_][A-Z0-9_]*(?![\w$]))/;

export function spelled(part: string): string {
  if (part === '<...') return '"<...>"(';
  if (part === '...>') return ')';
  return /^\$[A-Z_][A-Z0-9_]*$/.test(part) ? `"${part}"` : part;
}

/** Ways to spell some ellipses; many are all spelled alike. */
export function spellings(count: number, ellipses: readonly string[]): readonly (readonly string[])[] {
  return count > MOST_COMBINED ? ellipses.map((one) => Array<string>(count).fill(one)) : combinations(count, ellipses);
}

function combinations(count: number, ellipses: readonly string[]): readonly (readonly string[])[] {
  if (count === 0) return [[]];
  return combinations(count - 1, ellipses).flatMap((rest) => ellipses.map((one) => [...rest, one]));
}

/** The metavariable that a name in the parsed pattern stands for, without `$`. */
export function metavariable(name: unknown): string | undefined {
  return typeof name === 'string' ? /^\$([A-Z_][A-Z0-9_]*)$/.exec(name)?.[1] : undefined;
}

export function metavariablesIn(pattern: string): readonly string[] {
  const names = [...pattern.matchAll(/\$([A-Z_][A-Z0-9_]*)(?![\w$])/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => name !== '_');
}
