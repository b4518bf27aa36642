import type { Command } from 'commander';
import { lintPolicies, type PolicySet } from '../index.ts';
import { coloursFor } from './colour.ts';
import type { ExitCode, Io } from './io.ts';
import { type PolicyOptions, toRequest, withPolicyOptions } from './options.ts';
import { concludeSet, errorsOf, problemLine } from './problems.ts';
import { counted } from './words.ts';

export function addLint(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withPolicyOptions(program.command('lint'))
    .summary('check the policies themselves')
    .description('Check policies and configuration: unknown keys, values that are not allowed, missing examples.')
    .action(async (options: PolicyOptions) => finish(await runLint(options, io)));
}

async function runLint(options: PolicyOptions, io: Io): Promise<ExitCode> {
  const set = await lintPolicies(toRequest(io.cwd, [], options));
  const colours = coloursFor(io.stdout, io.env);
  const lines = [...set.problems.map((problem) => problemLine(problem, colours)), summary(set)];
  io.stdout.write(`${lines.join('\n')}\n`);
  return concludeSet(set, io);
}

/** Warnings are advice: they never change the exit code. */
function summary(set: PolicySet): string {
  const errors = errorsOf(set).length;
  const warnings = set.problems.length - errors;
  const policies = counted(set.policies.length, 'policy', 'policies');
  return `${policies} read: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`;
}
