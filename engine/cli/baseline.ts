import type { Command } from 'commander';
import { type NewBaseline, newBaseline, UsageError, writeAtomic } from '../index.ts';
import { coloursFor } from './colour.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { type PolicyOptions, toRequest, withPolicyOptions } from './options.ts';
import { errorsOf, problemLine } from './problems.ts';
import { counted, printable } from './words.ts';

interface WriteOptions extends PolicyOptions {
  readonly output?: string;
}

export function addBaseline(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  const baseline = program
    .command('baseline')
    .summary('remember the findings there are, so that only new ones count')
    .description('Remember the findings there are, so that only new ones count.');
  withPolicyOptions(
    baseline
      .command('write')
      .summary('write all findings that count now to a file')
      .description(
        "Write all findings that count now to a file, for 'bylaw check --baseline FILE'. What is no longer found leaves it.",
      )
      .argument('[paths...]', 'files and folders (default: the current folder); the rest of the file stays as it is'),
  )
    .option('-o, --output <file>', 'the file (default: bylaw-baseline.json in the root of the workspace)')
    .action(async (paths: readonly string[], options: WriteOptions) => finish(await runWrite(paths, options, io)));
}

async function runWrite(paths: readonly string[], options: WriteOptions, io: Io): Promise<ExitCode> {
  const written = await newBaseline(toRequest(io.cwd, paths, options), options.output);
  const { report, text } = written;
  const colours = coloursFor(io.stderr, io.env);
  for (const problem of report.problems) io.stderr.write(`${problemLine(problem, colours)}\n`);
  if (text === undefined) {
    io.stderr.write(
      lastLine(exitCodes.usage, [`${counted(errorsOf(report).length, 'error')}; no baseline was written`]),
    );
    return exitCodes.usage;
  }
  write(written, text);
  io.stdout.write(summary(written));
  const open = report.verdicts.filter(({ kind }) => kind === 'open').length;
  if (open === 0) return exitCodes.clean;
  const reason = `${counted(open, 'subject')} not decided; what is wrong there is not in the baseline`;
  io.stderr.write(lastLine(exitCodes.incomplete, [reason]));
  return exitCodes.incomplete;
}

function write({ path, name }: NewBaseline, text: string): void {
  try {
    writeAtomic(path, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    throw new UsageError(`The baseline cannot be written to '${name}' (${String(error.code)}); name another file.`);
  }
}

function summary({ name, findings, report }: NewBaseline): string {
  const { baseline } = report;
  const changes = baseline ? ` (${report.findings.length} new, ${baseline.absent.length} no longer found)` : '';
  return `${printable(name)}: ${counted(findings, 'finding')}${changes}.\n`;
}
