import type { ForeignTree } from '../../documents/sql/node.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnSpec, ConstraintSpec, Name } from '../../model/sql.ts';
import { mentionsIn } from './mentions.ts';
import { named, type Source } from './writer.ts';

/** What a statement of another dialect does: tables and their columns for now, everything else as doubt (issue C). */
export function foreignChanges(tree: ForeignTree, source: Source): readonly Change[] {
  const { kind, dialect, text } = source.statement;
  if (kind === 'create_table') return [createForeignTable(tree, source)];
  if (tree.type === 'drop' && tree.keyword === 'table') return tables(tree.name, source).map(dropTable);
  if (!/^(create|alter|drop|rename)/.test(kind)) return [];
  const message = `This ${dialect} statement is not folded into the schema yet.`;
  const cause = { kind: 'not-read', message, place: source.place(source.statement.range) } as const;
  return [{ op: 'opaque', cause, mentions: mentionsIn(text) }];
}

function dropTable(name: Name): Change {
  return { op: 'drop', object: 'table', name, cascade: false, ifExists: true };
}

function createForeignTable(tree: ForeignTree, source: Source): Change {
  const definitions = list(tree.create_definitions);
  const columns = definitions.filter(({ resource }) => resource === 'column');
  const constraints = definitions.filter(({ resource }) => resource === 'constraint');
  return {
    op: 'create-table',
    table: tables(tree.table, source)[0] ?? named([''], source),
    form: 'table',
    columns: columns.map((column) => columnOf(column, source)),
    constraints: [
      ...columns.flatMap((column) => keysOf(column, source)),
      ...constraints.flatMap((one) => constraintOf(one, source)),
    ],
    parents: [],
    likes: [],
    ifNotExists: Boolean(tree.if_not_exists),
  };
}

function columnOf(definition: ForeignTree, source: Source): ColumnSpec {
  const name = columnName(definition.column);
  const type = String(object(definition.definition).dataType ?? '').toLowerCase();
  const notNull = object(definition.nullable).type === 'not null' || Boolean(definition.primary_key);
  const generated = definition.auto_increment ? ({ generated: 'identity' } as const) : {};
  return {
    name,
    place: named([name], source).place,
    type: { text: type, name: type, array: false },
    notNull,
    ...generated,
  };
}

function keysOf(definition: ForeignTree, source: Source): readonly ConstraintSpec[] {
  const name = columnName(definition.column);
  const kind = definition.primary_key ? 'primary-key' : definition.unique ? 'unique' : undefined;
  const values = enumValues(definition);
  const { place } = named([name], source);
  return [
    ...(kind ? [{ kind, place, columns: [name] } as const] : []),
    // an ENUM column is a list of values like a CHECK
    ...(values ? [{ kind: 'check', place, columns: [name], values } as const] : []),
  ];
}

function enumValues({ definition }: ForeignTree): readonly string[] | undefined {
  const { dataType, expr } = object(definition);
  if (String(dataType).toLowerCase() !== 'enum') return undefined;
  return list(object(expr).value).map(({ value }) => String(value));
}

const KINDS: readonly (readonly [RegExp, ConstraintSpec['kind']])[] = [
  [/^primary key/i, 'primary-key'],
  [/^unique/i, 'unique'],
  [/^foreign key/i, 'foreign-key'],
];

function constraintOf(constraint: ForeignTree, source: Source): readonly ConstraintSpec[] {
  const kind = KINDS.find(([pattern]) => pattern.test(String(constraint.constraint_type)))?.[1];
  if (!kind) return [];
  const name = String(constraint.constraint ?? '');
  const reference = object(constraint.reference_definition);
  const target = tables(reference.table, source)[0];
  const columns = list(constraint.definition).map(columnName);
  const place = source.place(source.statement.range);
  const references = target && { references: { table: target, columns: list(reference.definition).map(columnName) } };
  return [{ kind, place, columns, ...(name && { name }), ...references }];
}

function tables(value: unknown, source: Source): readonly Name[] {
  return list(value).map(({ db, table }) =>
    named(
      [db, table].flatMap((part) => (part ? [String(part)] : [])),
      source,
    ),
  );
}

/** Column references come as text or, in some builds, as an expression around it. */
function columnName(value: unknown): string {
  const { column } = object(value);
  if (typeof column === 'string') return column;
  return String(object(object(column).expr).value ?? '');
}

function object(value: unknown): ForeignTree {
  return typeof value === 'object' && value !== null ? (value as ForeignTree) : {};
}

function list(value: unknown): readonly ForeignTree[] {
  return Array.isArray(value) ? value.map(object) : [];
}
