import { posix } from 'node:path';
import type { ConfigNode } from '../../../model/document.ts';
import type { DocumentView } from '../../matcher.ts';
import { baseNamed, brokenness, isBase, tooManyBases, type Base } from './bases.ts';
import { composeRules } from './compose-rules.ts';
import type { EffectiveKind, Wanted } from './kind.ts';
import { cameBy, childOf, copyOf, drop, put, seenFrom, type Doubt, type Effective } from './node.ts';
import { clouded, mapsDoubted, overDoubt, overlay, type Rules } from './overlay.ts';

/** In the order in which Docker Compose looks for them: https://docs.docker.com/compose/intro/compose-application-model/ */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** `extends` of services, `include`, and the override file that is read with the default one. */
export const compose: EffectiveKind = {
  kind: 'compose',
  wants: (root, path) => [
    ...namedFiles(root).map((name) => named(name, path)),
    ...(isRead(path) ? [beside('default', defaultNames, path), beside('override', overrideNames, path)] : []),
  ],
  configurations: (root, here) => {
    const own = loaded({ view: here, root }, here, []);
    const { path } = here.document.file;
    const [first, second] = ['default', 'override'].map((name) => baseNamed(name, path, here));
    if (isRoot(first, path)) return [second ? laid(own, second, here) : own];
    return [isRoot(second, path) && first ? underneath(first, own, here) : own];
  },
};

function isRoot(base: Base | Doubt | undefined, path: string): boolean {
  return isBase(base) && base.view.document.file.path === path;
}

function isRead(path: string): boolean {
  return [...defaultNames, ...overrideNames].includes(posix.basename(path));
}

function beside(name: string, names: readonly string[], path: string): Wanted {
  return { name, paths: names.map((one) => posix.join(posix.dirname(path), one)) };
}

function named(name: string, path: string): Wanted {
  const isLocal = !/^[a-z][a-z+.-]*:|^git@/.test(name) && !name.startsWith('/');
  const why = isLocal ? 'is none of the files that are read' : 'is outside of the workspace';
  const paths = isLocal ? [posix.join(posix.dirname(path), name)] : [];
  return { name, paths, missing: `'${name}', which '${path}' names, ${why}.` };
}

function laid(own: Effective, above: Base | Doubt, here: DocumentView): Effective {
  if (!isBase(above)) return clouded(own, above);
  const high = cameBy(
    loaded(above, here, []),
    {
      message: `Docker Compose reads '${above.view.document.file.path}' as well.`,
    },
    here,
  );
  return overlay(own, high, composeRules);
}

function underneath(below: Base | Doubt, own: Effective, here: DocumentView): Effective {
  if (!isBase(below)) return overDoubt(own, below, composeRules);
  const low = cameBy(
    loaded(below, here, []),
    {
      message: `Docker Compose reads '${below.view.document.file.path}' first.`,
    },
    here,
  );
  return overlay(low, own, composeRules);
}

/** A file with what its services extend and what it includes. */
function loaded({ view, root }: Base, here: DocumentView, above: readonly string[]): Effective {
  const own = copyOf(root, { home: view, here, via: [] });
  const services = childOf(own, 'services');
  for (const service of [...(services?.children ?? [])]) {
    if (service.source && plain(service.source, 'extends'))
      put(services!, service.key, extended(service.source, { view, root }, here, []));
  }
  const broken = brokenness(view);
  if (broken) mapsDoubted(own, broken);
  let all = own;
  for (const item of includesOf(root)) all = including(item, all, view, here, above);
  return all;
}

/** A service over the one it extends, which may extend another. */
function extended(service: ConfigNode, { view, root }: Base, here: DocumentView, above: readonly string[]): Effective {
  const own = copyOf(service, { home: view, here, via: [] });
  const extending = plain(service, 'extends');
  if (!extending) return own;
  const name = String(service.key);
  const low = extendedBase(extending, name, { view, root }, here, above);
  const merged =
    'message' in low
      ? overDoubt(own, low, composeRules, ['services', name])
      : overlay(low, own, composeRules, ['services', name]);
  const gone = childOf(merged, 'extends');
  if (gone) drop(merged, gone);
  return merged;
}

function extendedBase(
  extending: ConfigNode,
  name: string,
  { view, root }: Base,
  here: DocumentView,
  above: readonly string[],
): Effective | Doubt {
  const at = seenFrom(here, view, extending);
  const from = view.document.file.path;
  const [file, service] =
    extending.type === 'map' ? [plain(extending, 'file'), plain(extending, 'service')] : [undefined, extending];
  const template = extending.unknown ?? file?.unknown ?? service?.unknown;
  if (template !== undefined) return { message: template, at };
  const base = file ? baseNamed(String(file.value), from, here) : (tooManyBases(here) ?? { view, root });
  if (!base) return { message: `'${String(file?.value)}' was not looked for.`, unread: true, at };
  if (!isBase(base)) return { ...base, at };
  const way = [...above, `'${name}' of '${from}'`];
  const path = base.view.document.file.path;
  const wanted = String(service?.value);
  if (way.includes(`'${wanted}' of '${path}'`))
    return { message: `The service extends itself: ${way.join(' → ')}.`, at };
  const found = plain(plain(base.root, 'services'), wanted);
  const broken = brokenness(base.view);
  if (found?.type !== 'map')
    return { message: `'${path}' has no service '${wanted}'.`, unread: broken !== undefined, at };
  const low = extended(found, base, here, way);
  return cameBy(broken ? mapsDoubted(low, broken) : low, { message: 'It is inherited here.', at }, here);
}

/** What an included file adds; of two things of one name the file's own counts. */
function including(
  item: ConfigNode,
  own: Effective,
  home: DocumentView,
  here: DocumentView,
  above: readonly string[],
): Effective {
  const at = seenFrom(here, home, item);
  const from = home.document.file.path;
  let all: Effective | undefined;
  for (const file of pathsIn(item)) {
    const name = typeof file.value === 'string' && file.unknown === undefined ? file.value : undefined;
    const base = name === undefined ? undefined : baseNamed(name, from, here);
    if (!isBase(base))
      return overDoubt(
        own,
        {
          message: file.unknown ?? base?.message ?? `What '${from}' includes was not looked for.`,
          ...(base?.unread && { unread: true }),
          at,
        },
        included,
      );
    const { path } = base.view.document.file;
    if ([...above, from].includes(path))
      return overDoubt(
        own,
        { message: `The file includes itself: ${[...above, from, path].map((one) => `'${one}'`).join(' → ')}.`, at },
        included,
      );
    const next = cameBy(loaded(base, here, [...above, from]), { message: 'It is included here.', at }, here);
    for (const child of [...next.children]) if (!sections.has(String(child.key))) drop(next, child);
    all = all ? overlay(all, next, composeRules) : next;
  }
  return all ? overlay(all, own, included) : own;
}

const sections = new Set(['services', 'networks', 'volumes', 'secrets', 'configs']);
const included: Rules = (keys) =>
  keys.length === 0 || (keys.length === 1 && sections.has(keys[0]!)) ? 'merge' : 'replace';

function includesOf(root: ConfigNode): readonly ConfigNode[] {
  return plain(root, 'include')?.children ?? [];
}

/** `include: [a.yml, {path: b.yml}, {path: [c.yml, d.yml]}]`. */
function pathsIn(item: ConfigNode): readonly ConfigNode[] {
  const path = item.type === 'map' ? plain(item, 'path') : item;
  return path?.type === 'seq' ? path.children : [path ?? item];
}

function namedFiles(root: ConfigNode): readonly string[] {
  const services = plain(root, 'services')?.children ?? [];
  const files = [
    ...services.flatMap((service) => plain(plain(service, 'extends'), 'file') ?? []),
    ...includesOf(root).flatMap(pathsIn),
  ];
  return [
    ...new Set(
      files.flatMap(({ value, unknown }) => (typeof value === 'string' && unknown === undefined ? [value] : [])),
    ),
  ];
}

function plain(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.children.findLast((child) => child.key === key);
}
