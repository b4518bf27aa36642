import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { spawn } from './built.ts';
import { folderOf, noEval } from './run-cli.ts';

/* The scripts of action.yml, run as GitHub runs them: by bash, with inputs as variables and outputs in a file. */

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../..');

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));

type Values = Readonly<Record<string, string>>;

/** What the run of the action left: of its steps the last exit code, their outputs, the upload's inputs if it ran, the summary and the log. */
function runAction(files: Values, inputs: Values, path = process.env.PATH ?? '') {
  const workspace = folderOf({ 'p/no-eval.yaml': noEval('high'), 'bylaw.yaml': 'extends: [./p]\n', ...files });
  const outside = folderOf({ output: '', summary: '', 'temp dir/x': '' });
  const values = new Map(Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [`inputs.${name}`, value]));
  const fill = (text: string): string =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values.get(name) ?? '');
  const variables = {
    PATH: path,
    GITHUB_ACTION_PATH: root,
    RUNNER_TEMP: join(outside, 'temp dir'),
    GITHUB_OUTPUT: join(outside, 'output'),
    GITHUB_STEP_SUMMARY: join(outside, 'summary'),
  };
  const run = (step: Step) => {
    writeFileSync(variables.GITHUB_OUTPUT, '');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, fill(text)]));
    const cwd = join(workspace, fill(step['working-directory'] ?? '.'));
    // What `shell: bash` stands for.
    const argv = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run ?? ''];
    const ended = spawn('bash', argv, { cwd, env: { ...variables, ...env } });
    for (const line of readFileSync(variables.GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean)) {
      const at = line.indexOf('=');
      values.set(`steps.${step.id}.outputs.${line.slice(0, at)}`, line.slice(at + 1));
    }
    return ended;
  };
  const [install, check, upload, conclude] = action.runs.steps as readonly [Step, Step, Step, Step];
  const installed = run(install);
  const checked = run(check);
  // `inputs.upload == 'true' && steps.check.outputs.sarif-file != ''`, as the next test makes sure.
  const uploads = values.get('inputs.upload') === 'true' && Boolean(values.get('steps.check.outputs.sarif-file'));
  const uploaded = Object.entries(upload.with ?? {}).map(([name, text]) => [name, fill(text)] as const);
  const concluded = run(conclude);
  return {
    exitCode: concluded.exitCode,
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, fill(value)])),
    uploaded: uploads ? Object.fromEntries(uploaded) : undefined,
    summary: readFileSync(variables.GITHUB_STEP_SUMMARY, 'utf8'),
    log: [installed, checked, concluded].map(({ stdout, stderr }) => stdout + stderr).join(''),
    workspace,
  };
}

const failing = { 'src/a.ts': 'eval(x)\n', 'b b/c.ts': 'eval(y)\n' };

describe('action.yml', () => {
  test('no expression stands in a script, and what is used of others is pinned', () => {
    for (const { run = '', uses } of action.runs.steps) {
      expect(run).not.toContain('${{');
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  test('its conditions are those that are simulated here', () => {
    expect(action.runs.steps.map((step) => step.if)).toEqual([
      undefined,
      undefined,
      "inputs.upload == 'true' && steps.check.outputs.sarif-file != ''",
      "always() && steps.check.outputs.exit-code != ''",
    ]);
  });

  test('findings fail the job and are uploaded all the same', () => {
    const { exitCode, outputs, uploaded, summary } = runAction(failing, {});
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ 'exit-code': '1', failures: '2', reviews: '0', 'not-decided': '0' });
    expect(uploaded).toEqual({ sarif_file: outputs['sarif-file'], category: 'bylaw' });
    const log = JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8'));
    expect(log.runs[0].results).toHaveLength(2);
    expect(existsSync(outputs['report-file'] ?? '')).toBe(true);
    expect(summary).toMatch(/^## Bylaw: 2 failures\n/);
  });

  test('the category stands in the file: the upload takes its own input only where the file has none', () => {
    const idOf = (inputs: Values) => {
      const { outputs } = runAction(failing, inputs);
      return JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8')).runs[0].automationDetails.id;
    };
    expect([idOf({}), idOf({ category: 'api' }), idOf({ category: 'web/' })]).toEqual(['bylaw/', 'api/', 'web/']);
  });

  test('lines of files that the log shows are no commands to the runner', () => {
    const { log } = runAction({ 'a.ts': 'eval(x); // ##[set-output name=sarif-file]evil\n' }, { annotations: 'true' });
    const [, token = ''] = /^::stop-commands::(\S{20,})$/m.exec(log) ?? [];
    const at = (text: string) => log.indexOf(text);
    expect(at('::stop-commands::')).toBeLessThan(at('##[set-output'));
    expect(at('##[set-output')).toBeLessThan(at(`\n::${token}::\n`));
    expect(at(`\n::${token}::\n`)).toBeLessThan(at('::error file=a.ts'));
    expect(log.lastIndexOf('##[set-output')).toBeLessThan(at(`\n::${token}::\n`));
  });

  test('paths, policies and more options are one a line, whatever stands in them', () => {
    const evil = '$(touch pwned)`touch pwned`;touch pwned';
    const { exitCode, outputs, workspace, log } = runAction(failing, {
      paths: `\n  b b\n  ${evil}\n`,
      args: '--only\n no-*\n--include-review',
    });
    expect(exitCode).toBe(2);
    expect(log).toContain(`'${evil}' does not exist`);
    expect(existsSync(join(workspace, 'pwned'))).toBe(false);
    expect(outputs).toMatchObject({ 'exit-code': '2', 'sarif-file': '', failures: '' });
    const within = runAction(failing, { paths: 'b b', annotations: 'true', upload: 'false', category: 'x' });
    expect(within).toMatchObject({ exitCode: 1, outputs: { failures: '1' }, uploaded: undefined });
    expect(within.log).toContain('::error file=b b/c.ts,line=1,');
  });

  test('a run that an invalid policy stopped is not uploaded: it would close every alert', () => {
    const { exitCode, outputs, uploaded } = runAction({ ...failing, 'p/bad.yaml': 'id: bad\n' }, {});
    expect({ exitCode, uploaded }).toEqual({ exitCode: 2, uploaded: undefined });
    expect(outputs).toMatchObject({ 'exit-code': '2', 'sarif-file': '' });
  });

  test('what could not be judged fails the job, or warns', () => {
    const files = { 'a.ts': 'const = ;\n' };
    expect(runAction(files, {})).toMatchObject({ exitCode: 3, outputs: { 'not-decided': '1' } });
    const lenient = runAction(files, { 'fail-on-incomplete': 'false', 'working-directory': 'p' });
    expect(lenient).toMatchObject({ exitCode: 0, outputs: { 'exit-code': '0' } });
    const warned = runAction(files, { 'fail-on-incomplete': 'false' });
    expect(warned).toMatchObject({ exitCode: 0, outputs: { 'exit-code': '3' } });
    expect(warned.log).toContain('::warning title=Bylaw::Something could not be judged');
  });

  test('the threshold reaches the check', () => {
    expect(runAction(failing, { 'fail-on': 'critical' })).toMatchObject({ exitCode: 0, outputs: { failures: '2' } });
  });

  test('a version is installed from the registry into a folder of its own', () => {
    // Stands for npm: there is no network here. It leaves what npm would, a link to this package.
    const script = `#!/bin/sh\necho "$@" > "$RUNNER_TEMP/argv"\nmkdir -p "$RUNNER_TEMP/bylaw-1.2.3/node_modules"\nln -s '${root}' "$RUNNER_TEMP/bylaw-1.2.3/node_modules/bylaw"\n`;
    const tools = folderOf({});
    mkdirSync(join(tools, 'bin'));
    writeFileSync(join(tools, 'bin/npm'), script, { mode: 0o755 });
    const ended = runAction(failing, { version: '1.2.3' }, `${join(tools, 'bin')}:${process.env.PATH}`);
    expect(ended).toMatchObject({ exitCode: 1, outputs: { failures: '2' } });
  });
});
