import type { Document } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { commentsBetween } from '../comments.ts';
import { mostProblems } from '../config/node.ts';
import type { Language, Parsed } from '../language.ts';
import { loadPostgres } from '../sql/postgres.ts';
import { readBlocks } from './blocks.ts';
import { prismaTokens } from './lexer.ts';
import { prismaTree } from './tree.ts';
import { loadPrisma, validate } from './validate.ts';

/** Prisma schemas: read here, because Prisma's own parser says no positions; that one says whether they are valid. */
export const prisma: Language = {
  name: 'prisma',
  family: 'config',
  globs: ['**/*.prisma'],
  // expressions inside are PostgreSQL's
  load: async () => {
    await Promise.all([loadPrisma(), loadPostgres()]);
  },
  parse: parsePrisma,
  comments: commentsOf,
};

function parsePrisma({ text }: SourceFile): Parsed {
  const { blocks, problems } = readBlocks(text);
  const all = problems.length > 0 ? problems : validate(blocks, text);
  return { tree: prismaTree(blocks, text), problems: all.slice(0, mostProblems) };
}

function commentsOf({ file: { text } }: Document): readonly Range[] {
  const taken = prismaTokens(text).map(({ range }) => range);
  return commentsBetween(text, taken, /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g);
}
