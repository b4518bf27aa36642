import { byCodeUnits } from '../../model/by-code-units.ts';
import type { Cause } from '../../model/binding.ts';
import type { Catalog, SchemaContext } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { Change, Migration } from '../../model/sql-change.ts';
import { call, createRule, executedArguments } from './calls.ts';
import { defaultPrivileges, grant, grantAllInSchema } from './acl.ts';
import { completeReferences } from './constraints.ts';
import { drop } from './drops.ts';
import { comment } from './comments.ts';
import { constraintIndexes, createIndex } from './indexes.ts';
import { migrationOrder, repeatedVersions } from './migrations.ts';
import { eventTrigger, fireEventTriggers } from './event-triggers.ts';
import { ownedBy, setOwner } from './owners.ts';
import { alterPolicy, createPolicy, createTrigger, dropOnTable } from './on-table.ts';
import { opaque } from './opaque.ts';
import { initialState } from './platform.ts';
import { runProgram } from './program.ts';
import { createTable } from './create-table.ts';
import { renameOnTable } from './rename-parts.ts';
import { move, rename } from './renames.ts';
import { dropRole, members, putRole, setRole } from './roles.ts';
import { alterFunction, createFunction } from './routines.ts';
import { createSequence, ownSequence } from './sequences.ts';
import {
  createExtension,
  createSchema,
  deleteBuckets,
  putBucket,
  putPublication,
  searchPath,
  updateBuckets,
} from './simple.ts';
import { startTransaction, transaction } from './transactions.ts';
import { doubtNames } from './unsure-names.ts';
import { deleteWhere, TEMPORARY, type Apply, type Qualified, type State } from './state.ts';
import { alterTable } from './table-actions.ts';
import {
  addDomainCheck,
  addEnumValue,
  alterComposite,
  createComposite,
  createDomain,
  createEnum,
  createOtherType,
  domainNotNull,
  dropDomainCheck,
  renameEnumValue,
} from './types.ts';
import { createView } from './view.ts';

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
  'create-rule': createRule,
  'create-enum': createEnum,
  'add-enum-value': addEnumValue,
  'rename-enum-value': renameEnumValue,
  'create-domain': createDomain,
  'add-domain-check': addDomainCheck,
  'drop-domain-check': dropDomainCheck,
  grant,
  'grant-all-in-schema': grantAllInSchema,
  'default-privileges': defaultPrivileges,
  'create-schema': (state, change, place) => {
    createSchema(state, change, place);
    const path = state.searchPath;
    state.searchPath = [change.schema.name, ...path];
    // event triggers are of the whole
    for (const element of change.elements ?? []) applyAlone(state, element, place);
    state.searchPath = path;
  },
  'create-extension': createExtension,
  'create-sequence': createSequence,
  'own-sequence': ownSequence,
  'create-composite': createComposite,
  'alter-composite': alterComposite,
  'create-type': createOtherType,
  'domain-not-null': domainNotNull,
  'put-role': putRole,
  'drop-role': dropRole,
  members,
  'set-role': setRole,
  'set-owner': setOwner,
  owned: ownedBy,
  'event-trigger': eventTrigger,
  comment,
  'put-publication': putPublication,
  transaction,
  'put-bucket': putBucket,
  'update-buckets': updateBuckets,
  'delete-buckets': deleteBuckets,
  run: (state, { program }, place) => runProgram(state, program, place, apply),
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
export function fold(facts: readonly Migration[], context: SchemaContext, unread: readonly Cause[] = []): Catalog {
  const state = initialState(context);
  const files = migrationOrder(facts);
  for (const file of files) {
    const { statements } = file;
    startSession(state);
    startTransaction(state, statements, file.separately);
    for (const { changes, place } of statements) for (const change of changes) apply(state, change, place);
  }
  const sources = files.map(({ path }) => path);
  const folded = catalogOf(state);
  const replay = [...repeatedVersions(sources), ...folded.replay];
  const [dialect = 'postgres'] = files.flatMap((file) => file.said ?? file.dialect ?? []);
  return { ...folded, replay, project: '', dialect, unreadSql: unread, sources };
}

/** Every file is run in a session of its own. */
function startSession(state: State): void {
  state.searchPath = state.context.searchPath;
  state.role = state.loginRole;
  state.file += 1;
  state.unsurePath = undefined;
  state.unsureRole = undefined;
  delete state.before;
  delete state.session;
  if (!state.temporary) return;
  for (const map of [state.relations, state.indexes, state.sequences] as Map<string, Qualified>[])
    deleteWhere(map, ({ schema }) => schema === TEMPORARY);
  deleteWhere(state.routines, ([first]) => first?.schema === TEMPORARY);
  state.temporary = false;
}

function applyAlone(state: State, change: Change, place: Place): void {
  const run = APPLY[change.op] as (state: State, change: Change, place: Place) => void;
  run(state, change, place);
}

function apply(state: State, change: Change, place: Place): void {
  applyAlone(state, change, place);
  if (state.unsurePath || state.unsureRole) doubtNames(state, change, place);
  if (state.eventTriggers.size > 0) fireEventTriggers(state, change, place, apply);
  if (change.op === 'call') for (const one of executedArguments(state, change)) apply(state, one, place);
}

function catalogOf(state: State): Omit<Catalog, 'project' | 'dialect' | 'unreadSql' | 'sources'> {
  startSession(state);
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
    sequences: sorted([...state.sequences.values()]),
    roles: sorted([...state.roles.values()]),
    publications: sorted([...state.publications.values()]),
    lifetimes: sorted([...state.lifetimes.values()].flat()),
    replay: state.replay,
    opaque: state.opaque,
    ...(state.paths.length > 0 && { paths: state.paths }),
  };
}

function sorted<T extends Qualified>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((a, b) => byCodeUnits(a.schema, b.schema) || byCodeUnits(a.name, b.name));
}
