import { type Command, Option } from 'commander';
import { type LoadedPolicy, loadPolicies, type PolicySet } from '../index.ts';
import { coloursFor } from './colour.ts';
import type { ExitCode, Io } from './io.ts';
import { type PolicyOptions, toPolicyRequest, withPolicyArguments } from './options.ts';
import { concludeSet, problemLine } from './problems.ts';
import { counted, printable, table } from './words.ts';

const renderings = { text: asText, json: asJson } as const;

interface ListOptions extends PolicyOptions {
  readonly format: keyof typeof renderings;
}

export function addList(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withPolicyArguments(program.command('list'))
    .summary('list the policies in force')
    .description('List the policies in force, after packs, overrides and parameters are resolved.')
    .addOption(new Option('--format <format>', 'how to print them').choices(Object.keys(renderings)).default('text'))
    .action(async (named: readonly string[], options: ListOptions) => finish(await runList(named, options, io)));
}

async function runList(named: readonly string[], options: ListOptions, io: Io): Promise<ExitCode> {
  const set = await loadPolicies(toPolicyRequest(io.cwd, named, options));
  io.stdout.write(renderings[options.format](set));
  const colours = coloursFor(io.stderr, io.env);
  for (const problem of set.problems) io.stderr.write(`${problemLine(problem, colours)}\n`);
  return concludeSet(set, io);
}

function asText(set: PolicySet): string {
  const rows = [['severity', 'policy', 'pack', 'title'], ...set.policies.map(toCells)];
  const enabled = set.policies.filter((policy) => policy.enabled).length;
  const origin = set.configuration === undefined ? 'no configuration file' : `configured in ${set.configuration}`;
  const total = `${counted(enabled, 'policy', 'policies')} in force, ${set.policies.length - enabled} off; ${origin}.`;
  return `${[...table(rows), '', total].join('\n')}\n`;
}

function toCells({ info, enabled, notes }: LoadedPolicy): readonly string[] {
  const title = [info.title, ...notes.map((note) => `(${note})`)].join(' ');
  return [enabled ? info.severity : 'off', info.id, info.pack ?? '-', title].map(printable);
}

function asJson({ configuration, policies, problems }: PolicySet): string {
  return `${JSON.stringify({ configuration, policies: policies.map(toRow), problems }, null, 2)}\n`;
}

function toRow({ info, enabled, notes, examples }: LoadedPolicy): object {
  return { ...info, enabled, notes, examples: examples.length };
}
