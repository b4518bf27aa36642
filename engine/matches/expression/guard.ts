import { createContext, Script, type Context } from 'node:vm';
import { BudgetExceeded } from '../budget.ts';

/** A search that takes longer has gone wrong: what rules ask of files of a usual size takes milliseconds. */
const mostMilliseconds = 2_000;

let context: (Context & { run: () => unknown }) | undefined;
const script = new Script('run()');

/**
 * Runs a search that its expression may make endless, and stops it after two seconds with BudgetExceeded. JavaScript has
 * no way to count the steps of a regular expression, nor to interrupt one from its own thread, but for the time limit of
 * `node:vm`: V8 looks for interrupts when it backtracks. It is a kill switch: that it struck is reported, and is the one thing in
 * a report that may differ between two runs. Setting it costs a tenth of a millisecond, so it is for searches that need it.
 */
export function guarded<T>(what: string, run: () => T): T {
  try {
    return interruptible(mostMilliseconds, run);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== undefined) throw new BudgetExceeded(`${what} ${reason}.`);
    throw error;
  }
}

/** Runs work that does not wait for anything; what takes longer is stopped wherever it is, with an error that `isTimeout` knows. */
export function interruptible<T>(milliseconds: number, run: () => T): T {
  context ??= createContext({ run }) as typeof context & {};
  context.run = run;
  return script.runInContext(context, { timeout: milliseconds }) as T;
}

/** By its code: errors that come out of another context are no instances of this one's classes. */
export function isTimeout(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function reasonOf(error: unknown): string | undefined {
  const { name } = error as { readonly name?: unknown };
  if (isTimeout(error)) return `took more than ${mostMilliseconds / 1_000} seconds`;
  return name === 'RangeError' ? 'needed more memory than JavaScript gives it' : undefined;
}
