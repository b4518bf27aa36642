import type { ConfigNode, Json, Scalar } from '../../model/document.ts';
import type { Place, Range } from '../../model/region.ts';

export type PlaceAt = (range: Range) => Place;

/** What a map has under a key; of a key that is there twice, the last. */
export function at(node: ConfigNode | undefined, ...keys: readonly string[]): ConfigNode | undefined {
  let found = node;
  for (const name of keys)
    found = found?.type === 'map' ? found.children.findLast(({ key }) => key === name) : undefined;
  return found;
}

/** The entries of a map under a key, with their names. */
export function entriesAt(
  node: ConfigNode | undefined,
  ...keys: readonly string[]
): readonly (readonly [string, ConfigNode])[] {
  const map = at(node, ...keys);
  return map?.type === 'map' ? map.children.map((child) => [String(child.key), child] as const) : [];
}

export function scalarAt(node: ConfigNode | undefined, ...keys: readonly string[]): Scalar | undefined {
  const found = at(node, ...keys);
  return found?.type === 'scalar' ? (found.value as Scalar) : undefined;
}

export function textAt(node: ConfigNode | undefined, ...keys: readonly string[]): string | undefined {
  const value = scalarAt(node, ...keys);
  return typeof value === 'string' ? value : undefined;
}

export function strings(value: Json | undefined): readonly string[] {
  return [value].flat().filter((item): item is string => typeof item === 'string');
}

/** The package that a key of `overrides` or `resolutions` is about: `a`, `a@1`, `parent>a@^1`, `parent/@scope/a`. */
export function overriddenName(key: string): string {
  // as pnpm takes them apart: `>` is also written in ranges (`a@>=1`)
  const last = key.replace(/^.*[^ |@]>/, '').trim();
  const [, name = last] = /(?:^|\/)((?:@[^/@]+\/)?[^/@]+)(?:@.*)?$/.exec(last) ?? [];
  return name;
}
