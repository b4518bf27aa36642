/** More solutions than this about one subject are a budget exceeded, never a silent cut. */
const mostSolutions = 2_000;

/** Deterministic: it counts steps, never time. */
export class BudgetExceeded extends Error {}

export function bounded<T>(solutions: readonly T[]): readonly T[] {
  if (solutions.length > mostSolutions) {
    throw new BudgetExceeded(`More than ${mostSolutions} ways to match one subject were found.`);
  }
  return solutions;
}
