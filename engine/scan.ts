import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { listFiles } from './files/list.ts';
import { listMemory, readMemory, type MemoryFiles } from './files/memory.ts';
import { readSource } from './files/read.ts';
import { revisionOf } from './files/revision.ts';
import { findTargets, scopeOf } from './files/targets.ts';
import type { Baseline } from './model/baseline.ts';
import { contextOf } from './run/context.ts';
import { mapWorkspace, type Disk } from './run/map-workspace.ts';
import type { ReadFile } from './run/read-file.ts';
import { foldDatabases } from './facts/fold/databases.ts';
import type { FileFacts } from './model/fact.ts';
import { judge } from './verdicts/judge.ts';
import { workspaceFacts } from './verdicts/workspace-facts.ts';
import type { Permissions } from './findings/permissions.ts';
import { knownOf } from './findings/baseline.ts';
import { reportOf, type Judged } from './findings/report.ts';
import { earlierOf, factsAt, type Earlier, type Mapped } from './earlier.ts';
import { todayOf } from './exemption-file.ts';
import { compileGlobList } from './matches/glob.ts';
import type { Context, SqlSettings } from './model/context.ts';
import type { Check } from './model/policy.ts';
import { preventsRun, type Problem } from './model/problem.ts';
import type { Report } from './model/report.ts';
import type { Request } from './model/request.ts';
import type { FileEntry } from './model/source-file.ts';
import { usualExemptionRules } from './policies/configuration.ts';
import type { PackFile } from './policies/load.ts';
import { compiledSet, compiledTexts, type CompiledSet } from './policy-set.ts';

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
  const earlier = earlierOf(request, set.root, workspace.git);
  if (earlier && 'problem' in earlier) return stopped([...set.problems, earlier.problem]);
  const permissions = permissionsOf(set, request, workspace);
  const revision = workspace.git ? revisionOf(set.root) : undefined;
  const report = await judgeWorkspace(workspace, checks, request.onProgress, {
    permissions,
    ...(earlier && { earlier }),
    ...(revision && { revision }),
  });
  return { ...report, problems: [...set.problems, ...report.problems] };
}

/** The same for policies and files in memory; there is no configuration, and no shipped policy is in force. */
export async function checkTexts(policies: readonly PackFile[], files: MemoryFiles): Promise<Report> {
  const set = await compiledTexts(policies);
  if (set.problems.some(preventsRun)) return stopped(set.problems);
  const checks = set.policies.filter(({ enabled }) => enabled).map((policy) => policy.check);
  const workspace = memoryWorkspace(files);
  const exempting = { exemptions: [], rules: usualExemptionRules, today: todayOf({}) };
  const permissions = permissionsOf({ ...set, exempting }, {}, workspace);
  const report = await judgeWorkspace(workspace, checks, undefined, { permissions });
  return { ...report, problems: [...set.problems, ...report.problems] };
}

/** With policies named on the command line instead of those of the configuration, no id is unknown. */
function permissionsOf(
  { exempting, policies }: Pick<CompiledSet, 'exempting' | 'policies'>,
  { only, skip, policies: named, semgrep }: Pick<Request, 'only' | 'skip' | 'policies' | 'semgrep'>,
  { isAskedFor }: Pick<Workspace, 'isAskedFor'>,
): Permissions {
  return {
    ...exempting,
    ...(!named && !semgrep && { known: policies.map(({ info }) => info.id) }),
    isSelection: only !== undefined || skip !== undefined,
    isAskedFor,
    compileGlobs: (globs) => {
      const { match } = compileGlobList(globs);
      return (path) => match(path) !== undefined;
    },
  };
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
export function openWorkspace(root: string, request: Request, sql: SqlSettings): Workspace {
  const { cwd, paths, workers, written = [] } = request;
  const reports = new Set(written.map((path) => resolve(cwd, path)));
  const all = listFiles(root, []);
  const isWhole = paths.every((path) => resolve(cwd, path) === root);
  const asked = isWhole ? all : listFiles(root, paths, { cwd });
  const allPaths = new Set(all.entries.map(({ path }) => path));
  const askedPaths = new Set(asked.entries.map(({ path }) => path));
  const isInScope = scopeOf(findTargets(root, paths, cwd).targets);
  const named = asked.entries.filter(({ path }) => !allPaths.has(path));
  const none: Problem[] = asked.entries.length === 0 && asked.problems.length === 0 ? [noFiles(paths)] : [];
  // What could not be listed elsewhere matters too: joins speak of the whole workspace.
  const elsewhere = isWhole ? [] : all.problems.filter((problem) => !asked.problems.some(isLike(problem)));
  return {
    entries: [...all.entries, ...named].filter(({ path }) => !reports.has(join(root, path))),
    problems: [...asked.problems, ...elsewhere, ...none],
    git: all.git,
    read: (entry) => readSource(root, entry),
    // a file that is gone was asked for where its folder is
    isAskedFor: (path) => askedPaths.has(path) || (!allPaths.has(path) && isInScope(path)),
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
  { earlier, ...besides }: Besides & { readonly earlier?: Earlier } = {},
): Promise<Report> {
  const context = contextOf(workspace.entries, workspace.read, workspace.sql);
  const { entries, read, disk } = workspace;
  const onFile = (done: number, total: number): void => onProgress({ stage: 'map', done, total });
  const facts = await mapWorkspace(entries, read, checks, onFile, context, disk);
  onProgress({ stage: 'reduce', done: 0, total: checks.length });
  const baseline = earlier && (await baselineOf(earlier, { facts, context }, checks, workspace, besides));
  return reduceFacts(facts, checks, context, workspace, { ...besides, ...(baseline && { baseline }) });
}

/** What is judged besides the facts. */
type Besides = Pick<Judged, 'permissions' | 'revision' | 'baseline'>;

/** What is found at a commit by the policies and exemptions of now is what was known then. */
async function baselineOf(
  earlier: Earlier,
  now: Mapped,
  checks: readonly Check[],
  { sql }: Workspace,
  besides: Besides,
): Promise<Baseline> {
  if ('baseline' in earlier) return earlier.baseline;
  const { facts, context } = await factsAt(earlier.tree, now, checks, sql);
  const whole = { git: true, problems: [], isAskedFor: () => true };
  const { findings } = reduceFacts(facts, checks, context, whole, besides);
  return { name: earlier.commit, findings: findings.map(knownOf), paths: new Set(facts.map(({ path }) => path)) };
}

/** The reduce: everything from here on is a function of plain data and opens no file. */
export function reduceFacts(
  facts: readonly FileFacts[],
  checks: readonly Check[],
  context: Context,
  { git, problems, isAskedFor }: Pick<Workspace, 'git' | 'problems' | 'isAskedFor'>,
  besides: Besides = {},
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
  return reportOf({
    tool,
    policies: infos,
    verdicts,
    files: facts,
    problems: [...problems, ...judged.problems],
    isAskedFor,
    ...besides,
  });
}

/** Nothing was checked. */
function stopped(problems: readonly Problem[]): Report {
  return reportOf({ tool, policies: [], verdicts: [], files: [], problems });
}
