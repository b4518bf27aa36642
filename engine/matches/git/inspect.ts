import type { Json } from '../../model/document.ts';
import type { ValueError } from '../matcher.ts';
import { isGlob } from './folders.ts';

const keys = ['ignores', 'keeps', 'tracked', 'untracked'];

/** What is wrong with the value of a `git` matcher. */
export function inspectGit(value: Json | undefined): readonly ValueError[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return [{ path: ['git'], message: `The value of 'git' must be an object with some of ${quoted(keys)}.` }];
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ path: ['git'], message: `'git' demands nothing; name some of ${quoted(keys)}.` }];
  return entries.flatMap(([key, list]) => inspectList(key, list));
}

function inspectList(key: string, list: Json): readonly ValueError[] {
  if (!keys.includes(key))
    return [{ path: ['git', key], message: `'git' has no key '${key}'; allowed are ${quoted(keys)}.` }];
  if (!Array.isArray(list) || list.length === 0) {
    return [{ path: ['git', key], message: `'${key}' must be a list of paths with at least one item.` }];
  }
  return list.flatMap((path, i) => {
    const fault = typeof path === 'string' ? faultOf(path, key) : 'is not a string';
    return fault === undefined ? [] : [{ path: ['git', key, i], message: `The path '${String(path)}' ${fault}.` }];
  });
}

function faultOf(path: string, key: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/') || path.split('/').some((name) => name === '.' || name === '..')) {
    return "must be relative to the workspace root, without '/' at its start and without '.' and '..'";
  }
  const isHypothetical = key === 'ignores' || key === 'keeps';
  const name = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  if (isHypothetical && isGlob(name)) return 'must end with a plain name: which files there would be, no glob can tell';
  return undefined;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
