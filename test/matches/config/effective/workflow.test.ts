import { expect, test } from 'vitest';
import { effectiveOf, judged, shown } from './effective-of.ts';

const path = '.github/workflows/ci.yml';
const text = `on: push
permissions: {contents: read}
env: {A: '1', B: '1'}
defaults: {run: {shell: bash, working-directory: app}}
jobs:
  plain:
    runs-on: ubuntu-latest
    steps:
      - run: x
      - {run: y, shell: pwsh, env: {B: '2'}}
      - uses: actions/checkout@v4
  own:
    runs-on: ubuntu-latest
    permissions: {id-token: write}
    env: {B: '3'}
    timeout-minutes: 5
    defaults: {run: {working-directory: own}}
    steps:
      - run: x
`;
const [root] = effectiveOf({ [path]: text }, path);
const job = 'The job takes it from the workflow.';
const step = 'The step takes it from its job.';

test.each([
  ['jobs.plain.permissions.contents', ['read', path, 2, job]],
  [
    'jobs.plain.permissions.issues',
    ['none', path, 2, 'What a list of permissions leaves out the token does not have.'],
  ],
  ['jobs.own.permissions.id-token', 'write'],
  [
    'jobs.own.permissions.contents',
    ['none', path, 14, 'What a list of permissions leaves out the token does not have.'],
  ],
  ['jobs.plain.env.A', ['1', path, 3, job]],
  ['jobs.own.env.B', '3'],
  ['jobs.own.env.A', ['1', path, 3, job]],
  ['jobs.plain.steps.0.shell', ['bash', path, 4, step, job]],
  ['jobs.plain.steps.1.shell', 'pwsh'],
  ['jobs.plain.steps.1.env.A', ['1', path, 3, step, job]],
  ['jobs.plain.steps.1.env.B', '2'],
  ['jobs.plain.steps.2.shell', undefined],
  ['jobs.own.steps.0.working-directory', ['own', path, 17, step]],
  ['jobs.own.steps.0.shell', ['bash', path, 4, step, job]],
  ['jobs.own.steps.0.env.B', ['3', path, 15, step]],
  ['jobs.plain.timeout-minutes', [360, path, 6, "It is GitHub's default of 'timeout-minutes'."]],
  ['jobs.own.timeout-minutes', 5],
])('%s', (keys, expected) => {
  expect(shown(root, keys)).toEqual(expected);
});

test('the shell of the machine, where that can be told', () => {
  const jobs = ['ubuntu-24.04', 'windows-latest', '${{ matrix.os }}', '[self-hosted, linux]'].map(
    (machine, i) => `  j${i}: {runs-on: "${machine}", steps: [{run: x}]}\n`,
  );
  const [machines] = effectiveOf({ [path]: `jobs:\n${jobs.join('')}` }, path);
  expect([0, 1, 2, 3].map((i) => shown(machines, `jobs.j${i}.steps.0.shell`))).toEqual([
    ['bash', path, 2, "It is the shell of 'ubuntu-24.04' where none is said."],
    ['pwsh', path, 3, "It is the shell of 'windows-latest' where none is said."],
    expect.stringContaining('? Without a shell it is that of the machine'),
    expect.stringContaining('? Without a shell it is that of the machine'),
  ]);
});

const jobs = `subject: {config: '.github/workflows/*.yml', path: jobs.$JOB}\n`;
const files = {
  [path]: 'on: push\njobs:\n  a: {permissions: {}}\n  b: {runs-on: x}\n',
  '.github/workflows/b.yml': 'permissions: write-all\njobs:\n  c: {runs-on: x}\n',
};
const repository =
  'Neither the job nor the workflow says which permissions the token has: the settings of the repository decide.';

test('what the repository decides is unknown, even whether it is there', async () => {
  expect(await judged(`${jobs}require: {path: permissions, effective: true}\n`, files)).toEqual([
    ['pass', '.github/workflows/b.yml:3', "It has 'permissions'. @ .github/workflows/b.yml:1", expect.any(String)],
    ['pass', `${path}:3`, `It has 'permissions'. @ ${path}:3`],
    ['review', `${path}:4`, `Not certain: It has 'permissions'. @ ${path}:4`, `${repository} @ ${path}:4`],
  ]);
  expect(await judged(`${jobs}forbid: {path: permissions, effective: true, value: write-all}\n`, files)).toEqual([
    [
      'fail',
      '.github/workflows/b.yml:1',
      "'permissions' is 'write-all'. @ .github/workflows/b.yml:1",
      `${job} @ .github/workflows/b.yml:1`,
    ],
    ['pass', `${path}:3`, "'permissions' is not 'write-all'."],
    ['review', `${path}:4`, `${repository} @ ${path}:4`],
  ]);
});
