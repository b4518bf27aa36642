import { BudgetExceeded } from '../budget.ts';

/** Counts what evaluating one rule on one document takes; deterministic, as all budgets are. */
export interface Effort {
  /** Throws `BudgetExceeded` when all is spent. */
  spend(steps: number): void;
}

/** About a second of work. */
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
