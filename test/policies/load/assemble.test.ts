import { expect, test } from 'vitest';
import { assemblePolicies, type AssembleInput, type Assembled } from '../../../engine/policies/assemble.ts';
import { parseConfiguration } from '../../../engine/policies/configuration.ts';
import { lookUp } from '../../../engine/policies/definitions.ts';
import { fakeAnchors } from './fake-anchors.ts';
import { shown } from './shown.ts';

const pack = [
  file(
    'p/pack.yaml',
    "name: p\nversion: 1.0.0\nparameters: {words: {type: array, items: {type: string}, default: [secret]}}\nprofiles: {essential: [a], recommended: [a, b], all: '*'}\n",
  ),
  file(
    'p/definitions/checks.yaml',
    'matcher: {code: check()}\nexamples: [{name: one, verdict: fail, files: {a.ts: check()}}]\n',
  ),
  file('p/definitions/secret-name.yaml', 'value: {enum: {param: words}}\n'),
  file('p/a.yaml', policy('a', 'forbid: {code: f($X), where: {$X: {enum: {param: words}}}}\n')),
  file(
    'p/b.yaml',
    policy(
      'b',
      'forbid: {files: {param: globs}, code: g()}\nparameters: {globs: {type: array, items: {type: string}, default: ["*.ts"]}}\n',
    ),
  ),
  file('p/c.yaml', policy('c', 'forbid: {code: h()}\n')),
  file('p/README.md', '# not a policy'),
];

function file(path: string, text: string): { path: string; text: string } {
  return { path, text };
}

function policy(id: string, judgement: string): string {
  return `id: ${id}\ntitle: Title of ${id}\nseverity: low\n${judgement}`;
}

function assembled(input: Partial<AssembleInput>, yaml?: string): Assembled {
  const parsed = yaml === undefined ? undefined : parseConfiguration('bylaw.yaml', yaml, fakeAnchors);
  expect(shown(parsed?.problems ?? [])).toEqual([]);
  const configuration = parsed?.configuration;
  return assemblePolicies({
    packs: [{ files: pack }],
    anchors: fakeAnchors,
    ...(configuration && { configuration }),
    ...input,
  });
}

function states({ policies }: Assembled): readonly (readonly unknown[])[] {
  return policies.map(({ info, enabled, notes }) => [info.id, info.severity, enabled, ...notes]);
}

test('a pack without a profile: everything, its parameters written out', () => {
  const result = assembled({});
  expect(shown(result.problems)).toEqual([]);
  expect(states(result)).toEqual([
    ['a', 'low', true],
    ['b', 'low', true],
    ['c', 'low', true],
  ]);
  expect(result.policies.map(({ policy: { data } }) => (data as { forbid: unknown }).forbid)).toEqual([
    { code: 'f($X)', where: { $X: { enum: ['secret'] } } },
    { code: 'g()', files: ['*.ts'] },
    { code: 'h()' },
  ]);
  expect(result.policies[0]!.info).toMatchObject({
    id: 'a',
    title: 'Title of a',
    message: 'Title of a',
    confidence: 'high',
    pack: 'p',
    path: 'p/a.yaml',
    region: { startLine: 1 },
  });
});

test('definitions of a pack use its parameters and have examples', () => {
  const { definitions } = assembled({});
  expect(definitions.get('secret-name')).toMatchObject({
    kind: 'value',
    pack: 'p',
    bodies: [{ data: { enum: ['secret'] } }],
  });
  expect(definitions.get('checks')).toMatchObject({
    kind: 'matcher',
    examples: [{ name: 'one', verdict: 'fail', files: { 'a.ts': 'check()' } }],
  });
  const found = lookUp(definitions);
  expect(found.names).toEqual(['checks', 'secret-name']);
  expect(found.matcher('secret-name')).toBeUndefined();
  expect(found.matcher('checks')).toMatchObject([{ data: { code: 'check()' }, path: ['matcher'] }]);
});

test('a profile switches off what it does not name', () => {
  expect(states(assembled({ packs: [{ files: pack, profile: 'recommended' }] }))).toEqual([
    ['a', 'low', true],
    ['b', 'low', true],
    ['c', 'low', false, "not in the profile 'recommended' of the pack 'p'"],
  ]);
});

test('a pack extended twice: in force if one of the profiles names it', () => {
  const result = assembled({
    packs: [
      { files: pack, profile: 'essential' },
      { files: pack, profile: 'recommended' },
    ],
  });
  expect(shown(result.problems)).toEqual([]);
  expect(states(result).map(([, , enabled]) => enabled)).toEqual([true, true, false]);
});

test('bylaw.yaml overrides', () => {
  const result = assembled(
    { packs: [{ files: pack, profile: 'essential' }] },
    'policies:\n  a: {severity: high, parameters: {words: [iban]}}\n  b: {enabled: true}\n  c: {enabled: false}\ndefinitions:\n  checks: {extend: [{code: mine()}]}\n  own: {value: x}\n',
  );
  expect(shown(result.problems)).toEqual([]);
  expect(states(result)).toEqual([
    ['a', 'high', true, "severity 'high' instead of 'low' in bylaw.yaml", "parameter 'words' set in bylaw.yaml"],
    ['b', 'low', true, "not in the profile 'essential' of the pack 'p'", 'switched on in bylaw.yaml'],
    ['c', 'low', false, "not in the profile 'essential' of the pack 'p'", 'switched off in bylaw.yaml'],
  ]);
  expect(result.policies[0]!.policy.data).toMatchObject({ forbid: { where: { $X: { enum: ['iban'] } } } });
  expect(result.definitions.get('checks')!.bodies.map(({ data, origin }) => [data, origin.path])).toEqual([
    [{ code: 'check()' }, 'p/definitions/checks.yaml'],
    [{ code: 'mine()' }, 'bylaw.yaml'],
  ]);
});

test('wrong overrides are said at their place in bylaw.yaml', () => {
  const yaml =
    'policies:\n  aa: {enabled: false}\n  a: {parameters: {words: [1], wrods: []}}\ndefinitions:\n  checks: {matcher: {code: x}}\n  chekcs: {extend: [{code: x}]}\n  secret-name: {extend: [{minimun: 1}]}\n';
  const { problems } = assembled({}, yaml);
  expect(shown(problems)).toEqual([
    "bylaw.yaml:3:28-3:29 Item 1 of the parameter 'words' must be a text, but it is the number 1.",
    "bylaw.yaml:3:32-3:37 No parameter of the policy 'a' is named 'wrods'. There are: words.",
    "bylaw.yaml:5:3-5:9 The definition 'checks' exists already, in 'p/definitions/checks.yaml'. To add alternatives to it, write 'extend'.",
    "bylaw.yaml:6:12-6:18 There is no definition 'chekcs' to extend. There are: checks, secret-name.",
    expect.stringMatching(/^bylaw\.yaml:7:27-7:34 Unknown key 'minimun'\. Did you mean 'minimum'\?/),
    "bylaw.yaml:2:3-2:5 No loaded policy has the id 'aa'. Did you mean 'a'?",
  ]);
});

test('only and skip', () => {
  expect(states(assembled({ only: ['[ab]'], skip: ['b*'] }))).toEqual([
    ['a', 'low', true],
    ['b', 'low', false, "left out by 'skip'"],
    ['c', 'low', false, "not selected by 'only'"],
  ]);
  expect(states(assembled({ packs: [{ files: pack, profile: 'essential' }], only: ['c'] })).at(-1)).toEqual([
    'c',
    'low',
    true,
    "not in the profile 'essential' of the pack 'p'",
  ]);
  expect(assembled({ only: ['x*'], skip: ['bb'] }).problems).toEqual([
    { kind: 'configuration', level: 'error', message: "'only' names 'x*', and no loaded policy has such an id." },
    {
      kind: 'configuration',
      level: 'error',
      message: "'skip' names 'bb', and no loaded policy has such an id. Did you mean 'b'?",
    },
  ]);
});

test('several packs in one folder, and loose policies beside them', () => {
  const files = [
    ...pack,
    file('q/pack.yaml', 'name: q\nversion: 1.0.0\n'),
    file('q/deep/d.yaml', policy('d', 'forbid: {code: d()}\n')),
    file('e.yml', `${policy('e', 'forbid: {code: e()}\n')}---\n${policy('f', 'forbid: {code: f()}\n')}`),
  ];
  const result = assembled({ packs: [{ files, profile: 'essential' }] });
  expect(shown(result.problems)).toEqual([]);
  expect(result.policies.map(({ info, enabled }) => [info.id, info.pack, enabled, info.region!.startLine])).toEqual([
    ['a', 'p', true, 1],
    ['b', 'p', false, 1],
    ['c', 'p', false, 1],
    ['d', 'q', true, 1],
    ['e', undefined, true, 1],
    ['f', undefined, true, 6],
  ]);
});

test('what is wrong with the files of a pack', () => {
  const files = [
    file('p/pack.yaml', 'name: p\nversion: one\nprofile: {}\n'),
    file('p/definitions/x.yaml', 'name: y\nmatcher: {code: x}\n'),
    file('p/definitions/z.yaml', 'description: none\n'),
    file('p/definitions/subject.yaml', 'value: 1\n'),
    file('p/empty.yaml', '# nothing\n'),
    file('p/semgrep.yaml', 'rules:\n  - message: x\nversion: 1\n'),
    file('p/list.yaml', '- a\n'),
    file('p/a.yaml', policy('a', 'forbid: {code: f()}\n')),
    file('p/b.yaml', policy('a', 'forbid: {code: f()}\n')),
  ];
  expect(shown(assembled({ packs: [{ files }] }).problems)).toEqual([
    "p/pack.yaml:2:10-2:13 'version' must be a version such as '1.2.0', but it is 'one'.",
    "p/pack.yaml:3:1-3:8 Unknown key 'profile'. Did you mean 'profiles'? Allowed here: name, version, language, description, parameters, profiles.",
    "p/definitions/subject.yaml:1:1-1:6 A definition cannot be named 'subject': `use: subject` is the subject's own node.",
    "p/definitions/x.yaml:1:7-1:8 The definition is named 'y' but its file or key 'x'; the two must be the same.",
    "p/definitions/z.yaml:1:1-1:12 A definition needs 'matcher', 'value' or 'extend'.",
    "p/empty.yaml 'p/empty.yaml' holds no policy.",
    "p/semgrep.yaml:3:1-3:8 A Semgrep rule file has no key 'version' beside 'rules'.",
    "p/semgrep.yaml:2:5-2:12 A rule needs an 'id'.",
    "p/b.yaml:1:5-1:6 A policy with the id 'a' exists already, in 'p/a.yaml', line 1.",
    'p/list.yaml:1:1-1:4 A policy must be a map, but it is a list.',
  ]);
});

test('a profile names only policies that exist', () => {
  const files = [
    file('p/pack.yaml', 'name: p\nversion: 1.0.0\nprofiles: {essential: [a, b]}\n'),
    file('p/a.yaml', policy('a', 'forbid: {code: f()}\n')),
  ];
  expect(shown(assembled({ packs: [{ files }] }).problems)).toEqual([
    "p/pack.yaml:3:27-3:28 The pack 'p' has no policy 'b'.",
  ]);
});

test('{param: …} means nothing in the files of an example', () => {
  const text = policy(
    'a',
    'forbid: {code: f()}\nexamples: [{name: x, verdict: pass, at: a.ts:1, near-miss: true, untracked: .env, files: {param: f()}}]\n',
  );
  const { policies, problems } = assembled({ packs: [{ files: [file('a.yaml', text)] }] });
  expect(shown(problems)).toEqual([]);
  expect(policies[0]!.examples).toMatchObject([
    {
      name: 'x',
      verdict: 'pass',
      at: ['a.ts:1'],
      nearMiss: true,
      untracked: ['.env'],
      files: { param: 'f()' },
      region: { startLine: 5 },
    },
  ]);
});
