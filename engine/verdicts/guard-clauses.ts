import type { Bindings, Cause } from '../model/binding.ts';
import type { Atom, GuardFact } from '../model/calls.ts';
import { ENTRY, type Clauses } from '../model/clauses.ts';
import type { Formula } from '../model/formula.ts';
import type { Callee, Test } from '../model/result.ts';
import { keyOf, type CallGraph, type SiteRef, type UnitRef } from './call-graph.ts';
import { bothAnswers, eitherAnswer, type Answer } from './fixpoint.ts';

/** The functions that a subject reaches through calls: within it only the ways from the subject count. */
export interface Scope {
  readonly id: string;
  /** By `keyOf`: functions that are not the subject's own. */
  readonly reached: ReadonlySet<string>;
  /** Whether a site is the subject's own, or in one of these functions. */
  has(site: SiteRef): boolean;
}

export interface GuardQuestion {
  readonly policy: string;
  readonly guard: number;
  readonly bindings: Bindings;
  /** Decides what the map left open of a match. */
  holds(formula: Formula): Answer;
}

/** One guard under one assignment while it is solved. */
export interface Solving {
  readonly graph: CallGraph;
  readonly question: GuardQuestion;
  fact(path: string): GuardFact | undefined;
  /** Whether whoever runs a unit has let pass. */
  entry(at: UnitRef, scope: Scope | undefined): Answer;
  /** Whether a call of a unit has let pass, if its result stands the test. */
  call(at: UnitRef, test: Test, awaited: boolean): Answer;
}

/** `entry`: what is said of whoever runs the unit. */
export function clausesHold(at: UnitRef, clauses: Clauses, entry: () => Answer, solving: Solving): Answer {
  const atoms = clauses.length > 0 ? solving.fact(at.path)?.atoms : [];
  if (!atoms) return [unfinished(at.path)];
  const holds = (atom: number): Answer => (atom === ENTRY ? entry() : atomHolds(at, atoms[atom]!, solving));
  return clauses.map((clause) => clause.map(holds).reduce(eitherAnswer, false)).reduce(bothAnswers, true);
}

function atomHolds(at: UnitRef, atom: Atom, solving: Solving): Answer {
  switch (atom.is) {
    case 'entry':
      return false;
    case 'match':
      return solving.question.holds(atom.formula);
    case 'unknown':
      return [atom.cause];
    case 'call':
      return calleeHolds(at, atom.callee, atom.test, atom.awaited, solving);
  }
}

/** A recursive function that returns a field of its own result asks for ever deeper fields. */
const deepestPath = 6;

export function calleeHolds(from: UnitRef, callee: Callee, test: Test, awaited: boolean, solving: Solving): Answer {
  if (test.op !== 'done' && test.path.length > deepestPath) return false;
  const { graph } = solving;
  const target = graph.resolve(from.path, callee);
  switch (target.kind) {
    case 'unit':
      return solving.call(target.at, test, awaited);
    case 'missing':
      return [target.cause];
    case 'named': {
      // That a function might call itself does not make it a guard.
      const others = graph.unitsNamed(target.name).filter((at) => keyOf(at) !== keyOf(from));
      const answers = others.map((at) => solving.call(at, test, awaited));
      return mayBe(target.name, answers);
    }
    default:
      return false;
  }
}

/** Nobody knows what is called; it matters only if a function of this name would let pass. */
function mayBe(name: string, answers: readonly Answer[]): Answer {
  if (answers.every((answer) => answer === false)) return false;
  return [notStatic(`Whether '${name}' is the function of that name which makes sure of it cannot be told.`)];
}

export function notStatic(message: string): Cause {
  return { kind: 'not-static', message };
}

export function unfinished(path: string): Cause {
  return { kind: 'not-read', message: `What the functions of '${path}' make sure of is not known.`, place: { path } };
}
