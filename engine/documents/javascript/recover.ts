import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type ts from 'typescript';
import type { Range } from '../../model/region.ts';
import { parserOptions } from './parser-options.ts';
import { loadedEstree, loadedTypescript } from './parser.ts';

/** What could be read of code that does not parse, and where the parser had to skip or invent something. */
export interface Recovered {
  readonly program: TSESTree.Program;
  readonly broken: readonly Range[];
}

/**
 * TypeScript's parser goes on behind an error; typescript-estree refuses what it gives only because it lists errors.
 * Nothing if not even that leads to a tree.
 */
export function recover(text: string, path: string): Recovered | undefined {
  try {
    const source = typescriptSource(text, path);
    const { parseDiagnostics } = source as unknown as { parseDiagnostics: ts.Diagnostic[] };
    const broken = parseDiagnostics.map(({ start = 0, length = 0 }): Range => [start, start + length]);
    const program = loadedEstree().parse(withoutErrors(source), parserOptions(path)) as TSESTree.Program;
    return { program: { ...program, body: program.body.map(named) }, broken };
  } catch {
    return undefined;
  }
}

/** What `parse` of typescript-estree reads, errors or not. */
export function sourceOf(text: string, path: string): string {
  return withoutErrors(typescriptSource(text, path));
}

function typescriptSource(text: string, path: string): ts.SourceFile {
  const { createSourceFile, JSDocParsingMode, ScriptTarget } = loadedTypescript();
  const options = { languageVersion: ScriptTarget.Latest, jsDocParsingMode: JSDocParsingMode.ParseNone };
  return createSourceFile(path, text, options, true);
}

/** The types of `parse` say text, its code takes a tree as well (as `parseAndGenerateServices` says of itself). */
function withoutErrors(source: ts.SourceFile): string {
  (source as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics.length = 0;
  return source as unknown as string;
}

/** `function (x) {}` as a statement: a function expression, not a declaration of the name that the parser invents. */
function named(statement: TSESTree.ProgramStatement): TSESTree.ProgramStatement {
  if (statement.type !== 'FunctionDeclaration' || statement.id?.name !== '') return statement;
  const expression = { ...statement, type: 'FunctionExpression', id: null };
  return { type: 'ExpressionStatement', expression, range: statement.range } as unknown as TSESTree.ExpressionStatement;
}
