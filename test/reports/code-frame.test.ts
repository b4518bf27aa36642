import pc from 'picocolors';
import { expect, test } from 'vitest';
import { lazyLineHash } from '../../engine/documents/line-hash.ts';
import { lineIndex } from '../../engine/documents/lines.ts';
import { placeOf } from '../../engine/documents/place.ts';
import { codeFrame } from '../../engine/reports/text/code-frame.ts';

function frame(text: string, part: string): string {
  const start = text.indexOf(part);
  const place = placeOf('a.ts', text, lineIndex(text), lazyLineHash(text, false), [start, start + part.length]);
  return `\n${codeFrame(place, pc.createColors(false)).join('\n')}\n`;
}

test('carets stand under wide characters, after tabs and combining marks', () => {
  expect(frame('\tπ = "日本e\u0301😀", here\n', 'here')).toBe(`
       1 │   π = "日本e\u0301😀", here
         │                  ^^^^
`);
  expect(frame('x = "日本"', '日本')).toBe(`
       1 │ x = "日本"
         │      ^^^^
`);
});

test('escape sequences and characters that turn text around are shown, not obeyed', () => {
  expect(frame('a\u001b[31m\u202eb\r c', 'c')).toBe(`
       1 │ a␛[31m\ufffdb␍ c
         │           ^
`);
});

test('an empty region has one caret', () => {
  expect(frame('abc', '')).toBe(`
       1 │ abc
         │ ^
`);
});

test('several lines are marked at their numbers, with a caret where they begin', () => {
  expect(frame('if (a) {\n  b();\n}\nc();\n', '{\n  b();\n}')).toBe(`
  >    1 │ if (a) {
         │        ^
  >    2 │   b();
  >    3 │ }
       4 │ c();
`);
});

test('a long line is shown around its mark', () => {
  const [, line = '', carets = ''] = frame(`${'é'.repeat(5000)}HERE${'😀'.repeat(500)}`, 'HERE').split('\n');
  expect(line.slice(carets.indexOf('^'), carets.indexOf('^') + 4)).toBe('HERE');
  expect(line).toMatch(/│ …é+HERE(😀)+…$/);
});
