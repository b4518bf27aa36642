import type { Cause } from '../../model/binding.ts';
import type { Catalog, SchemaContext } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { Change, SqlFact } from '../../model/sql.ts';
import { defaultPrivileges, grant, grantAllInSchema } from './acl.ts';
import { completeReferences } from './constraints.ts';
import { drop } from './drops.ts';
import { constraintIndexes, createIndex } from './indexes.ts';
import { migrationOrder } from './migrations.ts';
import { alterPolicy, createPolicy, createTrigger, dropOnTable } from './on-table.ts';
import { call, executedArguments, opaque } from './opaque.ts';
import { initialState } from './platform.ts';
import { createTable, createView } from './relations.ts';
import { move, rename, renameOnTable } from './renames.ts';
import { alterFunction, createFunction } from './routines.ts';
import { createExtension, createSchema, putBucket, searchPath } from './simple.ts';
import type { Apply, Qualified, State } from './state.ts';
import { alterTable } from './table-actions.ts';
import { addDomainCheck, addEnumValue, createDomain, createEnum, dropDomainCheck, renameEnumValue } from './types.ts';

const APPLY: { readonly [Op in Change['op']]: Apply<Op> } = {
  'create-table': createTable,
  'alter-table': alterTable,
  'create-view': createView,
  'create-index': createIndex,
  'create-policy': createPolicy,
  'alter-policy': alterPolicy,
  'create-function': createFunction,
  'alter-function': alterFunction,
  'create-trigger': createTrigger,
  'create-enum': createEnum,
  'add-enum-value': addEnumValue,
  'rename-enum-value': renameEnumValue,
  'create-domain': createDomain,
  'add-domain-check': addDomainCheck,
  'drop-domain-check': dropDomainCheck,
  grant,
  'grant-all-in-schema': grantAllInSchema,
  'default-privileges': defaultPrivileges,
  'create-schema': createSchema,
  'create-extension': createExtension,
  'put-bucket': putBucket,
  drop,
  'drop-on-table': dropOnTable,
  rename,
  'rename-on-table': renameOnTable,
  move,
  'search-path': searchPath,
  call,
  opaque,
};

/** The schema that the migrations leave behind. `unread`: SQL files that could not be read at all. */
export function fold(facts: readonly SqlFact[], context: SchemaContext, unread: readonly Cause[] = []): Catalog {
  const state = initialState(context);
  const files = migrationOrder(facts);
  for (const { statements } of files) {
    // every file is run in a session of its own
    state.searchPath = context.searchPath;
    for (const { changes, place } of statements) for (const change of changes) apply(state, change, place);
  }
  return { ...catalogOf(state), project: '', unreadSql: unread, sources: files.map(({ path }) => path) };
}

function apply(state: State, change: Change, place: Place): void {
  const run = APPLY[change.op] as (state: State, change: Change, place: Place) => void;
  run(state, change, place);
  if (change.op === 'call') for (const one of executedArguments(state, change)) apply(state, one, place);
}

function catalogOf(state: State): Omit<Catalog, 'project' | 'unreadSql' | 'sources'> {
  const relations = sorted([...state.relations.values()].map((table) => completeReferences(state.relations, table)));
  return {
    context: state.context,
    relations,
    routines: sorted([...state.routines.values()].flat()),
    indexes: sorted([...state.indexes.values(), ...relations.flatMap(constraintIndexes)]),
    types: sorted([...state.types.values()]),
    schemas: sorted([...state.schemas.values()]),
    extensions: sorted([...state.extensions.values()]),
    buckets: sorted([...state.buckets.values()]),
    opaque: state.opaque,
  };
}

function sorted<T extends Qualified>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
