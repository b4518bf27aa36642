import { doubtsOf, type Doubt, type Touch, type TouchedKind, type Unfollowed } from '../../model/sql-doubt.ts';
import type { Cause } from '../../model/binding.ts';
import type { CatalogObject, Relation, Routine } from '../../model/catalog.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name } from '../../model/sql.ts';
import type { CallWithArguments, Effects } from '../changes/effects.ts';
import { findRoutines } from './routines.ts';
import { replaceAll, type Apply, type ChangeOf, type State } from './state.ts';

/** Whatever it mentions may have been changed by it, or any object of which it does not say the name. */
export const opaque: Apply<'opaque'> = (state, change) => {
  const { cause, mentions, touch } = change as ChangeOf<'opaque'>;
  addDoubt(state, cause, { mentions, ...(touch && { touch }) });
};

/** A function of ours whose body runs DDL, called by a migration. */
export const call: Apply<'call'> = (state, change, place) => {
  for (const { routine, args } of calledRoutines(state, change)) {
    const { ddl, effects } = routine;
    if (!ddl) continue;
    const cause: Cause = {
      kind: 'not-static',
      message: `'${routine.name}' may change the schema when it runs.`,
      place,
    };
    const constant = args.every(({ constant: is }) => is);
    for (const { mentions, touch } of effects?.doubts ?? [{ mentions: ddl }]) {
      const named = [...change.mentions, ...mentions];
      addDoubt(state, cause, { mentions: named, ...(touch && { touch: meant(touch, constant) }) });
    }
  }
};

/** What a migration calls with SQL for a function that executes its argument. */
export function executedArguments(state: State, change: ChangeOf<'call'>): readonly Change[] {
  return calledRoutines(state, change).flatMap(({ routine, args }) =>
    args
      .filter(({ keys }) => keys.some((key) => routine.effects?.executes.includes(key)))
      .flatMap((one) => one.changes),
  );
}

interface Called {
  readonly routine: Routine & { readonly effects?: Effects };
  readonly args: NonNullable<CallWithArguments['args']>[number];
}

function calledRoutines(state: State, change: ChangeOf<'call'> & CallWithArguments): readonly Called[] {
  return change.functions.flatMap((name: Name, i) =>
    findRoutines(state, name).named.map((routine) => ({ routine, args: change.args?.[i] ?? [] })),
  );
}

/** Objects that the function names by its arguments are among those that the call mentions, if that says them. */
function meant({ any, ...touch }: Touch, constant: boolean): Touch {
  if (any === 'object' || (any === 'argument' && !constant)) return { ...touch, any: 'object' };
  return touch;
}

type Markable = CatalogObject;

function addDoubt(state: State, cause: Cause, doubt: Unfollowed): void {
  const { touch = {} } = doubt;
  const opaqueEntry = { cause, ...doubt };
  state.opaque.push(opaqueEntry);
  const words = new Set(doubt.mentions);
  const mark =
    (kind: TouchedKind) =>
    <T extends Markable>(object: T): T => {
      if (touch.makes && touch.aspect === undefined) return object;
      const isMeant = words.has(object.name.toLowerCase()) || (touch.any === 'object' && !object.platform);
      return isMeant && (touch.kinds?.includes(kind) ?? true) ? doubted(object, cause, touch) : object;
    };
  replaceAll(state.relations, (relation) => mark(isView(relation) ? 'view' : 'table')(relation));
  replaceAll(state.indexes, mark('index'));
  replaceAll(state.types, mark('type'));
  replaceAll(state.buckets, mark('bucket'));
  replaceAll(state.schemas, mark('schema'));
  replaceAll(state.extensions, mark('extension'));
  replaceAll(state.routines, (overloads) => overloads.map(mark('function')));
}

function isView({ form }: Relation): boolean {
  return form === 'view' || form === 'materialized-view';
}

function doubted<T extends Markable>(object: T, cause: Cause, { aspect, rls, makes, part }: Touch): T {
  if (aspect === undefined) return { ...object, uncertain: object.uncertain ?? cause };
  // to enable what is enabled changes nothing
  if (aspect === 'rls' && 'rls' in object && object.rls === rls) return object;
  const all: readonly Doubt[] =
    makes || part !== undefined
      ? [{ cause, aspect, ...(makes && { makes }), ...(part !== undefined && { part }) }]
      : eachPart({ cause, aspect }, object);
  const known = doubtsOf(object);
  const isSaid = (doubt: Doubt): boolean =>
    known.some(
      (one) =>
        one.aspect === aspect &&
        (one.makes === undefined || doubt.makes === true) &&
        (one.part === undefined || one.part === doubt.part),
    );
  const more = all.filter((doubt) => !isSaid(doubt));
  return more.length === 0 ? object : { ...object, doubts: [...known, ...more] };
}

/** What may happen to any part of it, happens to those that there are: one that is made later is as it is written. */
function eachPart(doubt: Doubt, object: CatalogObject & Partial<Relation>): readonly Doubt[] {
  const { columns, constraints, policies, triggers } = object;
  const parts = { columns, constraints, policies, triggers }[doubt.aspect as string];
  if (!parts) return [doubt];
  return [{ ...doubt, makes: true }, ...parts.map(({ name }): Doubt => ({ ...doubt, part: name }))];
}
