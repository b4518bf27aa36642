import { Command } from 'commander';
import { version } from '../index.ts';
import { addBaseline } from './baseline.ts';
import { addCheck } from './check.ts';
import { addFiles } from './files.ts';
import { addInit } from './init.ts';
import type { ExitCode, Io } from './io.ts';
import { addLint } from './lint.ts';
import { addList } from './list.ts';
import { addTest } from './test.ts';

/** One line a command. */
const commands = [addCheck, addTest, addList, addLint, addFiles, addBaseline, addInit] as const;

const afterword = `
Exit codes:
  0  nothing failed
  1  a failure at or above the --fail-on severity (with --fail-on-review also a review); an example that differs
  2  wrong usage, configuration, policy or comment that exempts; no policy or no file; a report that cannot be written
  3  something could not be judged, for example a file that does not parse; less was read than --min-coverage asks for
  4  an internal error of bylaw
Where several apply: 4, 2, 1, 3. The last line on stderr names all reasons.
`;

/** The parser of the command line. It throws in place of exiting, and leaves all error messages to `main`. */
export function createProgram(io: Io, finish: (exitCode: ExitCode) => void): Command {
  const program = new Command('bylaw')
    .description('Checks code, SQL and configuration together against policies written in YAML.')
    .version(version, '-V, --version', 'print the version')
    .addHelpText('after', afterword)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: () => undefined,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of commands) add(program, io, finish);
  return program;
}
