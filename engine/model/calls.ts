import type { Cause } from './binding.ts';
import type { Clauses } from './clauses.ts';
import type { Formula } from './formula.ts';
import type { Place } from './region.ts';
import type { Callee, Test, Value } from './result.ts';

/** Something that is decided where all files are known. */
export type Atom =
  | { readonly is: 'entry' }
  /** The call has made sure of it, if its result stands the test. */
  | {
      readonly is: 'call';
      readonly callee: Callee;
      readonly test: Test;
      readonly awaited: boolean;
      readonly place: Place;
    }
  /** Something ran, or was tested, that is a match if the formula holds. */
  | { readonly is: 'match'; readonly formula: Formula; readonly place: Place }
  | { readonly is: 'unknown'; readonly cause: Cause };

/** A function, a class body or the module, in the order of the flow graph of its file. */
export interface UnitFact {
  readonly kind: 'module' | 'function' | 'class';
  readonly name?: string;
  readonly place: Place;
  readonly range: readonly [number, number];
  readonly isAsync?: true;
  /** A method, or the value of a property: calls that only name it may mean it. */
  readonly isMember?: true;
  /** Somebody who is not in the workspace runs it: a handler, a server action. */
  readonly isOutside?: true;
}

/** A place in a unit from which another unit is, or may be, run. */
export interface Site {
  readonly unit: number;
  readonly callee: Callee;
  /** Offset in the file. */
  readonly at: number;
  readonly place: Place;
  /**
   * `call`: it is run here; `passed`: it is handed to somebody who runs it here at the earliest; `registered`: as a
   * handler, which starts anew whenever it is run; `kept`: it is stored or
   * returned, and run by whoever gets hold of it.
   */
  readonly how: 'call' | 'passed' | 'registered' | 'kept';
  /** For `passed`: to whom, and as which argument. */
  readonly receiver?: { readonly callee: Callee; readonly index: number };
  /** For calls of a parameter: how many. */
  readonly arguments?: number;
  /** For `registered`: what is registered before it for the same requests, in order; each decides whether it calls the next. */
  readonly behind?: readonly Callee[];
}

/** One way in which a unit returns. */
export interface Return {
  readonly clauses: Clauses;
  readonly value: Value<Clauses>;
  /** It hands on an answer that nobody has tested yet. */
  readonly pending: boolean;
}

/** What a file leaves behind about one guard of one policy. */
export interface GuardFact {
  readonly atoms: readonly Atom[];
  /** By index of the site; where nothing is said, whoever runs its unit decides. */
  readonly sites: Readonly<Record<number, Clauses>>;
  /** By unit: all ways to return. Left out: units that can make sure of nothing. */
  readonly returns: Readonly<Record<number, readonly Return[]>>;
}

/** Who calls whom in a file, and what is guarded there. Present only where a policy in force asks for it. */
export interface CallFacts {
  readonly units: readonly UnitFact[];
  readonly sites: readonly Site[];
  /** By exported name (`svc.check` for members): the unit, or where it comes from. */
  readonly exports: Readonly<Record<string, number | { readonly from: string; readonly name: string }>>;
  /** `export * from`. */
  readonly stars: readonly string[];
  /** By `guardKey`. */
  readonly guards: Readonly<Record<string, GuardFact>>;
}

export function guardKey(policy: string, guard: number): string {
  return `${policy} ${guard}`;
}
