import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { OnTable, PolicySpec } from '../../model/sql.ts';
import { calledIn } from './called.ts';
import { expressionOf } from './expression.ts';
import { rolesOf } from './grants.ts';
import { strings, text } from '../../documents/sql/pg-tree.ts';
import { named, rangeVar, type Source } from './writer.ts';

export function createPolicy(statement: PgFields, source: Source): readonly Change[] {
  const roles = rolesOf(statement.roles);
  const set: PolicySpec = {
    ...expressions(statement, source),
    command: text(statement.cmd_name) || 'all',
    permissive: statement.permissive === true,
    roles: roles.length > 0 ? roles : ['public'],
  };
  return [{ op: 'create-policy', policy: onTable(statement.policy_name, statement.table, source), set }];
}

export function alterPolicy(statement: PgFields, source: Source): readonly Change[] {
  const roles = rolesOf(statement.roles);
  const set = { ...expressions(statement, source), ...(roles.length > 0 && { roles }) };
  return [{ op: 'alter-policy', policy: onTable(statement.policy_name, statement.table, source), set }];
}

function expressions({ qual, with_check }: PgFields, source: Source): PolicySpec {
  return {
    ...(qual !== undefined && { using: expressionOf(qual, source) }),
    ...(with_check !== undefined && { check: expressionOf(with_check, source) }),
  };
}

export function onTable(
  name: PgFields[string] | undefined,
  table: PgFields[string] | undefined,
  source: Source,
): OnTable {
  const own = named([text(name)], source);
  return { name: own.name, place: own.place, table: rangeVar(table, source) };
}

const EVENTS: readonly (readonly [bit: number, event: string])[] = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
];

export function createTrigger(statement: PgFields, source: Source): readonly Change[] {
  const timing = Number(statement.timing ?? 0);
  const bits = Number(statement.events ?? 0);
  const when = statement.whenClause;
  return [
    {
      op: 'create-trigger',
      trigger: onTable(statement.trigname, statement.relation, source),
      function: named(strings(statement.funcname), source),
      timing: timing & 2 ? 'before' : timing & 64 ? 'instead-of' : 'after',
      events: EVENTS.filter(([bit]) => bits & bit).map(([, event]) => event),
      level: statement.row === true ? 'row' : 'statement',
      ...(when !== undefined && { when: expressionOf(when, source) }),
      orReplace: statement.replace === true,
    },
  ];
}

/** ON SELECT, INSERT, UPDATE or DELETE: whatever it does then. */
export function createRule(statement: PgFields, source: Source): readonly Change[] {
  const table = rangeVar(statement.relation, source);
  return [{ op: 'create-rule', table, calls: calledIn(source.statement.text) }];
}
