import type { Grant } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { GrantSpec } from '../../model/sql.ts';
import { privilegesOf, type Privilege } from './privileges.ts';
import { relationFor } from './relations.ts';
import { routinesFor } from './routines.ts';
import { replaceAll, type Apply, type Qualified } from './state.ts';

export const grant: Apply<'grant'> = (state, { spec, on }, place) => {
  for (const name of on) {
    if (spec.target === 'table') {
      const relation = relationFor(state, name, place);
      state.relations.set(relation.id, { ...relation.object, acl: changed(relation.object.acl, spec, place) });
    } else if (spec.target === 'function') {
      const { id, all, named } = routinesFor(state, name, place);
      const change = (acl: readonly Grant[]): readonly Grant[] => changed(acl, spec, place);
      state.routines.set(
        id,
        all.map((one) => (named.includes(one) ? { ...one, acl: change(one.acl) } : one)),
      );
    } else if (spec.target === 'schema') {
      const { schemas } = state;
      const schema = schemas.get(name.name);
      if (schema) schemas.set(name.name, { ...schema, acl: changed(schema.acl, spec, place) });
    }
  }
};

export const grantAllInSchema: Apply<'grant-all-in-schema'> = (state, { spec, schemas }, place) => {
  const inside = <T extends Qualified & { readonly acl: readonly Grant[] }>(object: T): T =>
    schemas.includes(object.schema) ? { ...object, acl: changed(object.acl, spec, place) } : object;
  if (spec.target === 'table') replaceAll(state.relations, inside);
  if (spec.target === 'function') replaceAll(state.routines, (overloads) => overloads.map(inside));
};

/** Grants for objects that other roles will make do not concern what the migrations make. */
export const defaultPrivileges: Apply<'default-privileges'> = (state, { spec, schemas, roles }) => {
  const owners = ['postgres', 'current_user'];
  if (state.context.platform === 'supabase' && roles.length > 0 && !roles.some((role) => owners.includes(role))) return;
  const scopes = schemas.length > 0 ? schemas.map((schema) => ({ schema })) : [{}];
  const entries = scopes.flatMap((scope) =>
    privilegesOf(spec).map((one) => ({ ...scope, ...one, target: spec.target })),
  );
  const same = (a: (typeof entries)[number], b: (typeof entries)[number]): boolean =>
    a.target === b.target && a.grantee === b.grantee && a.privilege === b.privilege && schemaOf(a) === schemaOf(b);
  const rest = state.defaults.filter((one) => !entries.some((entry) => same(one, entry)));
  state.defaults = spec.grant ? [...rest, ...entries] : rest;
};

function schemaOf(entry: { readonly schema?: string }): string | undefined {
  return entry.schema;
}

function changed(acl: readonly Grant[], spec: GrantSpec, definedAt: Place): readonly Grant[] {
  const entries = privilegesOf(spec).map((entry) => ({ ...entry, definedAt }));
  if (!spec.grant) return acl.filter((one) => !entries.some((entry) => covers(entry, one)));
  return [...acl.filter((one) => !entries.some((entry) => isSame(entry, one))), ...entries];
}

/** Revoking from the table revokes from its columns too, but not the other way round. */
function covers(revoked: Privilege, one: Grant): boolean {
  if (revoked.grantee !== one.grantee || revoked.privilege !== one.privilege) return false;
  return revoked.columns === undefined || isSame(revoked, one);
}

function isSame(a: Privilege, b: Grant): boolean {
  return a.grantee === b.grantee && a.privilege === b.privilege && a.columns?.join() === b.columns?.join();
}
