/** More solutions than this about one subject are a budget exceeded, never a silent cut. */
const mostSolutions = 2_000;

/** Deterministic: it counts steps. Only `expression/guard.ts` counts time, since a regular expression cannot be counted. */
export class BudgetExceeded extends Error {}

export function bounded<T>(solutions: readonly T[]): readonly T[] {
  if (solutions.length > mostSolutions) {
    throw new BudgetExceeded(`More than ${mostSolutions} ways to match one subject were found.`);
  }
  return solutions;
}

/** Counts what a piece of work takes. */
export interface Effort {
  /** Throws `BudgetExceeded` when all is spent. */
  spend(steps: number): void;
}

/** A few seconds of work at most; what is sensible takes a small part of it. */
const mostSteps = 20_000_000;

export function effort(most: number = mostSteps): Effort {
  let left = most;
  return {
    spend: (steps) => {
      left -= steps;
      if (left < 0) throw new BudgetExceeded(`More than ${most} steps would be needed.`);
    },
  };
}
