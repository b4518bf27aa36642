import { expect, test } from 'vitest';
import { compileGlob, compileGlobList, globError, inspectGlobs } from '../../engine/matches/glob.ts';

const cases: [glob: string, path: string, captured: Record<string, string> | undefined][] = [
  ['supabase/functions/$FN/index.ts', 'supabase/functions/pay/index.ts', { FN: 'pay' }],
  ['supabase/functions/$FN/index.ts', 'supabase/functions/a/b/index.ts', undefined],
  ['supabase/functions/${FN}/deno.json', 'supabase/functions/.x/deno.json', { FN: '.x' }],
  ['**/${N}_*.sql', 'db/migrations/20240101_add_x.sql', { N: '20240101' }],
  ['**/${N}_*.sql', '20240101_.sql', { N: '20240101' }],
  ['${A}/${A}.ts', 'x/x.ts', { A: 'x' }],
  ['${A}/${A}.ts', 'x/y.ts', undefined],
  ['{apps/$A,packages/$A}/package.json', 'packages/ui/package.json', { A: 'ui' }],
  ['{apps,packages}/$A/*.{ts,tsx}', 'apps/web/a.tsx', { A: 'web' }],
  ['${F}.md', 'README.md', { F: 'README' }],
  ['${F}.md', 'docs/README.md', undefined],
  ['${F}_*.sql', '1_x.sql', { F: '1' }],
  ['$_/${A}.ts', 'x/y.ts', { A: 'y' }],
  ['app/[[...slug]]/$P', 'app/[[...slug]]/x', { P: 'x' }],
  ['**/*.yml', '.github/workflows/ci.yml', {}],
  ['**/*.yml', 'ci.yml', {}],
  ['**/.env', 'apps/web/.env', {}],
  ['app/(auth)/**', 'app/(auth)/login/page.tsx', {}],
  ['app/(auth)/**', 'app/auth/login/page.tsx', undefined],
  ['app/(auth)/$P/page.tsx', 'app/(auth)/login/page.tsx', { P: 'login' }],
  ['app/@(a|b)/x', 'app/b/x', {}],
  ['app/!(a)/x', 'app/a/x', undefined],
  ['app/@(a|(b))/x', 'app/(b)/x', {}],
  ['app/[id]/page.tsx', 'app/[id]/page.tsx', {}],
  ['app/[...slug]/page.tsx', 'app/[...slug]/page.tsx', {}],
  ['routes/$slug.tsx', 'routes/$slug.tsx', {}],
  ['a.b', 'axb', undefined],
  ['*.{yml,yaml}', 'x.yaml', {}],
  ['{1..3}.txt', '2.txt', {}],
];

test.each(cases)('%s on %s', (glob, path, captured) => {
  expect(compileGlob(glob).match(path)).toEqual(captured);
});

test('a list is the first that fits and binds what all bind', () => {
  const list = compileGlobList(['a/$X/$Y', 'b/$X']);
  expect(list.binds).toEqual(['X']);
  expect(list.match('b/1')).toEqual({ X: '1' });
  expect(list.match('c/1')).toBeUndefined();
});

test('what is no glob of ours is said', () => {
  expect(globError('!a/**')).toBe(`The glob '!a/**' is negated: write it without '!' under 'exclude'.`);
  expect(globError('/src/**')).toMatch(/leave out the leading '\/'/);
  expect(globError('$N_x.sql')).toMatch(/'\$N_' captures a whole segment/);
  expect(globError('src/$NAME.ts')).toBe(
    `In the glob 'src/$NAME.ts', '$NAME' captures a whole segment: write '\${NAME}' for a part of one.`,
  );
  expect(globError('src/${name}.ts')).toMatch(/in capitals/);
  expect(globError('')).toBe('A glob must not be empty.');
  expect(globError('!(a)/**')).toBeUndefined();
});

test('errors name their place in the policy', () => {
  expect(inspectGlobs(['a/$X', '!b', 3], 'files')).toEqual({
    binds: [],
    errors: [
      { path: ['files', 1], message: `The glob '!b' is negated: write it without '!' under 'exclude'.` },
      { path: ['files', 2], message: `'files' must be a glob or a list of globs.` },
    ],
  });
  expect(inspectGlobs('a/$X', 'file')).toEqual({ binds: ['X'], errors: [] });
});
