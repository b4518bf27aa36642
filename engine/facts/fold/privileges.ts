import type { Grant } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { GrantSpec, GrantTarget } from '../../model/sql.ts';
import type { State } from './state.ts';

const ALL: Readonly<Record<GrantTarget, readonly string[]>> = {
  table: ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'],
  function: ['execute'],
  schema: ['usage', 'create'],
  sequence: ['usage', 'select', 'update'],
  type: ['usage'],
};

const OF_COLUMNS = ['select', 'insert', 'update', 'references'];

/** What a new object is granted without anybody writing it. */
export function defaultAcl(state: State, target: GrantTarget, schema: string, definedAt: Place): readonly Grant[] {
  return defaultsFor(state, target, schema).map(({ privilege, grantee }) => ({
    privilege,
    grantee,
    definedAt,
    implicit: true as const,
  }));
}

/** What the defaults mean for one kind of object, by the list of all of them, which is replaced when they change. */
const known = new WeakMap<State['defaults'], Map<string, readonly Privilege[]>>();

function defaultsFor(
  { defaults, ownDefaults, role }: State,
  target: GrantTarget,
  schema: string,
): readonly Privilege[] {
  const all = known.get(defaults) ?? new Map<string, readonly Privilege[]>();
  known.set(defaults, all);
  const id = JSON.stringify([target, schema, role]);
  const found = all.get(id) ?? uniqueDefaults();
  all.set(id, found);
  return found;

  function uniqueDefaults(): readonly Privilege[] {
    const fitting = defaults.filter(
      (one) =>
        one.target === target &&
        (one.schema ?? schema) === schema &&
        (one.owner === undefined ? !ownDefaults.includes(role) : one.owner === role) &&
        one.grantee !== role,
    );
    const unique = fitting.map(
      ({ privilege, grantee }) => [`${grantee} ${privilege}`, { privilege, grantee }] as const,
    );
    return [...new Map(unique).values()];
  }
}

/** A grant before it stands somewhere. */
export type Privilege = Omit<Grant, 'definedAt'>;

export function privilegesOf({ privileges, target, grantees }: GrantSpec): readonly Privilege[] {
  const written = privileges.length > 0 ? privileges : [{ name: 'all' }];
  const each = written.flatMap(({ name, ...rest }) =>
    (name === 'all' ? ('columns' in rest ? OF_COLUMNS : ALL[target]) : [name.toLowerCase()]).map((privilege) => ({
      privilege,
      ...rest,
    })),
  );
  return grantees.flatMap((grantee) => each.map((one) => ({ ...one, grantee })));
}

export function allPrivileges(target: GrantTarget): readonly string[] {
  return ALL[target];
}
