import { globError } from '../../matches/glob.ts';
import { child, type Located } from '../source.ts';
import { pathKeys } from './keys.ts';
import { checkKeys, listUnder, refuse, type Reader } from './reader.ts';

/** Globs of ours for `paths`; absent: no restriction. */
export interface RulePaths {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Semgrep's globs fit at any depth, and whatever lies in a folder that they fit. */
export function readPaths(rule: Located, reader: Reader): RulePaths {
  const paths = child(rule, 'paths');
  if (paths.data === null || !checkKeys(paths, pathKeys, "'paths'", reader)) return {};
  const include = globsUnder(paths, 'include', reader);
  const exclude = globsUnder(paths, 'exclude', reader);
  return { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) };
}

function globsUnder(paths: Located, key: string, reader: Reader): readonly string[] {
  return listUnder(paths, key, reader).flatMap((item) => {
    const globs = anyDepth(String(item.data));
    const error = globs.map(globError).find((message) => message !== undefined);
    if (error === undefined) return globs;
    refuse(item, error, reader);
    return [];
  });
}

function anyDepth(written: string): readonly string[] {
  const glob = written
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '')
    // Ours capture metavariables; Semgrep's do not.
    .replace(/\$(?=[A-Z_{])/g, '[$]');
  const start = glob.startsWith('**/') ? glob : `**/${glob}`;
  return start.endsWith('/**') ? [start] : [start, `${start}/**`];
}
