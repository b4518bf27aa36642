import { ParseError } from 'toml-eslint-parser';
import type { SourceFile } from '../../model/source-file.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { deepestNesting, treeOf, type Draft } from './node.ts';
import { tomlComments } from './toml-comments.ts';
import { parseWithEslint } from './toml-eslint.ts';
import { parseWithIarna, TooDeep } from './toml-iarna.ts';
import { writtenLine } from './text-ranges.ts';

export const toml: Language = {
  name: 'toml',
  family: 'config',
  globs: ['**/*.toml', '**/Pipfile', '**/{Cargo,poetry,uv}.lock'],
  parse: parseToml,
  comments: tomlComments,
};

/** A broken line costs itself: it is blanked and the rest is read. A file with more of them is not read. */
const mostBrokenLines = 20;

function parseToml({ text }: SourceFile): Parsed {
  const problems: SyntaxProblem[] = [];
  let rest = text;
  while (problems.length <= mostBrokenLines) {
    const read = parseWhole(rest);
    if ('range' in read) return { tree: treeOf(read), problems };
    const broken = read.isFatal ? undefined : writtenLine(rest, read.offset);
    problems.push({ message: read.message, range: broken ?? [0, text.length] });
    if (!broken) break;
    rest = rest.slice(0, broken[0]) + ' '.repeat(broken[1] - broken[0]) + rest.slice(broken[1]);
  }
  return { problems };
}

interface Refusal {
  readonly message: string;
  readonly offset: number;
  readonly isFatal: boolean;
}

/** @iarna/toml is fast; what it refuses may still be TOML 1.1 or one of its few bugs. */
function parseWhole(text: string): Draft | Refusal {
  try {
    return parseWithIarna(text);
  } catch (error) {
    if (error instanceof TooDeep) return tooDeep;
  }
  try {
    return parseWithEslint(text);
  } catch (error) {
    if (error instanceof ParseError)
      return { message: `${error.message}.`.replace(/\.\.$/, '.'), offset: error.index, isFatal: false };
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}

const tooDeep: Refusal = { message: `It is nested deeper than ${deepestNesting} levels.`, offset: 0, isFatal: true };
