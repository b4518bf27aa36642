import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lazyLineHash, lineHashes } from '../../engine/documents/line-hash.ts';

const hashes = (text: string): string[] => lineHashes(text, false);

test('the vectors of codeql-action', () => {
  expect(hashes('')).toEqual(['c129715d7a2bc9a3:1']);
  expect(hashes(' a\nb\n  \t\tc\n d')).toEqual([
    '271789c17abda88f:1',
    '54703d4cd895b18:1',
    '180aee12dab6264:1',
    'a23a3dc5e078b07b:1',
  ]);
  expect(hashes('x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n')).toEqual([
    'e54938cc54b302f1:1',
    'bb609acbe9138d60:1',
    '1131fd5871777f34:1',
    '5c482a0f8b35ea28:1',
    '54517377da7028d2:1',
    '2c644846cb18d53e:1',
    'f1b89f20de0d133:1',
    'c129715d7a2bc9a3:1',
  ]);
  expect(hashes('Lorem ipsum dolor sit amet.\n'.repeat(10))).toEqual([
    'a7f2ff13bc495cf2:1',
    'a7f2ff13bc495cf2:2',
    'a7f2ff13bc495cf2:3',
    'a7f2ff13bc495cf2:4',
    'a7f2ff13bc495cf2:5',
    'a7f2ff13bc495cf2:6',
    'a7f2ff1481e87703:1',
    'a9cf91f7bbf1862b:1',
    '55ec222b86bcae53:1',
    'cc97dc7b1d7d8f7b:1',
    'c129715d7a2bc9a3:1',
  ]);
});

test('line breaks of all kinds hash alike, and a lone CR is one too', () => {
  expect(hashes('a\r\nb\r\n')).toEqual(hashes('a\nb\n'));
  expect(hashes('a\rb\r')).toEqual(hashes('a\nb\n'));
  expect(hashes('a\r \nb')).toEqual(hashes('a\n\nb'));
});

test('a BOM belongs to the first line and to no other', () => {
  const text = 'a\n'.repeat(60);
  expect(lineHashes(text, true)).toEqual(hashes(`\ufeff${text}`));
  expect(lineHashes(text, true)[0]).not.toBe(hashes(text)[0]);
  expect(lineHashes(text, true).slice(1).map(withoutCount)).toEqual(hashes(text).slice(1).map(withoutCount));
});

test('rolling in halves is the same as the polynomial in BigInt', () => {
  const unit = fc.oneof(fc.constantFrom('\r', '\n', ' ', '\t', 'a', '\uffff', '\ud83d', '😀', '\u2028'), fc.string());
  const texts = fc.array(unit, { maxLength: 400 }).map((units) => units.join(''));
  const property = fc.property(texts, (text) => {
    expect(hashes(text)).toEqual(slowHashes(text));
  });
  fc.assert(property, { numRuns: 200, seed: 41 });
});

test('hashes are computed when the first is asked for, and only once', () => {
  const hash = lazyLineHash(' a\nb\n  \t\tc\n d', false);
  expect(hash(2)).toBe('54703d4cd895b18:1');
  expect(hash(5)).toBeUndefined();
});

test('a line of a megabyte takes no time to speak of', () => {
  const start = performance.now();
  hashes('abcdefghij'.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(2000);
});

function withoutCount(hash: string): string {
  return hash.replace(/:\d+$/, '');
}

function slowHashes(text: string): string[] {
  const units = [...text.replace(/\r\n?/g, '\n').split('')].filter((c) => c !== ' ' && c !== '\t');
  const codes = [...units.map((c) => c.charCodeAt(0)), 65535];
  const seen: Record<string, number> = {};
  return codes.flatMap((_, i) => {
    if (i > 0 && codes[i - 1] !== 10) return [];
    let hash = 0n;
    for (let k = 0; k < 100; k++) hash = BigInt.asUintN(64, hash * 37n + BigInt(codes[i + k] ?? 0));
    const printed = hash.toString(16);
    seen[printed] = (seen[printed] ?? 0) + 1;
    return [`${printed}:${seen[printed]}`];
  });
}
