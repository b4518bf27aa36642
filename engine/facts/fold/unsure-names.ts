import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name } from '../../model/sql.ts';
import { addDoubt } from './opaque.ts';
import type { State } from './state.ts';

type Named = Pick<Name, 'schema' | 'name'>;

/** Where the path may be another, a name without a schema may mean another object; where the role may be, what is made is another's. */
export function doubtNames(state: State, change: Change, place: Place): void {
  const { unsurePath, unsureRole } = state;
  const names = namesIn(change);
  const bare = wordsOf(names.filter(({ schema }) => schema === undefined));
  if (unsurePath && bare.length > 0) addDoubt(state, { ...unsurePath, place }, { mentions: bare });
  const made = change.op.startsWith('create-') ? wordsOf(names.slice(0, 1)) : [];
  if (unsureRole && made.length > 0) addDoubt(state, { ...unsureRole, place }, { mentions: made });
}

function wordsOf(names: readonly Named[]): readonly string[] {
  return [...new Set(names.map(({ name }) => name.toLowerCase()))];
}

/** The objects that a change speaks of, first the one that it makes. */
function namesIn(change: Change): readonly Named[] {
  switch (change.op) {
    case 'create-table':
      return [change.table, ...change.parents, ...change.likes.map(({ table }) => table)];
    case 'alter-table':
      return [change.table];
    case 'create-view':
      return [change.view, ...change.reads];
    case 'create-index':
      return [
        ...(change.name === undefined ? [] : [{ name: change.name, schema: change.table.schema ?? '' }]),
        change.table,
      ];
    case 'create-policy':
    case 'alter-policy':
      return [change.policy.table];
    case 'create-function':
    case 'alter-function':
      return [change.function];
    case 'create-trigger':
      return [change.trigger.table];
    case 'drop-on-table':
    case 'rename-on-table':
      return [change.what.table];
    case 'create-sequence':
    case 'own-sequence':
      return [change.sequence];
    case 'create-schema':
      return [{ ...change.schema, schema: '' }];
    case 'grant':
      return change.spec.target === 'schema' ? [] : change.on;
    case 'drop':
    case 'rename':
    case 'move':
    case 'set-owner':
      if (['schema', 'extension', 'publication'].includes(change.object)) return [];
      return change.op === 'rename' && change.name.schema === undefined
        ? [change.name, { name: change.to }]
        : [change.name];
    default:
      return 'type' in change ? [change.type] : [];
  }
}
