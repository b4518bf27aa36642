import type { Revision } from '../model/revision.ts';
import { askGit, gitLine, itemsOf } from './git-run.ts';

/** Which commit of which repository is checked out; nothing outside of git, and before the first commit. */
export function revisionOf(root: string): Revision | undefined {
  const commit = gitLine(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (commit === undefined || commit === '') return undefined;
  const branch = gitLine(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const repository = repositoryOf(remotesOf(root));
  return {
    ...(repository !== undefined && { repository }),
    commit,
    ...(branch !== undefined && branch !== '' && { branch }),
  };
}

/** Name → URL as it is configured. */
function remotesOf(root: string): ReadonlyMap<string, string> {
  const answer = askGit(root, ['config', '-z', '--get-regexp', String.raw`^remote\..*\.url$`]);
  const items = 'failure' in answer ? [] : itemsOf(answer.output);
  const remotes = new Map<string, string>();
  for (const item of items) {
    const [key = '', url = ''] = item.split('\n', 2);
    const name = key.slice('remote.'.length, -'.url'.length);
    if (!remotes.has(name)) remotes.set(name, url);
  }
  return remotes;
}

/** That of `origin`, else of the first remote in order of names. */
function repositoryOf(remotes: ReadonlyMap<string, string>): string | undefined {
  const url = remotes.get('origin') ?? [...remotes].sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1];
  return url === undefined ? undefined : publicUrl(url);
}

/** Where people read what is cloned by SSH under the same path. */
const webHosts: ReadonlySet<string> = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org']);

/**
 * An absolute URL without credentials, query and fragment; nothing for a path on this machine. `git@host:path`, which is no URL,
 * becomes `ssh://host/path`, and on the known hosts the `https:` URL, so that it does not matter how somebody cloned.
 */
export function publicUrl(remote: string): string | undefined {
  const [, host, path] = /^(?:[^@/\\:]+@)?([A-Za-z0-9][A-Za-z0-9.-]+):(?!\/\/|[:\\])(.+)$/.exec(remote) ?? [];
  const written = host === undefined ? remote : `ssh://${host}/${path!.replace(/^\/+/, '')}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !['https:', 'http:', 'ssh:'].includes(url.protocol) || url.hostname === '') return undefined;
  if (webHosts.has(url.hostname)) return `https://${url.hostname}${url.pathname.replace(/(?:\.git)?\/*$/, '')}`;
  return `${url.protocol}//${url.host}${url.pathname}`;
}
