import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnSpec, ConstraintSpec, Like, TableAction } from '../../model/sql.ts';
import { columnOf, constraintOf, identitySequence, isNull, typeOf } from './columns.ts';
import { expressionOf, readsOf } from './expression.ts';
import { rolesOf } from './grants.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { named, rangeVar, type Source } from './writer.ts';

export function createTable(statement: PgFields, source: Source): readonly Change[] {
  // CREATE FOREIGN TABLE wraps the ordinary statement
  const base = statement.base === undefined ? statement : fields(statement.base);
  const elements = items(base.tableElts) as readonly PgFields[];
  const columns = elements
    .filter((element) => 'ColumnDef' in element)
    .map((element) => columnOf(fieldsOf(element), source));
  const constraints = elements
    .filter((element) => 'Constraint' in element)
    .flatMap((element) => constraintOf(fieldsOf(element), source) ?? []);
  const likes = elements.filter((element) => 'TableLikeClause' in element).map(fieldsOf);
  const parents = items(base.inhRelations).map(fieldsOf);
  const options = optionsOf(base.options);
  return [
    {
      op: 'create-table',
      table: rangeVar(base.relation, source),
      form: base.partbound !== undefined ? 'partition' : statement.base === undefined ? 'table' : 'foreign',
      columns: columns.map(({ column }): ColumnSpec => column),
      constraints: [...columns.flatMap((one): readonly ConstraintSpec[] => one.constraints), ...constraints],
      parents: parents.map((table) => rangeVar(table, source)),
      likes: likes.map((like) => likeOf(like, source)),
      ifNotExists: base.if_not_exists === true,
      ...(base.partspec !== undefined && { partitioned: true as const }),
      ...(Object.keys(options).length > 0 && { options }),
    },
  ];
}

/** Bits of PostgreSQL's TableLikeOption. */
function likeOf(like: PgFields, source: Source): Like {
  const bits = Number(like.options ?? 0);
  const has = (bit: number): boolean => Math.floor(bits / 2 ** bit) % 2 === 1;
  return {
    table: rangeVar(like.relation, source),
    constraints: has(2),
    defaults: has(3),
    generated: has(4) || has(5),
    indexes: has(6),
  };
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW share a tag. */
export function createTableAs(statement: PgFields, source: Source): readonly Change[] {
  const into = fields(statement.into);
  const query = statement.query ?? null;
  const name = rangeVar(into.rel, source);
  const ifNotExists = statement.if_not_exists === true;
  if (statement.objtype !== 'OBJECT_MATVIEW') {
    const selected = expressionOf(query, source);
    return [
      {
        op: 'create-table',
        table: name,
        form: 'as',
        columns: [],
        constraints: [],
        parents: [],
        likes: [],
        ifNotExists,
        query: selected,
        ...aliasesOf(into.colNames),
      },
    ];
  }
  const options = optionsOf(into.options);
  return [
    {
      op: 'create-view',
      view: name,
      materialized: true,
      orReplace: false,
      ifNotExists,
      options,
      query: expressionOf(query, source),
      reads: readsOf(query, source),
      ...aliasesOf(into.colNames),
    },
  ];
}

function aliasesOf(names: PgFields[string] | undefined): { readonly aliases?: readonly string[] } {
  return names === undefined ? {} : { aliases: strings(names) };
}

export function createView(statement: PgFields, source: Source): readonly Change[] {
  const query = statement.query ?? null;
  return [
    {
      op: 'create-view',
      view: rangeVar(statement.view, source),
      materialized: false,
      orReplace: statement.replace === true,
      ifNotExists: false,
      options: optionsOf(statement.options),
      query: expressionOf(query, source),
      reads: readsOf(query, source),
      ...aliasesOf(statement.aliases),
    },
  ];
}

export function alterTable(statement: PgFields, source: Source): readonly Change[] {
  const actions = items(statement.cmds).flatMap((command) => actionsOf(fieldsOf(command), source));
  const table = rangeVar(statement.relation, source);
  if (statement.objtype === 'OBJECT_TYPE') return [{ op: 'alter-composite', type: table, actions }];
  if (statement.objtype === 'OBJECT_SEQUENCE' || statement.objtype === 'OBJECT_INDEX') {
    const object = statement.objtype === 'OBJECT_INDEX' ? 'index' : 'sequence';
    return actions.flatMap((action): readonly Change[] =>
      action.do === 'set-owner' ? [{ op: 'set-owner', object, name: table, to: action.to }] : [],
    );
  }
  return [{ op: 'alter-table', table, ifExists: statement.missing_ok === true, actions }];
}

type ToActions = (command: PgFields, source: Source) => readonly TableAction[];

const simple =
  (action: 'set-not-null' | 'drop-not-null' | 'drop-default'): ToActions =>
  (command) => [{ do: action, name: text(command.name) }];
const rowSecurity =
  (enabled: boolean): ToActions =>
  () => [{ do: 'row-security', enabled }];
const forced =
  (yes: boolean): ToActions =>
  () => [{ do: 'force-row-security', forced: yes }];

const notGenerated: ToActions = (command) => [{ do: 'drop-generated', name: text(command.name) }];
const triggers =
  (action: 'enable-trigger' | 'disable-trigger'): ToActions =>
  (command) => {
    const name = text(command.name);
    return [{ do: action, ...(name && { name }) }];
  };
const related =
  (action: 'attach-partition' | 'detach-partition' | 'inherit' | 'no-inherit'): ToActions =>
  (command, source) => {
    const inner = fieldsOf(command.def);
    return [{ do: action, table: rangeVar(inner.name ?? inner, source) }];
  };

/** Sub-commands of ALTER TABLE that the catalog knows; others (statistics, storage, replica identity) leave it as it is. */
const ACTIONS: Readonly<Record<string, ToActions>> = {
  AT_AddColumn: (command, source) => {
    const { column, constraints } = columnOf(fieldsOf(command.def), source);
    const add: TableAction = { do: 'add-column', column, ifNotExists: command.missing_ok === true };
    return [add, ...constraints.map((constraint): TableAction => ({ do: 'add-constraint', constraint }))];
  },
  AT_DropColumn: (command) => [
    {
      do: 'drop-column',
      name: text(command.name),
      cascade: command.behavior === 'DROP_CASCADE',
      ifExists: command.missing_ok === true,
    },
  ],
  AT_SetNotNull: simple('set-not-null'),
  AT_DropNotNull: simple('drop-not-null'),
  AT_ColumnDefault: (command, source) =>
    command.def === undefined || isNull(command.def)
      ? [{ do: 'drop-default', name: text(command.name) }]
      : [{ do: 'set-default', name: text(command.name), default: expressionOf(command.def, source) }],
  AT_AlterColumnType: (command) => [
    { do: 'set-type', name: text(command.name), type: typeOf(fields(fieldsOf(command.def).typeName)) },
  ],
  AT_AddConstraint: (command, source) => {
    const constraint = constraintOf(fieldsOf(command.def), source);
    return constraint ? [{ do: 'add-constraint', constraint }] : [];
  },
  AT_DropConstraint: (command) => [
    {
      do: 'drop-constraint',
      name: text(command.name),
      cascade: command.behavior === 'DROP_CASCADE',
      ifExists: command.missing_ok === true,
    },
  ],
  AT_ValidateConstraint: (command) => [{ do: 'validate-constraint', name: text(command.name) }],
  AT_AddIdentity: (command, source) => [
    { do: 'set-identity', name: text(command.name), ...identitySequence(fieldsOf(command.def), source) },
  ],
  AT_DropIdentity: notGenerated,
  AT_DropExpression: notGenerated,
  AT_AttachPartition: related('attach-partition'),
  AT_DetachPartition: related('detach-partition'),
  AT_AddInherit: related('inherit'),
  AT_DropInherit: related('no-inherit'),
  AT_ChangeOwner: (command) => [{ do: 'set-owner', to: rolesOf([{ RoleSpec: command.newowner ?? null }])[0] ?? '' }],
  AT_EnableTrig: triggers('enable-trigger'),
  AT_EnableAlwaysTrig: triggers('enable-trigger'),
  AT_EnableTrigAll: triggers('enable-trigger'),
  AT_EnableTrigUser: triggers('enable-trigger'),
  AT_DisableTrig: triggers('disable-trigger'),
  AT_DisableTrigAll: triggers('disable-trigger'),
  AT_DisableTrigUser: triggers('disable-trigger'),
  AT_EnableRowSecurity: rowSecurity(true),
  AT_DisableRowSecurity: rowSecurity(false),
  AT_ForceRowSecurity: forced(true),
  AT_NoForceRowSecurity: forced(false),
  AT_SetRelOptions: (command) => [{ do: 'set-options', options: optionsOf(fieldsOf(command.def).items) }],
  AT_ResetRelOptions: (command) => [
    { do: 'reset-options', options: Object.keys(optionsOf(fieldsOf(command.def).items)) },
  ],
};

function actionsOf(command: PgFields, source: Source): readonly TableAction[] {
  return ACTIONS[text(command.subtype)]?.(command, source) ?? [];
}

/** `WITH (security_invoker)` without a value means true. */
function optionsOf(options: PgFields[string] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    items(options).map((option) => {
      const { defname, arg } = fieldsOf(option);
      return [text(defname), arg === undefined ? 'true' : optionText(fieldsOf(arg))];
    }),
  );
}

function optionText(value: PgFields): string {
  const plain = value.sval ?? value.ival ?? value.fval ?? value.boolval;
  return plain === undefined
    ? String(
        items(value.names)
          .map((name) => text(fieldsOf(name).sval))
          .at(-1) ?? 0,
      )
    : String(plain);
}

export function createIndex(statement: PgFields, source: Source): readonly Change[] {
  const name = text(statement.idxname);
  const table = rangeVar(statement.relation, source);
  const where = statement.whereClause;
  const elements = items(statement.indexParams).map(fieldsOf);
  const ordering = elements.map(orderingOf);
  return [
    {
      op: 'create-index',
      ...(name && { name }),
      place: name ? named([name], source).place : table.place,
      table,
      columns: elements.map((element) => indexColumn(element, source)),
      ...(ordering.some(Boolean) && { ordering }),
      unique: statement.unique === true,
      method: text(statement.accessMethod) || 'btree',
      ...(where !== undefined && { where: expressionOf(where, source) }),
      ...(statement.indexIncludingParams !== undefined && {
        include: items(statement.indexIncludingParams).map((element) => text(fieldsOf(element).name)),
      }),
      ...(statement.nulls_not_distinct === true && { nullsNotDistinct: true as const }),
      ifNotExists: statement.if_not_exists === true,
    },
  ];
}

function indexColumn(element: PgFields, source: Source): string {
  return element.expr === undefined ? text(element.name) : expressionOf(element.expr, source).text;
}

/** NULLs stand last, and first where it is descending. */
function orderingOf({ collation, opclass, opclassopts, ordering, nulls_ordering: nulls }: PgFields): string {
  const descends = ordering === 'SORTBY_DESC';
  const first = nulls === 'SORTBY_NULLS_FIRST' ? true : nulls === 'SORTBY_NULLS_LAST' ? false : descends;
  const options = items(opclassopts).map((option) => {
    const { defname, arg } = fieldsOf(option);
    return `${text(defname)} = ${optionText(fieldsOf(arg))}`;
  });
  const parts = [
    ...(collation === undefined ? [] : [`collate "${strings(collation).at(-1)}"`]),
    ...(opclass === undefined
      ? []
      : [`${strings(opclass).at(-1)}${options.length > 0 ? ` (${options.join(', ')})` : ''}`]),
    ...(descends ? ['desc'] : []),
    ...(first === descends ? [] : [`nulls ${first ? 'first' : 'last'}`]),
  ];
  return parts.join(' ');
}
