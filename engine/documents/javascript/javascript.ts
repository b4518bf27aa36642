import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Document, Tree } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Language, Parsed, SyntaxProblem } from '../language.ts';
import { childrenOf } from './children.ts';
import { codeComments, hostComments } from './comments.ts';
import { headOf } from './head.ts';
import { parserOptions } from './parser-options.ts';
import { loadedEstree } from './parser.ts';
import { recover } from './recover.ts';
import { onlyScript, scriptsOf, type Script } from './scripts.ts';

const hosts = ['vue', 'svelte', 'astro', 'html', 'htm'];

/**
 * JavaScript and TypeScript, with JSX wherever TypeScript allows it: in every file but `.ts`, `.mts` and `.cts`.
 * Of pages and components it reads the scripts, which are one program: what stands in their templates is not code here.
 */
export const javascript: Language = {
  name: 'javascript',
  family: 'code',
  globs: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}', `**/*.{${hosts.join(',')}}`],
  parse: ({ text, path }) => (isHost(path) ? parseScripts(text, extensionOf(path)) : parseJavascript(text, path)),
  comments: (document) => (isHost(document.file.path) ? commentsOfHost(document) : codeComments(document)),
};

function isHost(path: string): boolean {
  return hosts.includes(extensionOf(path));
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

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
  const { program, problems } = read(text, path);
  return { ...(program && { tree: treeOf(program) }), problems };
}

/** Scripts that are not read have no findings, and their comments would cost what they do. */
function commentsOfHost(document: Document): readonly Range[] {
  const { text, path } = document.file;
  const all = scriptsOf(text, extensionOf(path));
  return hostComments(document, all.slice(0, affordable(all)));
}

/** Each script is parsed on its own, so that one which does not parse leaves the others. */
function parseScripts(text: string, extension: string): Parsed {
  const all = scriptsOf(text, extension);
  const most = affordable(all);
  const scripts = all.slice(0, most).map((script) => read(onlyScript(text, script), `script.${script.language}`));
  const body = scripts.flatMap(({ program }) => program?.body ?? []);
  const program: TSESTree.Program = { ...parseProgram('', 'empty.js'), body, range: [0, text.length] };
  return {
    tree: treeOf(program),
    problems: [...scripts.flatMap(({ problems }) => problems), ...unreadScripts(all, most)],
  };
}

/** Some seconds of work: each script is parsed behind blanks for all that stands before it. */
const mostCharacters = 50_000_000;

/** How many of the scripts are read. */
function affordable(scripts: readonly Script[]): number {
  let left = mostCharacters;
  const first = scripts.findIndex(({ range: [, end] }) => (left -= end) < 0);
  return first === -1 ? scripts.length : first;
}

function unreadScripts(scripts: readonly Script[], most: number): readonly SyntaxProblem[] {
  const [first, last] = [scripts[most], scripts.at(-1)];
  if (!first || !last) return [];
  const message = `It has ${scripts.length} scripts, of which only the first ${most} are read.`;
  return [{ message, range: [first.range[0], last.range[1]] }];
}

interface Read {
  readonly program?: TSESTree.Program;
  readonly problems: readonly SyntaxProblem[];
}

/** Of code that does not parse, what stands around the broken places is read all the same. */
function read(text: string, path: string): Read {
  try {
    return { program: parseProgram(text, path), problems: [] };
  } catch (error) {
    if (error instanceof RangeError)
      return { problems: [{ message: 'The code is nested too deeply to be parsed.', range: [0, text.length] }] };
    const recovered = recover(text, fileName(path));
    const problem = syntaxProblem(error as Error, text.length, recovered?.broken.length ?? 0);
    return { ...(recovered && { program: recovered.program }), problems: [problem] };
  }
}

/** Throws for text that does not parse. */
export function parseProgram(text: string, path: string): TSESTree.Program {
  return loadedEstree().parse(text, parserOptions(fileName(path))) as TSESTree.Program;
}

/** The parser looks at the extension only; a bare name keeps it from asking where the working directory is. */
function fileName(path: string): string {
  return `/${path.slice(path.lastIndexOf('/') + 1)}`;
}

function syntaxProblem(error: Error, length: number, places: number): SyntaxProblem {
  const { message, location } = error as Error & { location?: Record<'start' | 'end', { offset: number }> };
  const more = places > 1 ? ` (and ${places - 1} more ${places === 2 ? 'place' : 'places'})` : '';
  return { message: message + more, range: location ? [location.start.offset, location.end.offset] : [0, length] };
}
