import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { listFiles } from './files/list.ts';
import { listMemory, readMemory, type MemoryFiles } from './files/memory.ts';
import { readSource } from './files/read.ts';
import { contextOf } from './run/context.ts';
import { mapWorkspace, type Disk } from './run/map-workspace.ts';
import type { ReadFile } from './run/read-file.ts';
import { foldDatabases } from './facts/fold/databases.ts';
import type { FileFacts } from './model/fact.ts';
import { judge } from './verdicts/judge.ts';
import { workspaceFacts } from './verdicts/workspace-facts.ts';
import { reportOf } from './findings/report.ts';
import type { Context, SqlSettings } from './model/context.ts';
import type { Check } from './model/policy.ts';
import { preventsRun, type Problem } from './model/problem.ts';
import type { Report } from './model/report.ts';
import type { Request } from './model/request.ts';
import type { FileEntry } from './model/source-file.ts';
import type { PackFile } from './policies/load.ts';
import { compiledSet, compiledTexts } from './policy-set.ts';

const require = createRequire(import.meta.url);
export const version: string = (require('../package.json') as { version: string }).version;
const tool = { name: 'bylaw', version };

/** The whole way: files → documents → matches → facts → verdicts → findings. */
export async function check(request: Request): Promise<Report> {
  const set = await compiledSet(request);
  if (set.problems.some(preventsRun)) return stopped(set.problems);

  const workspace = openWorkspace(set.root, request, set.sql);
  if (workspace.problems.some(preventsRun)) return stopped(workspace.problems);

  const enabled = set.policies.filter((policy) => policy.enabled);
  const checks = enabled.map((policy) => policy.check);
  const report = await judgeWorkspace(workspace, checks, request.onProgress);
  return { ...report, problems: [...set.problems, ...report.problems] };
}

/** The same for policies and files in memory; there is no configuration, and no shipped policy is in force. */
export async function checkTexts(policies: readonly PackFile[], files: MemoryFiles): Promise<Report> {
  const set = await compiledTexts(policies);
  if (set.problems.some(preventsRun)) return stopped(set.problems);
  const checks = set.policies.filter(({ enabled }) => enabled).map((policy) => policy.check);
  const report = await judgeWorkspace(memoryWorkspace(files), checks);
  return { ...report, problems: [...set.problems, ...report.problems] };
}

/** Files that can be listed and read: on disk, or in memory. */
export interface Workspace {
  readonly entries: readonly FileEntry[];
  readonly problems: readonly Problem[];
  readonly git: boolean;
  readonly read: ReadFile;
  /** Which paths the user asked about; what else is read only completes the picture. */
  readonly isAskedFor: (path: string) => boolean;
  readonly sql: SqlSettings;
  /** Absent: the files are in memory. */
  readonly disk?: Disk;
}

/** Of what the request names, and of all around it that joins speak of. */
export function openWorkspace(root: string, { cwd, paths, workers }: Request, sql: SqlSettings): Workspace {
  const all = listFiles(root, []);
  const isWhole = paths.every((path) => resolve(cwd, path) === root);
  const asked = isWhole ? all : listFiles(root, paths, { cwd });
  const allPaths = new Set(all.entries.map(({ path }) => path));
  const askedPaths = new Set(asked.entries.map(({ path }) => path));
  const named = asked.entries.filter(({ path }) => !allPaths.has(path));
  const none: Problem[] = asked.entries.length === 0 && asked.problems.length === 0 ? [noFiles(paths)] : [];
  // What could not be listed elsewhere matters too: joins speak of the whole workspace.
  const elsewhere = isWhole ? [] : all.problems.filter((problem) => !asked.problems.some(isLike(problem)));
  return {
    entries: [...all.entries, ...named],
    problems: [...asked.problems, ...elsewhere, ...none],
    git: all.git,
    read: (entry) => readSource(root, entry),
    isAskedFor: (path) => askedPaths.has(path),
    sql,
    disk: { root, ...(workers !== undefined && { workers }) },
  };
}

function isLike({ message }: Problem): (other: Problem) => boolean {
  return (other) => other.message === message;
}

function noFiles(paths: readonly string[]): Problem {
  const where = paths.length === 0 ? 'here' : `in ${paths.map((path) => `'${path}'`).join(', ')}`;
  return { kind: 'configuration', level: 'error', message: `There is no file to check ${where}.` };
}

export function memoryWorkspace(files: MemoryFiles, untracked: readonly string[] = []): Workspace {
  const { entries, problems, git } = listMemory(files, untracked);
  const read: ReadFile = (entry) => readMemory(files, entry);
  return { entries, problems, git, read, isAskedFor: () => true, sql: { dialects: [] } };
}

export async function judgeWorkspace(
  workspace: Workspace,
  checks: readonly Check[],
  onProgress: Request['onProgress'] = () => undefined,
): Promise<Report> {
  const context = contextOf(workspace.entries, workspace.read, workspace.sql);
  const { entries, read, disk } = workspace;
  const onFile = (done: number, total: number): void => onProgress({ stage: 'map', done, total });
  const facts = await mapWorkspace(entries, read, checks, onFile, context, disk);
  onProgress({ stage: 'reduce', done: 0, total: checks.length });
  return reduceFacts(facts, checks, context, workspace);
}

/** The reduce: everything from here on is a function of plain data and opens no file. */
export function reduceFacts(
  facts: readonly FileFacts[],
  checks: readonly Check[],
  context: Context,
  { git, problems, isAskedFor }: Pick<Workspace, 'git' | 'problems' | 'isAskedFor'>,
): Report {
  const catalogs = foldDatabases(facts, context.databases);
  const ignores = facts.flatMap(({ ignore }) => (ignore ? [ignore] : []));
  const judged = judge(checks, workspaceFacts(facts, { catalogs, ignores, files: facts, git }, context.aliases));
  const aboutAll = new Set(checks.filter(({ judge: { form } }) => form === 'project').map(({ policy }) => policy.id));
  const verdicts = judged.verdicts.filter(
    ({ policy, place, countsIn = [] }) =>
      place === undefined || aboutAll.has(policy) || [place.path, ...countsIn].some(isAskedFor),
  );
  const infos = checks.map(({ policy }) => policy);
  return reportOf({ tool, policies: infos, verdicts, files: facts, problems: [...problems, ...judged.problems] });
}

/** Nothing was checked. */
function stopped(problems: readonly Problem[]): Report {
  return reportOf({ tool, policies: [], verdicts: [], files: [], problems });
}
