import type { ConfigNode, Document } from '../../model/document.ts';
import type { PackageFact } from '../../model/package-fact.ts';
import { bunLockFact } from './bun-lock.ts';
import type { PlaceAt } from './entries.ts';
import { manifestFact, workspaceFact } from './manifest.ts';
import { npmLockFact } from './npm-lock.ts';
import { pnpmLockFact } from './pnpm-lock.ts';
import { yarnLockFact } from './yarn-lock.ts';

type Reader = (root: ConfigNode, place: PlaceAt) => PackageFact;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['package.json', manifestFact],
  ['pnpm-workspace.yaml', workspaceFact],
  ['package-lock.json', npmLockFact],
  ['npm-shrinkwrap.json', npmLockFact],
  ['pnpm-lock.yaml', pnpmLockFact],
  ['yarn.lock', yarnLockFact],
  ['bun.lock', bunLockFact],
]);

/** What a manifest or a lock file says of packages; undefined for any other file, and for one without a map. */
export function packageFact({ file, tree }: Document, place: PlaceAt): PackageFact | undefined {
  const read = readers.get(file.path.slice(file.path.lastIndexOf('/') + 1));
  // Some trees are made only when somebody looks at them.
  const root = (read && tree?.root) as ConfigNode | undefined;
  return read && root && root.type !== 'scalar' ? read(root, place) : undefined;
}
