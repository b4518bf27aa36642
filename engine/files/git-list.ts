import { spawnSync } from 'node:child_process';

/** What git says of a folder of a work tree; paths are relative to the folder. */
export interface GitListing {
  readonly tracked: readonly string[];
  readonly submodules: readonly string[];
  /** Neither tracked nor ignored; a repository inside the repository ends with `/`. */
  readonly untracked: readonly string[];
  /** What git complained about while it went on. */
  readonly warnings: readonly string[];
}

/** Asks git for the files below a folder, or returns why git cannot tell. */
export function listByGit(root: string): GitListing | { readonly failure: string } {
  const index = runGit(root, ['ls-files', '-z', '-s']);
  if ('failure' in index) return index;
  const others = runGit(root, ['ls-files', '-z', '-o', '--exclude-standard']);
  if ('failure' in others) return others;
  const entries = split(index.output).map((line) => ({
    mode: line.slice(0, 6),
    path: line.slice(line.indexOf('\t') + 1),
  }));
  return {
    tracked: entries.filter(({ mode }) => mode !== submoduleMode).map(({ path }) => path),
    submodules: entries.filter(({ mode }) => mode === submoduleMode).map(({ path }) => path),
    untracked: split(others.output),
    warnings: [...index.warnings, ...others.warnings],
  };
}

/** Whether git ignores a folder; `.` is the root itself. */
export function ignoresFolder(root: string, folder: string): boolean {
  const answer = runGit(root, ['check-ignore', '--', `./${folder}`]);
  return !('failure' in answer) && answer.output !== '';
}

/** The rule for which git ignores a file, as `.gitignore line 3 'dist/'`. */
export function ignoringRule(root: string, path: string): string | undefined {
  const answer = runGit(root, ['check-ignore', '-v', '--', `./${path}`]);
  const found = 'failure' in answer ? null : /^(.*?):(\d+):(.*)\t/.exec(answer.output);
  return found ? `${found[1]} line ${found[2]} '${found[3]}'` : undefined;
}

/** Every untracked file below a folder, ignored or not. */
export function untrackedBelow(root: string, folder: string): readonly string[] {
  const answer = runGit(root, ['--literal-pathspecs', 'ls-files', '-z', '-o', '--', folder]);
  return 'failure' in answer ? [] : split(answer.output);
}

const submoduleMode = '160000';

type Answer = { readonly output: string; readonly warnings: readonly string[] } | { readonly failure: string };

/** Without a shell, without locks, and without the program that a repository's own configuration may name as file monitor. */
function runGit(root: string, args: readonly string[]): Answer {
  const safely = ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args];
  const run = spawnSync('git', safely, { cwd: root, encoding: 'utf8', maxBuffer: Infinity, windowsHide: true });
  if (run.error) return { failure: `git could not be run (${run.error.message})` };
  const complaints = run.stderr.split('\n').filter((line) => line !== '');
  // check-ignore says 1 for "no".
  if (run.status === 0 || (run.status === 1 && args[0] === 'check-ignore'))
    return { output: run.stdout, warnings: complaints };
  return { failure: `git says: ${complaints[0] ?? `exit code ${run.status}`}` };
}

function split(output: string): readonly string[] {
  return output.split('\0').filter((item) => item !== '');
}
