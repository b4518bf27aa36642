import { posix } from 'node:path';
import semver from 'semver';
import type { ConfigNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { baseNamed, brokenness, isBase } from './bases.ts';
import { withDefaults } from './defaults.ts';
import type { EffectiveKind, InPackages, Wanted } from './kind.ts';
import { cameBy, childOf, copyOf, drop, seenFrom, type Doubt, type Effective } from './node.ts';
import { clouded, mapsDoubted, overlay, unknownLayer, type Rules } from './overlay.ts';
import { tsconfigDefaults, type Compiler } from './tsconfig-defaults.ts';

/** `extends`, the later of several before the earlier, and the defaults of the compiler that the project says it uses. */
export const tsconfig: EffectiveKind = {
  kind: 'tsconfig',
  wants: (root, path, packages) => [
    ...extendsOf(root).flatMap(({ value }) => (typeof value === 'string' ? [extended(value, path, packages)] : [])),
    compiler(path),
  ],
  configurations: (root, here) => {
    const merged = layers(root, here, here, []);
    // `null` takes back what was inherited: for the compiler nothing is written then.
    const options = childOf(merged, 'compilerOptions');
    for (const option of [...(options?.children ?? [])])
      if (option.value === null && option.unknown === undefined) drop(options!, option);
    return [withDefaults(merged, tsconfigDefaults(merged, compilerOf(here)), here)];
  },
};

/** The compiler puts these together key by key, anything deeper is replaced. */
const merged = new Set(['', 'compilerOptions', 'watchOptions', 'typeAcquisition']);
const rules: Rules = (keys) => (merged.has(keys.join('.')) ? 'merge' : 'replace');
/** What a configuration keeps for itself. */
const notInherited = new Set(['extends', 'references']);

function extendsOf(root: ConfigNode): readonly ConfigNode[] {
  const named = root.children.findLast(({ key }) => key === 'extends');
  if (!named) return [];
  return named.type === 'seq' ? named.children : [named];
}

/** From the lowest layer up: what the bases say in their order, then the document itself. */
function layers(root: ConfigNode, home: DocumentView, here: DocumentView, above: readonly string[]): Effective {
  const path = home.document.file.path;
  const own = copyOf(root, { home, here, via: [] });
  const broken = brokenness(home);
  if (broken) mapsDoubted(own, broken);
  let low: Effective | undefined;
  for (const named of extendsOf(root)) {
    const layer = layerNamed(named, home, here, [...above, path]);
    low = low && !isDoubt(layer) ? overlay(low, layer, rules) : isDoubt(layer) ? overUnknown(low, layer) : layer;
  }
  return low ? overlay(low, own, rules) : own;
}

/** A layer that is not known, over what is: any of it may be another value. */
function overUnknown(low: Effective | undefined, doubt: Doubt): Effective {
  return low ? clouded(low, doubt) : unknownLayer(doubt);
}

function isDoubt(layer: Effective | Doubt): layer is Doubt {
  return 'message' in layer;
}

function layerNamed(
  named: ConfigNode,
  home: DocumentView,
  here: DocumentView,
  above: readonly string[],
): Effective | Doubt {
  const at = seenFrom(here, home, named);
  const from = home.document.file.path;
  if (typeof named.value !== 'string' || named.unknown !== undefined)
    return { message: named.unknown ?? `What '${from}' extends is no text.`, at };
  const base = baseNamed(named.value, from, here);
  if (!base) return { message: `What '${from}' inherits from '${named.value}' was not looked for.`, unread: true, at };
  if (!isBase(base)) return { ...base, at };
  const { path } = base.view.document.file;
  if (above.includes(path))
    return {
      message: `The configuration inherits from itself: ${[...above, path].map((one) => `'${one}'`).join(' → ')}.`,
      at,
    };
  const layer = layers(base.root, base.view, here, above);
  for (const child of [...layer.children]) if (notInherited.has(String(child.key))) drop(layer, child);
  return cameBy(layer, { message: 'It is inherited here.', at }, here);
}

function extended(name: string, path: string, packages: InPackages): Wanted {
  const missing = name.startsWith('.')
    ? `'${name}', from which '${path}' inherits, is none of the files that are read.`
    : `'${name}', from which '${path}' inherits, is of a package, and packages are not read.`;
  return { name, paths: extendedPaths(name, path, packages), missing };
}

/** The files that `extends` may mean, the first that exists: as the compiler looks for them, with packages of the workspace for `node_modules`. */
function extendedPaths(name: string, path: string, packages: InPackages): readonly string[] {
  const places = name.startsWith('.') ? [posix.join(posix.dirname(path), name)] : packages(name);
  return places.flatMap((base) => [base, `${base}.json`, posix.join(base, 'tsconfig.json')]);
}

/** The manifest that says which compiler the project uses: the nearest one that names it. */
function compiler(path: string): Wanted {
  const folders = path.split('/').map((_, i, parts) => parts.slice(0, parts.length - 1 - i));
  return {
    name: 'typescript',
    paths: folders.map((folder) => [...folder, 'package.json'].join('/')),
    where: (root) => rangeIn(root) !== undefined,
  };
}

function compilerOf(here: DocumentView): Compiler {
  const base = baseNamed('typescript', here.document.file.path, here);
  const range = isBase(base) ? rangeIn(base.root) : undefined;
  return range !== undefined && isBase(base) && semver.validRange(range) !== null
    ? { range, path: base.view.document.file.path }
    : {};
}

function rangeIn(root: ConfigNode): string | undefined {
  for (const group of ['devDependencies', 'dependencies', 'peerDependencies']) {
    const found = root.children
      .findLast(({ key }) => key === group)
      ?.children.findLast(({ key }) => key === 'typescript')?.value;
    if (typeof found === 'string') return found;
  }
  return undefined;
}
