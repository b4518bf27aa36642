import type { Command } from 'commander';
import { check, type FormatOptions, outcome, type Report } from '../index.ts';
import { type CheckOptions, toCheckRequest, withCheckOptions } from './check-options.ts';
import { wantsColour } from './colour.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { withProgress } from './progress.ts';
import { formatNamed, writeReport } from './report-output.ts';

export function addCheck(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withCheckOptions(program.command('check'))
    .summary('check files and report what the policies find')
    .description('Check files against the policies in force and report what was found, judged and not read.')
    .argument('[paths...]', 'files and folders to check (default: the current folder)')
    .action(async (paths: readonly string[], options: CheckOptions) => finish(await runCheck(paths, options, io)));
}

async function runCheck(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const request = toCheckRequest(io, paths, options);
  const report = await withProgress(options.progress ? io.terminal : undefined, (onProgress) =>
    check(onProgress === undefined ? request : { ...request, onProgress }),
  );
  const { includeReview = false, evidence = false, output = [] } = options;
  const shown: FormatOptions = { colour: wantsColour(io.stdout, io.env), includeReview, evidence };
  // On the screen first: findings must not get lost because a file cannot be written.
  io.stdout.write(formatNamed(options.format).render(report, shown));
  const unwritten = output.flatMap((file) => writeReport(report, file, shown, io.cwd));
  if (wantsSarifHint(report, options)) io.stderr.write(sarifHint(paths));
  return conclude(report, unwritten, options, io);
}

/** Whoever reads findings as text may not know yet that code scanning can show them. */
function wantsSarifHint(report: Report, { format, output = [] }: CheckOptions): boolean {
  return report.findings.length > 0 && format === 'text' && !output.some((file) => file.format.name === 'sarif');
}

function sarifHint(paths: readonly string[]): string {
  const command = ['bylaw check', ...paths, '--output sarif=bylaw.sarif'].join(' ');
  return `For code scanning and editors, write the findings as SARIF: ${command}\n`;
}

/** A report that nobody gets outweighs what would stand in it: whoever reads the file would read an old one. */
function conclude(report: Report, unwritten: readonly string[], options: CheckOptions, io: Io): ExitCode {
  const { failOn, failOnReview = false, minCoverage } = options;
  const ended = outcome(report, { failOn, failOnReview, ...(minCoverage !== undefined && { minCoverage }) });
  const exitCode = unwritten.length > 0 ? exitCodes.usage : ended.exitCode;
  const reasons = [...unwritten, ...ended.reasons];
  if (reasons.length > 0) io.stderr.write(lastLine(exitCode, reasons));
  return exitCode;
}
