import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import { columnOf, constraintOf, typeOf } from './columns.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { named, rangeVar, type Source } from './writer.ts';

export function createEnum(statement: PgFields, source: Source): readonly Change[] {
  return [{ op: 'create-enum', type: named(strings(statement.typeName), source), values: strings(statement.vals) }];
}

export function alterEnum(statement: PgFields, source: Source): readonly Change[] {
  const type = named(strings(statement.typeName), source);
  const value = text(statement.newVal);
  if (statement.oldVal !== undefined)
    return [{ op: 'rename-enum-value', type, from: text(statement.oldVal), to: value }];
  const neighbour = text(statement.newValNeighbor);
  const after = statement.newValIsAfter === true;
  const ifNotExists = statement.skipIfNewValExists === true;
  return [{ op: 'add-enum-value', type, value, after, ifNotExists, ...(neighbour && { neighbour }) }];
}

export function createDomain(statement: PgFields, source: Source): readonly Change[] {
  const type = named(strings(statement.domainname), source);
  const checks = items(statement.constraints).flatMap((constraint) => constraintOf(fieldsOf(constraint), source) ?? []);
  const notNull = items(statement.constraints).some((one) => fieldsOf(one).contype === 'CONSTR_NOTNULL');
  return [{ op: 'create-domain', type, base: typeOf(fields(statement.typeName)), notNull, checks }];
}

export function alterDomain(statement: PgFields, source: Source): readonly Change[] {
  const type = named(strings(statement.typeName), source);
  if (statement.subtype === 'O' || statement.subtype === 'N')
    return [{ op: 'domain-not-null', type, notNull: statement.subtype === 'O' }];
  if (statement.subtype === 'X') return [{ op: 'drop-domain-check', type, name: text(statement.name) }];
  const check = statement.subtype === 'C' ? constraintOf(fieldsOf(statement.def), source) : undefined;
  return check ? [{ op: 'add-domain-check', type, check }] : [];
}

export function createComposite(statement: PgFields, source: Source): readonly Change[] {
  const columns = items(statement.coldeflist).map((column) => columnOf(fieldsOf(column), source).column);
  return [{ op: 'create-composite', type: rangeVar(statement.typevar, source), columns }];
}

export function createRange(statement: PgFields, source: Source): readonly Change[] {
  return [{ op: 'create-type', type: named(strings(statement.typeName), source), form: 'range' }];
}

/** CREATE TYPE of a base type or a shell; aggregates and operators share the statement. */
export function createOther(statement: PgFields, source: Source): readonly Change[] {
  if (statement.kind !== 'OBJECT_TYPE') return [];
  return [{ op: 'create-type', type: named(strings(statement.defnames), source), form: 'other' }];
}
