import type { Relation } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { DropObject } from '../../model/sql.ts';
import { doubtBy, type Acting } from './calls.ts';
import { runProgram, type ApplyChange } from './program.ts';
import { classOid } from './query/oids.ts';
import { quoteIdent } from './query/quote.ts';
import type { Row } from './query/value.ts';
import { duplicate, missing } from './replay.ts';
import {
  key,
  resolve,
  resolveNew,
  TEMPORARY,
  type Apply,
  type ChangeOf,
  type EventTrigger,
  type State,
} from './state.ts';

export const eventTrigger: Apply<'event-trigger'> = (state, change, place) => {
  const { eventTriggers: all } = state;
  const { name } = change;
  const before = all.get(name);
  if (change.action === 'create') {
    const { event, tags, function: called } = change;
    const target = resolve(state, called, state.routines);
    if (before) duplicate(state, 'event trigger', { schema: '', name }, place);
    else all.set(name, { event, ...(tags && { tags }), function: target, enabled: true });
  } else if (!before) {
    // one of the platform is altered and dropped as well
    if (change.action !== 'drop') missing(state, 'event trigger', { schema: 'pg_catalog', name }, place);
  } else {
    if (change.action === 'rename' || change.action === 'drop') all.delete(name);
    if (change.action === 'rename') all.set(change.to, before);
    if (change.action === 'enable' || change.action === 'disable')
      all.set(name, { ...before, enabled: change.action === 'enable' });
  }
};

/**
 * Runs the event triggers of a command. What one does at the end of CREATE TABLE is followed, as far as it can be told from
 * the commands that PostgreSQL shows it; of anything else only that it may be done.
 */
export function fireEventTriggers(state: State, change: Change, place: Place, apply: ApplyChange): void {
  const tags = tagsOf(change);
  if (tags.length === 0) return;
  for (const trigger of state.eventTriggers.values()) {
    if (!trigger.enabled || (trigger.tags && !trigger.tags.some((tag) => tags.includes(tag)))) continue;
    for (const routine of state.routines.get(key(trigger.function)) ?? [])
      run(state, trigger, routine, { change, place, apply });
  }
}

interface Command {
  readonly change: Change;
  readonly place: Place;
  readonly apply: ApplyChange;
}

function run(state: State, { event }: EventTrigger, routine: Acting, { change, place, apply }: Command): void {
  const program = routine.effects?.program;
  const rows = change.op === 'create-table' ? commandsOf(state, change) : undefined;
  // its own commands would fire it again
  if (event !== 'ddl_command_end' || !program || !rows || state.commands) {
    doubtBy(state, routine, place, { mentions: [], constant: false });
    return;
  }
  state.commands = rows;
  runProgram(state, program, place, apply);
  state.commands = undefined;
}

/** None where the table was there before. */
function commandsOf(state: State, change: ChangeOf<'create-table'>): readonly Row[] {
  const table = state.relations.get(key(resolveNew(state, change.table)));
  if (!table || table.definedAt !== change.table.place) return [];
  const [tag] =
    change.form === 'as'
      ? ['CREATE TABLE AS']
      : change.form === 'foreign'
        ? ['CREATE FOREIGN TABLE']
        : ['CREATE TABLE'];
  const keys = table.constraints.filter(({ kind }) => ['primary-key', 'unique', 'exclusion'].includes(kind));
  const serials = table.columns.filter(({ generated }) => generated === 'serial' || generated === 'identity');
  return [
    ...serials.flatMap(() => [
      beside('CREATE SEQUENCE', 'sequence', table),
      beside('ALTER SEQUENCE', 'sequence', table),
    ]),
    { ...beside(tag!, change.form === 'foreign' ? 'foreign table' : 'table', table), ...identityOf(table) },
    ...keys.map(() => beside('CREATE INDEX', 'index', table)),
  ];
}

/** `object_identity` and `objid` of what is not the table itself are not known. */
function beside(tag: string, type: string, { schema }: Relation): Row {
  const within = schema === TEMPORARY ? 'pg_temp' : schema;
  return { command_tag: tag, object_type: type, schema_name: within, objsubid: 0, in_extension: false };
}

function identityOf(table: Relation): Row {
  return { objid: classOid(table), object_identity: `${quoteIdent(table.schema)}.${quoteIdent(table.name)}` };
}

const KINDS: Readonly<Record<DropObject, readonly string[]>> = {
  table: ['TABLE', 'FOREIGN TABLE'],
  view: ['VIEW', 'MATERIALIZED VIEW'],
  index: ['INDEX'],
  function: ['FUNCTION', 'PROCEDURE', 'ROUTINE', 'AGGREGATE'],
  type: ['TYPE', 'DOMAIN'],
  schema: ['SCHEMA'],
  extension: ['EXTENSION'],
  sequence: ['SEQUENCE'],
  publication: ['PUBLICATION'],
};

const TAGS: { readonly [Op in Change['op']]?: readonly string[] } = {
  'alter-table': [
    'ALTER TABLE',
    'ALTER FOREIGN TABLE',
    'ALTER VIEW',
    'ALTER MATERIALIZED VIEW',
    'ALTER INDEX',
    'ALTER SEQUENCE',
  ],
  'create-view': ['CREATE VIEW', 'CREATE MATERIALIZED VIEW'],
  'create-index': ['CREATE INDEX'],
  'create-policy': ['CREATE POLICY'],
  'alter-policy': ['ALTER POLICY'],
  'create-function': ['CREATE FUNCTION', 'CREATE PROCEDURE'],
  'alter-function': ['ALTER FUNCTION', 'ALTER PROCEDURE', 'ALTER ROUTINE'],
  'create-trigger': ['CREATE TRIGGER'],
  'create-enum': ['CREATE TYPE'],
  'add-enum-value': ['ALTER TYPE'],
  'rename-enum-value': ['ALTER TYPE'],
  'create-domain': ['CREATE DOMAIN'],
  'domain-not-null': ['ALTER DOMAIN'],
  'add-domain-check': ['ALTER DOMAIN'],
  'drop-domain-check': ['ALTER DOMAIN'],
  'create-composite': ['CREATE TYPE'],
  'alter-composite': ['ALTER TYPE'],
  'create-type': ['CREATE TYPE', 'CREATE AGGREGATE'],
  grant: ['GRANT', 'REVOKE'],
  'grant-all-in-schema': ['GRANT', 'REVOKE'],
  'default-privileges': ['ALTER DEFAULT PRIVILEGES'],
  'create-schema': ['CREATE SCHEMA'],
  'create-extension': ['CREATE EXTENSION'],
  'create-sequence': ['CREATE SEQUENCE'],
  'own-sequence': ['ALTER SEQUENCE'],
  owned: ['DROP OWNED', 'REASSIGN OWNED'],
  comment: ['COMMENT'],
};

/** The commands that a change may be. */
function tagsOf(change: Change): readonly string[] {
  switch (change.op) {
    case 'create-table':
      if (change.form === 'as') return ['CREATE TABLE AS', 'SELECT INTO'];
      return [change.form === 'foreign' ? 'CREATE FOREIGN TABLE' : 'CREATE TABLE'];
    case 'drop':
      return KINDS[change.object].map((kind) => `DROP ${kind}`);
    case 'rename':
    case 'move':
    case 'set-owner':
      return KINDS[change.object].map((kind) => `ALTER ${kind}`);
    case 'drop-on-table':
      return [`DROP ${change.object.toUpperCase()}`];
    case 'rename-on-table':
      return change.object === 'policy' || change.object === 'trigger'
        ? [`ALTER ${change.object.toUpperCase()}`]
        : TAGS['alter-table']!;
    case 'put-publication':
      return change.action === 'create' ? ['CREATE PUBLICATION'] : ['ALTER PUBLICATION'];
    default:
      return TAGS[change.op] ?? [];
  }
}
