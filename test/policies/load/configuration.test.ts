import { expect, test } from 'vitest';
import { parseConfiguration } from '../../../engine/policies/configuration.ts';
import { fakeAnchors } from './fake-anchors.ts';
import { shown } from './shown.ts';

function parsed(text: string): ReturnType<typeof parseConfiguration> {
  return parseConfiguration('bylaw.yaml', text, fakeAnchors);
}

test('extends: shipped profiles, packages, folders, files', () => {
  const { configuration, problems } = parsed(
    "extends: ['bylaw:essential', bylaw, '@acme/policies', 'acme-policies:all', ./policies, policies/own, ../x.yaml, rules.yml]\n",
  );
  expect(problems).toEqual([]);
  expect(configuration!.extends.map(({ place: _place, written: _written, ...meaning }) => meaning)).toEqual([
    { kind: 'shipped', profile: 'essential' },
    { kind: 'shipped', profile: 'recommended' },
    { kind: 'package', name: '@acme/policies' },
    { kind: 'package', name: 'acme-policies', profile: 'all' },
    { kind: 'folder', path: './policies' },
    { kind: 'folder', path: 'policies/own' },
    { kind: 'folder', path: '../x.yaml' },
    { kind: 'folder', path: 'rules.yml' },
  ]);
  expect(configuration!.extends[2]!.place).toMatchObject({
    path: 'bylaw.yaml',
    region: { startLine: 1, startColumn: 37 },
  });
});

test('an empty configuration is one', () => {
  expect(parsed('# nothing yet\n')).toMatchObject({
    configuration: { extends: [], definitions: [], policies: [] },
    problems: [],
  });
});

test('policies and definitions', () => {
  const { configuration } = parsed(
    'definitions: {x: {extend: [{code: f()}]}}\npolicies: {a: {enabled: false}, b: {severity: low, parameters: {n: 1}}}\n',
  );
  expect(configuration!.definitions).toMatchObject([{ name: 'x', located: { path: ['definitions', 'x'] } }]);
  expect(configuration!.policies).toMatchObject([
    { id: 'a', enabled: false },
    { id: 'b', severity: 'low', parameters: { data: { n: 1 } } },
  ]);
});

test.each([
  [
    'extend: []',
    "bylaw.yaml:1:1-1:7 Unknown key 'extend'. Did you mean 'extends'? Allowed here: extends, definitions, policies, exemptions, sql.",
  ],
  ['extends: bylaw:all', "bylaw.yaml:1:10-1:19 'extends' must be a list, but it is 'bylaw:all'."],
  [
    'extends: [bylaw:recomended]',
    "bylaw.yaml:1:11-1:27 There is no profile 'recomended' of 'bylaw'. Did you mean 'bylaw:recommended'? Allowed are: 'bylaw:essential', 'bylaw:recommended', 'bylaw:all'.",
  ],
  ['policies: {a: off}', "bylaw.yaml:1:15-1:18 'a' must be a map, but it is 'off'."],
  [
    'policies: {a: {severity: error}}',
    "bylaw.yaml:1:26-1:31 'severity' must be one of 'critical', 'high', 'medium', 'low', 'info', but it is 'error'.",
  ],
  ['policies: {a: {enabled: no}}', "bylaw.yaml:1:25-1:27 'enabled' must be true or false, but it is 'no'."],
  ['policies: {a: {}}', "bylaw.yaml:1:15-1:17 'a' must not be empty."],
  ['definitions: {x: {}}', "bylaw.yaml:1:15-1:16 A definition needs 'matcher', 'value' or 'extend'."],
  [
    'definitions: {subject: {value: 1}}',
    "bylaw.yaml:1:15-1:22 A definition cannot be named 'subject': `use: subject` is the subject's own node.",
  ],
  ['- a', 'bylaw.yaml:1:1-1:4 A configuration must be a map, but it is a list.'],
  [
    'a: 1\n---\nb: 2',
    "bylaw.yaml:3:1-3:2 'bylaw.yaml' must hold one YAML document, but a second one follows after '---'.",
  ],
])('%s', (text, message) => {
  const { configuration, problems } = parsed(text);
  expect(configuration).toBeUndefined();
  expect(problems.map(({ kind, level }) => `${level} ${kind}`)).toEqual(['error configuration']);
  expect(shown(problems)).toEqual([message]);
});
