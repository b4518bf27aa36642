import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import { commentsBetween } from '../comments.ts';
import { endOfLua, nextToken } from './nginx-tokens.ts';
import { maskTemplates } from './yaml-masks.ts';

/** What stands between the words as nginx reads them; code in a `…_by_lua_block` is one text. */
export function nginxComments({ file }: Document): readonly Range[] {
  const { text } = maskTemplates(file.text);
  const taken: Range[] = [];
  let directive: string | undefined;
  for (let token = nextToken(text, 0); token; token = nextToken(text, taken.at(-1)![1])) {
    const isLua = token.kind === '{' && directive?.endsWith('_by_lua_block');
    taken.push(isLua ? [token.range[0], endOfLua(text, token.range[1]) + 1] : token.range);
    directive = token.kind === 'word' ? (directive ?? token.value) : undefined;
  }
  return commentsBetween(text, taken, /#[^\n]*/g);
}
