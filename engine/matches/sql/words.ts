/** Words that a statement may leave out, whatever the pattern writes. */
const OPTIONAL = new Set(['as', 'asc', 'all', 'inner', 'outer', 'public']);

/** Whether all the words of a pattern stand in a text. */
export function hasWords(pattern: string, sql: string): boolean {
  const present = new Set(wordsOf(sql));
  return statedWords(pattern).every((word) => present.has(word));
}

/** The words that a pattern writes: key words and names, no metavariables. */
export function statedWords(pattern: string): readonly string[] {
  return wordsOf(pattern.replace(/\$[A-Z_][A-Z0-9_]*/g, ' ')).filter((word) => !OPTIONAL.has(word));
}

export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z_]\w*/g) ?? [];
}
