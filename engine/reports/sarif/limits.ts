/** Of more results than this GitHub keeps the most severe only, and does not say so. */
export const mostResults = 5000;

/** GitHub's limit for a log as it travels, packed by gzip: 10 MB, whichever way they count. */
export const mostBytes = 10_000_000;

/** How much of one result GitHub keeps. */
export interface ResultLimits {
  readonly related: number;
  readonly steps: number;
}

export const uploadLimits: ResultLimits = { related: 100, steps: 1000 };

/** Evidence is complete or none. */
export const noLimits: ResultLimits = { related: Infinity, steps: Infinity };

/** GitHub shows the first ten and refuses the whole log for more than twenty. */
export const mostTags = 20;
