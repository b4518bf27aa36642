import type { Example, LoadedPolicy } from '../../engine/index.ts';
import type { JsonSchema } from '../../engine/matches/matcher.ts';
import { profiles, type Profile } from '../../engine/policies/schema/pack.ts';
import { descriptionOf, typeOf } from './json-schema.ts';
import { block, code, codes, facts, languageOfBlock, page, table } from './markdown.ts';
import {
  definitionSources,
  definitionsOf,
  formOf,
  judgingText,
  packSources,
  sections,
  type Source,
} from './policy-source.ts';

/** A policy as the engine loaded it, with its file. */
export interface Documented {
  readonly policy: LoadedPolicy;
  readonly source: Source;
}

export function policyPage({ policy, source }: Documented): string {
  const { info, examples } = policy;
  return page(
    info.title,
    facts([
      ['Id', code(info.id)],
      ['Severity', info.severity],
      ['Confidence', info.confidence],
      ['Pack', `${code(source.pack)} (${profilesOf(source).join(', ')})`],
      ['Form', formOf(source)],
      ['Taxa', Object.entries(info.taxa).map(taxonText).join('; ')],
      ['Tags', info.tags.join(', ')],
      ['File', `[\`${source.path}\`](../../${source.path})`],
    ]),
    `A finding says: ${code(info.message)}`,
    ...section('Description', info.description),
    ...section('Remedy', info.remedy),
    ...section('Parameters', parameterTable(source)),
    '## What it checks',
    block('yaml', judgingText(source)),
    definitionLinks(source),
    ...section('References', info.references.map((address) => `- <${address}>`).join('\n')),
    '## Examples',
    'Each is a small workspace and a test of the policy (`bylaw test`). The verdict is the worst of all subjects; a *near miss* looks like the other outcome.',
    ...examples.flatMap(exampleText),
  );
}

function section(heading: string, text = ''): readonly string[] {
  return text === '' ? [] : [`## ${heading}`, text];
}

const taxonomies: Readonly<Record<string, string>> = {
  cwe: 'CWE',
  'owasp-top-10-2025': 'OWASP Top 10 2025',
  'asvs-5.0': 'ASVS 5.0',
};

function taxonText([taxonomy, ids]: readonly [string, readonly string[]]): string {
  const address = (id: string): string => `[${id}](https://cwe.mitre.org/data/definitions/${id}.html)`;
  return `${taxonomies[taxonomy] ?? taxonomy} ${ids.map((id) => (taxonomy === 'cwe' ? address(id) : id)).join(', ')}`;
}

/** The profiles of its pack that name it. */
function profilesOf({ pack, data }: Source): readonly Profile[] {
  const manifest = packSources.find((source) => source.pack === pack)?.data as Manifest | undefined;
  return profiles.filter((profile) => {
    const ids = manifest?.profiles[profile] ?? [];
    return ids === '*' || ids.includes(data['id'] as string);
  });
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly profiles: Readonly<Partial<Record<Profile, readonly string[] | '*'>>>;
}

function parameterTable({ data }: Source): string {
  const parameters = Object.entries((data['parameters'] ?? {}) as Readonly<Record<string, JsonSchema>>);
  return table(
    ['parameter', 'takes', 'default', ''],
    parameters.map(([name, schema]) => [
      code(name),
      typeOf(schema),
      code(JSON.stringify(schema.default)),
      descriptionOf(schema),
    ]),
  );
}

function definitionLinks(source: Source): string {
  const names = definitionsOf(source).map((name) => `[\`${name}\`](README.md#${name})`);
  return names.length === 0 ? '' : `Definitions used: ${names.join(', ')}.`;
}

function exampleText({ name, verdict, nearMiss, at = [], files, untracked = [] }: Example): readonly string[] {
  return [
    `### ${name}`,
    facts([
      ['Verdict', `${code(verdict)}${nearMiss ? ', a near miss' : ''}`],
      ['Found at', codes(at)],
      ['Not tracked by git', codes(untracked)],
    ]),
    ...Object.entries(files).flatMap(([path, text]) => [`${code(path)}:`, block(languageOfBlock(path), text)]),
  ];
}

export function policiesPage(documented: readonly Documented[]): string {
  return page(
    'Policies',
    'The policies that come with Bylaw, by pack. The profile is the smallest one that has the policy: `essential` is a part of `recommended`, and that of `all`.',
    ...packSources.flatMap((pack) =>
      packSection(
        pack,
        documented.filter(({ source }) => source.pack === pack.pack),
      ),
    ),
    '## Definitions',
    'Matchers and values that policies use by name. A workspace adds its own alternatives with `extend`: see [Packs and definitions](../language.md#packs-and-definitions).',
    ...definitionSources.flatMap((definition) => definitionSection(definition, documented)),
  );
}

function packSection({ data }: Source, documented: readonly Documented[]): readonly string[] {
  const { name, description } = data as unknown as Manifest;
  const rows = documented.map(({ policy: { info }, source }) => [
    `[\`${info.id}\`](${info.id}.md)`,
    info.title,
    info.severity,
    info.confidence,
    profilesOf(source)[0] ?? '',
    formOf(source),
  ]);
  return [
    `## ${name}`,
    description.trim(),
    table(['policy', 'what must hold', 'severity', 'confidence', 'profile', 'form'], rows),
  ];
}

function definitionSection(definition: Source, documented: readonly Documented[]): readonly string[] {
  const { name, description = '' } = definition.data as { name: string; description?: string };
  const users = documented.filter(({ source }) => definitionsOf(source).includes(name));
  const others = definitionSources.filter((other) => definitionsOf(other).includes(name));
  return [
    `### ${name}`,
    description.trim(),
    block('yaml', sections(definition.text, ['matcher', 'value'])),
    facts([
      ['Kind', 'value' in definition.data ? 'value' : 'matcher'],
      ['Pack', code(definition.pack)],
      [
        'Uses',
        definitionsOf(definition)
          .map((used) => `[\`${used}\`](#${used})`)
          .join(', '),
      ],
      ['Used by policies', users.map(({ policy: { info } }) => `[\`${info.id}\`](${info.id}.md)`).join(', ')],
      [
        'Used by definitions',
        others.map(({ data }) => `[\`${String(data['name'])}\`](#${String(data['name'])})`).join(', '),
      ],
      ['File', `[\`${definition.path}\`](../../${definition.path})`],
    ]),
  ];
}
