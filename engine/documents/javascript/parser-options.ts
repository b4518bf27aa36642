import type { TSESTreeOptions } from '@typescript-eslint/typescript-estree';

/** Code that parses but that the compiler would refuse (`const a;`) is a tree like any other. */
export function parserOptions(path: string): TSESTreeOptions {
  return {
    filePath: path,
    range: true,
    loc: false,
    allowInvalidAST: true,
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
  };
}
