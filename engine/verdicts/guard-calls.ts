import type { Return } from '../model/calls.ts';
import type { Clauses } from '../model/clauses.ts';
import { implies, type Callee, type Logic, type Test, type Value } from '../model/result.ts';
import type { UnitRef } from './call-graph.ts';
import { bothAnswers, eitherAnswer, type Answer } from './fixpoint.ts';
import { calleeHolds, clausesHold, notStatic, unfinished, type Solving } from './guard-clauses.ts';

/** Whether a call of the unit has let pass: whatever way it returns. */
export function callHolds(at: UnitRef, test: Test, awaited: boolean, solving: Solving): Answer {
  const known = solving.fact(at.path);
  if (!known) return [unfinished(at.path)];
  const returns = known.returns[at.unit];
  const isAsync = solving.graph.unit(at).isAsync === true;
  // The promise that nobody waits for has not let pass, and is true whatever comes of it.
  if (!returns || (isAsync && !awaited)) return false;
  return returns.map((one) => returnHolds(one, test, { at, isAwaited: awaited, solving })).reduce(bothAnswers, true);
}

interface Returning {
  readonly at: UnitRef;
  /** What a function hands on is awaited where its own result is. */
  readonly isAwaited: boolean;
  readonly solving: Solving;
}

function returnHolds({ clauses, value, pending }: Return, test: Test, returning: Returning): Answer {
  if (test.op === 'done') return test.tested && pending ? handedOn(value, test, returning) : holds(clauses, returning);
  const implied = implies(value, test, logicOf(returning));
  return pending ? implied : eitherAnswer(holds(clauses, returning), implied);
}

/** A function makes sure of something by itself, not by who runs it. */
function holds(clauses: Clauses, { at, solving }: Returning): Answer {
  return clausesHold(at, clauses, () => false, solving);
}

function calls(callee: Callee, test: Test, awaited: boolean, { at, isAwaited, solving }: Returning): Answer {
  return calleeHolds(at, callee, test, awaited || isAwaited, solving);
}

function logicOf(returning: Returning): Logic<Clauses, Answer> {
  return {
    yes: true,
    no: false,
    both: bothAnswers,
    either: eitherAnswer,
    at: (place) => holds(place, returning),
    answer: (atom) => holds([[atom]], returning),
    call: (callee, test, awaited) => calls(callee, test, awaited, returning),
    unknown: (what) => [notStatic(`It cannot be told ${what}.`)],
  };
}

/** An answer handed on untested lets pass only if the call that it comes from does so by itself. */
function handedOn(value: Value<Clauses>, test: Test, returning: Returning): Answer {
  switch (value.kind) {
    case 'call':
      return calls(value.callee, test, value.awaited, returning);
    case 'not':
    case 'test':
    case 'field':
      return handedOn(value.of, test, returning);
    case 'one-of':
      return value.ways
        .map(({ of, at }) => eitherAnswer(holds(at, returning), handedOn(of, test, returning)))
        .reduce(bothAnswers, true);
    default:
      return false;
  }
}
