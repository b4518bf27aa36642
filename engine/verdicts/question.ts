import type { Bindings, Cause } from '../model/binding.ts';
import type { Formula, Guard, RangingMatcher } from '../model/formula.ts';
import type { Evidence } from '../model/verdict.ts';
import type { WorldObject } from '../matches/matcher.ts';
import type { Scope } from './guard-clauses.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

/** The subject of the policy, as far as the reduce knows it. */
export interface Subject {
  /** Identities of its node: as reported, and as matched. For `other: true`. */
  readonly node: string;
  readonly matched?: string;
  /** If it is an object of the schema. */
  readonly object?: WorldObject;
}

export interface Question {
  readonly policy: string;
  readonly facts: WorkspaceFacts;
  readonly matchers: readonly RangingMatcher[];
  readonly guards?: readonly Guard[];
  readonly subject: Subject;
  /** The object of the schema that the formula is about: the subject's, or inside `exists` the candidate's. */
  readonly about?: WorldObject;
  /** Inside `has` with `reach: calls`: the functions that the subject reaches. */
  readonly within?: Scope;
  /** Told why something does not hold: evidence of a fail. `unheard` where nobody wants to know. */
  readonly refute: (evidence: Evidence) => void;
}

/** What only serves evidence need not be looked for then. */
export const unheard = (): undefined => undefined;

/** One way in which a formula holds; with causes it is unknown whether it does. No solution: it does not hold. */
export interface Decision {
  readonly bindings: Bindings;
  readonly causes: readonly Cause[];
  readonly evidence: readonly Evidence[];
}

export type Decide = (formula: Formula, bindings: Bindings, question: Question) => readonly Decision[];

export function isCertain({ causes }: Pick<Decision, 'causes'>): boolean {
  return causes.length === 0;
}
