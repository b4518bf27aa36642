import type { Cause } from '../model/binding.ts';
import type { CallFacts, Site, UnitFact } from '../model/calls.ts';
import type { ModuleAlias } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Callee } from '../model/result.ts';
import { isOfWorkspace } from '../model/module-specifier.ts';
import { candidates } from './imports.ts';

/** A function of the workspace. */
export interface UnitRef {
  readonly path: string;
  readonly unit: number;
}

/** A site with the file that it is in. */
export interface SiteRef {
  readonly path: string;
  readonly index: number;
  readonly site: Site;
}

/** What a callee is, now that all files are known. */
export type Resolved =
  | { readonly kind: 'unit'; readonly at: UnitRef }
  /** Of a package, the platform or the language: it runs no code of the workspace's. */
  | { readonly kind: 'foreign' }
  /** Something under this name that is in no file, or in one that could not be read. */
  | { readonly kind: 'missing'; readonly cause: Cause }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'parameter'; readonly at: UnitRef; readonly index: number };

/** Who calls whom in the whole workspace. */
export interface CallGraph {
  facts(path: string): CallFacts | undefined;
  unit(at: UnitRef): UnitFact;
  resolve(path: string, callee: Callee): Resolved;
  /** Sites that certainly lead to the unit, but for those in tests. */
  sitesOf(at: UnitRef): readonly SiteRef[];
  /** Sites that call something of this name without saying what. */
  sitesNamed(name: string): readonly SiteRef[];
  /** Sites that call a parameter of the unit. */
  sitesOfParameter(at: UnitRef, index: number): readonly SiteRef[];
  unitsNamed(name: string): readonly UnitRef[];
  /** Sites in these ranges of a file. */
  sitesIn(path: string, ranges: readonly (readonly [number, number])[]): readonly SiteRef[];
  sitesInUnit(at: UnitRef): readonly SiteRef[];
  /** Whether some way leads to the unit from where execution begins. */
  isReached(at: UnitRef): boolean;
}

export function keyOf({ path, unit }: UnitRef): string {
  return `${path} ${unit}`;
}

const test = /(^|\/)(__tests__|__mocks__|tests?|e2e|cypress|playwright)\/|[._-](test|spec|stories|e2e)\.[cm]?[jt]sx?$/;

/** What tests call says nothing about who calls in production. */
export function isTest(path: string): boolean {
  return test.test(path);
}

export function callGraph(files: readonly FileFacts[], aliases: readonly ModuleAlias[]): CallGraph {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const facts = (path: string): CallFacts | undefined => byPath.get(path)?.calls;
  const resolve = (path: string, callee: Callee): Resolved => {
    switch (callee.to) {
      case 'unit':
        return { kind: 'unit', at: { path, unit: callee.unit } };
      case 'import':
        return resolveImport(path, callee, byPath, aliases);
      case 'named':
        return { kind: 'named', name: callee.name };
      case 'parameter':
        return { kind: 'parameter', at: { path, unit: callee.unit }, index: callee.index };
    }
  };
  const index = indexSites(files, resolve);
  let reached: ReadonlySet<string> | undefined;
  const graph: CallGraph = {
    facts,
    unit: ({ path, unit }) => facts(path)!.units[unit]!,
    resolve,
    sitesOf: (at) => index.ofUnit.get(keyOf(at)) ?? [],
    sitesNamed: (name) => index.named.get(name) ?? [],
    sitesOfParameter: (at, i) => index.ofParameter.get(`${keyOf(at)} ${i}`) ?? [],
    unitsNamed: (name) => index.unitsNamed.get(name) ?? [],
    sitesIn: (path, ranges) =>
      (index.inFile.get(path) ?? []).filter(({ site }) =>
        ranges.some(([start, end]) => start <= site.at && site.at < end),
      ),
    sitesInUnit: (at) => index.inUnit.get(keyOf(at)) ?? [],
    isReached: (at) => (reached ??= reachedUnits(files, graph, resolve)).has(keyOf(at)),
  };
  return graph;
}

function resolveImport(
  path: string,
  { from, name }: { readonly from: string; readonly name: string },
  byPath: ReadonlyMap<string, FileFacts>,
  aliases: readonly ModuleAlias[],
  seen: ReadonlySet<string> = new Set(),
): Resolved {
  const file = candidates(path, from, aliases).find((candidate) => byPath.has(candidate));
  const last = name.split('.').at(-1)!;
  if (file === undefined) {
    if (!isOfWorkspace(path, from, aliases)) return { kind: 'foreign' };
    const message = `'${from}', from which '${name}' is imported, is not in the workspace.`;
    return { kind: 'missing', cause: { kind: 'not-read', message, place: { path } } };
  }
  const { unread, calls } = byPath.get(file)!;
  if (unread) return { kind: 'missing', cause: unread };
  const id = `${file} ${name}`;
  if (!calls || seen.has(id)) return { kind: 'named', name: last };
  const exported = Object.hasOwn(calls.exports, name) ? calls.exports[name] : undefined;
  if (typeof exported === 'number') return { kind: 'unit', at: { path: file, unit: exported } };
  const further = new Set([...seen, id]);
  if (exported) return resolveImport(file, exported, byPath, aliases, further);
  const [head, ...rest] = name.split('.');
  const object = Object.hasOwn(calls.exports, head!) ? calls.exports[head!] : undefined;
  if (typeof object === 'number' && /^(call|apply)$/.test(rest.join('.')))
    return { kind: 'unit', at: { path: file, unit: object } };
  if (rest.length > 0 && typeof object === 'object') {
    // `*` is the other module as a whole.
    const inner = (object.name === '*' ? rest : [object.name, ...rest]).join('.');
    return resolveImport(file, { from: object.from, name: inner }, byPath, aliases, further);
  }
  for (const star of calls.stars) {
    const found = resolveImport(file, { from: star, name }, byPath, aliases, further);
    if (found.kind === 'unit' || found.kind === 'missing') return found;
  }
  return { kind: 'named', name: last };
}

interface SiteIndex {
  readonly ofUnit: ReadonlyMap<string, readonly SiteRef[]>;
  readonly ofParameter: ReadonlyMap<string, readonly SiteRef[]>;
  readonly named: ReadonlyMap<string, readonly SiteRef[]>;
  readonly inFile: ReadonlyMap<string, readonly SiteRef[]>;
  readonly inUnit: ReadonlyMap<string, readonly SiteRef[]>;
  readonly unitsNamed: ReadonlyMap<string, readonly UnitRef[]>;
}

function indexSites(files: readonly FileFacts[], resolve: (path: string, callee: Callee) => Resolved): SiteIndex {
  const ofUnit = new Map<string, SiteRef[]>();
  const ofParameter = new Map<string, SiteRef[]>();
  const named = new Map<string, SiteRef[]>();
  const inFile = new Map<string, SiteRef[]>();
  const inUnit = new Map<string, SiteRef[]>();
  const unitsNamed = new Map<string, UnitRef[]>();
  for (const { path, calls } of files) {
    if (!calls) continue;
    calls.units.forEach(({ name, kind }, unit) => {
      if (name !== undefined && kind === 'function') push(unitsNamed, name, { path, unit });
    });
    calls.sites.forEach((site, index) => {
      const ref = { path, index, site };
      push(inFile, path, ref);
      push(inUnit, keyOf({ path, unit: site.unit }), ref);
      if (isTest(path)) return;
      const target = resolve(path, site.callee);
      if (target.kind === 'unit') push(ofUnit, keyOf(target.at), ref);
      if (target.kind === 'named') push(named, target.name, ref);
      if (target.kind === 'parameter') push(ofParameter, `${keyOf(target.at)} ${target.index}`, ref);
    });
  }
  return { ofUnit, ofParameter, named, inFile, inUnit, unitsNamed };
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}

/** From modules, handlers, and functions that nothing calls. What only calls itself is not reached. */
function reachedUnits(
  files: readonly FileFacts[],
  graph: CallGraph,
  resolve: (path: string, callee: Callee) => Resolved,
): ReadonlySet<string> {
  const reached = new Map<string, UnitRef>();
  for (const { path, calls } of files) {
    calls?.units.forEach((fact, unit) => {
      const at = { path, unit };
      const isRoot = fact.kind !== 'function' || fact.isOutside || graph.sitesOf(at).length === 0;
      if (isRoot) reached.set(keyOf(at), at);
    });
  }
  for (const at of reached.values()) {
    for (const { path, site } of graph.sitesInUnit(at)) {
      const target = resolve(path, site.callee);
      if (target.kind === 'unit' && !isTest(path)) reached.set(keyOf(target.at), target.at);
    }
  }
  return new Set(reached.keys());
}
