import type { Column, Constraint, CustomType, Grant, Relation, Routine, Schema } from '../../model/catalog.ts';
import type { Generated, GrantTarget } from '../../model/sql.ts';
import type { Grants, PlatformFunction, PlatformRelation, PlatformSchema } from '../platforms/platform-catalog.ts';
import { typeNamed } from './column-types.ts';
import { allPrivileges } from './privileges.ts';

/** No file of the workspace defines what the platform brings along. */
export const PLATFORM = { path: 'platform:supabase' };

const common = { state: 'live', platform: true, definedAt: PLATFORM, history: [] } as const;

export function aclOf(grants: Grants, target: GrantTarget): readonly Grant[] {
  return Object.entries(grants).flatMap(([grantee, privileges]) =>
    (privileges === 'all' ? allPrivileges(target) : privileges.split(', ')).map((privilege) => ({
      privilege,
      grantee,
      definedAt: PLATFORM,
      implicit: true as const,
    })),
  );
}

export function schemaObject(name: string, { owner, grants }: PlatformSchema): Schema {
  return { ...common, schema: name, name, owner, acl: aclOf(grants, 'schema') };
}

export function relationsOf(schema: string, { relations = {}, tables }: PlatformSchema): readonly Relation[] {
  return Object.entries(relations).map(([name, one]) =>
    relationObject(schema, name, { owner: tables?.owner ?? '', grants: tables?.grants ?? {}, ...one }),
  );
}

function relationObject(
  schema: string,
  name: string,
  one: PlatformRelation & { readonly owner: string; readonly grants: Grants },
): Relation {
  return {
    ...common,
    schema,
    name,
    form: one.form ?? 'table',
    owner: one.owner,
    columns: Object.entries(one.columns).map(([column, written]) => columnObject(column, written)),
    complete: true,
    constraints: Object.entries(one.keys ?? {}).map(([key, written]) => keyObject(key, written)),
    rls: one.rls ?? false,
    forceRls: false,
    options: {},
    policies: [],
    triggers: [],
    acl: aclOf(one.grants, 'table'),
    ...(one.partitioned && { partitioned: true as const }),
  };
}

const COLUMN = /^(.*?)( not null)?(?: default (.*)| generated (?:as )?(\w+))?$/;

function columnObject(name: string, written: string): Column {
  const [, type = '', notNull, value, generated] = COLUMN.exec(written)!;
  return {
    name,
    type: typeNamed(type),
    notNull: notNull !== undefined,
    // its text is all that anybody may ask of a platform's default
    ...(value !== undefined && { default: { text: value, tree: {} } }),
    ...(generated !== undefined && { generated: generated as Generated }),
    definedAt: PLATFORM,
  };
}

const KEY =
  /^(primary|unique|foreign)(?: key)? \(([^)]*)\)(?: references (?:(\w+)\.)?(\w+)\(([^)]*)\))?(?: on update (cascade|set null|set default|restrict))?(?: on delete (cascade|set null|set default|restrict))?$/;

function keyObject(name: string, written: string): Constraint {
  const [, kind, columns = '', schema = 'public', table, referred = '', onUpdate, onDelete] = KEY.exec(written)!;
  return {
    name,
    kind: kind === 'primary' ? 'primary-key' : kind === 'unique' ? 'unique' : 'foreign-key',
    columns: columns.split(', '),
    ...(table !== undefined && {
      references: { schema, name: table, columns: referred.split(', ') },
      onDelete: onDelete ?? 'no action',
      onUpdate: onUpdate ?? 'no action',
    }),
    definedAt: PLATFORM,
  };
}

export function routinesOf(schema: string, { functions = {} }: PlatformSchema): readonly Routine[] {
  return Object.entries(functions).map(([signature, one]) => routineObject(schema, signature, one));
}

function routineObject(schema: string, signature: string, one: PlatformFunction): Routine {
  const [, name = '', types = ''] = /^(.*?)\((.*)\)$/.exec(signature)!;
  const { returns, language, owner, searchPath, grants } = one;
  return {
    ...common,
    schema,
    name,
    arguments: types === '' ? [] : types.split(', ').map((type) => ({ type, mode: 'in', hasDefault: false })),
    returns,
    language,
    owner,
    securityDefiner: one.securityDefiner ?? false,
    volatility: one.volatility ?? 'volatile',
    strict: one.strict ?? false,
    ...(searchPath !== undefined && { searchPath: searchPath.split(', ').map((part) => part.replaceAll('"', '')) }),
    acl: aclOf(grants, 'function'),
  };
}

export function enumsOf(schema: string, { enums = {}, owner, tables }: PlatformSchema): readonly CustomType[] {
  const acl = aclOf({ public: 'all' }, 'type');
  return Object.entries(enums).map(([name, values]) => ({
    ...common,
    schema,
    name,
    form: 'enum',
    owner: tables?.owner ?? owner,
    values,
    acl,
  }));
}
