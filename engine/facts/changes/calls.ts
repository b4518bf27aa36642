import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name } from '../../model/sql.ts';
import { calledIn, isBuiltIn } from './called.ts';
import { constantOf } from './expression.ts';
import type { Json } from '../../model/document.ts';
import { argumentsOf, type CallWithArguments } from './effects.ts';
import { searchPathOf } from './functions.ts';
import { mentionsIn } from './mentions.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { Source } from './writer.ts';

/**
 * What a statement runs beside itself: its functions may set the search path or run DDL, and so may what belongs to the
 * tables that it names. Of what changes nothing but data only the words of its calls may name an object.
 */
export function callsIn(statement: PgFields, source: Source): readonly Change[] {
  const own = relationsOf([fields(statement.relation)]);
  const words = calledIn(source.statement.text);
  // most statements of data are long and call nothing
  const isPlain = own.length === 1 && words.every((word) => word === own[0]!.name);
  const { functions, relations } = isPlain ? { functions: [], relations: [] } : namedIn(statement as Json);
  const calls = functions.filter(isOurs);
  const tables = isPlain ? own : relationsOf([fields(statement.relation), ...relations]);
  if (calls.length === 0 && tables.length === 0) return [];
  const path = calls.flatMap((one) => searchPathCall(one, source));
  const others = calls.filter(({ funcname }) => strings(funcname).at(-1) !== 'set_config');
  return others.length === 0 && (tables.length === 0 || path.length > 0)
    ? path
    : [...path, callOf(others, tables, source)];
}

export function callStatement(statement: PgFields, source: Source): readonly Change[] {
  return callsIn({ call: { FuncCall: statement.funccall ?? null } }, source);
}

function isOurs({ funcname }: PgFields): boolean {
  const [name = '', schema = 'pg_catalog'] = [...strings(funcname)].reverse();
  return schema !== 'pg_catalog' || !isBuiltIn(name);
}

/** The tables of a statement; what it changes stands in it without a tag. Those of PostgreSQL itself are left out. */
function relationsOf(all: readonly PgFields[]): readonly Pick<Name, 'schema' | 'name'>[] {
  const names = all.flatMap(({ schemaname, relname }) =>
    relname === undefined
      ? []
      : [{ ...(schemaname !== undefined && { schema: text(schemaname) }), name: text(relname) }],
  );
  const ours = names.filter(({ schema, name }) => !/^(pg_|information_schema$)/.test(schema ?? name));
  return [...new Map(ours.map((one) => [`${one.schema ?? ''} ${one.name}`, one])).values()];
}

/** Every call and every table below a node. */
function namedIn(root: Json): { readonly functions: readonly PgFields[]; readonly relations: readonly PgFields[] } {
  const functions: PgFields[] = [];
  const relations: PgFields[] = [];
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    for (const [key, child] of Object.entries(value as Record<string, Json>)) {
      if (typeof child !== 'object' || child === null) continue;
      if (key === 'FuncCall') functions.push(fields(child));
      if (key === 'RangeVar') relations.push(fields(child));
      pending.push(child);
    }
  }
  return { functions: functions.reverse(), relations: relations.reverse() };
}

/** Rows of data may call one function thousands of times: what their arguments say is then only told by their words. */
const mostCalls = 50;

function callOf(
  calls: readonly PgFields[],
  tables: readonly Pick<Name, 'schema' | 'name'>[],
  source: Source,
): Change & CallWithArguments {
  const place = source.place(source.statement.range);
  const isMany = calls.length > mostCalls;
  const meant = isMany ? [...new Map(calls.map((one) => [strings(one.funcname).join('.'), one])).values()] : calls;
  const functions = meant.map(({ funcname }): Name => {
    const [name = '', schema] = [...strings(funcname)].reverse();
    return { ...(schema !== undefined && { schema }), name, place };
  });
  const change = {
    op: 'call',
    functions,
    mentions: calls.length > 0 ? mentionsIn(source.statement.text) : [],
    ...(tables.length > 0 && { tables: tables.map((one): Name => ({ ...one, place })) }),
  } as const;
  const args = meant.map((one) => (isMany ? [{ keys: [], constant: false, changes: [] }] : argumentsOf(one, source)));
  return args.some((list) => list.length > 0) ? { ...change, args } : change;
}

function searchPathCall({ funcname, args }: PgFields, source: Source): readonly Change[] {
  if (strings(funcname).at(-1) !== 'set_config') return [];
  const [name, value, local] = items(args).map(constantOf);
  const unsure = {
    kind: 'not-static',
    message: 'What this sets is only known when it runs.',
    place: source.place(source.statement.range),
  } as const;
  const isLocal = local === true && { local };
  if (name === 'role') return [{ op: 'set-role', role: null, ...isLocal, unsure }];
  if (name !== 'search_path' && name !== undefined) return [];
  if (typeof value !== 'string' || name === undefined) return [{ op: 'search-path', path: null, ...isLocal, unsure }];
  const path = value.split(',').map((part) => part.trim().replace(/^"|"$/g, ''));
  return [{ op: 'search-path', path, ...isLocal }];
}

/** The role, or whoever logged in: as which of them objects are made is what counts. */
const ROLES = ['role', 'session_authorization'];

export function setVariable(statement: PgFields): readonly Change[] {
  if (ROLES.includes(text(statement.name))) {
    const role = statement.kind === 'VAR_SET_VALUE' ? String(constantOf(items(statement.args)[0]) ?? '') : 'none';
    return [{ op: 'set-role', role: role === 'none' ? null : role, ...localOf(statement) }];
  }
  if (statement.name !== 'search_path' && statement.kind !== 'VAR_RESET_ALL') return [];
  return [{ op: 'search-path', path: searchPathOf(statement), ...localOf(statement) }];
}

export function discard({ target }: PgFields): readonly Change[] {
  if (target !== 'DISCARD_ALL') return [];
  return [
    { op: 'set-role', role: null },
    { op: 'search-path', path: null },
  ];
}

function localOf({ is_local }: PgFields): { readonly local?: true } {
  return is_local === true ? { local: true } : {};
}

const STEPS: Readonly<Record<string, Extract<Change, { op: 'transaction' }>['step']>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_PREPARE: 'prepare',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback-to',
};

export function transaction({ kind, savepoint_name: name, chain }: PgFields): readonly Change[] {
  const step = STEPS[text(kind)];
  if (!step) return [];
  return [
    {
      op: 'transaction',
      step,
      ...(name !== undefined && { name: text(name) }),
      ...(chain === true && { chain: true as const }),
    },
  ];
}

export function languageOf(statement: PgFields): string {
  const option = items(statement.args)
    .map(fieldsOf)
    .find(({ defname }) => defname === 'language');
  return text(fieldsOf(option?.arg).sval) || 'plpgsql';
}
