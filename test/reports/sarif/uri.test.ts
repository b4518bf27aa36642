import { expect, test } from 'vitest';
import { isInside, uriOf } from '../../../engine/reports/sarif/uri.ts';

test.each([
  ['app/[id].tsx', 'app/%5Bid%5D.tsx'],
  ['app/(group)/page.tsx', 'app/(group)/page.tsx'],
  ['app/[...all]/@modal/page.tsx', 'app/%5B...all%5D/%40modal/page.tsx'],
  ['db/a#b%.sql', 'db/a%23b%25.sql'],
  ['what?.md', 'what%3F.md'],
  ['x:y.yaml', 'x%3Ay.yaml'],
  ['my file.ts', 'my%20file.ts'],
  ['grüße/日本.ts', 'gr%C3%BC%C3%9Fe/%E6%97%A5%E6%9C%AC.ts'],
  ['😀.ts', '%F0%9F%98%80.ts'],
  ['a^b|c`{d}.ts', 'a%5Eb%7Cc%60%7Bd%7D.ts'],
  ['back\\slash.ts', 'back%5Cslash.ts'],
  ['half\ud83d.ts', 'half%EF%BF%BD.ts'],
  ['-._~.ts', '-._~.ts'],
])('%s is written %s', (path, uri) => {
  expect(uriOf(path)).toBe(uri);
});

test('a path comes back whole', () => {
  const path = 'app/[id] (a)/x:y#z?%41.tsx';
  expect(decodeURIComponent(uriOf(path))).toBe(path);
});

test.each(['/etc/passwd', '../other/a.ts', './a.ts', 'a//b.ts', 'C:\\a.ts', 'C:/a.ts', ''])(
  '%j is not inside, and no URI leads out',
  (path) => {
    expect(isInside(path)).toBe(false);
    expect(uriOf(path)).toMatch(/^[^/.:\\][^/:\\]*$/);
  },
);
