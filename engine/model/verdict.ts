import type { Bindings, Cause } from './binding.ts';
import type { Exemption } from './exemption.ts';
import type { VerdictKind } from './policy.ts';
import type { Place } from './region.ts';

/** A place that supports a verdict, and what it shows. */
export interface Evidence {
  /** A sentence or a short label, e.g. `exists: table public.orders`. */
  readonly message: string;
  readonly place?: Place;
}

/** Why a finding does not count: it marks, and never deletes. In SARIF's words `inSource` is a comment beside the code, `external` an exemption. */
export interface Suppression {
  readonly kind: 'inSource' | 'external';
  /** What was written there. */
  readonly justification: string;
  /** Of the comment or of the entry in the file of exemptions. */
  readonly place?: Place;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly exemption?: Exemption;
}

/** A step on the way of tainted data: the first is the source, the last the sink. */
export interface FlowPlace {
  readonly message: string;
  readonly place: Place;
}

/** The judgement about one subject. */
export interface Verdict {
  readonly policy: string;
  readonly kind: VerdictKind;
  /** Identity of the subject; for a policy as a whole (vacuous, project, bare forbid) the policy's id. */
  readonly subject: string;
  /** What the subject is called, which edits elsewhere do not change: `table public.orders`, `services.web.privileged`, `Orders.create`. */
  readonly key?: string;
  /** Absent only for a policy as a whole. */
  readonly place?: Place;
  /** Paths of the documents that it is about, where its place is in another one (an inherited value). */
  readonly countsIn?: readonly string[];
  readonly bindings: Bindings;
  /** For joins both sides; for a fail what was tried and the nearest candidates. */
  readonly evidence: readonly Evidence[];
  /** For `review` and `open`. */
  readonly causes: readonly Cause[];
  /** For a bare `forbid` that passed: how many documents were examined. */
  readonly examined?: number;
  /** The text that the policy's fix puts in place of the region. */
  readonly fix?: { readonly safe: boolean; readonly text: string };
  /** Only of a `fail` or `review`. */
  readonly suppression?: Suppression;
  /** Only of a `fail` or `review` that tainted data led to. */
  readonly flow?: readonly FlowPlace[];
}

/** From best to worst; what was not looked at outweighs what a person could tell. */
const order: readonly VerdictKind[] = ['vacuous', 'notApplicable', 'pass', 'review', 'open', 'fail'];

export function badness(kind: VerdictKind): number {
  return order.indexOf(kind);
}
