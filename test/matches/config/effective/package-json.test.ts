import { expect, test } from 'vitest';
import { effectiveOf, shown } from './effective-of.ts';

test('the package manager of the nearest manifest that names one; nothing else comes from above', () => {
  const files = {
    'package.json': '{"packageManager": "pnpm@9.0.0", "engines": {"node": ">=20"}}',
    'apps/package.json': '{"name": "apps"}',
    'apps/web/package.json': '{"name": "web"}',
    'apps/api/package.json': '{"packageManager": "npm@10.0.0"}',
  };
  const at = (path: string, key: string): unknown => shown(effectiveOf(files, path)[0], key);
  expect(at('apps/web/package.json', 'packageManager')).toEqual([
    'pnpm@9.0.0',
    'package.json',
    1,
    "The nearest package.json that names a package manager is 'package.json'.",
  ]);
  expect(at('apps/api/package.json', 'packageManager')).toBe('npm@10.0.0');
  expect(at('apps/web/package.json', 'engines')).toBeUndefined();
});
