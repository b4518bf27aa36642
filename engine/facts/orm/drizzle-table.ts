import type { DrizzleColumn, DrizzleExtra, DrizzleFact, DrizzleTable } from '../../model/drizzle.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnSpec, ConstraintSpec, Expression, Name } from '../../model/sql.ts';
import { indexed, withColumnNames } from './drizzle-expressions.ts';
import { foreignKeys, nameOfKey, nameOr, tableConstraints, type Making } from './drizzle-keys.ts';
import { columnName, columnsIn, typeOf, type DrizzleSchema } from './drizzle-names.ts';

/** What drizzle-kit makes of a table, in its order; `lost`: what of it is not static. */
export interface Made {
  readonly create: Change;
  readonly keys: readonly ConstraintSpec[];
  readonly indexes: readonly Change[];
  readonly rules: readonly Change[];
  readonly lost: readonly { readonly place: Place; readonly aspect: 'columns' | 'policies' }[];
}

export function tableChanges(schema: DrizzleSchema, file: DrizzleFact, table: DrizzleTable, name: Name): Made {
  const { columns, lost } = columnsIn(schema, file, table.members);
  const making: Making = { schema, file, table, name, columns };
  const specs = columns.map((column) => ({ column, spec: columnSpec(making, column) }));
  const keys = foreignKeys(making);
  const unknown = table.extras.filter(({ kind }) => kind === 'unknown').map(({ place }) => place);
  const unclear = [
    ...lost,
    ...specs.filter(({ spec }) => !spec).map(({ column }) => column.place),
    ...keys.filter(({ references }) => !references).map(({ place }) => place),
    ...unknown,
  ];
  return {
    create: {
      op: 'create-table',
      table: name,
      form: 'table',
      columns: specs.flatMap(({ spec }) => spec ?? []),
      constraints: tableConstraints(making),
      parents: [],
      likes: [],
      ifNotExists: false,
    },
    keys: keys.filter(({ references }) => references),
    indexes: table.extras.flatMap((extra) => indexOf(making, extra)),
    rules: rulesOf(making),
    lost: [
      ...unclear.map((place) => ({ place, aspect: 'columns' as const })),
      ...unknown.map((place) => ({ place, aspect: 'policies' as const })),
    ],
  };
}

/** Undefined where its type is not static. */
function columnSpec({ schema, file, columns }: Making, column: DrizzleColumn): ColumnSpec | undefined {
  const type = typeOf(schema, file, column);
  if (!type) return undefined;
  const generated = column.generated === 'serial' && file.dialect !== 'postgres' ? 'identity' : column.generated;
  return {
    name: columnName(schema, column),
    place: column.place,
    type,
    notNull: column.notNull,
    ...(column.default && { default: withColumnNames(schema, columns, column.default) }),
    ...(generated && { generated }),
  };
}

function indexOf(making: Making, extra: DrizzleExtra): readonly Change[] {
  if (extra.kind !== 'index') return [];
  const named = (expression: Expression): Expression => withColumnNames(making.schema, making.columns, expression);
  const columns = extra.columns.map((one) => (typeof one === 'string' ? nameOfKey(making, one) : indexed(named(one))));
  return [
    {
      op: 'create-index',
      name: nameOr(making, extra.name, [making.name.name, ...columns, 'index']),
      place: extra.place,
      table: making.name,
      columns,
      ...(extra.ordering.some(Boolean) && { ordering: extra.ordering }),
      unique: extra.unique,
      method: extra.method,
      ...(extra.where && { where: named(extra.where) }),
      ifNotExists: false,
    },
  ];
}

/** A policy enables row level security, too. */
function rulesOf({ schema, columns, table, name }: Making): readonly Change[] {
  const named = (expression: Expression): Expression => withColumnNames(schema, columns, expression);
  const policies = table.extras.flatMap((extra): readonly Change[] => {
    if (extra.kind !== 'policy') return [];
    const { kind: _, name: policy, place, using, check, ...rest } = extra;
    const set = { ...rest, ...(using && { using: named(using) }), ...(check && { check: named(check) }) };
    return [{ op: 'create-policy', policy: { name: policy, place, table: name }, set }];
  });
  if (!table.rowSecurity && policies.length === 0) return [];
  const actions = [{ do: 'row-security', enabled: true }] as const;
  return [{ op: 'alter-table', table: name, ifExists: false, actions }, ...policies];
}
