import { askGit, gitLine, itemsOf } from './git-run.ts';

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
  // A repository may say that its files are those of another folder.
  if (gitLine(root, ['rev-parse', '--is-inside-work-tree']) === 'false')
    return { failure: 'the repository here is not for the files of this folder' };
  const index = askGit(root, ['ls-files', '-z', '-s']);
  if ('failure' in index) return index;
  const others = askGit(root, ['ls-files', '-z', '-o', '--exclude-standard']);
  if ('failure' in others) return others;
  const entries = itemsOf(index.output).map((line) => ({
    mode: line.slice(0, 6),
    path: line.slice(line.indexOf('\t') + 1),
  }));
  return {
    tracked: entries.filter(({ mode }) => mode !== submoduleMode).map(({ path }) => path),
    submodules: entries.filter(({ mode }) => mode === submoduleMode).map(({ path }) => path),
    untracked: itemsOf(others.output),
    warnings: [...index.warnings, ...others.warnings],
  };
}

/** Whether git ignores a folder; `.` is the root itself. */
export function ignoresFolder(root: string, folder: string): boolean {
  const answer = askGit(root, ['check-ignore', '--', `./${folder}`]);
  return !('failure' in answer) && answer.output !== '';
}

/** The rule for which git ignores a file, as `.gitignore line 3 'dist/'`. */
export function ignoringRule(root: string, path: string): string | undefined {
  const answer = askGit(root, ['check-ignore', '-v', '--', `./${path}`]);
  const found = 'failure' in answer ? null : /^(.*?):(\d+):(.*)\t/.exec(answer.output);
  return found ? `${found[1]} line ${found[2]} '${found[3]}'` : undefined;
}

/** Every untracked file below a folder, ignored or not. */
export function untrackedBelow(root: string, folder: string): readonly string[] {
  const answer = askGit(root, ['--literal-pathspecs', 'ls-files', '-z', '-o', '--', folder]);
  return 'failure' in answer ? [] : itemsOf(answer.output);
}

const submoduleMode = '160000';
