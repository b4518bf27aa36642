import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Request, severities, type Severity, UsageError } from '../index.ts';
import type { Io } from './io.ts';
import { type PolicyOptions, toRequest, withPolicyOptions } from './options.ts';
import { formatOption, outputOption, type ReportFile } from './report-output.ts';

export interface CheckOptions extends PolicyOptions {
  readonly format: string;
  readonly output?: readonly ReportFile[];
  readonly failOn: Severity;
  readonly failOnReview?: boolean;
  readonly includeReview?: boolean;
  readonly evidence?: boolean;
  readonly baseline?: string;
  readonly since?: string;
  readonly minCoverage?: number;
  readonly progress: boolean;
  readonly workers?: number;
}

export function withCheckOptions(command: Command): Command {
  return withPolicyOptions(command)
    .addOption(formatOption())
    .addOption(outputOption())
    .addOption(failOnOption())
    .option('--fail-on-review', 'let findings that a person has to review count too')
    .option('--include-review', 'put them into formats that hold only failures (SARIF: level note)')
    .option('--evidence', 'say of every subject, also of one that passes, why it is judged so')
    .addOption(baselineOption())
    .option('--since <ref>', 'let only findings count that came after this commit, or after this branch was left')
    .addOption(minCoverageOption())
    .addOption(workersOption())
    .option('--no-progress', 'show no progress on a terminal');
}

function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'the least severity at which a finding makes the exit code 1')
    .choices(severities)
    .default('medium');
}

/** With both it could not be told which of them a finding is known from. */
function baselineOption(): Option {
  const help = "let only findings count that this file does not have; 'bylaw baseline write' writes it";
  return new Option('--baseline <file>', help).conflicts('since');
}

function minCoverageOption(): Option {
  const help = 'end with 3 if less than this share of the files, skipped ones aside, is parsed wholly';
  return new Option('--min-coverage <percent>', help).argParser((value) => {
    if (!/^\d{1,3}(\.\d+)?$/.test(value) || Number(value) > 100) {
      throw new InvalidArgumentError('A number from 0 to 100 is expected.');
    }
    return Number(value);
  });
}

function workersOption(): Option {
  const help = 'threads that examine files; 1 is the main thread alone (default: by cores and amount of work)';
  return new Option('--workers <number>', help).argParser((value) => {
    if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 to 999 is expected.');
    return Number(value);
  });
}

export function toCheckRequest({ cwd, env }: Io, paths: readonly string[], options: CheckOptions): Request {
  const { workers, baseline, since, output } = options;
  const today = dayOf(env.SOURCE_DATE_EPOCH);
  return {
    ...toRequest(cwd, paths, options),
    ...(workers !== undefined && { workers }),
    ...(output && { written: output.map(({ path }) => path) }),
    ...(baseline !== undefined && { baseline }),
    ...(since !== undefined && { since }),
    ...(today !== undefined && { today }),
  };
}

/** The last second of the year 9999: days have four digits of a year. */
const lastSecond = 253_402_300_799;

/** The day, in UTC, that a reproducible build says it is (reproducible-builds.org/specs/source-date-epoch); an empty value counts as not set. */
function dayOf(epoch: string | undefined): string | undefined {
  if (epoch === undefined || epoch === '') return undefined;
  if (!/^\d+$/.test(epoch) || Number(epoch) > lastSecond) {
    throw new UsageError(
      `SOURCE_DATE_EPOCH is '${epoch}'; write seconds since 1970, such as 1767225600 for 2026-01-01, or unset it.`,
    );
  }
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}
