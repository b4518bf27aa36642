import { IN_STATEMENTS, isEllipsis, partsOf, spelled, spellings } from './placeholders.ts';

/** `...` for any statements, and for any query or text that is looped over or returned. */
const ANY_STATEMENTS = 'NULL "...";';
const ANY_QUERY = 'TABLE "..."';

export function isAnyStatements(text: string): boolean {
  return text === 'NULL "..."';
}

export function isAnyQuery(text: string): boolean {
  return text === ANY_QUERY;
}

/** The pattern as PL/pgSQL that our reader takes; several candidates where the words around `...` do not say what it stands for. */
export function plTexts(pattern: string): readonly string[] {
  const parts = partsOf(pattern).map((part, i, all) =>
    isEllipsis(part) ? (spelledHere(all.slice(0, i).join(''), all.slice(i + 1).join('')) ?? part) : spelled(part),
  );
  const count = parts.filter(isEllipsis).length;
  return spellings(count, IN_STATEMENTS).map((chosen) => {
    let next = 0;
    return parts.map((part) => (isEllipsis(part) ? chosen[next++] : part)).join('');
  });
}

const BEFORE_STATEMENTS = new Set(['', ';', 'THEN', 'ELSE', 'LOOP', 'BEGIN']);

/** Undefined where it may be any item of a list. */
function spelledHere(before: string, after: string): string | undefined {
  const previous = /(?:\w+|\S)$/.exec(before.trimEnd())?.[0].toUpperCase() ?? '';
  const isEnd = /^\s*(?:;|$)/.test(after);
  if (previous === 'ELSE' && /^\s*END\b(?!\s+(?:IF|CASE)\b)/i.test(after)) return undefined;
  if (BEFORE_STATEMENTS.has(previous)) return ANY_STATEMENTS;
  if (previous === 'QUERY' || (previous === 'FOR' && isEnd) || (previous === 'IN' && /^\s*LOOP\b/i.test(after)))
    return ANY_QUERY;
  if (previous === 'CASE' && /^\s*END\b/i.test(after)) return `WHEN "..." THEN ${ANY_STATEMENTS}`;
  // where a clause may stand it says no more than nothing
  return previous === "'" || (isEnd && /^(?:\)|\$\w+)$/.test(previous)) ? '' : undefined;
}
