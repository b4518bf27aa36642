import type { PolicySet, Problem } from '../index.ts';
import type { Colours } from './colour.ts';
import { type ExitCode, exitCodes, type Io, lastLine } from './io.ts';
import { counted, printable } from './words.ts';

/** `path:line:column: level: message`, as terminals and editors make it a link. */
export function problemLine({ level, message, path, region }: Problem, colours: Colours): string {
  const paint = level === 'error' ? colours.red : colours.yellow;
  const sentence = `${paint(level)}: ${printable(message)}`;
  if (path === undefined) return sentence;
  const place = region === undefined ? path : `${path}:${region.startLine}:${region.startColumn}`;
  return `${printable(place)}: ${sentence}`;
}

export function errorsOf({ problems }: Pick<PolicySet, 'problems'>): readonly Problem[] {
  return problems.filter((problem) => problem.level === 'error');
}

/** Policies with an error are not to be trusted, whatever a command could still do with the others. */
export function concludeSet(set: PolicySet, io: Io): ExitCode {
  const errors = errorsOf(set).length;
  if (errors === 0) return exitCodes.clean;
  io.stderr.write(lastLine(exitCodes.usage, [`${counted(errors, 'error')} in the policies or the configuration`]));
  return exitCodes.usage;
}
