import type { Json } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { Region } from '../model/region.ts';

export type Path = readonly (string | number)[];

/** Where a piece of policy data was written, so that an error can point at it. */
export interface Origin {
  /** The file, as the user would name it. */
  readonly path: string;
  locate(path: Path, at?: 'key' | 'value'): Region | undefined;
}

/** A piece of data of a policy file and the way to it from the file's root. */
export interface Located {
  readonly data: Json;
  readonly origin: Origin;
  readonly path: Path;
}

export function child({ data, origin, path }: Located, ...steps: Path): Located {
  const value = steps.reduce<Json | undefined>(
    (at, step) => (at as Record<string | number, Json> | null | undefined)?.[step],
    data,
  );
  return { data: value ?? null, origin, path: [...path, ...steps] };
}

/** Items of a list, or the value itself as the only one. */
export function items(located: Located): readonly Located[] {
  return Array.isArray(located.data) ? located.data.map((_, i) => child(located, i)) : [located];
}

export function entries(located: Located): readonly (readonly [key: string, value: Located])[] {
  const { data } = located;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return [];
  return Object.keys(data).map((key) => [key, child(located, key)]);
}

export function policyProblem({ origin, path }: Located, message: string, at: 'key' | 'value' = 'value'): Problem {
  const region = origin.locate(path, at);
  return { kind: 'policy', level: 'error', message, path: origin.path, ...(region && { region }) };
}

export function isMap(data: Json | undefined): data is { readonly [key: string]: Json } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
