import type { Cause } from './binding.ts';

/** What of an object a statement may change without making or dropping it. */
export const ASPECTS_OF_OBJECTS = [
  'columns',
  'constraints',
  'rls',
  'policies',
  'triggers',
  'privileges',
  'settings',
] as const;
export type Aspect = (typeof ASPECTS_OF_OBJECTS)[number];
export type TouchedKind = 'table' | 'view' | 'function' | 'index' | 'type' | 'schema' | 'extension' | 'bucket';

/** What SQL that we cannot follow may do, as far as its constant part tells. */
export interface Touch {
  /** Absent: objects of any kind. */
  readonly kinds?: readonly TouchedKind[];
  /** Absent: everything about them, also whether they exist. */
  readonly aspect?: Aspect;
  /** It can only make what is not there yet: what is there stays as it is. */
  readonly makes?: true;
  /** Of the aspect, the one part it is about by its name, such as a column. */
  readonly part?: string;
  /** Of row level security: what it can only become. */
  readonly rls?: boolean;
  /** The object's name is only known when it runs: any object may be meant, or any that the call of the function names. */
  readonly any?: 'object' | 'argument';
}

/** A statement that we could not follow. Without a touch anything about the objects that it mentions. */
export interface Unfollowed {
  readonly mentions: readonly string[];
  readonly touch?: Touch;
}

export interface Doubt {
  readonly cause: Cause;
  readonly aspect: Aspect;
  /** As of a touch. */
  readonly makes?: true;
  readonly part?: string;
}

/** A catalog object about some of whose aspects there are doubts; `uncertain` is a doubt about all of it. */
export interface Doubted {
  readonly uncertain?: Cause;
  readonly doubts?: readonly Doubt[];
}

export function doubtsOf(object: Doubted): readonly Doubt[] {
  return object.doubts ?? [];
}

/** After a statement that sets the aspect of an object, which it also shows to be there. */
export function settled<T extends Doubted>(object: T, aspect: Aspect): T {
  const { uncertain, doubts = [], ...rest } = object;
  const left = [...(uncertain ? ASPECTS_OF_OBJECTS.map((one) => ({ cause: uncertain, aspect: one })) : []), ...doubts];
  const others = left.filter((doubt) => doubt.aspect !== aspect);
  return { ...rest, ...(others.length > 0 && { doubts: others }) } as unknown as T;
}
