import type { JSONPathQuery } from 'json-p3';
import type { ConfigNode, Json, Scalar } from '../../model/document.ts';
import type { AnchorValue } from '../../model/formula.ts';
import { compileGlobList, type Glob } from '../glob.ts';
import { compileJsonPath, selected } from './jsonpath.ts';
import { here, parsePath, type Path } from './path.ts';
import { reach, type Reach } from './reach.ts';
import { wantedOf, type Wanted } from './value.ts';

/** What `absent:` says of a path that leads nowhere. */
export type Absence = 'fail' | 'ok' | { readonly default: Scalar };

/** The value of a `config` matcher, compiled. */
export interface Query {
  /** Without it the paths start from the subject. */
  readonly files?: Glob;
  readonly paths: readonly Path[];
  /** In place of a path. */
  readonly jsonPath?: JSONPathQuery;
  /** As messages call what is looked for. */
  readonly name: string;
  readonly wanted: Wanted;
  readonly absence: Absence;
  readonly commented: boolean;
  /** The document as its tool sees it: inherited values and defaults count. */
  readonly effective: boolean;
  readonly kind?: string;
}

export function queryOf(value: AnchorValue): Query {
  const { config, jsonpath, 'document-kind': kind, commented, effective } = value;
  const { paths, fallback } = pathsOf(value);
  return {
    ...(config !== undefined && { files: compileGlobList(config as string | readonly string[]) }),
    ...(typeof jsonpath === 'string' && { jsonPath: compileJsonPath(jsonpath) }),
    ...(typeof kind === 'string' && { kind }),
    paths,
    name: typeof jsonpath === 'string' ? jsonpath : paths.map(({ text }) => text).join("' or '"),
    wanted: wantedOf(value.value),
    absence: fallback ?? (value.absent as Absence | undefined) ?? 'fail',
    commented: commented === true,
    effective: effective === true,
  };
}

function pathsOf({ path, first }: AnchorValue): { readonly paths: readonly Path[]; readonly fallback?: Absence } {
  if (!Array.isArray(first)) return { paths: [typeof path === 'string' ? parsePath(path) : here] };
  const paths = first.filter((item) => typeof item === 'string').map(parsePath);
  const fallback = first.find(isDefault);
  return { paths, ...(fallback && { fallback }) };
}

export function isDefault(item: Json | undefined): item is { readonly default: Scalar } {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && 'default' in item;
}

/** Where the query leads from a node: with several paths, where the first of them leads that exists. */
export function follow(query: Query, from: ConfigNode): Reach {
  if (query.jsonPath) {
    const found = selected(query.jsonPath, from).map((node) => ({ node, captures: {} }));
    const doubtful = mapInDoubt(from);
    return { found, nearest: from, ...(doubtful && { doubtful }) };
  }
  let last: Reach | undefined;
  for (const path of query.paths) {
    const next = reach(path, from, query.commented);
    if (next.found.length > 0 || next.doubtful) return next;
    last = last && depthOf(last.nearest) >= depthOf(next.nearest) ? last : next;
  }
  return last ?? { found: [], nearest: from };
}

/** A map or list that may have entries which are not written: a JSONPath could lead to one. */
function mapInDoubt(node: ConfigNode): ConfigNode | undefined {
  if (node.type === 'scalar') return undefined;
  if (node.unknown !== undefined) return node;
  for (const child of node.children) {
    const found = mapInDoubt(child);
    if (found) return found;
  }
  return undefined;
}

function depthOf(node: ConfigNode): number {
  let depth = 0;
  for (let at = node.parent; at; at = at.parent) depth++;
  return depth;
}
