import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { ColumnName } from '../../model/sql.ts';
import { fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { named, rangeVar, type Source } from './writer.ts';

export function createSequence(statement: PgFields, source: Source): readonly Change[] {
  const owned = ownedBy(statement, source);
  return [
    {
      op: 'create-sequence',
      sequence: rangeVar(statement.sequence, source),
      ifNotExists: statement.if_not_exists === true,
      ...(owned && { owned }),
    },
  ];
}

export function alterSequence(statement: PgFields, source: Source): readonly Change[] {
  const owned = ownedBy(statement, source);
  if (owned === undefined) return [];
  return [{ op: 'own-sequence', sequence: rangeVar(statement.sequence, source), owned }];
}

/** Undefined: not said; null: OWNED BY NONE. */
function ownedBy(statement: PgFields, source: Source): ColumnName | null | undefined {
  const option = items(statement.options)
    .map(fieldsOf)
    .find(({ defname }) => defname === 'owned_by');
  if (!option) return undefined;
  const parts = strings(fieldsOf(option.arg).items);
  if (parts.length < 2) return null;
  return { table: named(parts.slice(0, -1), source), column: parts.at(-1)! };
}

export function createPublication(statement: PgFields, source: Source): readonly Change[] {
  return [publication(statement, 'create', source)];
}

const ACTIONS = { AP_AddObjects: 'add', AP_SetObjects: 'set', AP_DropObjects: 'drop' } as const;

export function alterPublication(statement: PgFields, source: Source): readonly Change[] {
  const action = ACTIONS[(text(statement.action) || 'AP_AddObjects') as keyof typeof ACTIONS];
  // ALTER PUBLICATION … SET (publish = …) names no object
  return items(statement.pubobjects).length === 0 ? [] : [publication(statement, action, source)];
}

function publication(
  statement: PgFields,
  action: 'create' | 'add' | 'set' | 'drop',
  source: Source,
): Extract<Change, { op: 'put-publication' }> {
  const objects = items(statement.pubobjects).map(fieldsOf);
  return {
    op: 'put-publication',
    publication: named([text(statement.pubname)], source),
    action,
    allTables: statement.for_all_tables === true,
    tables: objects.flatMap(({ pubtable }) =>
      pubtable === undefined ? [] : [rangeVar((pubtable as PgFields).relation, source)],
    ),
    schemas: objects
      .filter(({ pubobjtype }) => pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA')
      .map(({ name }) => text(name)),
  };
}
