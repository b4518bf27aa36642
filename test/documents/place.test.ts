import { expect, test } from 'vitest';
import { lazyLineHash } from '../../engine/documents/line-hash.ts';
import { lineIndex } from '../../engine/documents/lines.ts';
import { placeOf } from '../../engine/documents/place.ts';
import type { Place } from '../../engine/model/region.ts';

function place(text: string, part: string | readonly [number, number]): Place {
  const start = typeof part === 'string' ? text.indexOf(part) : part[0];
  const end = typeof part === 'string' ? start + part.length : part[1];
  return placeOf('a.ts', text, lineIndex(text), lazyLineHash(text, false), [start, end]);
}

test('a place has region, frame, snippet and line hash', () => {
  expect(place('one\r\ntwo three\r\nfour\r\nfive\r\n', 'three')).toEqual({
    path: 'a.ts',
    region: { start: 9, end: 14, startLine: 2, startColumn: 5, endLine: 2, endColumn: 10 },
    frame: { firstLine: 1, lines: ['one', 'two three', 'four'], lineBreaks: '\r\n' },
    snippet: 'three',
    lineHash: expect.stringMatching(/^[0-9a-f]+:1$/),
  });
});

test('the emptiness after the last line break is no line of the frame', () => {
  expect(place('one\ntwo\n', 'two').frame).toEqual({ firstLine: 1, lines: ['one', 'two'] });
  expect(place('one\n', [4, 4]).frame).toEqual({ firstLine: 1, lines: ['one', ''] });
  expect(place('', [0, 0]).frame).toEqual({ firstLine: 1, lines: [''] });
});

test('a frame tells how its lines are broken, when not by LF', () => {
  expect(place('a\nb', 'b').frame).not.toHaveProperty('lineBreaks');
  expect(place('a\r\nb\nc', 'b').frame?.lineBreaks).toBe('mixed');
  expect(place('a\nb\nc\r\n', 'b').frame).not.toHaveProperty('lineBreaks');
});

test('a region that ends at the start of a line does not reach into it', () => {
  expect(place('a\nb\nc\nd', [2, 4]).frame).toEqual({ firstLine: 1, lines: ['a', 'b', 'c'] });
});

test('of a long region the first six lines are kept, and then no line after it', () => {
  const text = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join('\n');
  const start = text.indexOf('line 3');
  expect(place(text, [start, text.length]).frame).toEqual({
    firstLine: 2,
    lines: ['line 2', 'line 3', 'line 4', 'line 5', 'line 6', 'line 7', 'line 8'],
  });
});

test('a snippet is the exact region with its line breaks, or nothing when it is long', () => {
  expect(place('a\r\nb', [0, 4]).snippet).toBe('a\r\nb');
  expect(place('x'.repeat(1000), [0, 1000]).snippet).toHaveLength(1000);
  expect(place('x'.repeat(1001), [0, 1001])).not.toHaveProperty('snippet');
});

test('a long line is cut around the region, and the frame says where', () => {
  const text = `${'a'.repeat(500)}HERE${'b'.repeat(500)}\nnext`;
  const { frame } = place(text, 'HERE');
  expect(frame?.lines).toEqual([`${'a'.repeat(98)}HERE${'b'.repeat(98)}`, 'next']);
  expect(frame?.skipped).toEqual([402, 0]);
});

test('a long line with the region at its end or start is cut at one side only', () => {
  const text = `START${'a'.repeat(500)}END`;
  expect(place(text, 'START').frame).toEqual({ firstLine: 1, lines: [text.slice(0, 200)], skipped: [0] });
  expect(place(text, 'END').frame).toEqual({ firstLine: 1, lines: [text.slice(-200)], skipped: [308] });
});

test('neither cut nor region splits a surrogate pair', () => {
  for (const shift of ['', 'x']) {
    const text = `${shift}${'😀'.repeat(300)}`;
    for (let at = 0; at < text.length; at++) {
      const found = place(text, [at, at + 1]);
      expect(JSON.stringify(found)).not.toMatch(/\\ud[89a-f]/);
      const column = found.region!.startColumn - 1 - found.frame!.skipped![0]!;
      expect(found.frame!.lines[0]!.slice(column, column + found.snippet!.length)).toBe(found.snippet);
    }
  }
});
