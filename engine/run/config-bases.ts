import { documentRoots } from '../documents/config/node.ts';
import { parseFile } from '../documents/parse.ts';
import { mayBeOfKind } from '../matches/config/document-kind.ts';
import { effectiveKinds } from '../matches/config/effective/all.ts';
import type { EffectiveKind, InPackages, Wanted } from '../matches/config/effective/kind.ts';
import type { ConfigBases, ConfigLink, ModuleAlias } from '../model/context.ts';
import type { ConfigNode } from '../model/document.ts';
import type { FileEntry, SourceFile } from '../model/source-file.ts';
import type { ReadFile } from './read-file.ts';

/** A document read for its links; without a root there is nothing that it could name. */
interface Seen {
  readonly file?: SourceFile;
  readonly root?: ConfigNode;
  /** Why it could not be read. */
  readonly message?: string;
}

type See = (path: string) => Seen | undefined;

/** What the documents of known kinds take values from, and what those take from others in turn. */
export function configBases(
  entries: readonly FileEntry[],
  read: ReadFile,
  packages: readonly ModuleAlias[],
): ConfigBases {
  const see = seeing(entries, read);
  const links = new Map<string, ConfigLink>();
  const bases = new Map<string, SourceFile>();
  const visited = new Set<string>();
  const inPackages: InPackages = (specifier) => packagePaths(specifier, packages);
  const visit = (path: string, kind: EffectiveKind): readonly string[] => {
    const root = see(path)?.root;
    if (!root || visited.has(path)) return [];
    visited.add(path);
    const found = (kind.wants?.(root, path, inPackages) ?? []).flatMap((wanted) => linkOf(wanted, path, see) ?? []);
    for (const link of found) {
      links.set(JSON.stringify([link.from, link.name]), link);
      const base = link.to === undefined ? undefined : see(link.to)?.file;
      if (base) bases.set(base.path, base);
    }
    return found.flatMap(({ to }) => to ?? []);
  };
  for (const kind of effectiveKinds.filter(({ wants }) => wants)) {
    const queue = entries.map(({ path }) => path).filter((path) => mayBeOfKind(kind.kind, path));
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) queue.push(...visit(path, kind));
  }
  return { links: [...links.values()], files: [...bases.values()] };
}

function seeing(entries: readonly FileEntry[], read: ReadFile): See {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const seen = new Map<string, Seen>();
  return (path) => {
    const entry = byPath.get(path);
    if (!entry) return undefined;
    const known = seen.get(path) ?? look(entry, read);
    seen.set(path, known);
    return known;
  };
}

function look(entry: FileEntry, read: ReadFile): Seen {
  const file = read(entry);
  if (!('text' in file)) {
    const message = file.status === 'unread' ? file.problem.message : `'${entry.path}' is no text.`;
    return { message };
  }
  const tree = parseFile(file).tree;
  const root = tree && documentRoots(tree.root as ConfigNode)[0];
  return { file, ...(root?.type === 'map' && { root }) };
}

function linkOf(wanted: Wanted, from: string, see: See): ConfigLink | undefined {
  const { name, paths, missing, where } = wanted;
  const to = paths.find((path) => {
    const found = see(path);
    return found && (!where || found.message !== undefined || (found.root !== undefined && where(found.root)));
  });
  if (to === undefined)
    return missing === undefined ? undefined : { from, name, cause: { kind: 'not-static', message: missing } };
  const message = see(to)?.message;
  return { from, name, to, ...(message !== undefined && { cause: { kind: 'not-read', message } }) };
}

/** What the workspace's own packages mean by a specifier, as `packageAliases` has found them. */
function packagePaths(specifier: string, packages: readonly ModuleAlias[]): readonly string[] {
  return packages.flatMap(({ prefix, suffix, targets }) => {
    if (suffix === undefined) return specifier === prefix ? targets : [];
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return [];
    const rest = specifier.slice(prefix.length, specifier.length - suffix.length);
    return targets.map((target) => target.replace('*', () => rest));
  });
}
