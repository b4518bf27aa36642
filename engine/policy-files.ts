import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindOf, liesIn, listFolder, readText, repositoryAround, resolvePackage } from './files/workspace.ts';
import type { LoadedPackFiles } from './policies/assemble.ts';
import type { Configuration } from './policies/configuration.ts';
import type { Extension } from './policies/extension.ts';
import type { PackFile } from './policies/load.ts';
import type { Problem } from './model/problem.ts';
import type { Request } from './model/request.ts';

/** The texts of policies, read from disk for the policies station, which reads none itself. */
export interface PolicyFiles {
  readonly packs: readonly LoadedPackFiles[];
  readonly problems: readonly Problem[];
}

export interface AllPolicyFiles extends PolicyFiles {
  /** Paths of shipped definitions that are there only to be used: their examples are nobody's business here. */
  readonly lent: ReadonlySet<string>;
}

export const shippedFolder = fileURLToPath(new URL('../policies', import.meta.url));

/** What `--policies` and `--semgrep` name, else what the configuration extends, else the recommended policies that are shipped. */
export function readPolicyFiles(request: Request, configuration: Configuration | undefined): AllPolicyFiles {
  const { cwd, policies, semgrep } = request;
  const named = [
    ...(policies ?? []).map((path) => readAt(resolve(cwd, path), path)),
    ...(semgrep ?? []).map((path) => readRulesAt(resolve(cwd, path), path)),
  ];
  const sources =
    policies || semgrep
      ? named
      : (configuration?.extends ?? [shippedRecommended]).map((extension) => readExtension(extension, cwd));
  const packs = sources.flatMap(({ packs: loaded }) => loaded);
  const definitions = shippedDefinitions(packs);
  return {
    packs: definitions.length === 0 ? packs : [...packs, { files: definitions }],
    lent: new Set(definitions.map(({ path }) => path)),
    problems: sources.flatMap(({ problems }) => problems),
  };
}

const shippedRecommended: Extension = {
  kind: 'shipped',
  profile: 'recommended',
  written: 'bylaw:recommended',
  place: { path: 'bylaw.yaml' },
};

function readExtension(extension: Extension, cwd: string): PolicyFiles {
  if (extension.kind === 'shipped') return withProfile(readAt(shippedFolder, 'bylaw'), extension.profile);
  const base = dirname(resolve(cwd, extension.place.path));
  if (extension.kind === 'folder') return located(readBeside(base, extension.path), extension);
  const folder = resolvePackage(extension.name, base);
  if (folder) return withProfile(readAt(folder, extension.name), extension.profile);
  return {
    packs: [],
    problems: [
      at(
        extension,
        `The package '${extension.name}' is not installed. Install it with 'npm install --save-dev ${extension.name}'.`,
      ),
    ],
  };
}

/** What a repository says of itself must not make anybody read other files of the machine: wherever links lead, policies lie in it. */
function readBeside(base: string, written: string): PolicyFiles {
  const path = resolve(base, written);
  if (kindOf(path) === undefined || liesIn(repositoryAround(base), path)) return readAt(path, written);
  const message = `The policies at '${written}' lie outside of the repository. Name them with '--policies', or install them as a package.`;
  return { packs: [], problems: [configurationError(message)] };
}

function withProfile({ packs, problems }: PolicyFiles, profile: LoadedPackFiles['profile']): PolicyFiles {
  return { packs: packs.map(({ files }) => ({ files, ...(profile && { profile }) })), problems };
}

function located(files: PolicyFiles, extension: Extension): PolicyFiles {
  return { ...files, problems: files.problems.map(({ message }) => at(extension, message)) };
}

function at({ place }: Extension, message: string): Problem {
  return {
    kind: 'configuration',
    level: 'error',
    message,
    path: place.path,
    ...(place.region && { region: place.region }),
  };
}

/** `name` is what the files are called in messages. */
function readAt(path: string, name: string, isWanted: (name: string) => boolean = isYaml): PolicyFiles {
  if (kindOf(path) === undefined)
    return { packs: [], problems: [configurationError(`There are no policies at '${name}': it does not exist.`)] };
  const { files: paths, problems } =
    kindOf(path) === 'file' ? { files: [''], problems: [] } : listPack(path, name, isWanted);
  if (paths.length === 0 && problems.length === 0)
    return { packs: [], problems: [configurationError(`There are no policies at '${name}': it holds no YAML file.`)] };
  const read = paths.map((file) => readPolicyFile(join(path, file), join(name, file)));
  const files = read.filter((item): item is PackFile => 'text' in item);
  return { packs: [{ files }], problems: [...problems, ...read.filter((item): item is Problem => 'kind' in item)] };
}

/** What may hold policies and cannot be looked into stops the run: they would silently not be in force. */
function listPack(
  path: string,
  name: string,
  isWanted: (name: string) => boolean,
): { readonly files: readonly string[]; readonly problems: readonly Problem[] } {
  const { files, links, problems } = listFolder(path);
  const followed = links.filter((link) => isWanted(link) || kindOf(join(path, link)) === 'folder');
  return {
    files: files.filter(isWanted),
    problems: [
      ...problems.map(({ message }) => configurationError(message)),
      ...followed.map((link) =>
        configurationError(`'${join(name, link)}' is a symbolic link; links in a folder of policies are not followed.`),
      ),
    ],
  };
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** Semgrep rule files; of a folder, as Semgrep does it, those in YAML, without the tests that lie beside them. */
function readRulesAt(path: string, name: string): PolicyFiles {
  const { packs, problems } = readAt(path, name, isRuleFileName);
  const semgrep = kindOf(path) === 'file' ? 'named' : 'in-folder';
  return { packs: packs.map(({ files }) => ({ files: files.map((file) => ({ ...file, semgrep })) })), problems };
}

function isRuleFileName(name: string): boolean {
  return isYaml(name) && !/\.(test|fixed)\.[^.]+$/.test(name) && !/(^|[\\/])\./.test(name);
}

/** The text of one file; `name` is what it is called in messages. */
export function readPolicyFile(path: string, name: string): PackFile | Problem {
  const read = readText(path, name);
  if ('text' in read) return { path: name, text: read.text };
  return read.status === 'unread' ? read.problem : configurationError(`'${name}' is not a text file.`);
}

function configurationError(message: string): Problem {
  return { kind: 'configuration', level: 'error', message };
}

/** Shipped definitions can be used by every policy, also where no shipped policy is in force. */
function shippedDefinitions(packs: readonly LoadedPackFiles[]): readonly PackFile[] {
  const shipped = readAt(shippedFolder, 'bylaw').packs.flatMap(({ files }) => files);
  const loaded = new Set(packs.flatMap(({ files }) => files.map(({ text }) => text)));
  return shipped.filter((file) => /(^|[\\/])definitions[\\/]/.test(file.path) && !loaded.has(file.text));
}

/** A path as the user would name it from where they are. */
export function namedFrom(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return name.startsWith('..') ? path : name;
}
