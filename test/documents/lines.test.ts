import { expect, test } from 'vitest';
import { lineIndex } from '../../engine/documents/lines.ts';

test('lines end at LF and CRLF and nowhere else', () => {
  const lines = lineIndex('a\r\nb\nc\rd\u2028e\u2029f\n');
  expect(lines.count).toBe(4);
  expect([1, 2, 3, 4].map(lines.lineText)).toEqual(['a', 'b', 'c\rd\u2028e\u2029f', '']);
});

test('an empty text has one empty line', () => {
  const lines = lineIndex('');
  expect(lines.count).toBe(1);
  expect(lines.at(0)).toEqual({ line: 1, column: 1 });
  expect(lines.lineText(1)).toBe('');
});

test('a line that does not exist is empty', () => {
  expect(lineIndex('a').lineText(0)).toBe('');
  expect(lineIndex('a').lineText(2)).toBe('');
});

test('a line of nothing but CRLF is empty, also when LF stands before it', () => {
  const lines = lineIndex('\n\r\n\r\n');
  expect([1, 2, 3, 4].map(lines.lineText)).toEqual(['', '', '', '']);
});

test('columns count UTF-16 units: an emoji is two', () => {
  const text = 'x = "😀"; y';
  expect(lineIndex(text).at(text.indexOf('y'))).toEqual({ line: 1, column: 11 });
});

test('every offset of a text has its position', () => {
  const lines = lineIndex('ab\r\n\nc');
  expect([0, 1, 2, 3, 4, 5, 6].map((offset) => Object.values(lines.at(offset)).join(':'))).toEqual([
    '1:1',
    '1:2',
    '1:3',
    '1:4',
    '2:1',
    '3:1',
    '3:2',
  ]);
});

test('an offset outside the text is taken as its nearer end', () => {
  const lines = lineIndex('a\nb');
  expect(lines.at(-1)).toEqual({ line: 1, column: 1 });
  expect(lines.at(99)).toEqual({ line: 2, column: 2 });
});

test('a region has an exclusive end', () => {
  expect(lineIndex('ab\ncd').region([1, 4])).toEqual({
    start: 1,
    end: 4,
    startLine: 1,
    startColumn: 2,
    endLine: 2,
    endColumn: 2,
  });
});
