import type { Catalog, Grant, Relation, Role, Routine } from '../../model/catalog.ts';

/** The roles as which requests over the API run; the key of `anon` is public. */
export const API_ROLES: readonly string[] = ['anon', 'authenticated'];

/**
 * The roles of the API that hold one of the privileges on the object: granted to them, to PUBLIC or to a role whose
 * privileges they have as members, and with USAGE of its schema. Undefined: the migrations do not create it, so that nobody
 * knows what was granted before.
 */
export function apiRolesWith(
  catalog: Catalog,
  { schema, acl, state }: Relation | Routine,
  privileges: readonly string[],
  column?: string,
): readonly string[] | undefined {
  if (state === 'ghost') return undefined;
  return API_ROLES.filter((role) => {
    const names = rolesOf(catalog.roles, role);
    const has = ({ privilege, grantee, columns }: Grant): boolean =>
      privileges.includes(privilege) &&
      names.includes(grantee) &&
      (column === undefined || columns === undefined || columns.includes(column));
    return acl.some(has) && mayUse(catalog, schema, names);
  });
}

/** A schema that no migration creates is taken for usable: somebody made it for the API to serve. */
function mayUse({ schemas }: Catalog, name: string, roles: readonly string[]): boolean {
  const schema = schemas.find((one) => one.name === name);
  if (!schema || schema.state === 'ghost') return true;
  return schema.acl.some(({ privilege, grantee }) => privilege === 'usage' && roles.includes(grantee));
}

/** The role, PUBLIC and, where it inherits, those it is a member of, however indirectly. */
export function rolesOf(roles: readonly Role[], name: string): readonly string[] {
  const all = new Set<string>(['public']);
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    const role = roles.find((one) => one.name === next);
    if (role?.inherit === true) pending.push(...role.memberOf);
  }
  return [...all];
}
