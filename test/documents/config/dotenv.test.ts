import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dotenv } from '../../../engine/documents/config/dotenv.ts';
import { nodesOf, problems, read, rows } from './rows.ts';

test('keys and values with their slices', () => {
  const text =
    'A=1\r\nexport B = two words # c\r\nC="x\\ny"\r\nD=\'${X}\'\r\nE="multi\r\nline"\r\nF=\r\nG: yaml-like\r\nH=`b"q`\r\nI="${A}/x"\r\nJ=pa$$word\r\nK= # empty\r\n';
  expect(rows(dotenv, text)).toEqual([
    ['A', 'A', '1', '1'],
    ['B', 'B', 'two words', 'two words'],
    ['C', 'C', '"x\\ny"', 'x\ny'],
    ['D', 'D', `'\${X}'`, '${X}'],
    ['E', 'E', '"multi\r\nline"', 'multi\nline'],
    ['F', 'F', '', ''],
    ['G', 'G', 'yaml-like', 'yaml-like'],
    ['H', 'H', '`b"q`', 'b"q'],
    ['I', 'I', '"${A}/x"', '?'],
    ['J', 'J', 'pa$$word', 'pa$$word'],
    ['K', 'K', '', ''],
  ]);
  expect(problems(dotenv, text)).toEqual([]);
});

test('keys in comments are nodes too, but not part of the value', () => {
  const text = '# Payment\n# STRIPE_KEY=sk_...\nA=1\n#B=\n#  C = x\nD="\n# E=1\n"\n# see http://x.y?a=b\n';
  const nodes = nodesOf(dotenv, text).slice(1);
  expect(nodes.map(({ key, value, commented }) => [key, value, commented ?? false])).toEqual([
    ['STRIPE_KEY', 'sk_...', true],
    ['A', '1', false],
    ['B', '', true],
    ['C', 'x', true],
    ['D', '\n# E=1\n', false],
  ]);
  expect(Object.keys(nodesOf(dotenv, text)[0]!.value as object)).toEqual(['A', 'D']);
});

test('the value of a key in a comment ends before a comment of its own, as that of others does', () => {
  const text = '# A="http://x"  # for testing\n# B=one # two\n# C="#1" # "2"\n# D="open # x\n# E=# none\n#F=\'a\' b\n';
  const commented = nodesOf(dotenv, text).filter((node) => node.commented);
  expect(commented.map(({ key, value, range }) => [key, value, text.slice(...range)])).toEqual([
    ['A', 'http://x', '"http://x"'],
    ['B', 'one', 'one'],
    ['C', '#1', '"#1"'],
    ['D', '"open', '"open'],
    ['E', '', ''],
    ['F', "'a' b", "'a' b"],
  ]);
});

test('a line that is neither is a problem', () => {
  expect(problems(dotenv, 'A=1\nwhat is this\nB=2\n')).toEqual([
    ['The line is neither KEY=value nor a comment.', 'what is this'],
  ]);
});

test('blank lines and open quotes take no quadratic time', () => {
  const start = performance.now();
  for (const text of ['\n'.repeat(200_000), 'A="x\n'.repeat(20_000), 'A='.repeat(100_000), ' '.repeat(100_000)])
    read(dotenv, text);
  expect(performance.now() - start).toBeLessThan(5_000);
});

/** dotenv 17's own parser, to compare with. */
const LINE =
  /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/gm;
function byDotenv(source: string): [string, string][] {
  return [...source.replace(/\r\n?/gm, '\n').matchAll(LINE)].map(([, key, raw]) => {
    const trimmed = (raw ?? '').trim();
    const value = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
    return [key!, trimmed[0] === '"' ? value.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : value];
  });
}

test('the same as dotenv, whatever the text; slices parse to the same key and value', () => {
  const piece = fc.constantFrom(
    'A',
    'B_C',
    '=',
    ' ',
    '\n',
    '\r\n',
    '"',
    "'",
    '`',
    '#',
    'x',
    '😀',
    ':',
    'export ',
    '\\n',
    '\\"',
    '.',
    '-',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const nodes = nodesOf(dotenv, text).filter(({ commented, key }) => !commented && key !== undefined);
      expect(nodes.map(({ key, value }) => [key, value])).toEqual(byDotenv(text));
      for (const node of nodes) {
        expect(text.slice(...node.keyRange!)).toBe(node.key);
        const slice = text.slice(...node.range);
        if (!slice.includes('#')) expect(byDotenv(`X=${slice}`)).toEqual([['X', node.value]]);
      }
    }),
    { numRuns: 3_000 },
  );
});
