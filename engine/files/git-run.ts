import { spawnSync } from 'node:child_process';

/** What git answered, or why it could not. */
export type Answer<Output> =
  | { readonly output: Output; readonly warnings: readonly string[]; readonly isNo: boolean }
  | { readonly failure: string };

/** Each by name: what a repository's configuration says of one would outweigh a word about all. */
const transports = ['ext', 'ssh', 'git', 'http', 'https', 'ftp', 'ftps', 'file'];

/**
 * Git is only asked, and runs and fetches nothing that a repository's own configuration names: no locks, no pager, no file
 * monitor, and no remote where objects are missing.
 */
const safely = [
  '--no-pager',
  '--no-optional-locks',
  ...['core.fsmonitor=false', 'protocol.allow=never'].flatMap((setting) => ['-c', setting]),
  ...transports.flatMap((name) => ['-c', `protocol.${name}.allow=never`]),
];

/** In milliseconds: what a repository holds can keep git busy for ever. */
const stuckAfter = 600_000;

/** Without a shell. */
export function askGit(root: string, args: readonly string[]): Answer<string> {
  const answer = askGitBytes(root, args);
  return 'failure' in answer ? answer : { ...answer, output: answer.output.toString() };
}

/** Status 1 without a complaint is an answer too: that is how several commands say no. */
export function askGitBytes(root: string, args: readonly string[], input = ''): Answer<Buffer> {
  const options = { cwd: root, input, maxBuffer: Infinity, windowsHide: true, timeout: stuckAfter };
  const run = spawnSync('git', [...safely, ...args], options);
  if (run.error) return { failure: `git could not be run (${run.error.message})` };
  const complaints = run.stderr
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const isNo = run.status === 1 && complaints.length === 0;
  if (run.status === 0 || isNo) return { output: run.stdout, warnings: complaints, isNo };
  return { failure: `git says: ${complaints[0] ?? `exit code ${run.status}`}` };
}

/** The first line of a plain answer; nothing where git says no or cannot tell. */
export function gitLine(root: string, args: readonly string[]): string | undefined {
  const answer = askGit(root, args);
  if ('failure' in answer || answer.isNo) return undefined;
  return answer.output.split('\n', 1)[0];
}

/** The items of an output that `-z` ends with NUL. */
export function itemsOf(output: string): readonly string[] {
  return output.split('\0').filter((item) => item !== '');
}
