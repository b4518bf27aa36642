import { exitCodes, lastLine } from './io.ts';
import { crash, main } from './main.ts';

/** `bylaw list | head` closes our output early; that is no error of anybody. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const { stdout, stderr, env } = process;
stdout.on('error', ignoreClosedPipe);
stderr.on('error', ignoreClosedPipe);
process.on('uncaughtException', (error) => process.exit(crash(error, { stderr })));

// A terminal without a width (some containers) makes a spinner loop for ever.
const isWatched = stderr.isTTY && stderr.columns > 0 && env.CI === undefined && env.TERM !== 'dumb';

/** Nothing where it was removed meanwhile: then no path means anything. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

async function run(): Promise<number> {
  const cwd = currentFolder();
  if (cwd !== undefined)
    return main(process.argv.slice(2), { stdout, stderr, env, cwd, ...(isWatched && { terminal: stderr }) });
  stderr.write(lastLine(exitCodes.usage, ['the current folder does not exist any more']));
  return exitCodes.usage;
}

// Not `process.exit`: it would cut off what a pipe has not taken yet.
process.exitCode = await run();
