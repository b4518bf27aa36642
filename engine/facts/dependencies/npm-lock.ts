import type { ConfigNode } from '../../model/document.ts';
import type { DependencyKind, LockFact, Recorded, Resolved } from '../../model/package-fact.ts';
import { packageName, sourceOf, splitDescriptor } from '../../model/package-range.ts';
import { at, entriesAt, scalarAt, textAt, type PlaceAt } from './entries.ts';
import { sections } from './manifest.ts';

const MODULES = 'node_modules/';

/** package-lock.json and npm-shrinkwrap.json. Version 2 says everything twice; `packages` is what npm 7 and later read. */
export function npmLockFact(root: ConfigNode, place: PlaceAt): LockFact {
  const version = scalarAt(root, 'lockfileVersion');
  const common = { is: 'lock', manager: 'npm', overridden: [] } as const;
  if (at(root, 'packages')) return { ...common, ...withPackages(root, place) };
  if (version === undefined || version === 1) return { ...common, ...firstVersion(root, place), importers: [''] };
  const unknown = `Lock files of npm of version ${String(version)} are not known.`;
  return { ...common, resolved: [], recorded: [], unknown };
}

type Content = Pick<LockFact, 'resolved' | 'recorded' | 'importers'>;

function withPackages(root: ConfigNode, place: PlaceAt): Content {
  const packages = new Map(entriesAt(root, 'packages'));
  const numbers = new Map<string, number>();
  const resolved: Resolved[] = [];
  for (const [path, node] of packages) {
    if (!path.includes(MODULES)) continue;
    numbers.set(path, resolved.push(resolvedAt(path, node, packages, place)) - 1);
  }
  const importers = [...packages].filter(([path]) => !path.includes(MODULES));
  const recorded = importers.flatMap(([importer, node]) =>
    sections.flatMap(([section]) =>
      entriesAt(node, section).flatMap(([name, range]): readonly Recorded[] => {
        if (typeof range.value !== 'string') return [];
        const number = found(importer, name, numbers);
        const index = number === undefined ? {} : { resolved: number };
        return [{ importer, name, range: range.value, ...index, place: place(range.range) }];
      }),
    ),
  );
  return { resolved, recorded, importers: importers.map(([path]) => path) };
}

/** A link to a workspace stands for what the lock file says of its folder. */
function resolvedAt(
  path: string,
  node: ConfigNode,
  packages: ReadonlyMap<string, ConfigNode>,
  place: PlaceAt,
): Resolved {
  const target = textAt(node, 'resolved') ?? '';
  const isLink = scalarAt(node, 'link') === true;
  const folder = isLink ? packages.get(target) : node;
  const version = textAt(folder, 'version');
  return {
    name: textAt(folder, 'name') ?? path.slice(path.lastIndexOf(MODULES) + MODULES.length),
    ...(version !== undefined && { version }),
    kind: kindOf(node),
    source: isLink ? 'workspace' : sourceOf(target),
    integrity: at(node, 'integrity') !== undefined,
    place: place(versionRange(node)),
  };
}

function kindOf(node: ConfigNode): DependencyKind {
  const is = (flag: string): boolean => scalarAt(node, flag) === true;
  if (is('dev')) return 'dev';
  if (is('optional') || is('devOptional')) return 'optional';
  return is('peer') ? 'peer' : 'prod';
}

/** Of its version, or its key where it has none. */
function versionRange(node: ConfigNode): ConfigNode['range'] {
  return at(node, 'version')?.range ?? node.keyRange ?? node.range;
}

/** As Node finds it: beside the importer, else in each folder above. */
function found(importer: string, name: string, numbers: ReadonlyMap<string, number>): number | undefined {
  let folder = importer;
  for (;;) {
    const number = numbers.get(`${folder === '' ? '' : `${folder}/`}${MODULES}${name}`);
    if (number !== undefined || folder === '') return number;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  }
}

/** Until npm 6: a tree of packages, and not a word about what package.json asked for. */
function firstVersion(root: ConfigNode, place: PlaceAt): Content {
  const resolved: Resolved[] = [];
  const recorded: Recorded[] = [];
  const visit = (parent: ConfigNode, isTop: boolean): void => {
    for (const [key, node] of entriesAt(parent, 'dependencies')) {
      const number = resolved.push(firstResolved(key, node, place)) - 1;
      if (isTop) recorded.push({ importer: '', name: key, resolved: number });
      visit(node, false);
    }
  };
  visit(root, true);
  return { resolved, recorded };
}

function firstResolved(key: string, node: ConfigNode, place: PlaceAt): Resolved {
  const written = textAt(node, 'version') ?? '';
  const version = written.startsWith('npm:') ? splitDescriptor(written.slice('npm:'.length))[1] : written;
  return {
    name: packageName(key, written),
    ...(version !== '' && { version }),
    kind: kindOf(node),
    source: sourceOf(written),
    integrity: at(node, 'integrity') !== undefined,
    place: place(versionRange(node)),
  };
}
