import type { SourceFile } from '../../model/source-file.ts';
import { mostProblems } from '../config/node.ts';
import type { Language, Parsed } from '../language.ts';
import { loadPostgres } from '../sql/postgres.ts';
import { readBlocks } from './blocks.ts';
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
};

function parsePrisma({ text }: SourceFile): Parsed {
  const { blocks, problems } = readBlocks(text);
  const all = problems.length > 0 ? problems : validate(blocks, text);
  return { tree: prismaTree(blocks, text), problems: all.slice(0, mostProblems) };
}
