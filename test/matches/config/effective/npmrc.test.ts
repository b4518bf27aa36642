import { expect, test } from 'vitest';
import { effectiveOf, shown } from './effective-of.ts';

test('the defaults of npm; below another file of the kind nothing is certain', () => {
  const files = { '.npmrc': 'ignore-scripts=true\n', 'app/.npmrc': 'audit=false\n', 'lone/x.txt': '' };
  const at = (path: string, key: string): unknown => shown(effectiveOf(files, path)[0], key);
  expect(at('.npmrc', 'ignore-scripts')).toBe(true);
  expect(at('.npmrc', 'strict-ssl')).toEqual([true, '.npmrc', undefined, "It is npm's default of 'strict-ssl'."]);
  expect(at('app/.npmrc', 'audit')).toBe(
    "? '.npmrc' stands above 'app/.npmrc': which of them counts depends on the package manager.",
  );
  expect(at('app/.npmrc', 'strict-ssl')).toBeUndefined();
});
