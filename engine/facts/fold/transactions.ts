import type { Cause } from '../../model/binding.ts';
import type { Place } from '../../model/region.ts';
import type { Change, StatementFact } from '../../model/sql-change.ts';
import { addDoubt } from './opaque.ts';
import { endSession, restore, snapshot, type Apply, type State } from './state.ts';

/** COMMIT without BEGIN commits what the file's own transaction holds; ROLLBACK takes back what came after BEGIN. */
export const transaction: Apply<'transaction'> = (state, { step, name = '', chain }, place) => {
  switch (step) {
    case 'begin':
      state.before ??= snapshot(state);
      return;
    case 'savepoint':
      state.savepoints = [...state.savepoints, { name, state: snapshot(state) }];
      return;
    case 'release':
      state.savepoints = state.savepoints.slice(0, Math.max(0, at(state, name)));
      return;
    case 'rollback-to':
      rollBackTo(state, name);
      return;
    case 'rollback':
      if (state.before) restore(state, state.before);
      else if (state.start) takenBack(state, state.start, 'This may take back what the file did before.', place);
      break;
    case 'prepare':
      if (state.before) takenBack(state, state.before, 'Whether this is committed is not known.', place);
      break;
    case 'commit':
  }
  endTransaction(state);
  if (chain) state.before = snapshot(state);
};

function endTransaction(state: State): void {
  endSession(state);
  delete state.before;
  state.savepoints = [];
  if (state.start) state.start = snapshot({ ...state, start: undefined });
}

/** Of more than one of a name the last. */
function at({ savepoints }: State, name: string): number {
  return savepoints.findLastIndex((one) => one.name === name);
}

/** The savepoint itself stays. */
function rollBackTo(state: State, name: string): void {
  const kept = state.savepoints.slice(0, at(state, name) + 1);
  const last = kept.at(-1);
  if (!last) return;
  restore(state, snapshot(last.state));
  state.savepoints = kept;
}

/** A copy is only kept for a file that rolls back: it is large. */
export function startTransaction(state: State, statements: readonly StatementFact[], separately = false): void {
  const isRollback = (change: Change): boolean => change.op === 'transaction' && change.step === 'rollback';
  const rollsBack = statements.some(({ changes }) => changes.some(isRollback));
  state.separately = separately;
  state.savepoints = [];
  state.start = undefined;
  if (rollsBack && !separately) state.start = snapshot(state);
}

/** Tools differ in what they make of it: whatever has changed since then is in doubt. */
function takenBack(state: State, before: State, message: string, place: Place): void {
  const cause: Cause = { kind: 'not-static', message, place };
  const mentions = changedSince(state, before);
  if (mentions.length > 0) addDoubt(state, cause, { mentions });
  if (state.searchPath.join() !== before.searchPath.join()) state.unsurePath = cause;
  if (state.role !== before.role) state.unsureRole = cause;
}

function changedSince(state: State, before: State): readonly string[] {
  const maps = ['relations', 'routines', 'indexes', 'types', 'schemas', 'extensions', 'buckets', 'sequences'] as const;
  const keys = maps.flatMap((name) => {
    const now: ReadonlyMap<string, unknown> = state[name];
    const then: ReadonlyMap<string, unknown> = before[name];
    const changed = [...now].filter(([id, object]) => then.get(id) !== object);
    const gone = [...then.keys()].filter((id) => !now.has(id));
    return [...changed.map(([id]) => id), ...gone];
  });
  return [...new Set(keys.map((id) => id.slice(id.indexOf('\0') + 1).toLowerCase()))];
}
