import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import type { Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Language, Parsed } from '../language.ts';
import { childrenOf } from './children.ts';
import { headOf } from './head.ts';

/** JavaScript and TypeScript, with JSX wherever TypeScript allows it: in every file but `.ts`, `.mts` and `.cts`. */
export const javascript: Language = {
  name: 'javascript',
  family: 'code',
  globs: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
  parse: (file) => parseJavascript(file.text, file.path),
};

const lists = [
  'Program',
  'BlockStatement',
  'StaticBlock',
  'SwitchCase',
  'ClassBody',
  'TSModuleBlock',
  'ArrayExpression',
  'ObjectExpression',
];
const bodies = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'StaticBlock'];

export function treeOf(root: TSESTree.Program): Tree {
  return { root, children: childrenOf, head: headOf, lists, bodies };
}

function parseJavascript(text: string, path: string): Parsed {
  try {
    return { tree: treeOf(parseProgram(text, path)), problems: [] };
  } catch (error) {
    return { problems: [syntaxProblem(error, text.length)] };
  }
}

/** Throws for text that does not parse. Code that parses but that the compiler would refuse (`const a;`) is a tree like any other. */
export function parseProgram(text: string, path: string): TSESTree.Program {
  return parse(text, {
    filePath: fileName(path),
    range: true,
    loc: false,
    allowInvalidAST: true,
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
  }) as TSESTree.Program;
}

/** The parser looks at the extension only; a bare name keeps it from asking where the working directory is. */
function fileName(path: string): string {
  return `/${path.slice(path.lastIndexOf('/') + 1)}`;
}

function syntaxProblem(error: unknown, length: number): { message: string; range: Range } {
  if (error instanceof RangeError)
    return { message: 'The code is nested too deeply to be parsed.', range: [0, length] };
  const { message, location } = error as Error & { location?: Record<'start' | 'end', { offset: number }> };
  return { message, range: location ? [location.start.offset, location.end.offset] : [0, length] };
}
