import { parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import type { Tree } from '../../model/document.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { childrenOf } from './children.ts';
import { headOf } from './head.ts';
import { onlyScript, scriptsOf } from './scripts.ts';

const hosts = ['vue', 'svelte', 'astro', 'html', 'htm'];

/**
 * JavaScript and TypeScript, with JSX wherever TypeScript allows it: in every file but `.ts`, `.mts` and `.cts`.
 * Of pages and components it reads the scripts, which are one program: what stands in their templates is not code here.
 */
export const javascript: Language = {
  name: 'javascript',
  family: 'code',
  globs: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}', `**/*.{${hosts.join(',')}}`],
  parse: ({ text, path }) => {
    const extension = path.slice(path.lastIndexOf('.') + 1);
    return hosts.includes(extension) ? parseScripts(text, extension) : parseJavascript(text, path);
  },
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

/** Each script is parsed on its own, so that one which does not parse leaves the others. */
function parseScripts(text: string, extension: string): Parsed {
  const body: TSESTree.ProgramStatement[] = [];
  const problems: SyntaxProblem[] = [];
  for (const script of scriptsOf(text, extension)) {
    try {
      body.push(...parseProgram(onlyScript(text, script), `script.${script.language}`).body);
    } catch (error) {
      problems.push(syntaxProblem(error, text.length));
    }
  }
  return { tree: treeOf({ ...emptyProgram(), body, range: [0, text.length] }), problems };
}

function emptyProgram(): TSESTree.Program {
  return parseProgram('', 'empty.js');
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

function syntaxProblem(error: unknown, length: number): SyntaxProblem {
  if (error instanceof RangeError)
    return { message: 'The code is nested too deeply to be parsed.', range: [0, length] };
  const { message, location } = error as Error & { location?: Record<'start' | 'end', { offset: number }> };
  return { message, range: location ? [location.start.offset, location.end.offset] : [0, length] };
}
