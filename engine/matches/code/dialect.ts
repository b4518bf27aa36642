import type { RangeOptions } from '../../model/range-formula.ts';

/** How a pattern is meant: by Semgrep's rules alone, or with what native policies see beyond them (code-patterns.md). */
export interface Dialect {
  readonly semgrep: boolean;
  readonly options: RangeOptions;
}

/** Of native policies. */
export const native: Dialect = { semgrep: false, options: {} };
