import { CommanderError } from 'commander';
import { UsageError } from '../index.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command line; `argv` is without the names of Node and the script. Whatever happens, it says why and gives an exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: ExitCode = exitCodes.clean;
  try {
    const program = createProgram(io, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, argv, io);
  }
}

function explain(error: unknown, argv: readonly string[], io: Io): ExitCode {
  if (error instanceof CommanderError) return explainParsing(error, argv, io);
  if (error instanceof UsageError) return usage(error.message, io);
  return crash(error, io);
}

/** Help and version come as errors too. Without a command commander has printed the help already. */
function explainParsing(error: CommanderError, argv: readonly string[], io: Io): ExitCode {
  if (error.exitCode === 0) return exitCodes.clean;
  if (error.code === 'commander.help') return usage("No command was given; write for example 'bylaw check .'.", io);
  const [command] = argv.filter((argument) => !argument.startsWith('-'));
  return usage(`${toSentence(error.message)} ${helpHint(error, command)}`, io);
}

/** `error: unknown option '--fromat'\n(Did you mean --format?)` becomes one line that starts with a capital and ends with a period. */
function toSentence(message: string): string {
  const line = message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .trim();
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`.replace(/([^.?!)])$/, '$1.');
}

function helpHint({ code }: CommanderError, command: string | undefined): string {
  const isKnown = command !== undefined && code !== 'commander.unknownCommand';
  return `'bylaw ${isKnown ? `${command} ` : ''}--help' says what can be written.`;
}

function usage(message: string, io: Io): ExitCode {
  io.stderr.write(lastLine(exitCodes.usage, [message]));
  return exitCodes.usage;
}

/** A bug of ours: everything that helps to find it, then the last line as always. */
export function crash(error: unknown, io: Pick<Io, 'stderr'>): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.stack !== undefined) io.stderr.write(`${error.stack}\n`);
  io.stderr.write(lastLine(exitCodes.internal, [`an internal error of bylaw, please report it: ${message}`]));
  return exitCodes.internal;
}
