import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { CommentObject, DropObject, FunctionName, OnTable } from '../../model/sql.ts';
import { rolesOf } from './grants.ts';
import { onTable } from './policies.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { functionName, named, rangeVar, type Source } from './writer.ts';

const OBJECTS: Readonly<Record<string, DropObject>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_INDEX: 'index',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'function',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SCHEMA: 'schema',
  OBJECT_EXTENSION: 'extension',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_PUBLICATION: 'publication',
};
const ON_TABLE = { OBJECT_POLICY: 'policy', OBJECT_TRIGGER: 'trigger' } as const;
const PART_OF_TABLE = { ...ON_TABLE, OBJECT_COLUMN: 'column', OBJECT_TABCONSTRAINT: 'constraint' } as const;

export function drop(statement: PgFields, source: Source): readonly Change[] {
  const kind = text(statement.removeType);
  const cascade = statement.behavior === 'DROP_CASCADE';
  const ifExists = statement.missing_ok === true;
  if (kind in ON_TABLE) {
    const object = ON_TABLE[kind as keyof typeof ON_TABLE];
    return items(statement.objects).map((name) => ({
      op: 'drop-on-table',
      object,
      what: partName(name, source),
      ifExists,
    }));
  }
  if (kind === 'OBJECT_EVENT_TRIGGER') {
    const names = items(statement.objects).map((name) => text(fieldsOf(name).sval));
    return names.map((name) => ({ op: 'event-trigger', action: 'drop', name }));
  }
  const object = OBJECTS[kind];
  if (!object) return [];
  return items(statement.objects).map((name) => ({
    op: 'drop',
    object,
    name: objectName(name, source),
    cascade,
    ifExists,
  }));
}

export function rename(statement: PgFields, source: Source): readonly Change[] {
  const kind = text(statement.renameType);
  const to = text(statement.newname);
  if (kind in PART_OF_TABLE) {
    const object = PART_OF_TABLE[kind as keyof typeof PART_OF_TABLE];
    return [{ op: 'rename-on-table', object, what: onTable(statement.subname, statement.relation, source), to }];
  }
  if (kind === 'OBJECT_EVENT_TRIGGER')
    return [{ op: 'event-trigger', action: 'rename', name: text(fieldsOf(statement.object).sval), to }];
  const object = OBJECTS[kind];
  if (!object) return [];
  const ifExists = statement.missing_ok === true;
  return [{ op: 'rename', object, name: subjectOf(statement, source), to, ifExists }];
}

export function setSchema(statement: PgFields, source: Source): readonly Change[] {
  const object = OBJECTS[text(statement.objectType)];
  if (!object) return [];
  return [{ op: 'move', object, name: subjectOf(statement, source), to: text(statement.newschema) }];
}

function subjectOf(statement: PgFields, source: Source): FunctionName {
  if (statement.relation !== undefined) return rangeVar(statement.relation, source);
  // ALTER SCHEMA a RENAME TO b has neither
  return statement.object === undefined
    ? named([text(statement.subname)], source)
    : objectName(statement.object, source);
}

function objectName(node: Json, source: Source): FunctionName {
  const inner = fieldsOf(node);
  if (inner.objname !== undefined) return functionName(node, source);
  if (inner.names !== undefined) return named(strings(inner.names), source);
  return named(inner.items === undefined ? [text(inner.sval)] : strings(inner.items), source);
}

/** `DROP POLICY name ON schema.table`: a list with the name at its end. */
function partName(node: Json, source: Source): OnTable {
  const parts = strings(fieldsOf(node).items);
  const own = named(parts.slice(-1), source);
  return { name: own.name, place: own.place, table: named(parts.slice(0, -1), source) };
}

export function createSchema(statement: PgFields, source: Source): readonly Change[] {
  const owner = text(fields(statement.authrole).rolename);
  const schema = named([text(statement.schemaname) || owner], source);
  const elements = items(statement.schemaElts).flatMap((raw) =>
    source.changesOf({ ...source, statement: { ...source.statement, raw: raw as PgNode } }),
  );
  return [
    {
      op: 'create-schema',
      schema,
      ifNotExists: statement.if_not_exists === true,
      ...(owner && { owner }),
      ...(elements.length > 0 && { elements }),
    },
  ];
}

export function createExtension(statement: PgFields, source: Source): readonly Change[] {
  const option = items(statement.options)
    .map(fieldsOf)
    .find(({ defname }) => defname === 'schema');
  const schema = text(fieldsOf(option?.arg).sval);
  const name = named([text(statement.extname)], source);
  const ifNotExists = statement.if_not_exists === true;
  return [{ op: 'create-extension', extension: { ...name, ...(schema && { schema }) }, ifNotExists }];
}

export function alterOwner(statement: PgFields, source: Source): readonly Change[] {
  const object = OBJECTS[text(statement.objectType)];
  const [to] = rolesOf([{ RoleSpec: statement.newowner ?? null }]);
  if (!object || to === undefined) return [];
  return [{ op: 'set-owner', object, name: subjectOf(statement, source), to }];
}

const COMMENTED: Readonly<Record<string, CommentObject>> = { ...OBJECTS, ...PART_OF_TABLE };

export function comment(statement: PgFields, source: Source): readonly Change[] {
  const kind = text(statement.objtype);
  const object = COMMENTED[kind];
  if (!object || statement.object === undefined) return [];
  const said = { text: statement.comment === undefined ? null : text(statement.comment) };
  if (!(kind in PART_OF_TABLE)) return [{ op: 'comment', object, name: objectName(statement.object, source), ...said }];
  const { name, table } = partName(statement.object, source);
  return [{ op: 'comment', object, name: table, part: name, ...said }];
}
