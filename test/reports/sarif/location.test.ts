import { expect, test } from 'vitest';
import { lazyLineHash } from '../../../engine/documents/line-hash.ts';
import { lineIndex } from '../../../engine/documents/lines.ts';
import { placeOf } from '../../../engine/documents/place.ts';
import type { Range } from '../../../engine/model/region.ts';
import { physicalLocationOf } from '../../../engine/reports/sarif/location.ts';

function locate(text: string, range: Range) {
  return physicalLocationOf(placeOf('a.ts', text, lineIndex(text), lazyLineHash(text, false), range));
}

function onLine(line: number, startColumn: number, endColumn: number) {
  return { startLine: line, startColumn, endLine: line, endColumn };
}

test('an empty region takes in the character after it, or else before it', () => {
  expect(locate('ab\ncd', [1, 1]).region).toEqual(onLine(1, 2, 3));
  expect(locate('ab\ncd', [2, 2]).region).toEqual(onLine(1, 2, 3));
  expect(locate('a😀', [1, 1]).region).toEqual(onLine(1, 2, 4));
  expect(locate('a😀', [3, 3]).region).toEqual(onLine(1, 2, 4));
});

test('on an empty line the line break is the region; at the very end only the line is told', () => {
  expect(locate('a\n\nb', [2, 2]).region).toEqual({ startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 });
  expect(locate('a\n', [2, 2]).region).toEqual({ startLine: 2 });
  expect(locate('', [0, 0]).region).toEqual({ startLine: 1 });
});

test('a context region has more than its region, and its exact text', () => {
  expect(locate('a\r\nb\r\nc', [3, 4]).contextRegion).toEqual({
    startLine: 1,
    startColumn: 1,
    endLine: 3,
    endColumn: 2,
    snippet: { text: 'a\r\nb\r\nc' },
  });
  expect(locate('all of it', [0, 9])).not.toHaveProperty('contextRegion');
  expect(locate('a\r\nb\nc', [3, 4])).not.toHaveProperty('contextRegion');
  expect(locate('x'.repeat(300), [3, 4])).not.toHaveProperty('contextRegion');
  expect(locate('a\nb\nc\nd\ne\nf\ng\nh\n', [2, 15])).not.toHaveProperty('contextRegion');
});

test('a file as a whole is shown at its first line', () => {
  expect(physicalLocationOf({ path: 'a.ts' }).region).toEqual({ startLine: 1 });
  expect(physicalLocationOf({ path: 'a.ts', frame: { firstLine: 1, lines: ['abc', 'd'] } }).region).toEqual(
    onLine(1, 1, 4),
  );
});
