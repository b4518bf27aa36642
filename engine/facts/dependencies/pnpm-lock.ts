import semver from 'semver';
import { documentRoots } from '../../documents/config/node.ts';
import type { ConfigNode } from '../../model/document.ts';
import type { DependencyKind, LockFact, Recorded, Resolved } from '../../model/package-fact.ts';
import { sourceOf, splitDescriptor } from '../../model/package-range.ts';
import { at, entriesAt, scalarAt, strings, textAt, type PlaceAt } from './entries.ts';
import { overriddenIn, sections } from './manifest.ts';

/** pnpm-lock.yaml of versions 5 to 9. A second document in it is for pnpm itself. */
export function pnpmLockFact(root: ConfigNode, place: PlaceAt): LockFact {
  const roots = documentRoots(root);
  const version = roots
    .map((one) => Number.parseFloat(String(scalarAt(one, 'lockfileVersion'))))
    .find((one) => one > 0);
  const common = { is: 'lock', manager: 'pnpm' } as const;
  if (version === undefined || version < 5 || version >= 10) {
    const shown = version === undefined ? 'without a version' : `of version ${version}`;
    const unknown = `Lock files of pnpm ${shown} are not known.`;
    return { ...common, resolved: [], recorded: [], overridden: [], unknown };
  }
  const { resolved, numberOf } = packagesOf(roots, version, place);
  const importers = roots.flatMap(importersOf);
  return {
    ...common,
    resolved,
    recorded: importers.flatMap(([path, node]) => recordedOf(path === '.' ? '' : path, node, numberOf, place)),
    importers: importers.map(([path]) => (path === '.' ? '' : path)),
    overridden: roots.flatMap((one) => [
      ...overriddenIn(at(one, 'overrides')),
      ...strings(at(one, 'ignoredOptionalDependencies')?.value),
    ]),
    ...(roots.some((one) => at(one, 'pnpmfileChecksum')) && { isHooked: true }),
  };
}

/** Until version 8 a lock file of one package has its importer's sections at its root. */
function importersOf(root: ConfigNode): readonly (readonly [string, ConfigNode])[] {
  return at(root, 'importers') ? entriesAt(root, 'importers') : [['.', root]];
}

type NumberOf = (name: string, version: string) => number | undefined;

/** Each package once, though it may be there once for each set of peers that it got. */
function packagesOf(
  roots: readonly ConfigNode[],
  version: number,
  place: PlaceAt,
): { readonly resolved: readonly Resolved[]; readonly numberOf: NumberOf } {
  const numbers = new Map<string, number>();
  const resolved: Resolved[] = [];
  for (const [key, node] of roots.flatMap((one) => entriesAt(one, 'packages'))) {
    const path = withoutPeers(key, version);
    if (!numbers.has(path)) numbers.set(path, resolved.push(resolvedOf(path, node, version, place)) - 1);
  }
  const numberOf: NumberOf = (name, written) => {
    const own = withoutPeers(written, version);
    const paths = [`${name}@${own}`, `/${name}@${own}`, `/${name}/${own}`, own, `/${own}`];
    return paths.map((path) => numbers.get(path)).find((number) => number !== undefined);
  };
  return { resolved, numberOf };
}

/** Behind a version stand the peers: `1.0.0(react@18.0.0)`, before version 6 `1.0.0_react@18.0.0`. */
function withoutPeers(path: string, version: number): string {
  if (version >= 6) return path.split('(', 1)[0]!;
  const slash = path.lastIndexOf('/');
  const peers = path.indexOf('_', slash + 1);
  return /^\d/.test(path.slice(slash + 1)) && peers >= 0 ? path.slice(0, peers) : path;
}

function resolvedOf(path: string, node: ConfigNode, version: number, place: PlaceAt): Resolved {
  const [name, written] = version >= 6 ? splitDescriptor(path.replace(/^\//, '')) : splitPath(path);
  const settled = textAt(node, 'version') ?? written;
  const isVersion = semver.valid(settled) !== null;
  const { keyRange, range } = node;
  const kind = kindOf(node);
  return {
    name: textAt(node, 'name') ?? name,
    ...(isVersion && { version: settled }),
    ...(kind && { kind }),
    source: semver.valid(written) === null ? sourceOf(sourceText(node, written)) : 'registry',
    integrity: at(node, 'resolution', 'integrity') !== undefined,
    place: place(keyRange ?? range),
  };
}

function sourceText(node: ConfigNode, written: string): string {
  if (textAt(node, 'resolution', 'type') === 'git' || at(node, 'resolution', 'repo')) return 'git+';
  return textAt(node, 'resolution', 'tarball') ?? written;
}

/** `/lodash/4.17.21`, `/@babel/core/7.0.0`. */
function splitPath(path: string): readonly [name: string, version: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(path.startsWith('/') ? 1 : 0, slash), path.slice(slash + 1)];
}

/** Since version 9 it is not said for what a package is there. */
function kindOf(node: ConfigNode): DependencyKind | undefined {
  const isDev = scalarAt(node, 'dev');
  if (isDev === undefined) return undefined;
  if (isDev === true) return 'dev';
  return scalarAt(node, 'optional') === true ? 'optional' : 'prod';
}

/** Since version 6 `{specifier, version}` for each name; before that the ranges stand apart, in `specifiers`. */
function recordedOf(importer: string, node: ConfigNode, numberOf: NumberOf, place: PlaceAt): readonly Recorded[] {
  return sections.flatMap(([section]) =>
    entriesAt(node, section).flatMap(([name, entry]): readonly Recorded[] => {
      const specifier = at(entry, 'specifier') ?? at(node, 'specifiers', name);
      const written = scalarAt(entry, 'version') ?? entry.value;
      if (specifier?.type !== 'scalar') return [];
      const number = typeof written === 'string' ? numberOf(name, written) : undefined;
      const index = number === undefined ? {} : { resolved: number };
      const range = String(specifier.value);
      return [{ importer, name, range, ...index, place: place(specifier.range) }];
    }),
  );
}
