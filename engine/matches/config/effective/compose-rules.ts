import { childOf, emptied, put, type Effective } from './node.ts';
import { doubted, doubtOf, overlay, preferred, type Rules, type Together } from './overlay.ts';

/** How Docker Compose puts two files, or two services, together: https://docs.docker.com/reference/compose-file/merge/ */
export const composeRules: Rules = (keys) => {
  const [section, , ...inService] = keys;
  if (section !== 'services' || inService.length === 0) return 'merge';
  const path = inService.join('.');
  if (replaced.has(path)) return 'replace';
  if (path === 'logging') return (low, high) => (hasSameDriver(low, high) ? undefined : high);
  const asMap = keyed.has(path) ? entries : path === 'build' ? context : undefined;
  return asMap ? asMaps(asMap, keys, path) : appending(indexers[path] ?? everyOne);
};

/** A list beside a map is taken for the map it means. */
function asMaps(asMap: typeof entries, keys: readonly string[], path: string): Together {
  return (low, high) => {
    if (low.type === high.type && low.type !== 'scalar') return low.type === 'seq' ? listed(low, high) : undefined;
    const [below, above] = [asMap(low, path), asMap(high, path)];
    return below.type === 'map' && above.type === 'map' ? overlay(below, above, composeRules, keys) : undefined;
  };
}

/** Shell commands are not added to. */
const replaced = new Set(['command', 'entrypoint', 'healthcheck.test']);

/** Written as a map, or as a list of `KEY=value` or of names. */
const keyed = new Set([
  'annotations',
  'build.args',
  'build.labels',
  'depends_on',
  'deploy.labels',
  'environment',
  'extra_hosts',
  'labels',
  'networks',
  'sysctls',
]);

/** What tells the items of a list apart: of two with the same the later one counts. */
type Indexer = (item: Effective) => string | undefined;

const keyOf: Indexer = ({ value }) => (typeof value === 'object' ? undefined : String(value).replace(/=.*$/s, ''));
const everyOne: Indexer = () => undefined;
const volume: Indexer = (item) =>
  field(item, 'target') ??
  text(item)
    ?.replace(/:[a-zA-Z,]+$/, '')
    .split(':')
    .at(-1);
const mounted: Indexer = (item) => field(item, 'target') ?? field(item, 'source') ?? text(item);
const port: Indexer = (item) => {
  const written = text(item);
  if (written !== undefined) return written.includes('/') ? written : `${written}/tcp`;
  const [ip, published, target] = ['host_ip', 'published', 'target'].map((key) => field(item, key));
  return `${[ip, published, target].filter((part) => part !== undefined).join(':')}/${field(item, 'protocol') ?? 'tcp'}`;
};

const indexers: Readonly<Record<string, Indexer>> = {
  cap_add: keyOf,
  cap_drop: keyOf,
  configs: mounted,
  devices: (item) => field(item, 'target') ?? text(item)?.split(':')[1] ?? text(item),
  dns: keyOf,
  dns_opt: keyOf,
  dns_search: keyOf,
  env_file: (item) => field(item, 'path') ?? text(item),
  expose: keyOf,
  links: keyOf,
  ports: port,
  profiles: keyOf,
  secrets: mounted,
  tmpfs: keyOf,
  volumes: volume,
};

function text({ value }: Effective): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function field(item: Effective, key: string): string | undefined {
  const found = childOf(item, key);
  return found && text(found);
}

/** Lists are put one after the other. */
function appending(indexer: Indexer): Together {
  return (low, high) => {
    if (low.type !== 'seq' || high.type !== 'seq') return undefined;
    const both = emptied(preferred(low, high));
    const items = [...low.children, ...high.children];
    const last = new Map(items.map((item) => [indexer(item), item]));
    for (const item of items) {
      const index = indexer(item);
      if (index === undefined || item.unknown !== undefined || last.get(index) === item) put(both, undefined, item);
    }
    return doubted(both, doubtOf(high) ?? doubtOf(low));
  };
}

const listed = appending(keyOf);

/** `[A=1, B]` as `{A: 1, B: null}`. */
function entries(list: Effective, path: string): Effective {
  if (list.type !== 'seq') return list;
  const map: Effective = {
    ...emptied(list),
    type: 'map',
    children: [],
    value: Object.create(null) as Effective['value'],
  };
  const separator = path === 'extra_hosts' ? /[=:]/ : /=/;
  for (const item of list.children) {
    const { key: _index, ...entry } = item;
    const written = String(item.value);
    const at = item.unknown === undefined ? written.search(separator) : written.indexOf('=');
    put(map, at < 0 ? written : written.slice(0, at), { ...entry, value: at < 0 ? null : written.slice(at + 1) });
  }
  return map;
}

/** `build: .` as `build: {context: .}`. */
function context(build: Effective): Effective {
  if (build.type !== 'scalar') return build;
  const { key: _key, keyRange: _keyRange, ...entry } = build;
  const map: Effective = {
    ...emptied(build),
    type: 'map',
    children: [],
    value: Object.create(null) as Effective['value'],
  };
  put(map, 'context', entry);
  return map;
}

/** Options of one driver mean nothing to another. */
function hasSameDriver(low: Effective, high: Effective): boolean {
  const [one, other] = [field(low, 'driver'), field(high, 'driver')];
  return one === undefined || other === undefined || one === other;
}
