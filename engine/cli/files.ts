import { type Command, Option } from 'commander';
import { describeFiles, type FileList, type ListedFile } from '../index.ts';
import { coloursFor } from './colour.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { toRequest } from './options.ts';
import { errorsOf, problemLine } from './problems.ts';
import { counted, printable, table } from './words.ts';

const renderings = { text: asText, json: asJson } as const;

interface FilesOptions {
  readonly config?: string;
  readonly format: keyof typeof renderings;
  readonly why?: boolean;
}

export function addFiles(program: Command, io: Io, finish: (exitCode: ExitCode) => void): void {
  program
    .command('files')
    .summary('list the files that a check reads, and what it takes them for')
    .description(
      'List the files that a check would read: their languages, of SQL the dialect and the role in the schema, and whether they parse.',
    )
    .argument('[paths...]', 'files and folders (default: the current folder)')
    .option('--config <file>', 'configuration to use instead of the nearest bylaw.yaml')
    .option('--why', 'say for each file what decided it')
    .addOption(new Option('--format <format>', 'how to print them').choices(Object.keys(renderings)).default('text'))
    .action(async (paths: readonly string[], options: FilesOptions) => finish(await runFiles(paths, options, io)));
}

async function runFiles(paths: readonly string[], options: FilesOptions, io: Io): Promise<ExitCode> {
  const { format, why = false, ...rest } = options;
  const list = await describeFiles(toRequest(io.cwd, paths, rest));
  const errors = errorsOf(list).length;
  if (errors === 0 || format === 'json') io.stdout.write(renderings[format](list, why));
  const colours = coloursFor(io.stderr, io.env);
  for (const problem of list.problems) io.stderr.write(`${problemLine(problem, colours)}\n`);
  if (errors === 0) return exitCodes.clean;
  io.stderr.write(lastLine(exitCodes.usage, [`${counted(errors, 'error')} in the paths or the configuration`]));
  return exitCodes.usage;
}

function asText({ files }: FileList, why: boolean): string {
  const rows = [['file', 'language', 'dialect', 'role', 'status'], ...files.map(toCells)];
  const [head = '', ...lines] = table(rows);
  const listed = lines.flatMap((line, i) => (why ? [line, ...reasons(files[i]!)] : [line]));
  return `${[head, ...listed, '', `${counted(files.length, 'file')}.`].join('\n')}\n`;
}

function toCells({ path, language, dialect, role, status }: ListedFile): readonly string[] {
  return [path, language, dialect ?? '-', role ?? '-', status].map(printable);
}

/** Each with what it explains. */
function reasons({ why, ...file }: ListedFile): readonly string[] {
  const values: Readonly<Record<string, string | undefined>> = { ...file, listed: 'read' };
  return Object.entries(why).map(([key, reason]) =>
    printable(`    ${key === 'listed' ? '' : `${key} `}${values[key]}: ${reason}`),
  );
}

function asJson({ files, problems }: FileList, why: boolean): string {
  const rows = why ? files : files.map(({ why: _, ...file }) => file);
  return `${JSON.stringify({ files: rows, problems }, null, 2)}\n`;
}
