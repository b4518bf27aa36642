import type { ConfigNode } from '../../model/document.ts';
import type { Declared, DependencyKind, ManifestFact } from '../../model/package-fact.ts';
import { at, entriesAt, overriddenName, scalarAt, strings, textAt, type PlaceAt } from './entries.ts';

/** Sections of manifests, and of lock files that copy them. */
export const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
];

/** What a package.json says. */
export function manifestFact(root: ConfigNode, place: PlaceAt): ManifestFact {
  const name = textAt(root, 'name');
  const version = textAt(root, 'version');
  const publishes = at(root, 'files') !== undefined || at(root, 'publishConfig') !== undefined;
  const workspaces = at(root, 'workspaces');
  return {
    is: 'manifest',
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    isLibrary: publishes && scalarAt(root, 'private') !== true,
    workspaces: strings((workspaces?.type === 'map' ? at(workspaces, 'packages') : workspaces)?.value),
    declared: sections.flatMap(([section, kind]) =>
      entriesAt(root, section).flatMap(([key, node]) => declared(key, node, kind, place)),
    ),
    overridden: [
      ...overriddenIn(at(root, 'overrides')),
      ...overriddenIn(at(root, 'resolutions')),
      ...overriddenIn(at(root, 'pnpm', 'overrides')),
      ...strings(at(root, 'pnpm', 'ignoredOptionalDependencies')?.value),
    ],
  };
}

/** What a pnpm-workspace.yaml says. */
export function workspaceFact(root: ConfigNode): ManifestFact {
  return {
    is: 'workspace',
    isLibrary: false,
    workspaces: strings(at(root, 'packages')?.value),
    declared: [],
    overridden: [...overriddenIn(at(root, 'overrides')), ...strings(at(root, 'ignoredOptionalDependencies')?.value)],
  };
}

function declared(name: string, node: ConfigNode, kind: DependencyKind, place: PlaceAt): readonly Declared[] {
  const { value, keyRange, range } = node;
  if (typeof value !== 'string' || !keyRange) return [];
  return [{ name, range: value, kind, place: place([keyRange[0], range[1]]) }];
}

/** All names in it, also of those that hold only below another package: npm nests them. */
export function overriddenIn(overrides: ConfigNode | undefined): readonly string[] {
  return entriesAt(overrides).flatMap(([key, node]) => [overriddenName(key), ...overriddenIn(node)]);
}
