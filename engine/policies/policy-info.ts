import type { Json } from '../model/document.ts';
import type { Confidence, Example, PolicyInfo, Severity, Taxa, VerdictKind } from '../model/policy.ts';
import { textAt, type RawPolicy } from './load.ts';
import { child, items, type Located } from './source.ts';

/** What a validated policy says about itself. */
export function policyInfo(policy: RawPolicy): PolicyInfo {
  const { origin, pack } = policy;
  const region = origin.locate(['id'], 'key');
  const title = text(policy, 'title') ?? '';
  return {
    id: text(policy, 'id') ?? '',
    title,
    severity: child(policy, 'severity').data as Severity,
    confidence: (child(policy, 'confidence').data ?? 'high') as Confidence,
    message: text(policy, 'message') ?? title,
    references: texts(policy, 'references'),
    taxa: (child(policy, 'taxa').data ?? {}) as Taxa,
    tags: texts(policy, 'tags'),
    path: origin.path,
    ...optional('description', text(policy, 'description')),
    ...optional('remedy', text(policy, 'remedy')),
    ...optional('directives', text(policy, 'directives') as PolicyInfo['directives']),
    ...optional('pack', pack),
    ...optional('region', region),
  };
}

/** The examples of a validated policy or definition. */
export function examplesOf(owner: Located): readonly Example[] {
  const examples = child(owner, 'examples');
  return examples.data === null
    ? []
    : items(examples)
        .filter((example) => child(example, 'files').data !== null)
        .map(exampleOf);
}

function exampleOf(example: Located): Example {
  const region = example.origin.locate([...example.path, 'name'], 'key');
  const at = texts(example, 'at');
  const untracked = texts(example, 'untracked');
  return {
    name: text(example, 'name') ?? '',
    verdict: child(example, 'verdict').data as VerdictKind,
    nearMiss: child(example, 'near-miss').data === true,
    files: child(example, 'files').data as Readonly<Record<string, string>>,
    ...(at.length > 0 && { at }),
    ...(untracked.length > 0 && { untracked }),
    ...optional('region', region),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
}

function text(owner: Located, key: string): string | undefined {
  return textAt(owner, key)?.trimEnd();
}

/** One text is a list of one; a key left out is an empty list. */
function texts(owner: Located, key: string): readonly string[] {
  const { data } = child(owner, key);
  return [data].flat().filter((item: Json): item is string => typeof item === 'string');
}
