import type { Relation, Routine } from '../../model/catalog.ts';
import type { Cause } from '../../model/binding.ts';
import type { Touch } from '../../model/sql-doubt.ts';
import type { Expression, Name } from '../../model/sql.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import { calledIn } from '../changes/called.ts';
import type { CallWithArguments, Effects } from '../changes/effects.ts';
import { childrenOf } from './children.ts';
import { addDoubt } from './opaque.ts';
import { findRoutines } from './routines.ts';
import { key, resolve, type Apply, type ChangeOf, type Qualified, type State } from './state.ts';

/** A function with what it does to the schema, and what it may call. */
export type Acting = Routine & {
  readonly effects?: Effects;
  readonly calls?: readonly string[];
  readonly sets?: true;
};

/** A function of ours whose body runs DDL, called by a migration, by one of its functions or by what hangs on its tables. */
export const call: Apply<'call'> = (state, change, place) => {
  if (state.everDdl.size === 0) return;
  const direct = calledRoutines(state, change);
  for (const { routine, args } of direct) {
    const constant = args.every(({ constant: is }) => is);
    doubtBy(state, routine, place, { mentions: change.mentions, constant });
  }
  const known = new Set(direct.map(({ routine }) => routine));
  for (const routine of change.any ? actingIn(state) : reached(state, change, known))
    if (!known.has(routine)) doubtBy(state, routine, place, { mentions: change.mentions, constant: false });
};

/** Kept with those before it: which of them are still there does not matter. */
export const createRule: Apply<'create-rule'> = (state, { table, calls }) => {
  const id = key(resolve(state, table, state.relations));
  state.rules.set(id, [...(state.rules.get(id) ?? []), ...calls]);
};

interface Given {
  readonly mentions: readonly string[];
  /** Whether the arguments are in those words. */
  readonly constant: boolean;
}

/** What a function that is run may have changed. */
export function doubtBy(state: State, routine: Acting, place: Place, given: Given): void {
  const { name, ddl, effects, sets, searchPath } = routine;
  const cause: Cause = { kind: 'not-static', message: `'${name}' may change the schema when it runs.`, place };
  if (sets && !searchPath) state.unsurePath = cause;
  if (sets) state.unsureRole = cause;
  if (!ddl) return;
  for (const { mentions, touch } of doubtsIn(ddl, effects, given)) {
    const named = [...given.mentions, ...mentions];
    addDoubt(state, cause, { mentions: named, ...(touch && { touch: meant(touch, given.constant) }) });
  }
}

/** Of a body that is not read all words; whoever executes text may mean any object. */
function doubtsIn(ddl: readonly string[], effects: Effects | undefined, { constant }: Given): Effects['doubts'] {
  if (!effects) return [{ mentions: ddl, ...(ddl.includes('execute') && { touch: { any: 'object' as const } }) }];
  const isAnything = effects.executes.length > 0 && !constant;
  return isAnything ? [...effects.doubts, { mentions: [], touch: { any: 'object' } }] : effects.doubts;
}

/** Objects that the function names by its arguments are among those that the call mentions, if that says them. */
function meant({ any, ...touch }: Touch, constant: boolean): Touch {
  if (any === 'object' || (any === 'argument' && !constant)) return { ...touch, any: 'object' };
  return touch;
}

/** What a migration calls with SQL for a function that executes its argument. */
export function executedArguments(state: State, change: ChangeOf<'call'>): readonly Change[] {
  if (state.everDdl.size === 0) return [];
  return calledRoutines(state, change).flatMap(({ routine, args }) =>
    args
      .filter(({ keys }) => keys.some((one) => routine.effects?.executes.includes(one)))
      .flatMap((one) => one.changes),
  );
}

interface Called {
  readonly routine: Acting;
  readonly args: NonNullable<CallWithArguments['args']>[number];
}

function calledRoutines(state: State, change: ChangeOf<'call'> & CallWithArguments): readonly Called[] {
  return change.functions.flatMap((name: Name, i) =>
    findRoutines(state, name).named.map((routine) => ({ routine, args: change.args?.[i] ?? [] })),
  );
}

function actingIn({ routines }: State): readonly Acting[] {
  return [...routines.values()].flat().filter(({ ddl }) => ddl !== undefined);
}

/** The functions that may run when these do, and when data of these tables is changed or read, by the names in their texts. */
function reached(state: State, change: ChangeOf<'call'>, first: ReadonlySet<Acting>): readonly Acting[] {
  const routines = new Set<Acting>();
  const relations = new Set<Relation>();
  const words = new Set<string>();
  const cascading = lazily(() => cascadingOf(state));
  const pending: (() => void)[] = [];
  for (const routine of first) visitRoutine(routine);
  for (const table of change.tables ?? []) visitAt(resolve(state, table, state.relations));
  for (const word of change.words ?? []) visitWord(word);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) next();
  return [...routines];

  function visitWord(word: string): void {
    if (words.has(word)) return;
    words.add(word);
    for (const schema of state.everSchemas) visitAt({ schema, name: word });
  }

  function visitAt(target: Qualified): void {
    const id = key(target);
    for (const routine of state.routines.get(id) ?? []) visitRoutine(routine);
    const relation = state.relations.get(id);
    if (relation) visitRelation(relation);
  }

  function visitRoutine(routine: Acting): void {
    if (routines.has(routine)) return;
    routines.add(routine);
    for (const word of routine.calls ?? []) pending.push(() => visitWord(word));
  }

  function visitRelation(relation: Relation): void {
    if (relations.has(relation)) return;
    relations.add(relation);
    for (const {
      function: { schema = 'public', name },
      disabled,
    } of relation.triggers)
      if (!disabled) pending.push(() => visitAt({ schema, name }));
    for (const word of [...expressionsOf(state, relation).flatMap(wordsOf), ...(state.rules.get(key(relation)) ?? [])])
      pending.push(() => visitWord(word));
    const id = key(relation);
    const referring = state.everCascading.has(id) ? (cascading().get(id) ?? []) : [];
    const others = [...childrenOf(state, relation), ...referring];
    for (const other of others) pending.push(() => visitRelation(other));
    for (const read of relation.reads ?? []) pending.push(() => visitAt(read));
  }
}

/** What is evaluated when a row is written, or the query of a view. */
function expressionsOf({ types }: State, relation: Relation): readonly Expression[] {
  const { columns, constraints, triggers, query } = relation;
  const domains = columns.flatMap(
    ({ type: { schema = 'public', name } }) => types.get(key({ schema, name }))?.checks ?? [],
  );
  const checks = [...constraints, ...domains].flatMap(({ expression }) => expression ?? []);
  const conditions = triggers.flatMap(({ when }) => when ?? []);
  return [...columns.flatMap((column) => column.default ?? []), ...checks, ...conditions, ...(query ? [query] : [])];
}

/** By the key of a table those whose rows may change with its own. */
function cascadingOf({ relations }: State): ReadonlyMap<string, readonly Relation[]> {
  const found = new Map<string, Relation[]>();
  for (const relation of relations.values()) {
    for (const { references, onDelete, onUpdate } of relation.constraints) {
      if (!references || (onDelete === undefined && onUpdate === undefined)) continue;
      const id = key(references);
      const referring = found.get(id);
      if (referring) referring.push(relation);
      else found.set(id, [relation]);
    }
  }
  return found;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const known = new WeakMap<Expression, readonly string[]>();

function wordsOf(expression: Expression): readonly string[] {
  const found = known.get(expression) ?? calledIn(expression.text);
  known.set(expression, found);
  return found;
}
