import { dirname, join, resolve } from 'node:path';
import { sql as sqlLanguage } from './documents/sql/sql.ts';
import { findUp, kindOf, liesIn, readText, repositoryAround } from './files/workspace.ts';
import { anchors } from './matches/all.ts';
import type { Problem } from './model/problem.ts';
import type { SqlSettings } from './model/context.ts';
import type { LoadedPolicy, PolicySet, Request } from './model/request.ts';
import { assemblePolicies, type Assembled } from './policies/assemble.ts';
import { compilePolicy, type Compiled } from './policies/compile.ts';
import type { PackFile } from './policies/load.ts';
import { parseConfiguration, type Configuration } from './policies/configuration.ts';
import { lookUp, type RawDefinition } from './policies/definitions.ts';
import { compileRule } from './policies/semgrep/compile-rule.ts';
import type { ReadRule } from './policies/semgrep/rule.ts';
import type { Located } from './policies/source.ts';
import { namedFrom, readPolicyFiles, type AllPolicyFiles } from './policy-files.ts';
import { exemptingIn, type Exempting } from './exemption-file.ts';
import { UsageError } from './usage-error.ts';

/** All policies in force, compiled, with the definitions they use. */
export interface CompiledSet extends PolicySet {
  readonly sql: SqlSettings;
  readonly exempting: Exempting;
  readonly definitions: readonly RawDefinition[];
  /** Paths of shipped definitions that no loaded pack brought along. */
  readonly lent: ReadonlySet<string>;
}

const noSettings: SqlSettings = { dialects: [] };

export async function compiledSet(request: Request): Promise<CompiledSet> {
  const root = workspaceRoot(request);
  const { configuration, path, problems } = readConfiguration(request, root);
  const named = path === undefined ? {} : { configuration: namedFrom(request.cwd, path) };
  const { exempting, problems: refused } = exemptingIn(request, root, path, configuration);
  if (problems.length > 0)
    return { policies: [], definitions: [], lent: new Set(), sql: noSettings, exempting, root, problems, ...named };
  const files = readPolicyFiles(request, configuration);
  // Patterns are parsed when a policy is loaded, and PostgreSQL's parser has to be there by then.
  await sqlLanguage.load?.();
  const compiled = compileAll(files, configuration, request);
  return {
    root,
    ...named,
    sql: configuration?.sql ?? noSettings,
    exempting,
    lent: files.lent,
    ...compiled,
    problems: [...compiled.problems, ...refused],
  };
}

/** The same for policies in memory, without any configuration. */
export async function compiledTexts(files: readonly PackFile[]): Promise<Pick<CompiledSet, 'policies' | 'problems'>> {
  await sqlLanguage.load?.();
  return compileAll({ packs: [{ files }], lent: new Set(), problems: [] }, undefined, { cwd: '', paths: [] });
}

/** What a project has at its root, in whatever language. */
const MANIFESTS = [
  'package.json',
  'supabase/config.toml',
  'pyproject.toml',
  'go.mod',
  'Cargo.toml',
  'composer.json',
  'Gemfile',
];

/**
 * The nearest folder with a bylaw.yaml, else the git repository, else the nearest folder with a manifest, else the folder itself.
 * What a file is for, its path from there says: `migrations/1.sql` is a migration, `1.sql` is not.
 */
export function workspaceRoot({ cwd, paths, config }: Request): string {
  const first = resolve(cwd, paths[0] ?? '.');
  if (kindOf(first) === undefined)
    throw new UsageError(`'${paths[0]}' does not exist. Name files or folders to check.`);
  const start = kindOf(first) === 'folder' ? first : dirname(first);
  const git = findUp(start, '.git');
  const configured = config === undefined ? findUp(start, 'bylaw.yaml') : undefined;
  const repository = git && dirname(git);
  const outside = configured && repository && !isWithin(configured, repository);
  return (configured && !outside && dirname(configured)) || repository || withManifest(start) || start;
}

function withManifest(start: string): string | undefined {
  if (MANIFESTS.some((name) => kindOf(join(start, name)) === 'file')) return start;
  const outer = dirname(start);
  return outer === start ? undefined : withManifest(outer);
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(join(folder, '/'));
}

/** What bylaw.yaml says about the files of the workspace, whatever policies are in force. */
export function workspaceOf(request: Request): {
  readonly root: string;
  readonly sql: SqlSettings;
  readonly problems: readonly Problem[];
} {
  const root = workspaceRoot(request);
  const { configuration, problems } = readConfiguration(request, root);
  return { root, sql: configuration?.sql ?? noSettings, problems };
}

interface ReadConfiguration {
  readonly configuration?: Configuration;
  readonly path?: string;
  readonly problems: readonly Problem[];
}

function readConfiguration({ cwd, config }: Request, root: string): ReadConfiguration {
  const path = config === undefined ? join(root, 'bylaw.yaml') : resolve(cwd, config);
  if (config === undefined && kindOf(path) !== 'file') return { problems: [] };
  const name = namedFrom(cwd, path);
  if (config === undefined && !liesIn(repositoryAround(root), path)) return { path, problems: [straying(name)] };
  const read = readText(path, name);
  if (!('text' in read)) {
    const problem: Problem =
      read.status === 'unread'
        ? read.problem
        : { kind: 'configuration', level: 'error', message: `'${name}' is not a text file.` };
    return { path, problems: [problem] };
  }
  return { path, ...parseConfiguration(name, read.text, anchors) };
}

function straying(name: string): Problem {
  const message = `'${name}' is a symbolic link that leads out of the repository. Name the configuration with '--config'.`;
  return { kind: 'configuration', level: 'error', message, path: name };
}

function compileAll(
  files: AllPolicyFiles,
  configuration: Configuration | undefined,
  request: Request,
): Pick<CompiledSet, 'policies' | 'definitions' | 'problems'> {
  const assembled = assemblePolicies({
    packs: files.packs,
    anchors,
    ...(configuration && { configuration }),
    ...(request.only && { only: request.only }),
    ...(request.skip && { skip: request.skip }),
  });
  const { policies, problems } = compileAssembled(assembled);
  const all = [...files.problems, ...assembled.problems, ...problems];
  const none: Problem[] = all.length === 0 && !policies.some(({ enabled }) => enabled) ? [noPolicies] : [];
  return { policies, definitions: [...assembled.definitions.values()], problems: [...all, ...none] };
}

const noPolicies: Problem = {
  kind: 'configuration',
  level: 'error',
  message: "No policy is in force. Name some with '--policies', or with 'extends' in bylaw.yaml.",
};

function compileAssembled({ policies, definitions }: Assembled): {
  policies: readonly LoadedPolicy[];
  problems: readonly Problem[];
} {
  const lookup = lookUp(definitions);
  const compiled = policies.map(({ policy, rule, ...loaded }) => ({
    loaded,
    ...(rule
      ? compileSelected(policy, { ...rule, info: loaded.info }, loaded.enabled)
      : compilePolicy(policy, loaded.info, lookup)),
  }));
  return {
    policies: compiled.flatMap(({ loaded, check }) => (check ? [{ ...loaded, check }] : [])),
    problems: uniqueProblems(compiled.flatMap(({ problems }) => problems)),
  };
}

/** What is wrong with a Semgrep rule that is not to run is nobody's business. */
function compileSelected(policy: Located, rule: ReadRule, enabled: boolean): Compiled {
  const compiled = compileRule(policy, rule);
  return enabled ? compiled : { ...compiled, problems: [] };
}

/** A mistake in a definition is found once for each policy that uses it. */
function uniqueProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
