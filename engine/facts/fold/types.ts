import type { Constraint, CustomType } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ConstraintSpec, Name } from '../../model/sql.ts';
import { constraintName } from './names.ts';
import { doubtAbout, history, key, resolve, resolveNew, type Apply, type State } from './state.ts';

export const createEnum: Apply<'create-enum'> = (state, { type, values }, place) => {
  create(state, type, place, { form: 'enum', values });
};

export const addEnumValue: Apply<'add-enum-value'> = (state, { type, value, neighbour, after }, place) => {
  change(state, type, place, `value '${value}' added`, (before) => {
    const values = before.values ?? [];
    if (values.includes(value)) return before;
    const found = neighbour === undefined ? -1 : values.indexOf(neighbour);
    const at = found < 0 ? values.length : after ? found + 1 : found;
    return { ...before, values: [...values.slice(0, at), value, ...values.slice(at)] };
  });
};

export const renameEnumValue: Apply<'rename-enum-value'> = (state, { type, from, to }, place) => {
  change(state, type, place, `value '${from}' renamed`, (before) => ({
    ...before,
    values: (before.values ?? []).map((value) => (value === from ? to : value)),
  }));
};

export const createDomain: Apply<'create-domain'> = (state, { type, base, checks }, place) => {
  const constraints = checks
    .filter(({ kind }) => kind === 'check')
    .reduce<Constraint[]>((list, check) => [...list, named(type.name, check, list)], []);
  create(state, type, place, { form: 'domain', base, checks: constraints });
};

export const addDomainCheck: Apply<'add-domain-check'> = (state, { type, check }, place) => {
  change(state, type, place, 'check added', (before) => {
    const checks = before.checks ?? [];
    return { ...before, checks: [...checks, named(type.name, check, checks)] };
  });
};

export const dropDomainCheck: Apply<'drop-domain-check'> = (state, { type, name }, place) => {
  change(state, type, place, `check '${name}' dropped`, (before) => ({
    ...before,
    checks: (before.checks ?? []).filter((check) => check.name !== name),
  }));
};

/** In a domain's check the word VALUE stands for the column. */
function named(
  type: string,
  { place, references: _, usingIndex: __, ...check }: ConstraintSpec,
  others: readonly Constraint[],
): Constraint {
  return {
    ...check,
    name: check.name ?? constraintName(type, { ...check, place, columns: [] }, others),
    definedAt: place,
  };
}

function create(
  state: State,
  name: Name,
  place: Place,
  rest: Pick<CustomType, 'form' | 'values' | 'base' | 'checks'>,
): void {
  const target = resolveNew(state, name);
  if (state.types.get(key(target))?.state === 'live') return;
  state.types.set(key(target), {
    ...target,
    ...rest,
    state: 'live',
    definedAt: name.place,
    history: [history('created', place)],
  });
}

function change(state: State, name: Name, place: Place, message: string, to: (type: CustomType) => CustomType): void {
  const target = resolve(state, name, state.types);
  const before = state.types.get(key(target)) ?? {
    ...target,
    form: 'other',
    state: 'ghost',
    definedAt: name.place,
    history: [],
    ...doubtAbout(state, target.name),
  };
  // of a type made elsewhere we would only know the values added here
  const after = before.state === 'ghost' ? before : to(before);
  state.types.set(key(target), { ...after, history: [...before.history, history(message, place)] });
}
