import { baseNamed, isBase } from './bases.ts';
import { withDefaults } from './defaults.ts';
import type { Default, EffectiveKind } from './kind.ts';
import { copyOf } from './node.ts';
import { clouded } from './overlay.ts';

/**
 * npm reads the file at the root of a workspace and leaves those of its members out, pnpm reads both: below another one nothing is certain.
 * Elsewhere what is left out is npm's default: https://docs.npmjs.com/cli/v11/using-npm/config
 */
export const npmrc: EffectiveKind = {
  kind: 'npmrc',
  wants: (_root, path) => {
    const folders = path.split('/').slice(0, -1);
    return [{ name: 'above', paths: folders.map((_, i) => [...folders.slice(0, -1 - i), '.npmrc'].join('/')) }];
  },
  configurations: (root, here) => {
    const own = copyOf(root, { home: here, here, via: [] });
    const { path } = here.document.file;
    const above = baseNamed('above', path, here);
    if (!above) return [withDefaults(own, defaults, here)];
    if (!isBase(above)) return [clouded(own, above)];
    const message = `'${above.view.document.file.path}' stands above '${path}': which of them counts depends on the package manager.`;
    return [clouded(own, { message })];
  },
};

const defaults: readonly Default[] = Object.entries({
  audit: true,
  'engine-strict': false,
  fund: true,
  'ignore-scripts': false,
  'legacy-peer-deps': false,
  'package-lock': true,
  registry: 'https://registry.npmjs.org/',
  'save-exact': false,
  'strict-ssl': true,
}).map(([key, value]) => ({ keys: [key], value, because: `It is npm's default of '${key}'.` }));
