import { tokenize } from '../../documents/sql/lexer.ts';

const DDL = /\b(create|alter|drop|grant|revoke|rename|execute)\b/i;

/** The words of a body that may run DDL; undefined for one that does not. */
export function ddlWords(body: string): readonly string[] | undefined {
  return DDL.test(body) ? mentionsIn(body) : undefined;
}

/** The lower-cased identifiers of a text, also those inside its strings: dynamic SQL is made of strings. */
export function mentionsIn(sql: string): readonly string[] {
  const words = tokenize(sql).flatMap((token): readonly string[] => {
    if (token.kind === 'word' || token.kind === 'quoted') return [token.value.toLowerCase()];
    return token.kind === 'string' ? (token.value.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) : [];
  });
  return [...new Set(words)].sort();
}
