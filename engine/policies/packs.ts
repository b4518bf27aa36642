import type { AnchorEntry } from '../matches/matcher.ts';
import type { Problem } from '../model/problem.ts';
import type { DefinitionPart } from './definitions.ts';
import { loadPolicyFile, locatedOf, textAt, type PackFile, type RawPolicy } from './load.ts';
import { declaredParameters, noParameters, type Parameters } from './parameters.ts';
import { schemasOf } from './schemas-in-use.ts';
import { policyProblem, type Located } from './source.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml-source.ts';

/** A folder with pack.yaml and everything in it, or policies without a pack. */
export interface Pack {
  readonly name?: string;
  /** pack.yaml, if it is valid. */
  readonly manifest?: Located;
  readonly parameters: Parameters;
  readonly policies: readonly RawPolicy[];
  readonly definitions: readonly DefinitionPart[];
  readonly problems: readonly Problem[];
}

/** The packs among the files: each file belongs to the nearest folder above it that has a pack.yaml. */
export function readPacks(files: readonly PackFile[], anchors: readonly AnchorEntry[]): readonly Pack[] {
  const yaml = files
    .filter(({ path, semgrep }) => semgrep || /\.ya?ml$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const folders = yaml.filter(isManifest).map(({ path }) => folderOf(path));
  const groups = new Map<string | undefined, PackFile[]>();
  for (const file of yaml) {
    const folder = nearestFolder(file.path, folders);
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return [...groups.values()].map((group) => readPack(group, anchors));
}

function isManifest({ path, semgrep }: PackFile): boolean {
  return semgrep === undefined && nameOf(path) === 'pack.yaml';
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function nearestFolder(path: string, folders: readonly string[]): string | undefined {
  const above = folders.filter((folder) => path.startsWith(folder));
  return above.sort((a, b) => b.length - a.length)[0];
}

function readPack(files: readonly PackFile[], anchors: readonly AnchorEntry[]): Pack {
  const manifest = readManifest(files.find(isManifest), anchors);
  const { name, parameters } = manifest;
  const others = files.filter((file) => !isManifest(file));
  const definitions = others.filter(isDefinition).map((file) => readDefinition(file, manifest, anchors));
  const policies = others.filter((file) => !isDefinition(file)).map((file) => loadPolicyFile(file, name));
  return {
    ...manifest,
    parameters,
    policies: policies.flatMap((file) => file.policies),
    definitions: definitions.flatMap(({ part }) => (part ? [part] : [])),
    problems: [
      ...manifest.problems,
      ...definitions.flatMap(({ problems }) => problems),
      ...policies.flatMap(({ problems }) => problems),
    ],
  };
}

interface Manifest {
  readonly name?: string;
  readonly manifest?: Located;
  readonly parameters: Parameters;
  readonly problems: readonly Problem[];
}

function readManifest(file: PackFile | undefined, anchors: readonly AnchorEntry[]): Manifest {
  if (!file) return { parameters: noParameters, problems: [] };
  const source = readYaml(file.path, file.text);
  const located = locatedOf(source);
  const problems =
    source.problems.length > 0
      ? source.problems
      : validate(located, { schema: schemasOf(anchors).pack, noun: 'A pack' });
  if (problems.length > 0) return { ...named(located), parameters: noParameters, problems };
  const declared = declaredParameters(located);
  return { ...named(located), manifest: located, ...declared };
}

function named(manifest: Located): { readonly name?: string } {
  const name = textAt(manifest, 'name');
  return name === undefined ? {} : { name };
}

function isDefinition({ path, semgrep }: PackFile): boolean {
  return semgrep === undefined && /(^|\/)definitions\/[^/]+$/.test(path);
}

interface ReadDefinition {
  readonly part?: DefinitionPart;
  readonly problems: readonly Problem[];
}

function readDefinition(
  { path, text }: PackFile,
  { name: pack, parameters }: Manifest,
  anchors: readonly AnchorEntry[],
): ReadDefinition {
  const source = readYaml(path, text);
  const located = locatedOf(source);
  const name = nameOf(path).replace(/\.ya?ml$/, '');
  const problems =
    source.problems.length > 0
      ? source.problems
      : [
          ...validate(located, { schema: schemasOf(anchors).definition, noun: 'A definition' }),
          ...nameProblems(name, located),
        ];
  return problems.length > 0
    ? { problems }
    : { part: { name, located, parameters, ...(pack !== undefined && { pack }) }, problems };
}

/** Also for definitions of bylaw.yaml, which need no `name`. */
export function nameProblems(name: string, located: Located): readonly Problem[] {
  const written = textAt(located, 'name');
  if (name === 'subject')
    return [
      policyProblem(
        located,
        "A definition cannot be named 'subject': `use: subject` is the subject's own node.",
        'key',
      ),
    ];
  if (written === undefined || written === name) return [];
  const message = `The definition is named '${written}' but its file or key '${name}'; the two must be the same.`;
  return [policyProblem({ ...located, path: [...located.path, 'name'] }, message)];
}
