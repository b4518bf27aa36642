import type { Routine } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { Argument, FunctionName, FunctionOptions } from '../../model/sql.ts';
import type { Effects } from '../changes/effects.ts';
import { defaultAcl } from './privileges.ts';
import { isPlatformSchema } from './platform.ts';
import { duplicate, missing } from './replay.ts';
import { doubtAbout, history, key, resolve, resolveNew, type Apply, type ChangeOf, type State } from './state.ts';

export const createFunction: Apply<'create-function'> = (state, change, place) => {
  const target = resolveNew(state, change.function);
  const overloads = state.routines.get(key(target)) ?? [];
  const signature = inputTypes(change.arguments);
  const before = overloads.find((one) => sameTypes(inputTypes(one.arguments), signature));
  if (before?.state === 'live' && !change.orReplace) {
    duplicate(state, 'function', target, place);
    return;
  }
  const routine: Routine = {
    ...target,
    ...settings({ securityDefiner: false, volatility: 'volatile', strict: false, ...change.options }),
    state: 'live',
    definedAt: change.function.place,
    history: [...(before?.history ?? []), history(before ? 'replaced' : 'created', place)],
    arguments: change.arguments,
    returns: change.returns,
    // privileges survive CREATE OR REPLACE, everything else is as the new definition says
    acl: before?.acl ?? defaultAcl(state, 'function', target.schema, change.function.place),
    owner: before?.owner ?? state.role,
    ...(before?.comment !== undefined && { comment: before.comment }),
    ...(change.ddl && { ddl: change.ddl }),
    ...(change.calls && { calls: change.calls }),
    ...(change.sets && { sets: change.sets }),
    ...effectsIn(change),
  };
  if (change.ddl || change.sets) state.everDdl.add(key(target));
  state.routines.set(
    key(target),
    before ? overloads.map((one) => (one === before ? routine : one)) : [...overloads, routine],
  );
};

function effectsIn({ effects }: ChangeOf<'create-function'> & { readonly effects?: Effects }): {
  readonly effects?: Effects;
} {
  return effects ? { effects } : {};
}

export const alterFunction: Apply<'alter-function'> = (state, change, place) => {
  const { id, all, named } = routinesFor(state, change.function, place);
  const alter = (one: Routine): Routine => ({
    ...withOptions(one, change.options),
    history: [...one.history, history('altered', place)],
  });
  state.routines.set(
    id,
    all.map((one) => (named.includes(one) ? alter(one) : one)),
  );
};

function withOptions(routine: Routine, options: FunctionOptions): Routine {
  const { searchPath, ...rest } = routine;
  return { ...rest, ...(searchPath && options.searchPath !== null && { searchPath }), ...settings(options) };
}

function settings({
  searchPath,
  ...rest
}: FunctionOptions): Omit<FunctionOptions, 'searchPath'> & { searchPath?: readonly string[] } {
  return searchPath ? { ...rest, searchPath } : rest;
}

export interface Overloads {
  readonly id: string;
  readonly all: readonly Routine[];
  /** Those that the name means. */
  readonly named: readonly Routine[];
}

/** The overloads a statement speaks of; a ghost if no migration has created one. */
export function routinesFor(state: State, name: FunctionName, place: Place): Overloads {
  const found = findRoutines(state, name);
  if (found.named.length > 0) return found;
  if ([...state.extensions.values()].every(({ platform }) => platform))
    missing(state, 'function', { schema: found.schema, name: name.name }, place);
  const created = ghost(state, name, found.schema, place);
  const all = [...found.all, created];
  state.routines.set(found.id, all);
  return { id: found.id, all, named: [created] };
}

export function findRoutines(state: State, name: FunctionName): Overloads & { readonly schema: string } {
  const types = name.arguments;
  const meant = (id: string): readonly Routine[] =>
    (state.routines.get(id) ?? []).filter((one) => !types || sameTypes(inputTypes(one.arguments), types));
  // the first schema of the path that has one with these arguments
  const path = name.schema === undefined && types ? state.searchPath : [];
  const at = path.find((schema) => meant(key({ schema, name: name.name })).length > 0);
  const target = at === undefined ? resolve(state, name, state.routines) : { schema: at, name: name.name };
  const all = state.routines.get(key(target)) ?? [];
  const named = meant(key(target));
  return { id: key(target), schema: target.schema, all, named };
}

function ghost(state: State, name: FunctionName, schema: string, place: Place): Routine {
  return {
    schema,
    name: name.name,
    state: 'ghost',
    definedAt: name.place,
    history: [history('first mentioned', place)],
    arguments: (name.arguments ?? []).map((type): Argument => ({ type, mode: 'in', hasDefault: false })),
    returns: '',
    acl: defaultAcl(state, 'function', schema, name.place),
    ...doubtAbout(state, name.name),
    ...(isPlatformSchema(state.context, schema) && { platform: true as const }),
  };
}

export function inputTypes(args: readonly Argument[]): readonly string[] {
  return args.filter(({ mode }) => mode !== 'out' && mode !== 'table').map(({ type }) => type);
}

/** `public.status` and `status` are the same type to a reader of migrations. */
function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  const last = (type: string | undefined): string | undefined => type?.split('.').at(-1);
  return a.length === b.length && a.every((type, i) => last(type) === last(b[i]));
}
