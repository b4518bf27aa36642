import type { Column, Constraint, CustomType } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { ConstraintSpec, Name, TableAction } from '../../model/sql.ts';
import { constraintName } from './names.ts';
import { defaultAcl } from './privileges.ts';
import { columnOf } from './column-types.ts';
import { duplicate, duplicatePart, missing } from './replay.ts';
import { doubtAbout, history, key, resolve, resolveNew, type Apply, type State } from './state.ts';

export const createEnum: Apply<'create-enum'> = (state, { type, values }, place) => {
  create(state, type, place, { form: 'enum', values });
};

export const addEnumValue: Apply<'add-enum-value'> = (state, { type, value, neighbour, after, ifNotExists }, place) => {
  change(state, type, place, `value '${value}' added`, (before) => {
    const values = before.values ?? [];
    if (values.includes(value)) {
      if (!ifNotExists) duplicatePart(state, 'enum value', before, value, place);
      return before;
    }
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

export const createDomain: Apply<'create-domain'> = (state, { type, base, notNull, checks }, place) => {
  const constraints = checks
    .filter(({ kind }) => kind === 'check')
    .reduce<Constraint[]>((list, check) => [...list, named(type.name, check, list)], []);
  create(state, type, place, { form: 'domain', base, notNull, checks: constraints });
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

export const domainNotNull: Apply<'domain-not-null'> = (state, { type, notNull }, place) => {
  change(state, type, place, notNull ? 'set not null' : 'drop not null', (before) => ({ ...before, notNull }));
};

export const createComposite: Apply<'create-composite'> = (state, { type, columns }, place) => {
  create(state, type, place, { form: 'composite', columns: columns.map((column) => columnOf(state, column)) });
};

export const alterComposite: Apply<'alter-composite'> = (state, { type, actions }, place) => {
  const act = (columns: readonly Column[], action: TableAction): readonly Column[] => {
    if (action.do === 'add-column') return [...columns, columnOf(state, action.column)];
    if (action.do === 'drop-column') return columns.filter(({ name }) => name !== action.name);
    if (action.do !== 'set-type') return columns;
    return columns.map((column) => (column.name === action.name ? { ...column, type: action.type } : column));
  };
  change(state, type, place, 'attributes altered', (before) => ({
    ...before,
    columns: actions.reduce(act, before.columns ?? []),
  }));
};

export const createOtherType: Apply<'create-type'> = (state, { type, form }, place) => {
  create(state, type, place, { form });
};

/** In a domain's check the word VALUE stands for the column. */
function named(
  type: string,
  { place, references: _, usingIndex: __, ...check }: ConstraintSpec,
  others: readonly Constraint[],
): Constraint {
  return {
    ...check,
    name: check.name ?? constraintName(type, { ...check, columns: [] }, others),
    definedAt: place,
  };
}

function create(
  state: State,
  name: Name,
  place: Place,
  rest: Pick<CustomType, 'form' | 'values' | 'base' | 'checks' | 'notNull' | 'columns'>,
): void {
  const target = resolveNew(state, name);
  if (state.types.get(key(target))?.state === 'live') {
    duplicate(state, 'type', target, place);
    return;
  }
  state.types.set(key(target), {
    ...target,
    ...rest,
    state: 'live',
    definedAt: name.place,
    history: [history('created', place)],
    owner: state.role,
    acl: defaultAcl(state, 'type', target.schema, name.place),
  });
}

function change(state: State, name: Name, place: Place, message: string, to: (type: CustomType) => CustomType): void {
  const target = resolve(state, name, state.types);
  if (!state.types.has(key(target))) missing(state, 'type', target, place);
  const before: CustomType = state.types.get(key(target)) ?? {
    ...target,
    acl: [],
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
