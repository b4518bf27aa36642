import type { Change } from '../../model/sql-change.ts';
import type { TableAction } from '../../model/sql.ts';
import { findRoutines } from './routines.ts';
import { key, resolve, roleNamed, type State } from './state.ts';

/** Whether the rows that there are may be the reason for which PostgreSQL refuses a change. */
export function failsOnData(change: Change): boolean {
  switch (change.op) {
    case 'call':
    case 'opaque':
    case 'run':
    case 'add-domain-check':
      return true;
    case 'create-index':
      return change.unique;
    case 'domain-not-null':
      return change.notNull;
    case 'alter-table':
      return change.actions.some(isRefused);
    default:
      return false;
  }
}

function isRefused(action: TableAction): boolean {
  switch (action.do) {
    case 'add-constraint':
      return action.constraint.notValid !== true;
    case 'add-column':
      return action.column.notNull && action.column.default === undefined;
    case 'set-type':
    case 'set-not-null':
    case 'validate-constraint':
    case 'attach-partition':
      return true;
    default:
      return false;
  }
}

/** Whether it needs what the migrations do not show: PostgreSQL refuses it where that is not there. A function may raise anything. */
export function needsUnknown(state: State, change: Change): boolean {
  const isRole = (name: string): boolean => name === 'public' || state.roles.has(roleNamed(state, name));
  switch (change.op) {
    case 'call':
      return change.functions.length > 0;
    case 'create-trigger':
      return findRoutines(state, change.function).named.length === 0;
    case 'create-view':
      return change.reads.some(
        (one) =>
          !/^(pg_|information_schema$)/.test(one.schema ?? one.name) &&
          !state.relations.has(key(resolve(state, one, state.relations))),
      );
    case 'create-policy':
      return !(change.set.roles ?? []).every(isRole);
    case 'grant':
    case 'grant-all-in-schema':
    case 'default-privileges':
      return !change.spec.grantees.every(isRole);
    default:
      return false;
  }
}
