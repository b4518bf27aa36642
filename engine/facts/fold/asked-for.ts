import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Step } from '../../model/sql-program.ts';
import type { Name } from '../../model/sql.ts';
import { key, resolve, type State } from './state.ts';

/** A part of a table, and the name that it gets. */
interface Given {
  readonly table: Name;
  readonly name: string | undefined;
}

/**
 * The tables to which a branch does nothing but give parts of the names that its condition asks for: `IF NOT EXISTS (SELECT FROM
 * pg_constraint WHERE conname = 'k') THEN ALTER TABLE t ADD CONSTRAINT k …`. Undefined: it does something else.
 */
export function tablesAskedFor(
  state: State,
  condition: Json | null,
  body: readonly Step<Change>[],
): ReadonlySet<string> | undefined {
  const given = body.flatMap((step) => (step.do === 'changes' ? step.changes.map(givenBy) : [undefined]));
  const asked = JSON.stringify(condition);
  const isAsked = (one: readonly Given[] | undefined): one is readonly Given[] =>
    one?.every(({ name }) => name !== undefined && asked.includes(JSON.stringify(name))) ?? false;
  if (given.length === 0 || !given.every(isAsked)) return undefined;
  return new Set(given.flat().map(({ table }) => key(resolve(state, table, state.relations))));
}

function givenBy(change: Change): readonly Given[] | undefined {
  switch (change.op) {
    case 'create-policy':
      return [change.policy];
    case 'create-trigger':
      return [change.trigger];
    case 'create-index':
      return [{ table: change.table, name: change.name }];
    case 'alter-table': {
      const { table, actions } = change;
      const named = actions.map((one) => (one.do === 'add-constraint' ? one.constraint.name : undefined));
      return named.map((name) => ({ table, name }));
    }
    default:
      return undefined;
  }
}
