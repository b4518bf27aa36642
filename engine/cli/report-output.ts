import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { type Format, type FormatOptions, formats, type Report, writeAtomic } from '../index.ts';

/** A report to be written to a file. */
export interface ReportFile {
  readonly format: Format;
  readonly path: string;
}

export function formatOption(): Option {
  const help = formats.map(({ name, description }) => `${name}: ${description}`);
  return new Option('--format <format>', ['what to print on stdout', ...help].join('\n'))
    .choices(formats.map((format) => format.name))
    .default(formats[0]?.name);
}

export function outputOption(): Option {
  return new Option('-o, --output <format=file>', 'also write a report to a file (repeatable)').argParser(
    addReportFile,
  );
}

export function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format === undefined) throw new InvalidArgumentError(`There is no format '${name}'; ${known()}.`);
  return format;
}

/** Files hold no colours: they are read by programs, and by people in editors. Returns why it could not be written, if it could not. */
export function writeReport(
  report: Report,
  { format, path }: ReportFile,
  options: FormatOptions,
  cwd: string,
): readonly string[] {
  const text = format.render(report, { ...options, colour: false });
  try {
    writeAtomic(resolve(cwd, path), text);
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [`the report cannot be written to '${path}' (${error.code}), name a file that can be written`];
  }
}

function addReportFile(value: string, earlier: readonly ReportFile[] = []): readonly ReportFile[] {
  const at = value.indexOf('=');
  const path = value.slice(at + 1);
  if (at < 1 || path === '') {
    throw new InvalidArgumentError(`Write FORMAT=FILE, for example sarif=bylaw.sarif; ${known()}.`);
  }
  if (earlier.some((file) => resolve(file.path) === resolve(path))) {
    throw new InvalidArgumentError(`Two reports cannot go to the same file '${path}'; name another file.`);
  }
  return [...earlier, { format: formatNamed(value.slice(0, at)), path }];
}

function known(): string {
  return `the formats are ${formats.map((format) => format.name).join(', ')}`;
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
