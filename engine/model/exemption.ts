import type { Place } from './region.ts';

/** A dated, reasoned and owned permission from the file of exemptions. It marks findings and never deletes one. */
export interface Exemption {
  /** Where the entry stands. */
  readonly place: Place;
  /** An id, or a glob over ids. */
  readonly policy: string;
  /** A glob over keys of subjects. Of `subject` and `files` at least one is given; where both are, both must hold. */
  readonly subject?: string;
  /** Globs over the finding's path. */
  readonly files?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly approver?: string;
  readonly ticket?: string;
  /** Days as `YYYY-MM-DD`; it holds through the whole of the last one. */
  readonly created: string;
  readonly expires: string;
}

/** What an organisation asks of exemptions. */
export interface ExemptionRules {
  /** How many days an exemption may last at most; absent: as long as it says. */
  readonly longestDays?: number;
  /** How many days before its end a warning comes. */
  readonly warningDays: number;
  /** Whether comments in the source may exempt. */
  readonly directives: boolean;
}

/** A comment that exempts what stands on a line: `bylaw-ignore POLICY: why`. */
export interface Directive {
  /** Of the comment. */
  readonly place: Place;
  /** 1-based line of the finding that is meant. */
  readonly line: number;
  /** Ids, at least one. */
  readonly policies: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** What became of an exemption: `unused` matches no finding. */
export interface ExemptionReport {
  readonly exemption: Exemption;
  readonly state: 'in-force' | 'expiring' | 'expired' | 'unused';
  /** How many findings it is about. */
  readonly findings: number;
}
