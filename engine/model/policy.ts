import type { Formula, Guard, RangingMatcher } from './formula.ts';
import type { Scalar } from './document.ts';
import type { Region } from './region.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'high' | 'medium' | 'low';
export type VerdictKind = 'pass' | 'fail' | 'review' | 'open' | 'notApplicable' | 'vacuous';

/** An example of a policy or definition: its test and its documentation. */
export interface Example {
  readonly name: string;
  /** The worst verdict of all subjects. */
  readonly verdict: VerdictKind;
  readonly nearMiss: boolean;
  /** `path:line` of every finding expected; absent: any place. */
  readonly at?: readonly string[];
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths that git tracks although they are ignored, etc.; absent: every file of the example is tracked. */
  readonly untracked?: readonly string[];
  readonly region?: Region;
}

export interface Taxa {
  readonly [taxonomy: string]: readonly string[];
}

/** What a policy says about itself. */
export interface PolicyInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Text with `$NAME` placeholders; defaults to the title. */
  readonly message: string;
  readonly description?: string;
  readonly remedy?: string;
  readonly references: readonly string[];
  readonly taxa: Taxa;
  readonly tags: readonly string[];
  /** Whether comments in the source may exempt its findings; absent: they may. */
  readonly directives?: 'allow' | 'forbid';
  /** The name of the pack it came with. */
  readonly pack?: string;
  /** Whose language it is written in, where that is not ours: placeholders, confidence and comments that suppress mean what they mean there. */
  readonly dialect?: 'semgrep';
  /** The policy file, as the user would name it, and the region of `id:` in it. */
  readonly path: string;
  readonly region?: Region;
}

/** Values of a metavariable or places left out by design. */
export interface Exception {
  /** Metavariable name → globs over the value's text. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
  /** Globs over the path of the subject. */
  readonly files?: readonly string[];
  readonly reason: string;
}

export type SetSource =
  /** All values of one metavariable, or tuples of several, over the rows of a matcher. */
  | { readonly from: 'matcher'; readonly matcher: number; readonly values: readonly string[] }
  | { readonly from: 'list'; readonly values: readonly (Scalar | readonly Scalar[])[] };

export interface SetsForm {
  readonly sets: Readonly<Record<string, SetSource>>;
  readonly relation: 'within' | 'equal' | 'disjoint' | 'unique';
  /** Names of sets: two for `within`, `equal`, `disjoint`, one for `unique`. */
  readonly of: readonly string[];
}

/** How a policy judges (policy-language.md, section 4). `subject` and `forbid` name matchers of the check. */
export type PolicyForm =
  | { readonly form: 'forbid'; readonly subject: number; readonly when?: Formula }
  | { readonly form: 'require'; readonly subject: number; readonly when?: Formula; readonly require: Formula }
  | { readonly form: 'sets'; readonly subject?: number; readonly when?: Formula; readonly sets: SetsForm }
  | { readonly form: 'project'; readonly when?: Formula; readonly require: Formula };

/** How a finding can be repaired. */
export type Fix = { readonly safe: boolean } & (
  | {
      /** New text for its region, with `$NAME` placeholders that stand for source text. */
      readonly replace: string;
    }
  | {
      /** What is replaced in the text of its region, and by what: `$1` and `\\1` stand for groups. */
      readonly regex: string;
      readonly replacement: string;
      /** At most so many times; absent: everywhere. */
      readonly count?: number;
    }
);

/** A policy compiled; plain data, handed to every worker. */
export interface Check {
  readonly policy: PolicyInfo;
  readonly matchers: readonly RangingMatcher[];
  /** What its `guarded-by` and steps `by: flow` ask for, by their numbers; absent: nothing does. */
  readonly guards?: readonly Guard[];
  readonly judge: PolicyForm;
  /** Metavariables that something outside the subject's own matcher may bind: the map keeps every solution that binds one. */
  readonly deferred: readonly string[];
  readonly except: readonly Exception[];
  /** What unknown-because-not-static means: `review` unless the policy says `unknown: fail`. */
  readonly unknown: 'review' | 'fail';
  readonly fix?: Fix;
}
