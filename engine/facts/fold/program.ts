import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Branch, Step, Targets } from '../../model/sql-program.ts';
import { executedChanges } from '../changes/executed.ts';
import { evaluate, type Scope } from './query/evaluate.ts';
import { isRow, UNKNOWN, type Row, type Value } from './query/value.ts';
import { queryRows } from './query/select.ts';
import { restore, snapshot, type State } from './state.ts';

type ApplyChange = (state: State, change: Change, place: Place) => void;
type Steps = readonly Step<Change>[];
/** How a list of steps ended. */
type End = 'next' | 'return' | 'exit' | 'continue' | 'raise';

const mostTurns = 2_000;

/** A body under way. */
interface Run {
  readonly state: State;
  readonly place: Place;
  readonly apply: ApplyChange;
  readonly variables: Map<string, Value>;
  turns: number;
}

/** Runs a body on the catalog as it is now; where that does not tell what happens, with the doubts of its statements. */
export function runProgram(state: State, program: Steps, place: Place, apply: ApplyChange): void {
  // an error ends the statement and takes back what it did
  const before = mayRaise(program) ? snapshot(state) : undefined;
  const end = runAll(program, { state, place, apply, variables: new Map(), turns: 0 }, true);
  if (end === 'raise' && before) restore(state, before);
}

function mayRaise(steps: Steps): boolean {
  return steps.some((step) => {
    if (step.do === 'leave') return step.how === 'raise';
    if (step.do === 'if') return step.branches.some(({ body }) => mayRaise(body)) || mayRaise(step.otherwise);
    return (step.do === 'block' || step.do === 'for') && mayRaise(step.body);
  });
}

function runAll(steps: Steps, run: Run, surely: boolean): End {
  let sure = surely;
  for (const step of steps) {
    const end = runStep(step, run, sure);
    if (end === 'maybe') sure = false;
    else if (end !== 'next') return end;
  }
  return 'next';
}

/** `maybe`: what follows may not run. */
function runStep(step: Step<Change>, run: Run, surely: boolean): End | 'maybe' {
  switch (step.do) {
    case 'changes':
      return applied(surely ? step.changes : step.doubts, run);
    case 'execute':
      return execute(step, run, surely);
    case 'assign':
      run.variables.set(step.name, surely ? valueOf(step.value, run) : UNKNOWN);
      return 'next';
    case 'into':
      bind(step.into, surely ? queryRows(step.source, scopeOf(run)) : UNKNOWN, run);
      return 'next';
    case 'block':
      return runBlock(step.body, run, surely);
    case 'for':
      return runLoop(step, run, surely);
    case 'if':
      return runBranches(step.branches, step.otherwise, run, surely);
    case 'leave':
      return leave(step, run, surely);
  }
}

function applied(changes: readonly Change[], { state, place, apply }: Run): 'next' {
  for (const change of changes) apply(state, change, place);
  return 'next';
}

function execute({ text, doubts }: Extract<Step<Change>, { do: 'execute' }>, run: Run, surely: boolean): 'next' {
  const known = surely ? valueOf(text, run) : UNKNOWN;
  const changes = typeof known === 'string' ? executedChanges(known, run.place) : undefined;
  return applied(changes ?? doubts, run);
}

function leave({ how, when }: Extract<Step<Change>, { do: 'leave' }>, run: Run, surely: boolean): End | 'maybe' {
  const holds = when === undefined ? true : valueOf(when, run);
  if (surely && holds === true) return how;
  return holds === false || holds === null ? 'next' : 'maybe';
}

function runBranches(branches: readonly Branch<Change>[], otherwise: Steps, run: Run, surely: boolean): End | 'maybe' {
  for (const [i, { condition, body, absence }] of branches.entries()) {
    const holds = surely ? valueOf(condition, run) : UNKNOWN;
    if (holds === false || holds === null) continue;
    if (holds === true || (surely && absence)) return runAll(body, run, true);
    const rest = [...branches.slice(i).map((branch) => branch.body), otherwise];
    for (const one of rest) runAll(one, run, false);
    return rest.some(leaves) ? 'maybe' : 'next';
  }
  return runAll(otherwise, run, surely);
}

/** RAISE EXCEPTION stops the whole migration: where the rest is deployed, it did not happen. */
function leaves(steps: Steps): boolean {
  return steps.some((step) => {
    if (step.do === 'leave') return step.how !== 'raise';
    if (step.do === 'if') return step.branches.some(({ body }) => leaves(body)) || leaves(step.otherwise);
    return (step.do === 'block' || step.do === 'for') && leaves(step.body);
  });
}

function runLoop(step: Extract<Step<Change>, { do: 'for' }>, run: Run, surely: boolean): End | 'maybe' {
  const turns = surely ? turnsOf(step, run) : UNKNOWN;
  if (turns === UNKNOWN || run.turns + turns.length > mostTurns) {
    bind(step.into, UNKNOWN, run);
    runAll(step.body, run, false);
    return 'next';
  }
  run.turns += turns.length;
  for (const turn of turns) {
    bind(step.into, [turn], run);
    const end = runAll(step.body, run, true);
    if (end === 'exit') break;
    if (end === 'return' || end === 'raise') return end;
  }
  return 'next';
}

function turnsOf(
  { over, source, to }: Extract<Step<Change>, { do: 'for' }>,
  run: Run,
): readonly Row[] | typeof UNKNOWN {
  if (over === 'rows') return queryRows(source, scopeOf(run));
  const first = valueOf(source, run);
  if (over === 'elements')
    return Array.isArray(first) ? (first as readonly Value[]).map((value): Row => ({ value })) : UNKNOWN;
  const last = valueOf(to ?? null, run);
  if (typeof first !== 'number' || typeof last !== 'number' || last - first > mostTurns) return UNKNOWN;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i): Row => ({ value: first + i }));
}

/** The first row; none: NULL. */
function bind(
  { record, variables = [] }: Targets,
  rows: readonly Row[] | typeof UNKNOWN,
  { variables: all }: Run,
): void {
  const [row] = rows === UNKNOWN ? [] : rows;
  if (record !== undefined) all.set(record, rows === UNKNOWN ? UNKNOWN : (row ?? null));
  const values = Object.values(row ?? {});
  for (const [i, name] of variables.entries()) all.set(name, rows === UNKNOWN ? UNKNOWN : (values[i] ?? null));
  if (rows !== UNKNOWN) all.set('found', row !== undefined);
}

/** What was done before an error inside is taken back. A table that only the migrations do not show is none. */
function runBlock(body: Steps, run: Run, surely: boolean): End {
  const { state } = run;
  const before = snapshot(state);
  const known = state.replay.length;
  const end = runAll(body, run, surely);
  const problems = state.replay.splice(known);
  const failed = problems.some(({ problem, object }) => problem !== 'missing' || !object.startsWith('table '));
  if (end === 'raise' || failed) restore(state, before);
  return end === 'raise' || failed ? 'next' : end;
}

function valueOf(node: Parameters<typeof evaluate>[0], run: Run): Value {
  return evaluate(node, scopeOf(run));
}

function scopeOf({ state, variables }: Run): Scope {
  return {
    state,
    rows: queryRows,
    column: ([first = '', second]) => {
      const value = variables.get(first.toLowerCase()) ?? variables.get(first);
      if (value === undefined) return undefined;
      if (second === undefined) return value;
      return isRow(value) ? (value[second] ?? UNKNOWN) : UNKNOWN;
    },
  };
}
