import { agree } from '../unify.ts';
import type { LocalBinding, LocalBindings } from '../matcher.ts';
import type { Captured, Next, NodePattern, Trial } from './adapter.ts';
import type { Capture } from './capture.ts';
import { isSameCapture } from './same-capture.ts';

/** Binds a metavariable, or compares with what it is already bound to. */
export function bind(name: string, capture: Capture, trial: Trial, next: Next): boolean {
  if (name === '_') return next(trial);
  const { view, adapter, dialect } = trial;
  const earlier = lookup(trial.captured, name);
  if (earlier) return isSameCapture(view, earlier, capture, dialect, adapter) && next(trial);
  const given = trial.given[name];
  if (given) {
    const agreement = agree(given, adapter.bindingOf(view, capture));
    if (agreement === false) return false;
    return next(agreement === true ? trial : { ...trial, unknown: trial.unknown ?? agreement });
  }
  return next({ ...trial, captured: { name, capture, before: trial.captured } });
}

function lookup(captured: Captured | undefined, name: string): Capture | undefined {
  for (let one = captured; one; one = one.before) if (one.name === name) return one.capture;
  return undefined;
}

/** The bindings of a finished trial. */
export function bindingsOf({ view, adapter, given, captured }: Trial): LocalBindings {
  const own: [string, LocalBinding][] = [];
  for (let one = captured; one; one = one.before) own.unshift([one.name, adapter.bindingOf(view, one.capture)]);
  return own.length === 0 ? given : { ...given, ...Object.fromEntries(own) };
}

/** One step after the other, each with what the steps before it have bound. */
export function inTurn(
  steps: readonly ((trial: Trial, next: Next) => boolean)[],
  trial: Trial,
  next: Next,
  at = 0,
): boolean {
  const step = steps[at];
  return step ? step(trial, (extended) => inTurn(steps, extended, next, at + 1)) : next(trial);
}

export const anything: NodePattern = { mayMatch: () => true, match: (_node, trial, next) => next(trial) };
