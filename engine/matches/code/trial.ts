import type { Cause } from '../../model/binding.ts';
import { agree } from '../unify.ts';
import type { DocumentView, LocalBindings } from '../matcher.ts';
import { bindingOf, type Capture } from './capture.ts';
import type { Node } from './estree.ts';
import { sameCode } from './same-code.ts';

interface Captured {
  readonly name: string;
  readonly capture: Capture;
  readonly before: Captured | undefined;
}

/** The state of one attempt to match; never changed, only extended. */
export interface Trial {
  readonly view: DocumentView;
  /** The bindings the matcher was asked with. */
  readonly given: LocalBindings;
  readonly captured: Captured | undefined;
  readonly unknown: Cause | undefined;
  /** The last statement a sequence has matched. */
  readonly last?: Node | undefined;
}

/** Called with each way in which a pattern holds; `true` means that no other way is wanted. */
export type Next = (trial: Trial) => boolean;

/**
 * A piece of a pattern, compiled. `mayMatch` is the cheap way to a no: it allocates nothing and is asked first.
 * `match` gives each way in which the piece holds to `next`.
 */
export interface NodePattern {
  mayMatch(node: Node, view: DocumentView): boolean;
  match(node: Node, trial: Trial, next: Next): boolean;
}

/** What compiles the pieces of a pattern; each kind of piece has a file of its own that is given this. */
export interface Compiler {
  /** In the place of an expression, a type or anything else that has no rule of its own. */
  expression(pattern: Node): NodePattern;
  /** In the place of a name: a key, a property, something declared. */
  name(pattern: Node): NodePattern;
  /** A declared name, a parameter or the target of an assignment, which may be destructured. */
  target(pattern: Node): NodePattern;
  statement(pattern: Node): NodePattern;
  /** A function's body, a block or a branch. */
  body(pattern: Node): NodePattern;
  /** The text of the whole pattern, as parsed. */
  readonly code: string;
}

/** Binds a metavariable, or compares with what it is already bound to. */
export function bind(name: string, capture: Capture, trial: Trial, next: Next): boolean {
  if (name === '_') return next(trial);
  const earlier = lookup(trial.captured, name);
  if (earlier) return sameCode(trial.view, earlier, capture) && next(trial);
  const given = trial.given[name];
  if (given) {
    const agreement = agree(given, bindingOf(trial.view, capture));
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
export function bindingsOf({ view, given, captured }: Trial): LocalBindings {
  const own: [string, ReturnType<typeof bindingOf>][] = [];
  for (let one = captured; one; one = one.before) own.unshift([one.name, bindingOf(view, one.capture)]);
  return own.length === 0 ? given : { ...given, ...Object.fromEntries(own) };
}

export const anything: NodePattern = { mayMatch: () => true, match: (_node, trial, next) => next(trial) };
