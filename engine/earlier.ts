import { resolve } from 'node:path';
import { commitSince } from './files/git-commit.ts';
import { treeAt, type CommitTree } from './files/git-tree.ts';
import { readFileAt } from './files/read.ts';
import { kindOf } from './files/workspace.ts';
import { parseBaseline, unusable } from './findings/baseline-file.ts';
import type { Baseline } from './model/baseline.ts';
import type { Context, MapContext, SqlSettings } from './model/context.ts';
import type { FileFacts } from './model/fact.ts';
import type { Check } from './model/policy.ts';
import type { Problem } from './model/problem.ts';
import type { Request } from './model/request.ts';
import { namedFrom } from './policy-files.ts';
import { contextOf } from './run/context.ts';
import { mapWorkspace } from './run/map-workspace.ts';
import { UsageError } from './usage-error.ts';

/** What findings are compared with: those of a file, or those that the same checks find in the tree of a commit. */
export type Earlier = { readonly baseline: Baseline } | { readonly commit: string; readonly tree: CommitTree };

/** Nothing was asked for: nothing to compare with. A problem stops the run: without it known findings would count, or new ones not. */
export function earlierOf(
  { cwd, baseline, since }: Pick<Request, 'cwd' | 'baseline' | 'since'>,
  root: string,
  git: boolean,
): Earlier | { readonly problem: Problem } | undefined {
  if (baseline !== undefined && since !== undefined)
    throw new UsageError(
      "Give either '--baseline' or '--since': what was found at the commit is known, whether or not it is in a baseline.",
    );
  if (baseline !== undefined) {
    const read = readBaseline(cwd, baseline);
    return 'findings' in read ? { baseline: read } : { problem: read };
  }
  return since === undefined ? undefined : treeSince(root, since, git);
}

/** A file of any length may hold known findings; `path` is as typed. */
export function readBaseline(cwd: string, path: string): Baseline | Problem {
  const full = resolve(cwd, path);
  const name = namedFrom(cwd, full).replaceAll('\\', '/');
  if (kindOf(full) !== 'file') return unusable(name, 'does not exist');
  const read = readFileAt(full, { path: name }, { maxBytes: longestBaseline });
  return 'text' in read ? parseBaseline(name, read.text) : unusable(name, 'cannot be read as text');
}

const longestBaseline = 200_000_000;

function treeSince(root: string, since: string, git: boolean): Earlier | { readonly problem: Problem } {
  const found = git
    ? commitSince(root, since)
    : { failure: `'--since ${since}' needs a git repository, and there is none here that git can read.` };
  if ('failure' in found) return { problem: configuration(found.failure) };
  const tree = treeAt(root, found.commit);
  if ('failure' in tree)
    return { problem: configuration(`The files of '${since}' cannot be listed: ${tree.failure}.`) };
  return { commit: found.commit, tree };
}

function configuration(message: string): Problem {
  return { kind: 'configuration', level: 'error', message };
}

export interface Mapped {
  readonly facts: readonly FileFacts[];
  readonly context: Context;
}

/** The facts of an earlier tree. Those of a file that is the same now are the same, so that only what has changed is mapped again. */
export async function factsAt(
  { entries, read }: CommitTree,
  now: Mapped,
  checks: readonly Check[],
  sql: SqlSettings,
): Promise<Mapped> {
  const context = contextOf(entries, read, sql);
  const present = new Map(isLike(context, now.context) ? now.facts.map((facts) => [facts.path, facts]) : []);
  const same = new Map<string, FileFacts>();
  for (const entry of entries) {
    const facts = present.get(entry.path);
    if (facts?.sha256 === undefined || facts.tracked !== true) continue;
    const file = read(entry);
    if ('text' in file && file.sha256 === facts.sha256) same.set(entry.path, facts);
  }
  const changed = entries.filter(({ path }) => !same.has(path));
  const mapped = await mapWorkspace(changed, read, checks, () => undefined, context);
  const byPath = new Map([...same, ...mapped.map((facts) => [facts.path, facts] as const)]);
  return { facts: entries.map(({ path }) => byPath.get(path)!), context };
}

function isLike(one: MapContext, other: MapContext): boolean {
  const parts = ({ aliases, dialects, bases }: MapContext): string => JSON.stringify([aliases, dialects, bases]);
  return parts(one) === parts(other);
}
