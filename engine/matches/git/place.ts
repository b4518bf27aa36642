import { lazyLineHash } from '../../documents/line-hash.ts';
import { lineIndex } from '../../documents/lines.ts';
import { placeOf } from '../../documents/place.ts';
import type { Place } from '../../model/region.ts';
import { fileOfWorkspace } from '../../model/workspace-file.ts';
import type { World } from '../matcher.ts';
import type { IgnoreRule } from './ignored.ts';

/** The line of the .gitignore file that decided. */
export function placeOfRule({ ignores }: World, { path, line, pattern }: IgnoreRule): Place {
  const text = ignores.find((file) => file.path === path)?.text ?? '';
  const start = startOfLine(text, line);
  return placeOf(path, text, lineIndex(text), lazyLineHash(text, false), [start, start + pattern.length]);
}

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  return start;
}

/** A finding about the workspace needs a file that exists: the root .gitignore file, else the workspace's own. */
export function placeOfWorkspace({ ignores, files }: World): Place {
  const root = ignores.find(({ path }) => path === '.gitignore');
  return { path: root?.path ?? fileOfWorkspace(files.map(({ path }) => path)) ?? '.gitignore' };
}
