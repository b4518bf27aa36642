import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A YAML file of a shipped pack, as written and as data. */
export interface Source {
  readonly path: string;
  /** The file's folder below policies/. */
  readonly pack: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function sourcesIn(isWanted: (path: string) => boolean): readonly Source[] {
  return readdirSync('policies', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.yaml') && isWanted(path))
    .sort()
    .map((path) => {
      const text = readFileSync(`policies/${path}`, 'utf8');
      return { path: `policies/${path}`, pack: path.split('/')[0]!, text, data: parse(text) as Source['data'] };
    });
}

export const packSources = sourcesIn((path) => path.endsWith('/pack.yaml'));
export const definitionSources = sourcesIn((path) => path.includes('/definitions/'));
export const policySources = sourcesIn((path) => !path.endsWith('/pack.yaml') && !path.includes('/definitions/'));

const judging = ['subject', 'when', 'sets', 'project', 'require', 'forbid', 'except', 'unknown', 'fix'];

/** The part of a policy that judges, with the comments and the layout of its author. */
export function judgingText({ text }: Source): string {
  return sections(text, judging);
}

/** The lines of the top-level keys wanted, in the order of the file. */
export function sections(text: string, keys: readonly string[]): string {
  const parts = text.split(/^(?=[a-z])/m).filter((part) => keys.includes(/^[a-z-]+/.exec(part)?.[0] ?? ''));
  return parts.map((part) => part.trimEnd()).join('\n');
}

/** `subject + require`, `sets`, … : the form in the words of the language page. */
export function formOf({ data }: Source): string {
  const forms = ['project', 'subject', 'sets', 'require', 'forbid'].filter((key) => key in data);
  const form = forms.includes('sets') ? forms.filter((key) => key !== 'require') : forms;
  return [...form, ...('when' in data ? ['when'] : [])].join(' + ');
}

/** Names of definitions that the matchers and constraints of a policy or definition use. */
export function usedDefinitions(value: unknown): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(usedDefinitions))];
  if (typeof value !== 'object' || value === null) return [];
  const used = Object.entries(value).flatMap(([key, item]) =>
    key === 'use' && typeof item === 'string' ? [item] : usedDefinitions(item),
  );
  return [...new Set(used)].filter((name) => name !== 'subject');
}

/** The same for what judges, so that a text in an example does not count. */
export function definitionsOf({ data }: Source): readonly string[] {
  return usedDefinitions([...judging, 'matcher', 'value'].map((key) => data[key])).toSorted();
}

const matcherKeys = ['all', 'any', 'not', 'inside', 'has', 'precedes', 'follows', 'exists'];

/** Keys of all matchers in a policy or definition; values of anchors and constraints are not looked into. */
export function keysUsed({ data }: Source): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (matcher: unknown): void => {
    if (Array.isArray(matcher)) {
      matcher.forEach(visit);
      return;
    }
    if (typeof matcher !== 'object' || matcher === null) return;
    for (const [key, value] of Object.entries(matcher)) {
      keys.add(key);
      if (matcherKeys.includes(key)) visit(value);
    }
  };
  ['subject', 'when', 'require', 'forbid', 'matcher'].forEach((key) => visit(data[key]));
  Object.values(data['sets'] ?? {}).forEach(visit);
  return keys;
}
