import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Name } from '../../model/sql.ts';
import { constantOf, nodesOf } from './expression.ts';
import { argumentsOf, type CallWithArguments } from './effects.ts';
import { searchPathOf } from './functions.ts';
import { mentionsIn } from './mentions.ts';
import { fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { named, type Source } from './writer.ts';

/** SELECT at the top level: its calls may set the search path or run DDL. */
export function callsIn(statement: PgFields, source: Source): readonly Change[] {
  const calls = [...nodesOf(statement, 'FuncCall')];
  const path = calls.flatMap(searchPathCall);
  if (path.length > 0) return path;
  return calls.length > 0 ? [callOf(calls, source)] : [];
}

export function callStatement(statement: PgFields, source: Source): readonly Change[] {
  return callsIn({ call: { FuncCall: statement.funccall ?? null } }, source);
}

function callOf(calls: readonly PgFields[], source: Source): Change & CallWithArguments {
  const functions = calls.map(({ funcname }): Name => named(strings(funcname), source));
  const change = { op: 'call', functions, mentions: mentionsIn(source.statement.text) } as const;
  const args = calls.map((one) => argumentsOf(one, source));
  return args.some((list) => list.length > 0) ? { ...change, args } : change;
}

function searchPathCall({ funcname, args }: PgFields): readonly Change[] {
  if (strings(funcname).at(-1) !== 'set_config') return [];
  const [name, value, local] = items(args).map(constantOf);
  if (name !== 'search_path' || typeof value !== 'string') return [];
  const path = value.split(',').map((part) => part.trim().replace(/^"|"$/g, ''));
  return [{ op: 'search-path', path, ...(local === true && { local }) }];
}

export function setVariable(statement: PgFields): readonly Change[] {
  if (statement.name === 'role') {
    const role = statement.kind === 'VAR_SET_VALUE' ? String(constantOf(items(statement.args)[0]) ?? '') : 'none';
    return [{ op: 'set-role', role: role === 'none' ? null : role, ...localOf(statement) }];
  }
  if (statement.name !== 'search_path' && statement.kind !== 'VAR_RESET_ALL') return [];
  return [{ op: 'search-path', path: searchPathOf(statement), ...localOf(statement) }];
}

function localOf({ is_local }: PgFields): { readonly local?: true } {
  return is_local === true ? { local: true } : {};
}

const STEPS: Readonly<Record<string, 'begin' | 'commit' | 'rollback'>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
};

/** Savepoints are not followed: what is rolled back to one is still folded. */
export function transaction({ kind }: PgFields): readonly Change[] {
  const step = STEPS[text(kind)];
  return step ? [{ op: 'transaction', step }] : [];
}

export function languageOf(statement: PgFields): string {
  const option = items(statement.args)
    .map(fieldsOf)
    .find(({ defname }) => defname === 'language');
  return text(fieldsOf(option?.arg).sval) || 'plpgsql';
}
