import type { ConfigNode } from '../../model/document.ts';
import type { LockFact, Recorded, Resolved } from '../../model/package-fact.ts';
import { sourceOf, splitDescriptor } from '../../model/package-range.ts';
import type { Place } from '../../model/region.ts';
import { at, entriesAt, scalarAt, textAt, type PlaceAt } from './entries.ts';
import { overriddenIn, sections } from './manifest.ts';

/** bun.lock, the text format; of the binary bun.lockb only its presence is known. */
export function bunLockFact(root: ConfigNode, place: PlaceAt): LockFact {
  const version = scalarAt(root, 'lockfileVersion');
  const common = { is: 'lock', manager: 'bun', overridden: overriddenIn(at(root, 'overrides')) } as const;
  if (!at(root, 'workspaces')) {
    const unknown = `Lock files of Bun of version ${String(version)} are not known.`;
    return { ...common, resolved: [], recorded: [], unknown };
  }
  const numbers = new Map<string, number>();
  const resolved: Resolved[] = [];
  for (const [path, node] of entriesAt(root, 'packages')) {
    const [head] = node.children;
    if (typeof head?.value === 'string')
      numbers.set(path, resolved.push(resolvedOf(node, head.value, place(head.range))) - 1);
  }
  const workspaces = entriesAt(root, 'workspaces');
  const recorded = workspaces.flatMap(([importer, workspace]) => recordedOf(importer, workspace, numbers, place));
  return { ...common, resolved, recorded, importers: workspaces.map(([path]) => path) };
}

/** `["lodash@4.17.21", "", {…}, "sha512-…"]` */
function resolvedOf({ children }: ConfigNode, descriptor: string, place: Place): Resolved {
  const [name, written] = splitDescriptor(descriptor);
  const hash = children.at(-1)?.value;
  const source = sourceOf(written);
  return {
    name,
    ...(source !== 'workspace' && { version: written }),
    source,
    integrity: typeof hash === 'string' && /^sha\d+-/.test(hash),
    place,
  };
}

/** What a workspace gets is under its own name, unless all get the same. */
function recordedOf(
  importer: string,
  workspace: ConfigNode,
  numbers: ReadonlyMap<string, number>,
  place: PlaceAt,
): readonly Recorded[] {
  const own = textAt(workspace, 'name');
  return sections.flatMap(([section]) =>
    entriesAt(workspace, section).flatMap(([name, { value, range }]): readonly Recorded[] => {
      if (typeof value !== 'string') return [];
      const number = (own === undefined ? undefined : numbers.get(`${own}/${name}`)) ?? numbers.get(name);
      const index = number === undefined ? {} : { resolved: number };
      return [{ importer, name, range: value, ...index, place: place(range) }];
    }),
  );
}
