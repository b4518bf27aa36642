import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { check, type Report } from '../../engine/index.ts';
import { createProgram } from '../../engine/cli/program.ts';
import { bin, spawn } from './built.ts';
import { folderOf, noEval } from './run-cli.ts';

/* The recipes for continuous integration are files that work: their commands are run as they stand there. */

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A repository with one failure, in which `npm ci` has been run: bylaw is among its packages. */
function repository(): string {
  const cwd = folderOf({ 'p/no-eval.yaml': noEval('high'), 'bylaw.yaml': 'extends: [./p]\n', 'a.ts': 'eval(x)\n' });
  mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
  symlinkSync(bin, join(cwd, 'node_modules/.bin/bylaw'));
  return cwd;
}

/** Stands for npm and npx: there is no network, and what `npm ci` would bring is there. */
function withoutNetwork(): string {
  const tools = folderOf({});
  writeFileSync(join(tools, 'npm'), '#!/bin/sh\n[ "$*" = ci ]\n', { mode: 0o755 });
  writeFileSync(join(tools, 'npx'), '#!/bin/sh\nname=$1\nshift\nexec "node_modules/.bin/$name" "$@"\n', {
    mode: 0o755,
  });
  return `${tools}:${process.env.PATH}`;
}

function run(script: string, cwd: string) {
  return spawn('bash', ['-e', '-c', script], { cwd, env: { PATH: withoutNetwork() } });
}

interface GitlabJob {
  readonly script: readonly string[];
  readonly artifacts: {
    readonly when: string;
    readonly reports: { readonly codequality: string; readonly junit: string };
    readonly paths: readonly string[];
  };
}

test('ci/gitlab.yml: the job fails, and every report that it names is there', () => {
  const { bylaw: job } = parse(textOf('ci/gitlab.yml')) as { readonly bylaw: GitlabJob };
  const cwd = repository();
  const ended = run(job.script.join('\n'), cwd);
  expect(ended).toMatchObject({ exitCode: 1 });
  expect(job.artifacts.when).toBe('always');
  const { codequality, junit } = job.artifacts.reports;
  expect(JSON.parse(readFileSync(join(cwd, codequality), 'utf8'))).toMatchObject([{ check_name: 'no-eval' }]);
  expect(readFileSync(join(cwd, junit), 'utf8')).toContain('failures="1"');
  for (const path of job.artifacts.paths) expect(readFileSync(join(cwd, path), 'utf8')).toContain('no-eval');
});

test('ci/Jenkinsfile: the stage fails, and both reports that it publishes are there', () => {
  const text = textOf('ci/Jenkinsfile');
  const commands = [...text.matchAll(/^ +sh '(.+)'$/gm)].map(([, command = '']) => command);
  const cwd = repository();
  expect(run(commands.join('\n'), cwd)).toMatchObject({ exitCode: 1 });
  const published = [...text.matchAll(/(?:junit |pattern: )'(.+?)'/g)].map(([, path = '']) => path);
  expect(published).toEqual(['bylaw.junit.xml', 'bylaw.sarif']);
  for (const path of published) expect(readFileSync(join(cwd, path), 'utf8')).toContain('no-eval');
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly pass_filenames: boolean;
}

test('.pre-commit-hooks.yaml: hooks have what pre-commit asks for, and their commands are understood', async () => {
  const hooks = parse(textOf('.pre-commit-hooks.yaml')) as readonly Hook[];
  expect(hooks.map(({ id }) => id)).toEqual(['bylaw', 'bylaw-new']);
  for (const hook of hooks) {
    expect(hook).toMatchObject({ language: 'node', pass_filenames: false, always_run: true });
    const [program, ...argv] = hook.entry.split(' ');
    expect(program).toBe('bylaw');
    const silent = { write: () => true };
    const parser = createProgram({ stdout: silent, stderr: silent, cwd: root, env: {} }, () => undefined);
    for (const command of parser.commands) command.action(() => undefined);
    await expect(parser.parseAsync(argv, { from: 'user' })).resolves.toBeDefined();
  }
});

test('.pre-commit-hooks.yaml: a failure stops the commit', () => {
  const [hook] = parse(textOf('.pre-commit-hooks.yaml')) as readonly [Hook];
  expect(run(`npx ${hook.entry}`, repository())).toMatchObject({ exitCode: 1 });
});

test('ci/github-workflow.yml uses inputs that the action has', () => {
  const { jobs } = parse(textOf('ci/github-workflow.yml'));
  const steps = Object.values<{ steps: { uses: string; with?: object }[] }>(jobs).flatMap((job) => job.steps);
  const ours = steps.filter(({ uses }) => uses.includes('/bylaw@'));
  expect(ours).toHaveLength(1);
  const { inputs } = parse(textOf('action.yml'));
  for (const step of ours) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
});

test('the action and the workflow hold what our own policies ask of those of others', async () => {
  const files = {
    'action.yml': textOf('action.yml'),
    '.github/workflows/bylaw.yml': textOf('ci/github-workflow.yml'),
    'policies/x': '',
  };
  const policies = [join(root, 'policies/github-actions')];
  const report: Report = await check({ cwd: folderOf(files), paths: ['.'], policies });
  expect(report.findings.map(({ policy, message }) => `${policy}: ${message}`)).toEqual([]);
  expect(report.problems).toEqual([]);
  expect(report.verdicts.filter(({ kind }) => kind === 'open' || kind === 'review')).toEqual([]);
  expect(report.verdicts.filter(({ kind }) => kind === 'pass').length).toBeGreaterThan(20);
});
