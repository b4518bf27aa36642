import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../engine/cli/program.ts';
import { starterFiles } from '../engine/index.ts';
import { folderOf, runCli } from './cli/run-cli.ts';

const root = join(import.meta.dirname, '..');
const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/`);
const pages = ['', 'docs/', 'engine/', 'policies/', 'bench/', 'examples/', ...examples].flatMap(pagesIn);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
const readme = pages.find((page) => page.path === 'README.md')?.text ?? '';

function pagesIn(folder: string) {
  const path = join(root, folder);
  const names = existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : [];
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ path: folder + name, text: readFileSync(join(path, name), 'utf8') }));
}

/** The parser of the command line; what it would run is left out. */
function parser() {
  const silent = { write: () => true };
  const program = createProgram({ stdout: silent, stderr: silent, cwd: root, env: {} }, () => undefined);
  const stub = (command: Command): void => {
    command.action(() => undefined);
    command.commands.forEach(stub);
  };
  program.commands.forEach(stub);
  return program;
}

/** Text between backticks, outside of blocks. */
function spansOf(text: string): readonly string[] {
  const prose = text.replace(/^```[^]*?^```/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}

/** Blocks of one language, without their fences. */
function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);
}

/** Single commands, of blocks of shell, of workflows, and of prose. */
function commandsOf(text: string): readonly string[] {
  const lines = blocksOf(text, 'sh').flatMap((block) => block.split('\n'));
  const steps = [...text.matchAll(/^ +- run: (.+)$/gm)].map(([, step = '']) => step);
  return [...lines, ...steps, ...spansOf(text)]
    .flatMap((line) => line.replace(/ #.*$/, '').split('&&'))
    .map((command) => command.trim())
    .filter((command) => /^(npx bylaw|bylaw|npm) /.test(command) && !/[<[…]/.test(command));
}

describe.each(pages)('$path', ({ path, text }) => {
  const commands = commandsOf(text);

  test.runIf(commands.some((command) => command.startsWith('npm ')))('names npm scripts that exist', () => {
    const names = commands.flatMap((command) => /^npm (?:run )?(\S+)/.exec(command)?.[1] ?? []);
    const known = [...Object.keys(scripts), 'ci', 'i', 'install'];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  const bylaw = commands.filter((command) => !command.startsWith('npm '));
  test.runIf(bylaw.length > 0).each(bylaw)('%s', async (command) => {
    const argv = command.replace(/^(npx )?bylaw /, '').split(/\s+/);
    await expect(parser().parseAsync(argv, { from: 'user' })).resolves.toBeDefined();
  });

  test('names paths that exist', () => {
    const ofTheReader = [...starterFiles().map((file) => file.path), 'policies/webhook-verifies-signature.yaml'];
    const paths = spansOf(text).filter((span) => /^[\w.-]+\/[\w./-]*$/.test(span) && !ofTheReader.includes(span));
    const bases = [root, join(root, dirname(path))];
    const startsHere = (span: string) => bases.some((base) => existsSync(join(base, span.split('/')[0] ?? '')));
    const missing = paths.filter((span) => startsHere(span) && !bases.some((base) => existsSync(join(base, span))));
    expect(missing).toEqual([]);
  });
});

describe('README.md', () => {
  test('its table of commands is complete', () => {
    const named = [...readme.matchAll(/^\| `bylaw (\w+)` +\|/gm)].map(([, name]) => name);
    expect(named).toEqual(parser().commands.map((command) => command.name()));
  });

  test('every option it names exists', () => {
    const options = parser().commands.flatMap((command) => command.options.map((option) => option.long));
    const named = spansOf(readme).flatMap((span) => /^--[\w-]+/.exec(span) ?? []);
    expect(named.filter((option) => !options.includes(option))).toEqual([]);
  });

  test('it begins with the commands of the continuous integration', () => {
    expect(blocksOf(readme, 'sh').slice(0, 3)).toContain('npm ci && npm test\n');
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toMatch(/^npm ci && npm test$/m);
  });

  test('its policies are valid, and their examples come out as they say', async () => {
    const policies = blocksOf(readme, 'yaml').filter((block) => block.startsWith('id: '));
    expect(policies).toHaveLength(4);
    const cwd = folderOf(Object.fromEntries(policies.map((text, index) => [`p/${index}.yaml`, text])));
    const lint = await runCli(['lint', 'p'], { cwd });
    expect(lint.stdout).not.toContain('error:');
    expect(lint.exitCode).toBe(0);
    expect(await runCli(['test', 'p'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('its configuration is valid, except for the package that nobody has', async () => {
    const [configuration = ''] = blocksOf(readme, 'yaml').filter((block) => block.startsWith('extends:'));
    const cwd = folderOf({
      'bylaw.yaml': configuration.replace(/.*@acme.*\n/, ''),
      'policies/a.yaml': blocksOf(readme, 'yaml')[0] ?? '',
      'semgrep/rules.yaml':
        'rules: [{id: no-eval, message: m, severity: ERROR, languages: [js], pattern: eval(...)}]\n',
    });
    expect(await runCli(['list'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
