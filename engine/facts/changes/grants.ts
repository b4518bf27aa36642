import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { FunctionName, GrantSpec, GrantTarget } from '../../model/sql.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { functionName, named, rangeVar, type Source } from './writer.ts';

const TARGETS: Readonly<Record<string, GrantTarget>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
};

export function grantOrRevoke(statement: PgFields, source: Source): readonly Change[] {
  const spec = specOf(statement);
  if (!spec) return [];
  const isCascade = statement.behavior === 'DROP_CASCADE';
  // REVOKE GRANT OPTION FOR leaves the privilege itself, but not what was granted by it
  const isOption = statement.is_grant !== true && statement.grant_option === true;
  if (isOption && !isCascade) return [];
  const how = isOption ? { optionOnly: true as const } : {};
  if (statement.targtype === 'ACL_TARGET_ALL_IN_SCHEMA') {
    return [{ op: 'grant-all-in-schema', spec, schemas: strings(statement.objects), ...how }];
  }
  const on = items(statement.objects).map((object) => grantObject(object, spec.target, source));
  return [{ op: 'grant', spec, on, ...how }];
}

export function alterDefaultPrivileges(statement: PgFields): readonly Change[] {
  const action = fields(statement.action);
  const spec = specOf(action);
  if (!spec || (action.is_grant !== true && action.grant_option === true)) return [];
  const option = (name: string): readonly Json[] => {
    const found = items(statement.options)
      .map(fieldsOf)
      .find(({ defname }) => defname === name);
    return items(fieldsOf(found?.arg).items);
  };
  const schemas = strings(option('schemas'));
  return [{ op: 'default-privileges', spec, schemas, roles: rolesOf(option('roles')) }];
}

function specOf(statement: PgFields): GrantSpec | undefined {
  const target = TARGETS[text(statement.objtype)];
  if (!target) return undefined;
  return {
    grant: statement.is_grant === true,
    target,
    privileges: items(statement.privileges).map((privilege) => {
      const { priv_name, cols } = fieldsOf(privilege);
      // no name: ALL (columns)
      return { name: text(priv_name) || 'all', ...(cols !== undefined && { columns: strings(cols) }) };
    }),
    grantees: rolesOf(statement.grantees),
  };
}

function grantObject(object: Json, target: GrantTarget, source: Source): FunctionName {
  if (target === 'function') return functionName(object, source);
  const inner = fieldsOf(object);
  if (inner.relname !== undefined) return rangeVar(inner, source);
  const parts = inner.items === undefined ? [text(inner.sval)] : strings(inner.items);
  return named(parts, source);
}

/** CURRENT_USER and its kind are whoever runs the migrations. */
export function rolesOf(roles: Json | undefined): readonly string[] {
  return items(roles).map((role) => {
    const { roletype, rolename } = fieldsOf(role);
    if (roletype === 'ROLESPEC_PUBLIC') return 'public';
    return roletype === 'ROLESPEC_CSTRING' ? text(rolename) : 'current_user';
  });
}
