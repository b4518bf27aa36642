import { resolve } from 'node:path';
import type { Command } from 'commander';
import { kindOf, starterFiles, writeAtomic } from '../index.ts';
import { type ExitCode, exitCodes, type Io } from './io.ts';

const next = `
Next:
  bylaw test     run the examples of your policies
  bylaw check    check this folder
`;

export function addInit(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  program
    .command('init')
    .summary('write a starter configuration and a first policy')
    .description('Write a starter bylaw.yaml and one policy into the current folder. Files that exist are left alone.')
    .action(() => finish(runInit(io)));
}

function runInit(io: Io): ExitCode {
  for (const { path, text } of starterFiles()) {
    const target = resolve(io.cwd, path);
    const isFree = kindOf(target) === undefined;
    if (isFree) writeAtomic(target, text);
    io.stdout.write(isFree ? `wrote ${path}\n` : `kept  ${path} (it exists already)\n`);
  }
  io.stdout.write(next);
  return exitCodes.clean;
}
