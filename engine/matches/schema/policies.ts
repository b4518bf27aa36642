import type { Catalog, ObjectName, Policy, Relation } from '../../model/catalog.ts';
import type { Expression } from '../../model/sql.ts';
import { API_ROLES, rolesOf } from './access.ts';
import { callsIn, hasTag, relationsIn } from './expression-tree.ts';
import { isView } from './objects.ts';

const COMMANDS: readonly string[] = ['select', 'insert', 'update', 'delete'];

/** The commands a policy is for, `all` spelt out. */
export function commandsOf({ command }: Policy): readonly string[] {
  return command === 'all' ? COMMANDS : [command];
}

/** The roles of the API that it is for, PUBLIC and membership spelt out. */
export function apiRolesOf({ roles }: Policy, catalog: Catalog): readonly string[] {
  return API_ROLES.filter((role) => rolesOf(catalog.roles, role).some((one) => roles.includes(one)));
}

/** The other permissive policies of the table that one role of the API meets for one command beside this one. */
export function overlapsOf(policy: Policy, { policies }: Relation, catalog: Catalog): readonly string[] {
  if (!policy.permissive) return [];
  const roles = apiRolesOf(policy, catalog);
  const meets = (other: Policy): boolean =>
    commandsOf(other).some((one) => commandsOf(policy).includes(one)) &&
    apiRolesOf(other, catalog).some((one) => roles.includes(one));
  return policies.filter((one) => one !== policy && one.permissive && meets(one)).map(({ name }) => name);
}

export function callsOf(policy: Policy): readonly string[] {
  return unique(expressionsOf(policy).flatMap((one) => callsIn(one).map(({ name }) => name)));
}

/** Those that are called anew for every row. */
export function callsPerRow(policy: Policy): readonly string[] {
  const calls = expressionsOf(policy).flatMap(callsIn);
  return unique(calls.filter(({ once }) => !once).map(({ name }) => name));
}

export function readsOf(policy: Policy, catalog: Catalog): readonly string[] {
  return unique(expressionsOf(policy).flatMap((one) => relationsIn(one, catalog).map(idOf)));
}

function expressionsOf({ using, check }: Policy): readonly Expression[] {
  return [using, check].filter((one) => one !== undefined);
}

/**
 * The table at which PostgreSQL stops with "infinite recursion detected in policy" when it applies the policy for a role it
 * is for. It expands the SELECT policies of every table that a sub-select reads; if those hold sub-selects themselves, and
 * the table is one whose policies are being expanded already, it stops. Functions end the chain, and so does a view that
 * reads with the rights of its owner.
 */
export function recursionOf(policy: Policy, relation: Relation, catalog: Catalog): string | undefined {
  const roles = unique([...apiRolesOf(policy, catalog), ...policy.roles.filter((one) => one !== 'public')]);
  const ends = roles.map((role) => endOf(policy, relation, rolesOf(catalog.roles, role), catalog));
  return ends.find((end) => end !== undefined);
}

function endOf(policy: Policy, relation: Relation, roles: readonly string[], catalog: Catalog): string | undefined {
  return visit([policy], [idOf(relation)]);

  function visit(policies: readonly Policy[], active: readonly string[]): string | undefined {
    for (const id of readBy(policies, catalog)) {
      const table = catalog.relations.find((one) => idOf(one) === id);
      const applied = table?.rls === true ? table.policies.filter((one) => selects(one, roles)) : [];
      if (!applied.some(hasSubSelect)) continue;
      if (active.includes(id)) return id;
      const end = visit(applied, [...active, id]);
      if (end !== undefined) return end;
    }
    return undefined;
  }
}

function selects(policy: Policy, roles: readonly string[]): boolean {
  return commandsOf(policy).includes('select') && policy.roles.some((one) => roles.includes(one));
}

function hasSubSelect(policy: Policy): boolean {
  return expressionsOf(policy).some(({ tree }) => hasTag(tree, 'SubLink'));
}

/** With views replaced by what they read, if they read it with the rights of who asks. */
function readBy(policies: readonly Policy[], catalog: Catalog): readonly string[] {
  const reads = policies.flatMap((policy) => readsOf(policy, catalog));
  return unique([...reads, ...reads.flatMap((id) => [...relationsBehind(catalog, id, isInvoker)])]);
}

/** The tables that a view reads, directly or through other views. */
export function tablesOf(view: Relation, catalog: Catalog): readonly string[] {
  return [...relationsBehind(catalog, idOf(view), isView)].sort();
}

function relationsBehind(
  catalog: Catalog,
  id: string,
  isOpen: (relation: Relation) => boolean,
  seen = new Set<string>(),
): Set<string> {
  const tables = new Set<string>();
  if (seen.has(id)) return tables;
  seen.add(id);
  const relation = catalog.relations.find((one) => idOf(one) === id);
  if (!relation || !isOpen(relation)) return tables;
  for (const read of (relation.reads ?? []).map(idOf)) {
    const inner = catalog.relations.find((one) => idOf(one) === read);
    if (!inner || !isView(inner)) tables.add(read);
    else for (const table of relationsBehind(catalog, read, isOpen, seen)) tables.add(table);
  }
  return tables;
}

function isInvoker(relation: Relation): boolean {
  return isView(relation) && isOn(relation.options.security_invoker);
}

/** How PostgreSQL reads the value of a boolean option. */
export function isOn(option: string | undefined): boolean {
  return option !== undefined && /^(true|on|yes|1)$/i.test(option);
}

function idOf({ schema, name }: ObjectName): string {
  return `${schema}.${name}`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
