import type { Problem } from '../model/problem.ts';
import { isMap, policyProblem, type Located } from './source.ts';
import { isRuleFile, rulesOf } from './semgrep/rule-file.ts';
import { readYamlDocuments, type YamlSource } from './yaml-source.ts';

/** A policy as it stands in its file, not yet validated. Its `path` is empty: it is a document of its own. */
export interface RawPolicy extends Located {
  /** The name of the pack it came with. */
  readonly pack?: string;
  /** A rule of a Semgrep rule file; its `path` then leads to it. */
  readonly dialect?: 'semgrep';
  /** The id it goes by, where that is not for itself to say. */
  readonly id?: string;
}

/** A file of a pack, named as the user would name it; whoever reads the disk hands it in. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
  /** It was asked for as a Semgrep rule file: by its own name, or with the folder it lies in. */
  readonly semgrep?: 'named' | 'in-folder';
}

export interface LoadedFile {
  readonly policies: readonly RawPolicy[];
  readonly problems: readonly Problem[];
}

/** A file of one policy, or of several YAML documents separated by `---`; or a Semgrep rule file. */
export function loadPolicyFile({ path, text, semgrep }: PackFile, pack?: string): LoadedFile {
  const sources = readYamlDocuments(path, text);
  const problems = sources.flatMap((source) => source.problems);
  if (sources.length === 0)
    problems.push({ kind: 'policy', level: 'error', message: `'${path}' holds no policy.`, path });
  if (problems.length > 0) return { policies: [], problems };
  const files = sources.map((source) => loadSource(locatedOf(source), semgrep, pack));
  return {
    policies: files.flatMap(({ policies }) => policies),
    problems: files.flatMap((file) => file.problems),
  };
}

function loadSource(located: Located, semgrep: PackFile['semgrep'], pack: string | undefined): LoadedFile {
  const ofPack = pack !== undefined && { pack };
  if (isRuleFile(located.data)) {
    const { rules, problems } = rulesOf(located);
    return { policies: rules.map((rule) => ({ ...rule, ...ofPack, dialect: 'semgrep' })), problems };
  }
  if (semgrep === undefined) return { policies: [{ ...located, ...ofPack }], problems: [] };
  const message = `'${located.origin.path}' is no Semgrep rule file: it has no 'rules'.`;
  const problem = policyProblem(located, message, 'key');
  // A folder may hold other files: tests of rules, for one.
  return {
    policies: [],
    problems: [semgrep === 'named' ? problem : { ...problem, kind: 'skipped-rule', level: 'warning' }],
  };
}

export function locatedOf(source: YamlSource): Located {
  return { data: source.data ?? null, origin: source, path: [] };
}

/** The id that a policy goes by; nothing for one that has none. */
export function idOf(policy: RawPolicy): string | undefined {
  return policy.id ?? textAt(policy, 'id');
}

/** The text under a key of a map that may not be validated yet. */
export function textAt({ data }: Located, key: string): string | undefined {
  const value = isMap(data) ? data[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
