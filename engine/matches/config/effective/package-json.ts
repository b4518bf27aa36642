import { baseNamed, isBase } from './bases.ts';
import type { EffectiveKind } from './kind.ts';
import { cameBy, childOf, copyOf, put } from './node.ts';
import { doubted } from './overlay.ts';

/**
 * What a package takes from the folders around it is `packageManager` alone: Corepack looks for the nearest manifest that names one.
 * `engines` is asked of each package by itself, and what only the root of a workspace can say (`overrides`, `pnpm`) no member inherits.
 */
export const packageJson: EffectiveKind = {
  kind: 'package-json',
  wants: (_root, path) => {
    const folders = path.split('/').slice(0, -1);
    const above = folders.map((_, i) => folders.slice(0, folders.length - 1 - i));
    return [
      {
        name: 'packageManager',
        paths: above.map((folder) => [...folder, 'package.json'].join('/')),
        where: (manifest) => manifest.children.some(({ key }) => key === 'packageManager'),
      },
    ];
  },
  configurations: (root, here) => {
    const own = copyOf(root, { home: here, here, via: [] });
    if (childOf(own, 'packageManager')) return [own];
    const base = baseNamed('packageManager', here.document.file.path, here);
    if (!base) return [own];
    if (!isBase(base)) return [doubted(own, base)];
    const named = base.root.children.findLast(({ key }) => key === 'packageManager');
    const message = `The nearest package.json that names a package manager is '${base.view.document.file.path}'.`;
    if (named) put(own, 'packageManager', cameBy(copyOf(named, { home: base.view, here, via: [] }), { message }, here));
    return [own];
  },
};
