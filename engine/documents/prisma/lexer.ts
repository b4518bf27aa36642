import type { Range } from '../../model/region.ts';

export interface PrismaToken {
  readonly kind: 'name' | 'string' | 'number' | 'punctuation' | 'line-break' | 'unknown';
  readonly text: string;
  readonly range: Range;
}

const TOKEN =
  /(?<blank>[^\S\n]+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<break>\n)|(?<string>"(?:[^"\\\n]|\\[^\n])*")|(?<number>-?\d+(?:\.\d+)?)|(?<name>[\p{L}\p{N}_][\p{L}\p{N}_-]*)|(?<punctuation>@@|[@{}()[\],:=?.!])|(?<unknown>[^])/gu;

/** The tokens of a Prisma schema, comments left out. Line breaks count: they end fields and attributes. */
export function prismaTokens(text: string): readonly PrismaToken[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index, groups = {} }): readonly PrismaToken[] => {
    if (groups.blank !== undefined) return [];
    return [{ kind: kindOf(groups), text: token, range: [index, index + token.length] }];
  });
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): PrismaToken['kind'] {
  if (groups.break !== undefined) return 'line-break';
  const kinds = ['string', 'number', 'name', 'punctuation'] as const;
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'unknown';
}
