import type { CST } from 'yaml';

/**
 * Whether the tokens of a document nest deeper than allowed. It must be asked before the tokens are composed: `yaml`
 * composes by recursion, and at some 2,000 levels V8 aborts the whole process. Tokens themselves are made without recursion.
 */
export function isNestedDeeper(token: CST.Token, levels: number): boolean {
  const stack: [CST.Token, number][] = [[token, 0]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [at, depth] = top;
    if (depth > levels) return true;
    for (const inner of innerTokens(at)) stack.push([inner, depth + 1]);
  }
  return false;
}

function innerTokens(token: CST.Token): CST.Token[] {
  if ('items' in token)
    return token.items.flatMap((item) => [('key' in item && item.key) || [], item.value ?? []].flat());
  return token.type === 'document' && token.value ? [token.value] : [];
}
