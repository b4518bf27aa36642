import type { Command } from 'commander';
import { lintPolicies, type PolicySet } from '../index.ts';
import { coloursFor } from './colour.ts';
import type { ExitCode, Io } from './io.ts';
import { type PolicyOptions, toPolicyRequest, withPolicyArguments } from './options.ts';
import { concludeSet, errorsOf, problemLine } from './problems.ts';
import { counted } from './words.ts';

export function addLint(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withPolicyArguments(program.command('lint'))
    .summary('check the policies themselves')
    .description('Check policies and configuration: unknown keys, values that are not allowed, missing examples.')
    .action(async (named: readonly string[], options: PolicyOptions) => finish(await runLint(named, options, io)));
}

async function runLint(named: readonly string[], options: PolicyOptions, io: Io): Promise<ExitCode> {
  const set = await lintPolicies(toPolicyRequest(io.cwd, named, options));
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
