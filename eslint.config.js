import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const world = 'Only engine/cli touches the world; hand the value in as an argument.';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'examples/', 'conformance/cases/', '**/expected/', '**/fixtures/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The parser's node types are an enum; the house writes them as the words that policies use: 'CallExpression'.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // `noUncheckedIndexedAccess` asks about every index; `!` is how a reader is told that it is within bounds.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `return yield x` of a generator is `any` to the checker, whatever the generator yields.
      '@typescript-eslint/no-unsafe-return': 'off',
      // Parsers' types promise more than their trees keep (regular expression groups, optional children); asking is right.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Our interfaces hold plain functions: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Values of policies and documents are JSON; where they become text, they are known to be scalars.
      '@typescript-eslint/no-base-to-string': 'off',
      // Numbers in messages are what messages are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An interface of functions may return nothing from an arrow.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.{ts,js,cjs}'],
    rules: {
      eqeqeq: 'error',
      'no-control-regex': 'error',
      'no-param-reassign': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'max-lines-per-function': ['warn', { max: 45, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name stays the same wherever it is used.' },
      ],
    },
  },
  {
    files: ['engine/**/*.ts'],
    ignores: ['engine/cli/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'process', message: world }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'node:process', message: world },
            { name: 'process', message: world },
            { name: 'node:console', message: world },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A whole suite is one function.
      'max-lines-per-function': 'off',
      // Tests read JSON that they have just written; the comparison of whole outputs is the check of its shape.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['*.config.{js,ts}', '.*.cjs'], rules: { 'no-restricted-syntax': 'off' } },
);
