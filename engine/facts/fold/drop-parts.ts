import type { Policy, Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { TableAction } from '../../model/sql.ts';
import { columnsOf } from '../changes/expression.ts';
import { dropRelation, shownAs } from './drop-relation.ts';
import { childrenOf } from './children.ts';
import { dependent, missingPart } from './replay.ts';
import { deleteWhere, key, replaceAll, type State } from './state.ts';

/**
 * Constraints and indexes over a column go with it; policies, views and references of other tables only with CASCADE:
 * without it PostgreSQL refuses, and the fold takes them to be gone.
 */
export function dropPartsOf(state: State, table: Relation, name: string, cascade: boolean, place: Place): Relation {
  const speaksOf = ({ using, check }: Policy): boolean =>
    [using, check].some((expression) => expression && columnsOf(expression.tree).includes(name));
  const policies = table.policies.filter(speaksOf);
  const views = [...state.relations.values()].filter(({ reads }) =>
    reads?.some((read) => key(read) === key(table) && read.columns.includes(name)),
  );
  const needed = [...policies.map((policy) => `policy ${policy.name}`), ...views.map(shownAs)];
  if (!cascade && needed.length > 0)
    dependent(state, 'column', { schema: table.schema, name: `${table.name}.${name}` }, needed, place);
  deleteWhere(state.indexes, (index) => key(index.table) === key(table) && isOver(index, name));
  for (const view of cascade ? views : []) dropRelation(state, view, true, place);
  if (cascade) dropReferences(state, table, [name]);
  const now = state.relations.get(key(table)) ?? table;
  return {
    ...now,
    policies: cascade ? now.policies.filter((policy) => !policies.includes(policy)) : now.policies,
    acl: now.acl.flatMap((grant) => {
      if (!grant.columns?.includes(name)) return [grant];
      const columns = grant.columns.filter((column) => column !== name);
      return columns.length > 0 ? [{ ...grant, columns }] : [];
    }),
    constraints: now.constraints.filter(({ columns }) => !columns.includes(name)),
  };
}

function isOver(
  {
    columns,
    include = [],
    where,
  }: { columns: readonly string[]; include?: readonly string[]; where?: { tree: never } | object },
  name: string,
): boolean {
  if (columns.includes(name) || include.includes(name)) return true;
  const expressions = columns.filter((column) => !/^\w+$/.test(column));
  const word = new RegExp(`\\b${name.replace(/[^\p{L}\p{N}_]/gu, '\\$&')}\\b`, 'u');
  return (
    expressions.some((text) => word.test(text)) ||
    (where !== undefined && columnsOf((where as { tree: never }).tree).includes(name))
  );
}

type DropConstraint = Extract<TableAction, { do: 'drop-constraint' }>;

export function dropConstraint(state: State, table: Relation, action: DropConstraint, place: Place): Relation {
  const { name, cascade, ifExists } = action;
  const dropped = table.constraints.find((one) => one.name === name);
  if (!dropped) {
    if (!ifExists && table.complete) missingPart(state, 'constraint', table, name, place);
    return table;
  }
  const isKey = dropped.kind === 'primary-key' || dropped.kind === 'unique';
  if (isKey && cascade) dropReferences(state, table, dropped.columns);
  for (const child of childrenOf(state, table)) {
    const constraints = child.constraints.filter((one) =>
      isKey ? one.kind !== dropped.kind || one.columns.join() !== dropped.columns.join() : one.name !== name,
    );
    state.relations.set(key(child), { ...child, constraints });
  }
  const now = state.relations.get(key(table)) ?? table;
  return { ...now, constraints: now.constraints.filter((one) => one.name !== name) };
}

/** References to columns of a table; without columns they mean its primary key. */
function dropReferences(state: State, target: Relation, columns: readonly string[]): void {
  const primary = target.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  replaceAll(state.relations, (table) => {
    const constraints = table.constraints.filter(({ references }) => {
      if (!references || key(references) !== key(target)) return true;
      const meant = references.columns.length > 0 ? references.columns : primary;
      return !meant.some((column) => columns.includes(column));
    });
    return constraints.length === table.constraints.length ? table : { ...table, constraints };
  });
}
