import type { Bindings } from '../../model/binding.ts';
import type { Json } from '../../model/document.ts';
import type { ReduceAnchor, World, WorldMatch } from '../matcher.ts';
import {
  attributesOf,
  attributesSchema,
  inspectAttributes,
  matchAttributes,
  type AttributeDocs,
} from './attributes.ts';
import { groupBy } from './dependency-groups.ts';
import { dependencyItems, type DependencyItem } from './dependency-items.ts';
import { speaksOfPackages } from './dependency-locks.ts';

const attributes: AttributeDocs = {
  name: 'The name of the package.',
  version:
    'The version that the lock file settled on, or where no lock file is for it an exact version that the manifest names; unknown where neither says, absent for a folder of the repository.',
  range: 'What the manifest asks for, as written: `^4.17.0`, `workspace:*`. Only of direct ones.',
  kind: '`prod`, `dev`, `peer` or `optional`: of a direct one by its section, else as the lock file says (unknown in those of pnpm 9, Yarn and Bun).',
  manager: '`npm`, `pnpm`, `yarn`, `bun` or `deno`: whose lock file it is; absent where there is none.',
  direct: 'Whether a manifest of the workspace asks for it.',
  locked: 'Whether a lock file has it; unknown of one that cannot be read (`bun.lockb`).',
  'in-step':
    'Whether the lock file was made from this range: it recorded the same for this manifest, or an override decides. For npm a version that fits is enough, as for `npm ci`. Absent where there is nothing to compare.',
  alias: 'The name that it is imported as, where that is another: `"a": "npm:b@1"`.',
  source: '`registry`, `git`, `url`, `file` or `workspace`: where it comes from.',
  integrity: 'Whether the lock file has a hash of its content.',
  lock: 'The path of the lock file; absent where there is none.',
  manifest: 'The path of the `package.json` that asks for it. Only of direct ones.',
  package: 'The name in that manifest.',
  library:
    'Whether that manifest is of a library: it says what of it is published (`files`, `publishConfig`) and is not private.',
  project: 'The folder whose lock file counts for the manifest, `.` for the root; its own where there is none.',
  managers: 'All managers that have a lock file in that folder, a list.',
};

/** Packages that manifests ask for and lock files settle on. */
export const dependency: ReduceAnchor = {
  name: 'dependency',
  station: 'reduce',
  documentation:
    'A package that the workspace depends on: what a `package.json` asks for (once for each lock file that is for it, also at the root of its workspaces), and what lock files of npm, pnpm, Yarn and Bun have besides, once for each version. ' +
    'It is placed at its version in the lock file; in the manifest where there is none, or where the two are not in step.',
  schema: attributesSchema(attributes),
  inspect: (value) => inspectAttributes('dependency', value, attributes),
  prepare: (value) => {
    const wanted = attributesOf('dependency', value) ?? {};
    return {
      speaksOf: speaksOfPackages,
      range: (world, bindings) =>
        candidates(world, wanted, bindings).flatMap((item) => matchesOf(item, wanted, bindings)),
      match: (world, { id }, bindings) => {
        const item = inventoryOf(world).byId.get(id);
        return item ? matchesOf(item, wanted, bindings) : [];
      },
      doubt: ({ files }) => files.find(({ path, unread }) => unread && speaksOfPackages(path))?.unread,
    };
  },
};

function matchesOf(
  { object, attributes: found }: DependencyItem,
  wanted: Wanted,
  bindings: Bindings,
): readonly WorldMatch[] {
  return matchAttributes(wanted, found, bindings).map((match) => ({
    object,
    bindings: match.bindings,
    ...(match.unknown && { unknown: match.unknown }),
  }));
}

type Wanted = { readonly [name: string]: Json };

interface Inventory {
  readonly items: readonly DependencyItem[];
  readonly byId: ReadonlyMap<string, DependencyItem>;
  /** By value of an attribute that is always known: there are thousands, and joins ask for few of them. */
  readonly by: ReadonlyMap<string, ReadonlyMap<unknown, readonly DependencyItem[]>>;
}

const inventories = new WeakMap<World['files'], Inventory>();

function inventoryOf({ files }: World): Inventory {
  let inventory = inventories.get(files);
  if (!inventory) inventories.set(files, (inventory = index(dependencyItems(files))));
  return inventory;
}

function index(items: readonly DependencyItem[]): Inventory {
  const by = ['manifest', 'name', 'project'].map(
    (name) => [name, groupBy(items, (item) => item.attributes[name]?.value)] as const,
  );
  return { items, byId: new Map(items.map((item) => [item.object.id, item])), by: new Map(by) };
}

function candidates(world: World, wanted: Wanted, bindings: Bindings): readonly DependencyItem[] {
  const { items, by } = inventoryOf(world);
  for (const [name, values] of by) {
    const asked = wanted[name];
    if (typeof asked !== 'string') continue;
    const value = asked.startsWith('$') ? bindings[asked.slice(1)]?.value : asked;
    if (value !== undefined) return values.get(value) ?? [];
  }
  return items;
}
