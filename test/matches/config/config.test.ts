import { expect, test } from 'vitest';
import { config } from '../../../engine/matches/config/config.ts';
import { documentKinds } from '../../../engine/matches/config/document-kind.ts';
import { asked, found, nodeFor, see } from './ask.ts';

const workflow = see(
  '.github/workflows/ci.yml',
  `on: push
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: \${{ matrix.action }}
      - run: x
  test:
    uses: ./local
`,
);
const uses = { config: '.github/workflows/*.{yml,yaml}', path: 'jobs.$JOB.steps.$I.uses' };

test('a match per node at the path; keys and indices are bound', () => {
  expect(found(workflow, uses)).toEqual([
    ['actions/checkout@v4', { JOB: 'build', I: 0 }],
    ['${{ matrix.action }}', { JOB: 'build', I: 1 }],
  ]);
  expect(found(workflow, { ...uses, config: 'other/*.yml' })).toEqual([]);
  expect(found(workflow, uses, { JOB: { text: 'test', value: 'test' } })).toEqual([]);
  expect(found(workflow, { config: '**/*.yml', path: '**.uses' }).map(([slice]) => slice)).toEqual([
    'actions/checkout@v4',
    '${{ matrix.action }}',
    './local',
  ]);
});

test('values: equality, binding, constraint; a template is unknown', () => {
  expect(found(workflow, { ...uses, value: 'actions/checkout@v4' })).toEqual([
    ['actions/checkout@v4', { JOB: 'build', I: 0 }],
    ['${{ matrix.action }}', { JOB: 'build', I: 1, unknown: 'not-static' }],
  ]);
  expect(found(workflow, { ...uses, value: '$V' }).map(([, bindings]) => bindings)).toEqual([
    { JOB: 'build', I: 0, V: 'actions/checkout@v4' },
    { JOB: 'build', I: 1, V: '? ${{ matrix.action }}' },
  ]);
  expect(found(workflow, { ...uses, value: { pattern: '@[0-9a-f]{40}$' } })).toEqual([
    ['${{ matrix.action }}', { JOB: 'build', I: 1, unknown: 'not-static' }],
  ]);
  expect(found(workflow, { ...uses, value: { pattern: '\\$\\{\\{\\s*matrix' } })).toEqual([
    ['${{ matrix.action }}', { JOB: 'build', I: 1 }],
  ]);
  const types = see('package.json', '{"a": null, "b": "true", "c": true, "d": 1, "e": "1", "f": [1, 2]}');
  for (const [value, slices] of [
    [null, ['null']],
    [true, ['true']],
    ['true', ['"true"']],
    [1, ['1', '1']],
  ] as const) {
    expect(found(types, { config: 'package.json', path: '**', value }).map(([slice]) => slice)).toEqual(slices);
  }
  expect(found(types, { config: 'package.json', path: 'f', value: '$L' })).toEqual([['[1, 2]', { L: [1, 2] }]]);
  expect(found(types, { config: 'package.json', path: 'f', value: { contains: { const: 2 } } })).toEqual([
    ['[1, 2]', {}],
  ]);
});

test('what a template is in the depth does not matter to the shape of a map', () => {
  expect(
    found(workflow, { config: '**/*.yml', path: 'jobs.*', value: { type: 'object', minProperties: 1 } }),
  ).toHaveLength(2);
  expect(
    found(workflow, { config: '**/*.yml', path: 'jobs.*', value: { properties: { steps: { maxItems: 9 } } } }).map(
      ([, b]) => b,
    ),
  ).toEqual([{ unknown: 'not-static' }, {}]);
});

test('globs capture, and unify with keys', () => {
  const deno = see('supabase/functions/pay/deno.json', '{"name": "pay", "tasks": {"pay": "x"}}');
  expect(found(deno, { config: 'supabase/functions/$FN/deno.json', path: 'tasks.$FN' })).toEqual([
    ['"x"', { FN: 'pay' }],
  ]);
  expect(found(deno, { config: 'supabase/functions/$FN/deno.json', path: 'name', value: '$FN' })).toEqual([
    ['"pay"', { FN: 'pay' }],
  ]);
  expect(found(deno, { config: 'supabase/functions/$FN/deno.json', path: '$FN' })).toEqual([]);
});

test('without a path the roots of the documents are meant, each of a YAML file', () => {
  const two = see('k8s/a.yaml', 'kind: A\napiVersion: v1\n---\nkind: B\n');
  expect(found(two, { config: '**/*.yaml' }).map(([slice]) => slice)).toEqual(['kind: A\napiVersion: v1', 'kind: B']);
  expect(found(two, { config: '**/*.yaml', path: 'kind' }).map(([slice]) => slice)).toEqual(['A', 'B']);
  expect(
    found(two, { config: '**/*.yaml', path: 'kind', 'document-kind': 'kubernetes' }).map(([slice]) => slice),
  ).toEqual(['A']);
});

const toml = see(
  'supabase/config.toml',
  '[functions.pay]\nverify_jwt = false\n[functions.log]\n[functions.ok]\nverify_jwt = true\n',
);
const table = (name: string) => nodeFor(toml, { config: '**/*.toml', path: `functions.${name}` });

test('relative: a wrong value is reported at the value, an absent one at the nearest key', () => {
  const value = { path: 'verify_jwt', value: true };
  expect(asked(toml, table('ok'), value)).toEqual([['true', {}]]);
  expect(asked(toml, table('pay'), value)).toEqual([[`'verify_jwt' is false, expected true.`, 'false']]);
  expect(asked(toml, table('log'), value)).toEqual([[`'verify_jwt' is missing, expected true.`, 'log']]);
  expect(asked(toml, table('log'), { ...value, absent: 'ok' })).toEqual([[undefined, {}]]);
  expect(asked(toml, table('log'), { ...value, absent: { default: true } })).toEqual([[undefined, {}]]);
  expect(asked(toml, table('log'), { ...value, absent: { default: false } })).toEqual([
    [`'verify_jwt' is missing, and its default is false, expected true.`, 'log'],
  ]);
  expect(asked(toml, toml.fileNode, { path: 'auth.enable_signup', value: false })).toEqual([
    [`'auth.enable_signup' is missing, expected false.`, 'FILE'],
  ]);
  expect(asked(toml, toml.fileNode, { path: 'functions.pay.verify_jwt', value: false })).toEqual([['false', {}]]);
  expect(asked(toml, table('pay'), { value: { type: 'object', minProperties: 1 } })).toEqual([[undefined, {}]]);
});

const pod = see(
  'k8s/pod.yaml',
  `spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: a
    - name: b
      securityContext: {runAsNonRoot: false}
`,
);
const container = (name: string) =>
  nodeFor(pod, { config: '**/*.yaml', path: '**.containers.$I', value: { properties: { name: { const: name } } } });

test('first: the first path that exists counts; ^ is the nearest enclosing mapping', () => {
  const first = {
    first: ['securityContext.runAsNonRoot', '^.securityContext.runAsNonRoot', { default: false }],
    value: true,
  };
  expect(asked(pod, container('a'), first)).toEqual([['true', {}]]);
  expect(asked(pod, container('b'), first)).toEqual([
    [`'securityContext.runAsNonRoot' or '^.securityContext.runAsNonRoot' is false, expected true.`, 'false'],
  ]);
  const bare = see('k8s/pod.yaml', 'spec:\n  containers: [{name: a}]\n');
  const only = nodeFor(bare, { config: '**/*.yaml', path: 'spec.containers.0' });
  expect(asked(bare, only, first)[0]).toEqual([
    `'securityContext.runAsNonRoot' or '^.securityContext.runAsNonRoot' is missing, and its default is false, expected true.`,
    '{name: a}',
  ]);
});

test('null is not absent', () => {
  const view = see('a.yml', 'user: ~\n');
  expect(asked(view, view.fileNode, { path: 'user', absent: 'ok', value: 'x' })).toEqual([
    [`'user' is null, expected 'x'.`, '~'],
  ]);
  expect(asked(view, view.fileNode, { path: 'user', value: null })).toEqual([['~', {}]]);
});

test('a relative path needs one of several nodes', () => {
  const job = nodeFor(workflow, { config: '**/*.yml', path: 'jobs.build' });
  expect(asked(workflow, job, { path: 'steps.*.uses', value: 'actions/checkout@v4' })[0]).toEqual([
    'actions/checkout@v4',
    {},
  ]);
  expect(asked(workflow, job, { path: 'steps.-1.run', value: '$R' })).toEqual([['x', { R: 'x' }]]);
});

test('nobody knows what is absent where a template may add it, or in a broken file', () => {
  const chart = see('chart/templates/d.yaml', 'spec:\n  a: 1\n  {{- toYaml .Values.x | nindent 2 }}\n');
  expect(asked(chart, chart.fileNode, { path: 'spec.user', value: 'x', absent: 'ok' })).toEqual([
    ['a: 1', { unknown: 'not-static' }],
  ]);
  expect(asked(chart, chart.fileNode, { path: 'spec.a', value: 1 })).toEqual([['1', {}]]);
  const broken = see('package.json', '{"a": 1,, }');
  expect(asked(broken, broken.fileNode, { path: 'b' })).toEqual([[undefined, { unknown: 'not-read' }]]);
  expect(asked(broken, broken.fileNode, { path: 'a' })).toEqual([['1', {}]]);
});

test('beside config, a declared absence is a match at the root', () => {
  const view = see('tsconfig.json', '{"compilerOptions": {}}');
  const value = { config: 'tsconfig.json', path: 'compilerOptions.strict', value: false };
  expect(found(view, value)).toEqual([]);
  expect(found(view, { ...value, absent: { default: false } })).toEqual([['{"compilerOptions": {}}', {}]]);
  expect(
    found(see('tsconfig.json', '{"compilerOptions": {"strict": true}}'), { ...value, absent: { default: false } }),
  ).toEqual([]);
});

test('keys in comments count where the policy says so', () => {
  const view = see('.env.example', 'A=1\n# B=2\n');
  expect(found(view, { config: '.env.{example,sample}', path: '$NAME' })).toEqual([['1', { NAME: 'A' }]]);
  expect(found(view, { config: '.env.{example,sample}', path: '$NAME', commented: true })).toEqual([
    ['1', { NAME: 'A' }],
    ['2', { NAME: 'B' }],
  ]);
  expect(asked(view, view.fileNode, { path: 'B' })).toEqual([[`'B' is missing.`, 'FILE']]);
});

test('ignore files are sequences', () => {
  expect(found(see('.gitignore', '.env\n!x\n'), { config: '**/.gitignore', path: '*', value: '.env' })).toEqual([
    ['.env', {}],
  ]);
});

test('jsonpath in place of path', () => {
  const query = { config: '**/*.yaml', jsonpath: "$.spec.containers[?@.name == 'b'].name" };
  expect(found(pod, query)).toEqual([['b', {}]]);
  expect(found(pod, { config: '**/*.yaml', jsonpath: '$..runAsNonRoot', value: false })).toEqual([['false', {}]]);
  expect(asked(pod, container('b'), { jsonpath: '$.securityContext.runAsNonRoot', value: true })).toEqual([
    [`'$.securityContext.runAsNonRoot' is false, expected true.`, 'false'],
  ]);
});

test('candidates stay within a scope', () => {
  const job = nodeFor(workflow, { config: '**/*.yml', path: 'jobs.build' });
  expect(found(workflow, { config: '**/*.yml', path: '**.uses' }, {}, job).length).toBe(2);
  expect(found(workflow, { config: '**/*.yml', path: '**.uses' }, {}, workflow.fileNode).length).toBe(3);
  expect(found(workflow, { path: 'uses', value: './local' }, {}, workflow.fileNode)).toEqual([
    ['uses: ${{ matrix.action }}', { unknown: 'not-static' }],
    ['uses: ./local', {}],
  ]);
});

test('a duplicate key is a match each; copies of an alias too', () => {
  const view = see('a.yml', 'x: &x {image: a}\ny: *x\nz: 1\nz: 2\n');
  expect(found(view, { config: 'a.yml', path: 'z' }).map(([slice]) => slice)).toEqual(['1', '2']);
  expect(found(view, { config: 'a.yml', path: '$S.image' })).toEqual([
    ['a', { S: 'x' }],
    ['a', { S: 'y' }],
  ]);
});

test('speaksOf judges by path and family', () => {
  const anchor = config.prepare({ config: '**/*.yml', path: 'a', 'document-kind': 'compose' });
  expect(anchor.speaksOf('compose.yml', 'config')).toBe(true);
  expect(anchor.speaksOf('other.yml', 'config')).toBe(false);
  expect(anchor.speaksOf('compose.yml', 'code')).toBe(false);
});

test('inspect: what is bound', () => {
  expect(config.inspect({ config: 'supabase/functions/$FN/deno.json', path: 'a.$K', value: '$V' })).toEqual({
    binds: ['FN', 'K', 'V'],
    mentions: ['FN', 'K', 'V'],
    errors: [],
  });
  expect(config.inspect({ first: ['a.$K', '^.$K', { default: 1 }], value: { ref: '$X' } })).toEqual({
    binds: [],
    mentions: ['K'],
    errors: [],
  });
});

test('inspect: errors with their place', () => {
  const errorsOf = (value: Parameters<typeof config.inspect>[0]) =>
    config.inspect(value).errors.map(({ path, message }) => [path.join('.'), message]);
  expect(errorsOf({ config: '!a', path: 'a..b' })).toEqual([
    ['config', `The glob '!a' is negated: write it without '!' under 'exclude'.`],
    ['path', `The path 'a..b' cannot be read at '.b': a segment is missing or not closed.`],
  ]);
  expect(errorsOf({ first: [{ default: 1 }, 'a', 'b['] }).map(([path]) => path)).toEqual(['first.0', 'first.2']);
  expect(errorsOf({ config: 'a', first: ['b'] })).toEqual([
    ['first', `'first' is relative to the subject: leave out 'config'.`],
  ]);
  expect(errorsOf({ config: 'a', path: '^.b' })).toEqual([
    ['path', `'^' steps out from the subject: leave out 'config', or the '^'.`],
  ]);
  expect(errorsOf({ config: 'a', path: 'a.*', absent: 'ok' }).map(([path]) => path)).toEqual(['absent']);
  expect(errorsOf({ path: 'a', jsonpath: '$.a' })).toEqual([
    ['jsonpath', `Only one of 'path', 'jsonpath' can stand here.`],
  ]);
  expect(errorsOf({ jsonpath: '$.[' })[0]![1]).toMatch(/^The JSONPath '\$\.\[' cannot be read: /);
  expect(errorsOf({ path: 'a', absent: 'maybe', value: [1] })).toEqual([
    ['value', `'value' must be a scalar, '$NAME' or a constraint; for one of several values write '{enum: [...]}'.`],
    ['absent', `'absent' must be 'fail', 'ok' or '{default: value}'.`],
  ]);
  expect(errorsOf({ path: 'a', 'document-kind': 'k8s' })).toEqual([
    [
      'document-kind',
      `The document kind 'k8s' is not known; known are ${documentKinds.map((kind) => `'${kind}'`).join(', ')}.`,
    ],
  ]);
  expect(errorsOf({ path: 'a', value: { patern: 'x' } })[0]![0]).toBe('value');
});
