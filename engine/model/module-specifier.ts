import type { ModuleAlias } from './context.ts';

/** Specifiers that can only mean files of the workspace. */
const own = /^(\.{1,2}(\/|$)|\/|@\/|~\/?|#|\$lib\/|src\/)/;

/**
 * Whether a module that a file imports is, or may be, a file of the workspace instead of a package: by the way it is
 * written, or by what the workspace's configuration says.
 */
export function isOfWorkspace(path: string, from: string, aliases: readonly ModuleAlias[]): boolean {
  return own.test(from) || aliases.some((alias) => alias.prefix !== '' && isMeant(path, from, alias));
}

/** Whether a specifier in a file is written as the alias is. */
export function isMeant(path: string, from: string, { folder, prefix, suffix }: ModuleAlias): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  if (suffix === undefined) return from === prefix;
  return from.length >= prefix.length + suffix.length && from.startsWith(prefix) && from.endsWith(suffix);
}
