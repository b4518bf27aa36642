import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { RoleAttributes } from '../../model/sql.ts';
import { rolesOf } from './grants.ts';
import { fields, fieldsOf, items, text } from '../../documents/sql/pg-tree.ts';
import { named, type Source } from './writer.ts';

/** CREATE ROLE, USER and GROUP. */
export function createRole(statement: PgFields, source: Source): readonly Change[] {
  const name = text(statement.role);
  const options = items(statement.options).map(fieldsOf);
  const listed = (option: string): readonly string[] =>
    options.filter(({ defname }) => defname === option).flatMap(({ arg }) => rolesOf(fieldsOf(arg).items));
  const user: RoleAttributes = statement.stmt_type === 'ROLESTMT_USER' ? { login: true } : {};
  const member = { op: 'members', grant: true } as const;
  const belongs = listed('addroleto');
  const holds = [...listed('rolemembers'), ...listed('adminmembers')];
  return [
    { op: 'put-role', role: named([name], source), create: true, attributes: { ...user, ...attributesOf(options) } },
    ...(belongs.length > 0 ? [{ ...member, roles: belongs, members: [name] }] : []),
    ...(holds.length > 0 ? [{ ...member, roles: [name], members: holds }] : []),
  ];
}

export function alterRole(statement: PgFields, source: Source): readonly Change[] {
  const name = text(fields(statement.role).rolename);
  const options = items(statement.options).map(fieldsOf);
  const members = options
    .filter(({ defname }) => defname === 'rolemembers')
    .flatMap(({ arg }) => rolesOf(fieldsOf(arg).items));
  // ALTER GROUP … ADD USER, DROP USER
  if (members.length > 0) return [{ op: 'members', grant: statement.action === 1, roles: [name], members }];
  return [{ op: 'put-role', role: named([name], source), create: false, attributes: attributesOf(options) }];
}

const ATTRIBUTES: Readonly<Record<string, keyof RoleAttributes>> = {
  superuser: 'superuser',
  bypassrls: 'bypassRls',
  canlogin: 'login',
  inherit: 'inherit',
};

function attributesOf(options: readonly PgFields[]): RoleAttributes {
  return Object.fromEntries(
    options.flatMap(({ defname, arg }) => {
      const attribute = ATTRIBUTES[text(defname)];
      return attribute ? [[attribute, fieldsOf(arg).boolval === true]] : [];
    }),
  );
}

export function dropRole(statement: PgFields): readonly Change[] {
  const ifExists = statement.missing_ok === true;
  return rolesOf(statement.roles).map((role) => ({ op: 'drop-role', role, ifExists }));
}

/** GRANT role TO role. Taking away only the option to pass it on leaves the membership. */
export function grantRole(statement: PgFields): readonly Change[] {
  const grant = statement.is_grant === true;
  if (!grant && items(statement.opt).length > 0) return [];
  const roles = items(statement.granted_roles).map((role: Json) => text(fieldsOf(role).priv_name));
  return [{ op: 'members', grant, roles, members: rolesOf(statement.grantee_roles) }];
}

/** Also REASSIGN OWNED, which names the new owner. */
export function dropOwned({ roles, newrole }: PgFields): readonly Change[] {
  const [to] = newrole === undefined ? [] : rolesOf([{ RoleSpec: newrole }]);
  return [{ op: 'owned', roles: rolesOf(roles), ...(to !== undefined && { to }) }];
}
