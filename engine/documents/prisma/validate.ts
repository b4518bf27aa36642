import type * as PrismaSchema from '@prisma/prisma-schema-wasm';
import type { PrismaBlock } from '../../model/prisma.ts';
import type { Range } from '../../model/region.ts';
import { mostProblems } from '../config/node.ts';
import type { SyntaxProblem } from '../language.ts';

type Library = typeof PrismaSchema;
let library: Library | undefined;

/** Loads the WASM of Prisma's own parser, once. */
export async function loadPrisma(): Promise<void> {
  library ??= await import('@prisma/prisma-schema-wasm');
}

interface Diagnostic {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly is_warning: boolean;
}

/**
 * What Prisma itself says against a schema; it counts in UTF-16 units. Nothing of it is missing from the tree. Of a file
 * that is only a part of a schema it cannot judge.
 */
export function validate(blocks: readonly PrismaBlock<Range>[], text: string): readonly SyntaxProblem[] {
  if (!library) throw new Error('Bug: a Prisma schema was parsed before loadPrisma() had finished.');
  if (!isWhole(blocks)) return [];
  return diagnose(library, withoutUrls(blocks, text))
    .filter((one) => !one.is_warning)
    .map(({ text: message, start, end }) => ({ message, range: [start, end] as const }))
    .filter(({ range }) => !isOfGenerator(blocks, range))
    .slice(0, mostProblems)
    .map((problem) => ({ ...problem, harmless: true }));
}

/** Generators have their own versions and preview features, and nothing to do with the database. */
function isOfGenerator(blocks: readonly PrismaBlock<Range>[], [start]: Range): boolean {
  return blocks.findLast(({ at }) => at[0] <= start)?.kind === 'generator';
}

function diagnose({ lint }: Library, text: string): readonly Diagnostic[] {
  try {
    return JSON.parse(lint(JSON.stringify([['schema.prisma', text]]))) as readonly Diagnostic[];
  } catch {
    // a panic of the WASM module
    return [{ start: 0, end: 0, text: "Prisma's own parser failed on it.", is_warning: false }];
  }
}

const SCALARS = ['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes', 'Unsupported'];

/** It has its datasource, and every type that its fields name. */
function isWhole(blocks: readonly PrismaBlock<Range>[]): boolean {
  const known = new Set([...SCALARS, ...blocks.map(({ name }) => name)]);
  const fields = blocks.filter(({ kind }) => kind !== 'enum').flatMap((block) => block.fields);
  return blocks.some(({ kind }) => kind === 'datasource') && fields.every(({ type }) => known.has(type));
}

/** Prisma 7 refuses the URLs that schemas of earlier versions must have. Offsets stay as they are. */
function withoutUrls(blocks: readonly PrismaBlock<Range>[], text: string): string {
  const properties = blocks.filter(({ kind }) => kind === 'datasource').flatMap((block) => block.properties);
  const urls = properties.filter(({ name }) => /^(url|directUrl|shadowDatabaseUrl)$/.test(name));
  return urls.reduceRight((rest, { at, valueAt }) => {
    const [start, end] = [at[0], valueAt[1]];
    return rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  }, text);
}
