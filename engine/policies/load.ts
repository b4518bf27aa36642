import type { Json } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import { policyProblem, type Located } from './source.ts';
import { readYamlDocuments, type YamlSource } from './yaml-source.ts';

/** A policy as it stands in its file, not yet validated. Its `path` is empty: it is a document of its own. */
export interface RawPolicy extends Located {
  /** The name of the pack it came with. */
  readonly pack?: string;
}

export interface LoadedFile {
  readonly policies: readonly RawPolicy[];
  readonly problems: readonly Problem[];
}

/** A file of one policy, or of several YAML documents separated by `---`. */
export function loadPolicyFile(path: string, text: string, pack?: string): LoadedFile {
  const sources = readYamlDocuments(path, text);
  const problems = sources.flatMap((source) => [...source.problems, ...semgrepProblem(source)]);
  if (sources.length === 0)
    problems.push({ kind: 'policy', level: 'error', message: `'${path}' holds no policy.`, path });
  return { policies: problems.length > 0 ? [] : sources.map((source) => rawPolicy(source, pack)), problems };
}

function rawPolicy(source: YamlSource, pack: string | undefined): RawPolicy {
  return { ...locatedOf(source), ...(pack !== undefined && { pack }) };
}

export function locatedOf(source: YamlSource): Located {
  return { data: source.data ?? null, origin: source, path: [] };
}

function semgrepProblem(source: YamlSource): readonly Problem[] {
  if (!isMap(source.data) || !('rules' in source.data)) return [];
  const message = `'${source.path}' is a Semgrep rule file (its top key is 'rules'), and this version does not run them yet.`;
  return [policyProblem({ ...locatedOf(source), path: ['rules'] }, message, 'key')];
}

export function isMap(data: Json | undefined): data is { readonly [key: string]: Json } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The text under a key of a map that may not be validated yet. */
export function textAt({ data }: Located, key: string): string | undefined {
  const value = isMap(data) ? data[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
