import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { isWithin } from './within.ts';

/** What is said of links that lead to the same sort of place. */
const sorts = {
  inside: [
    'is not followed; what it leads to is checked only where it stands itself',
    'are not followed; what they lead to is checked only where it stands itself',
  ],
  outside: [
    'leads out of the workspace; what it leads to is not checked',
    'lead out of the workspace; what they lead to is not checked',
  ],
  nowhere: ['leads nowhere', 'lead nowhere'],
} as const;

type Sort = keyof typeof sorts;

/** As many are named; the report lists them all as skipped. */
const mostNamed = 5;

/** Says that links are not followed, and where they lead: at most one problem of each sort, for a tree may be full of them. */
export function linkProblems(root: string, links: readonly string[]): readonly Problem[] {
  if (links.length === 0) return [];
  const bySort: Record<Sort, string[]> = { inside: [], outside: [], nowhere: [] };
  for (const link of links) bySort[sortOf(root, link)].push(link);
  return (Object.keys(sorts) as Sort[]).flatMap((sort) =>
    bySort[sort].length > 0 ? [problemOf(sort, bySort[sort])] : [],
  );
}

function sortOf(root: string, link: string): Sort {
  try {
    return isWithin(realpathSync(root), realpathSync(join(root, link))) ? 'inside' : 'outside';
  } catch {
    return 'nowhere';
  }
}

function problemOf(sort: Sort, links: readonly string[]): Problem {
  const [one, many] = sorts[sort];
  const [first = '', ...others] = links;
  const common = { kind: 'unreadable', level: 'warning' } as const;
  if (others.length === 0) return { ...common, message: `The symbolic link '${first}' ${one}.`, path: first };
  const named = links.slice(0, mostNamed).map((link) => `'${link}'`);
  const more = links.length > mostNamed ? ` and ${links.length - mostNamed} more` : '';
  return { ...common, message: `${links.length} symbolic links ${many}: ${named.join(', ')}${more}.` };
}
