import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lazyPlaces } from '../../engine/documents/lazy-place.ts';
import { lazyLineHash } from '../../engine/documents/line-hash.ts';
import { lineIndex } from '../../engine/documents/lines.ts';
import { placeOf } from '../../engine/documents/place.ts';

const texts = ['', 'select 1;\n', 'a\r\n  b  \r\n\u{1F600}c\t\n', `x\n${'long '.repeat(300)}\n\ny`];

test('a place that is made when it is asked for is the one that would have been made at once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(2000), fc.nat(2000), fc.boolean(), (text, a, b, bom) => {
      const start = Math.min(a, b, text.length);
      const end = Math.min(Math.max(a, b), text.length);
      const trimmed = [start, start + text.slice(start, end).trimEnd().length] as const;
      const wanted = placeOf('m/1.sql', text, lineIndex(text), lazyLineHash(text, bom), trimmed);
      const place = lazyPlaces({ path: 'm/1.sql', text, bom });
      const { path, region, frame, snippet, lineHash } = place([start, end]);
      expect({ path, region, frame, snippet, lineHash }).toEqual({
        snippet: undefined,
        lineHash: undefined,
        ...wanted,
      });
      // what is asked for first makes no difference, and what prints it prints all of it
      expect(JSON.parse(JSON.stringify(place([start, end])))).toEqual(JSON.parse(JSON.stringify(wanted)));
      const asked = place([start, end]);
      expect([asked.snippet, asked.region]).toEqual([wanted.snippet, wanted.region]);
    }),
  );
});
