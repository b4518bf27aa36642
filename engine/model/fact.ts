import type { Bindings, Cause } from './binding.ts';
import type { CallFacts } from './calls.ts';
import type { Family, ReadStatus, Scalar } from './document.ts';
import type { Directive } from './exemption.ts';
import type { Formula } from './formula.ts';
import type { DrizzleFact, DrizzleJournal } from './drizzle.ts';
import type { PackageFact } from './package-fact.ts';
import type { PrismaFact } from './prisma.ts';
import type { Problem } from './problem.ts';
import type { Place } from './region.ts';
import type { SqlFact } from './sql-change.ts';
import type { FlowPlace, Suppression } from './verdict.ts';

/** Why a local `no` is a no: what was looked for, and the nearest place where it should have been. */
export interface Refutation {
  readonly message: string;
  readonly place: Place;
  /** The finding is reported here instead of at its subject: a wrong or missing value inside a config document. */
  readonly precise?: boolean;
  /** Of a value: what was wanted, and what is there; in words. */
  readonly compared?: Compared;
}

/** What `$EXPECTED` and `$ACTUAL` stand for in messages. */
export interface Compared {
  readonly expected: string;
  readonly actual: string;
}

/** One match of a ranging matcher in one document, with what is left to decide. */
export interface FactRow {
  readonly policy: string;
  readonly matcher: number;
  /** Identity of the node within the workspace: path, range and type. */
  readonly node: string;
  /** Identity of the node that matched, where `focus` reports another. */
  readonly matched?: string;
  readonly place: Place;
  /** What the node is called, as of `Verdict`; absent where nothing around it has a name. */
  readonly key?: string;
  /** The document that it counts in, where that is not the one it stands in (an inherited value). */
  readonly countsIn?: string;
  /** The function that it is in, where that is asked for: its number in `CallFacts.units`. */
  readonly unit?: number;
  readonly bindings: Bindings;
  /** What remains of the matcher's own formula. */
  readonly rest: Formula;
  /** For subjects: what remains of `when` and `require` about this node. */
  readonly when?: Formula;
  readonly require?: Formula;
  readonly refutations?: readonly Refutation[];
  /** Why `when` is a no, where that was found out here. */
  readonly inapplicable?: readonly Refutation[];
  /** The text that the policy's fix puts in place of the region. */
  readonly fix?: string;
  /** What in the source says that a match here does not count. */
  readonly suppression?: Suppression;
  /** The way on which tainted data arrives there. */
  readonly flow?: readonly FlowPlace[];
  /** Sentences that say of a pass what was looked for. */
  readonly notes?: readonly string[];
}

/** What a .gitignore file says; evaluated in the reduce. */
export interface IgnoreFact {
  readonly path: string;
  readonly text: string;
}

/** Everything that the reduce knows of one file. */
export interface FileFacts {
  readonly path: string;
  readonly tracked?: boolean;
  readonly language: string;
  readonly family?: Family;
  readonly status: ReadStatus;
  readonly bytes: number;
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256?: string;
  /** Comments in it that exempt findings. */
  readonly directives?: readonly Directive[];
  readonly rows: readonly FactRow[];
  readonly sql?: SqlFact;
  readonly ignore?: IgnoreFact;
  /** What a package manifest or a lock file says. */
  readonly packages?: PackageFact;
  readonly prisma?: PrismaFact;
  readonly drizzle?: DrizzleFact;
  readonly journal?: DrizzleJournal;
  /** What a code file exports as constants: `PAID`, `STATUS.paid`, `default`. */
  readonly constants?: Readonly<Record<string, Scalar>>;
  /** Who calls whom, and what is guarded; where a policy asks for it. */
  readonly calls?: CallFacts;
  readonly problems: readonly Problem[];
  /** Why no policy may conclude from an absence in this file; present unless `status` is `parsed`. */
  readonly unread?: Cause;
}
