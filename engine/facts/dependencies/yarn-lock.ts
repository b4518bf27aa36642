import type { ConfigNode } from '../../model/document.ts';
import type { LockFact, Recorded, Resolved } from '../../model/package-fact.ts';
import { packageName, sourceOf, splitDescriptor } from '../../model/package-range.ts';
import { at, entriesAt, scalarAt, textAt, type PlaceAt } from './entries.ts';

/** yarn.lock of Yarn 1, and that of later versions, which says of its own workspaces too what they asked for. */
export function yarnLockFact(root: ConfigNode, place: PlaceAt): LockFact {
  const common = { is: 'lock', manager: 'yarn', overridden: [] } as const;
  return { ...common, ...(at(root, '__metadata') ? berry(root, place) : classic(root, place)) };
}

type Content = Pick<LockFact, 'resolved' | 'recorded' | 'importers'>;

function descriptorsOf(key: string): readonly string[] {
  return key.split(/,\s*/).filter((descriptor) => descriptor !== '');
}

function versionPlace(node: ConfigNode, place: PlaceAt): Resolved['place'] {
  return place(at(node, 'version')?.range ?? node.keyRange ?? node.range);
}

/** Its keys are the ranges, whoever asked. */
function classic(root: ConfigNode, place: PlaceAt): Content {
  const resolved: Resolved[] = [];
  const recorded: Recorded[] = [];
  for (const [key, node] of entriesAt(root)) {
    const descriptors = descriptorsOf(key).map(splitDescriptor);
    const [name, range] = descriptors[0] ?? [key, ''];
    const version = textAt(node, 'version');
    const at = versionPlace(node, place);
    const index = resolved.push({
      name: packageName(name, range),
      ...(version !== undefined && { version }),
      source: sourceOf(range === '' ? (textAt(node, 'resolved') ?? '') : sourceHint(range, node)),
      integrity: textAt(node, 'integrity') !== undefined,
      place: at,
    });
    for (const [asked, written] of descriptors) recorded.push({ name: asked, range: written, resolved: index - 1 });
  }
  return { resolved, recorded };
}

/** A range tells what is not of the registry; `user/repo` is one of git, which only the URL shows. */
function sourceHint(range: string, node: ConfigNode): string {
  return sourceOf(range) === 'registry' ? (textAt(node, 'resolved') ?? range) : range;
}

const WORKSPACE = 'workspace:';

function berry(root: ConfigNode, place: PlaceAt): Content {
  const numbers = new Map<string, number>();
  const resolved: Resolved[] = [];
  const workspaces: (readonly [folder: string, node: ConfigNode])[] = [];
  for (const [key, node] of entriesAt(root)) {
    const resolution = textAt(node, 'resolution');
    if (resolution === undefined) continue;
    const [name, reference] = splitDescriptor(resolution);
    const folder = reference.startsWith(WORKSPACE) ? reference.slice(WORKSPACE.length) : undefined;
    if (folder !== undefined) workspaces.push([folder === '.' ? '' : folder, node]);
    const number = resolved.push(resolvedOf(name, reference, node, place)) - 1;
    for (const descriptor of descriptorsOf(key)) numbers.set(descriptor, number);
  }
  const recorded = workspaces.flatMap(([importer, node]) =>
    ['dependencies', 'peerDependencies'].flatMap((section) =>
      entriesAt(node, section).flatMap(([name, { type, value, range }]): readonly Recorded[] => {
        if (type !== 'scalar') return [];
        const number = numbers.get(`${name}@${String(value)}`) ?? numbers.get(`${name}@npm:${String(value)}`);
        const index = number === undefined ? {} : { resolved: number };
        return [{ importer, name, range: String(value), ...index, place: place(range) }];
      }),
    ),
  );
  return { resolved, recorded, importers: workspaces.map(([folder]) => folder) };
}

/** A workspace has a made-up version, `0.0.0-use.local`. */
function resolvedOf(name: string, reference: string, node: ConfigNode, place: PlaceAt): Resolved {
  const version = scalarAt(node, 'version');
  const source = sourceOf(reference.replace(/^(?:npm|patch):.*$/, ''));
  return {
    name,
    ...(version !== undefined && source !== 'workspace' && { version: String(version) }),
    source,
    integrity: at(node, 'checksum') !== undefined,
    place: versionPlace(node, place),
  };
}
