import fc from 'fast-check';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { compilePattern } from '../../../../engine/matches/code/pattern.ts';
import { codeView } from '../matching.ts';
import { program } from './programs.ts';
import { semgrep } from './marked.ts';

function findingsOf(pattern: string, text: string): readonly string[] {
  const found = compilePattern(pattern, semgrep)?.find(codeView(text)) ?? [];
  return found.map(({ bindings }) => Object.keys(bindings).join()).sort();
}

test('a pattern made of statements matches those statements, from their beginning', () => {
  fc.assert(
    fc.property(program, (text) => {
      const starts = compilePattern(text, semgrep)
        ?.find(codeView(text))
        .map(({ range }) => range[0]);
      expect(starts).toContain(0);
    }),
    { numRuns: 200 },
  );
});

const patterns = [
  '$X($...A)',
  '$X = $Y',
  '$X; ... $Y;',
  'if ($C) { ... }',
  'return $X',
  '$X + $X',
  '{$K: $V}',
  'function $F(...) { ... }',
  '($A) => { ... }',
  '$X && ...',
];

test('other names, consistently, change no finding', () => {
  fc.assert(
    fc.property(program, fc.constantFrom(...patterns), (text, pattern) => {
      const renamed = text.replace(/\b([abcfg])\b/g, 'other_$1');
      expect(findingsOf(pattern, renamed)).toEqual(findingsOf(pattern, text));
    }),
    { numRuns: 300 },
  );
});

const plain = { parser: 'typescript' } as const;
const otherStyle = {
  ...plain,
  semi: false,
  singleQuote: true,
  trailingComma: 'none',
  printWidth: 20,
  arrowParens: 'avoid',
} as const;

test('another style of writing changes no finding', async () => {
  await fc.assert(
    fc.asyncProperty(program, fc.constantFrom(...patterns), async (text, pattern) => {
      const findings = findingsOf(pattern, await format(text, plain));
      expect(findingsOf(pattern, await format(text, otherStyle))).toEqual(findings);
    }),
    { numRuns: 100 },
  );
}, 30_000);
