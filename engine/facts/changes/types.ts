import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql.ts';
import { constraintOf, typeOf } from './columns.ts';
import { fields, fieldsOf, items, named, strings, text, type Source } from './writer.ts';

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
  return [{ op: 'add-enum-value', type, value, after, ...(neighbour && { neighbour }) }];
}

export function createDomain(statement: PgFields, source: Source): readonly Change[] {
  const type = named(strings(statement.domainname), source);
  const checks = items(statement.constraints).flatMap((constraint) => constraintOf(fieldsOf(constraint), source) ?? []);
  return [{ op: 'create-domain', type, base: typeOf(fields(statement.typeName)), checks }];
}

export function alterDomain(statement: PgFields, source: Source): readonly Change[] {
  const type = named(strings(statement.typeName), source);
  if (statement.subtype === 'X') return [{ op: 'drop-domain-check', type, name: text(statement.name) }];
  const check = statement.subtype === 'C' ? constraintOf(fieldsOf(statement.def), source) : undefined;
  return check ? [{ op: 'add-domain-check', type, check }] : [];
}
