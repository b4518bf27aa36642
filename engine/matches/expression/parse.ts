/** A regular expression as far as its cost and length depend on its structure. */
export type Expression =
  /** One character: a literal, a class, an escape, as written. */
  | { readonly op: 'character'; readonly source: string }
  | { readonly op: 'sequence' | 'choice'; readonly of: readonly Expression[] }
  | { readonly op: 'repeat'; readonly of: Expression; readonly min: number; readonly max: number }
  /** Consumes nothing; a lookaround has an inside. */
  | { readonly op: 'assertion'; readonly of?: Expression }
  | { readonly op: 'reference' };

/** Parses a pattern that `RegExp` accepts; nothing is checked here again. */
export function parseExpression(pattern: string): Expression {
  return parseChoice({ pattern, at: 0 });
}

interface Cursor {
  readonly pattern: string;
  at: number;
}

function parseChoice(cursor: Cursor): Expression {
  const of = [parseSequence(cursor)];
  while (cursor.pattern[cursor.at] === '|') {
    cursor.at++;
    of.push(parseSequence(cursor));
  }
  return of.length === 1 ? of[0]! : { op: 'choice', of };
}

function parseSequence(cursor: Cursor): Expression {
  const of: Expression[] = [];
  while (cursor.at < cursor.pattern.length && !'|)'.includes(cursor.pattern[cursor.at]!)) {
    of.push(parseQuantified(cursor));
  }
  return of.length === 1 ? of[0]! : { op: 'sequence', of };
}

function parseQuantified(cursor: Cursor): Expression {
  const of = parseAtom(cursor);
  const quantifier = take(cursor, /[*+?]\??|\{(\d+)(?:(,)(\d*))?\}\??/y);
  if (!quantifier) return of;
  const [text, from, comma, to] = quantifier;
  if (from === undefined)
    return { op: 'repeat', of, min: text.startsWith('+') ? 1 : 0, max: text.startsWith('?') ? 1 : Infinity };
  const max = comma === undefined ? from : to;
  return { op: 'repeat', of, min: Number(from), max: max === undefined || max === '' ? Infinity : Number(max) };
}

function parseAtom(cursor: Cursor): Expression {
  const look = take(cursor, /\(\?<?[=!]/y);
  if (look) return { op: 'assertion', of: parseGroup(cursor) };
  if (take(cursor, /\((?:\?:|\?<[^>]*>)?/y)) return parseGroup(cursor);
  if (take(cursor, /[$^]|\\[bB]/y)) return { op: 'assertion' };
  if (take(cursor, /\\(?:[1-9]\d*|k<[^>]*>)/y)) return { op: 'reference' };
  const character = take(
    cursor,
    /\[(?:\\.|[^\]\\])*\]|\\[pPu]\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[a-zA-Z]|\\[^]|[^]/uy,
  );
  return { op: 'character', source: character?.[0] ?? '' };
}

function parseGroup(cursor: Cursor): Expression {
  const inside = parseChoice(cursor);
  cursor.at++;
  return inside;
}

function take(cursor: Cursor, token: RegExp): RegExpExecArray | null {
  token.lastIndex = cursor.at;
  const found = token.exec(cursor.pattern);
  if (found) cursor.at += found[0].length;
  return found;
}
