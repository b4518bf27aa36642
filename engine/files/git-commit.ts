import { askGit, gitLine } from './git-run.ts';

export type Since = { readonly commit: string } | { readonly failure: string };

/**
 * The commit to compare with: where the current history left the one that is named, which is itself where that is an ancestor.
 * A failure is a sentence, or two, that says what to do.
 */
export function commitSince(root: string, ref: string): Since {
  const named = commitOf(root, ref);
  if (named === undefined) return { failure: `'${ref}' is not a commit here. ${advice(root, ref)}` };
  if (commitOf(root, 'HEAD') === undefined)
    return { failure: `'--since ${ref}' compares with what is checked out, and no commit is.` };
  const base = askGit(root, ['merge-base', named, 'HEAD']);
  const commit = 'failure' in base ? '' : base.output.split('\n', 1)[0]!;
  return commit === ''
    ? { failure: `'${ref}' and what is checked out have no commit in common. ${advice(root, ref)}` }
    : { commit };
}

/** A name that looks like an option, or like several lines, is the name of no commit. */
function commitOf(root: string, ref: string): string | undefined {
  // eslint-disable-next-line no-control-regex
  if (ref === '' || ref.startsWith('-') || /[\u0000-\u001f]/.test(ref)) return undefined;
  const commit = gitLine(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

function advice(root: string, ref: string): string {
  if (gitLine(root, ['rev-parse', '--is-shallow-repository']) === 'true')
    return "Only a part of the history was cloned: fetch all of it ('fetch-depth: 0' for actions/checkout, else 'git fetch --unshallow').";
  if (commitOf(root, `origin/${ref}`) !== undefined) return `Did you mean 'origin/${ref}'?`;
  return 'Name a commit, a tag or a branch that this one came from.';
}
