import { type Command, InvalidArgumentError, Option } from 'commander';
import { check, outcome, type Report, severities, type Severity } from '../index.ts';
import { wantsColour } from './colour.ts';
import { type ExitCode, type Io, lastLine } from './io.ts';
import { type PolicyOptions, toRequest, withPolicyOptions } from './options.ts';
import { withProgress } from './progress.ts';
import { formatNamed, formatOption, outputOption, type ReportFile, writeReport } from './report-output.ts';

interface CheckOptions extends PolicyOptions {
  readonly format: string;
  readonly output?: readonly ReportFile[];
  readonly failOn: Severity;
  readonly failOnReview?: boolean;
  readonly includeReview?: boolean;
  readonly progress: boolean;
  readonly workers?: number;
}

export function addCheck(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  withPolicyOptions(program.command('check'))
    .summary('check files and report what the policies find')
    .description('Check files against the policies in force and report what was found, judged and not read.')
    .argument('[paths...]', 'files and folders to check (default: the current folder)')
    .addOption(formatOption())
    .addOption(outputOption())
    .addOption(failOnOption())
    .option('--fail-on-review', 'let findings that a person has to review count too')
    .option('--include-review', 'put them into formats that hold only failures (SARIF: level note)')
    .addOption(workersOption())
    .option('--no-progress', 'show no progress on a terminal')
    .action(async (paths: readonly string[], options: CheckOptions) => finish(await runCheck(paths, options, io)));
}

function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'the least severity at which a finding makes the exit code 1')
    .choices(severities)
    .default('medium');
}

function workersOption(): Option {
  const help = 'threads that examine files; 1 is the main thread alone (default: by cores and amount of work)';
  return new Option('--workers <number>', help).argParser((value) => {
    if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 to 999 is expected.');
    return Number(value);
  });
}

async function runCheck(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const { workers } = options;
  const request = { ...toRequest(io.cwd, paths, options), ...(workers !== undefined && { workers }) };
  const report = await withProgress(options.progress ? io.terminal : undefined, (onProgress) =>
    check(onProgress === undefined ? request : { ...request, onProgress }),
  );
  show(report, options, io);
  for (const file of options.output ?? []) writeReport(report, file, options.includeReview ?? false, io.cwd);
  if (wantsSarifHint(report, options)) io.stderr.write(sarifHint(paths));
  return conclude(report, options, io);
}

/** On the screen first: findings must not get lost because a file cannot be written. */
function show(report: Report, { format, includeReview = false }: CheckOptions, io: Io): void {
  const colour = wantsColour(io.stdout, io.env);
  io.stdout.write(formatNamed(format).render(report, { colour, includeReview, evidence: false }));
}

/** Whoever reads findings as text may not know yet that code scanning can show them. */
function wantsSarifHint(report: Report, { format, output = [] }: CheckOptions): boolean {
  return report.findings.length > 0 && format === 'text' && !output.some((file) => file.format.name === 'sarif');
}

function sarifHint(paths: readonly string[]): string {
  const command = ['bylaw check', ...paths, '--output sarif=bylaw.sarif'].join(' ');
  return `For code scanning and editors, write the findings as SARIF: ${command}\n`;
}

function conclude(report: Report, { failOn, failOnReview = false }: CheckOptions, io: Io): ExitCode {
  const { exitCode, reasons } = outcome(report, { failOn, failOnReview });
  if (reasons.length > 0) io.stderr.write(lastLine(exitCode, reasons));
  return exitCode;
}
