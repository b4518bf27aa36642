import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import { bind, bindName, sameName, type Matching } from './bind.ts';
import { matchList, matchSome, listMode } from './match-lists.ts';
import { matchColumn, matchNames, matchTable, NAME_LISTS } from './match-names.ts';
import { ANY_NUMBER, metavariable } from './placeholders.ts';

/** All the ways in which a pattern's tree is part of a target's: what the pattern leaves out is free. */
export function* matchNode(pattern: PgNode, target: Json | undefined, matching: Matching): Iterable<Matching> {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return;
  const tag = tagOf(pattern);
  const inner = pattern[tag] ?? {};
  const node = target as PgNode;
  const variable = variableOf(pattern);
  if (variable !== undefined) return yield* bind(variable, node, matching);
  if (isAnything(pattern)) return yield matching;
  if (tag === 'FuncCall' && lastName(inner.funcname) === '<...>') return yield* matchDeep(inner.args, node, matching);
  if (tag !== tagOf(node)) return;
  yield* matchTagged(tag, inner, node[tag] ?? {}, matching);
}

function* matchTagged(tag: string, pattern: PgFields, target: PgFields, matching: Matching): Iterable<Matching> {
  if (tag === 'A_Const') return yield* matchConstant(pattern, target, matching);
  if (tag === 'RangeVar') return yield* matchTable(pattern, target, matching);
  if (tag === 'ColumnRef') return yield* matchColumn(pattern, target, matching);
  // a call without arguments means none; arguments are no clause
  if (tag === 'FuncCall' && pattern.args === undefined && target.args !== undefined) return;
  if (tag === 'AlterEnumStmt' && pattern.newValNeighbor && pattern.newValIsAfter !== target.newValIsAfter) return;
  const isOther = (field: string): boolean =>
    pattern[field] !== '...' && (pattern[field] === undefined) !== (target[field] === undefined);
  if ((TELLING[tag] ?? []).some(isOther)) return;
  const onTable = tag === 'DropStmt' && ON_TABLE.has(target.removeType ?? null);
  yield* matchFields(pattern, target, onTable ? { ...matching, onTable } : matching);
}

/** Fields that make another statement of it, so that leaving them out says something as well. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  AlterEnumStmt: ['oldVal'],
  CreateFunctionStmt: ['is_procedure'],
  CreateTrigStmt: ['timing'],
  GrantStmt: ['is_grant'],
  SelectStmt: ['valuesLists'],
  VacuumStmt: ['is_vacuumcmd'],
};
/** Lists that must be there where a pattern states them: `varchar(...)`, `UNIQUE (...)`. */
const REQUIRED = new Set(['typmods', 'keys']);

const ON_TABLE = new Set<Json>(['OBJECT_POLICY', 'OBJECT_TRIGGER', 'OBJECT_RULE']);

/** The parser leaves out zero and false: constants are compared as a whole. */
function* matchConstant(pattern: PgFields, target: PgFields, matching: Matching): Iterable<Matching> {
  const text = (pattern.sval as PgFields | undefined)?.sval;
  const variable = metavariable(text);
  if (variable !== undefined) {
    if (target.sval !== undefined) yield* bind(variable, { A_Const: target }, matching);
  } else if (text === '...') {
    if (target.sval !== undefined) yield matching;
  } else if (constantKey(pattern) === constantKey(target)) yield matching;
}

function constantKey({ location: _, ...constant }: PgFields): string {
  return JSON.stringify(constant);
}

const FREE: Readonly<Record<string, Json>> = {
  limitOption: 'LIMIT_OPTION_DEFAULT',
  behavior: 'DROP_RESTRICT',
  relpersistence: 'p',
  inh: true,
  override: 'OVERRIDING_NOT_SET',
  typemod: -1,
  oncommit: 'ONCOMMIT_NOOP',
  onCommit: 'ONCOMMIT_NOOP',
  accessMethod: 'btree',
  initially_valid: true,
  is_enforced: true,
  nulls_ordering: 'SORTBY_NULLS_DEFAULT',
  ordering: 'SORTBY_DEFAULT',
  sortby_dir: 'SORTBY_DEFAULT',
  sortby_nulls: 'SORTBY_NULLS_DEFAULT',
  defaction: 'DEFELEM_UNSPEC',
  withCheckOption: 'NO_CHECK_OPTION',
  mode: 'FUNC_PARAM_DEFAULT',
  fk_matchtype: 's',
  fk_upd_action: 'a',
  fk_del_action: 'a',
};
const IGNORED = new Set([
  'location',
  'stmt_len',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
  'funcformat',
  'relationType',
]);

/** Whether a field of the pattern says nothing: a position, or what the parser fills in. */
function isFree(name: string, value: Json): boolean {
  return IGNORED.has(name) || (name in FREE && FREE[name] === value);
}

export function* matchFields(pattern: PgFields, target: PgFields, matching: Matching): Iterable<Matching> {
  const stated = Object.entries(pattern).filter(([name, value]) => !isFree(name, value));
  yield* matchEach(stated, target, matching);
}

function* matchEach(
  fields: readonly (readonly [string, Json])[],
  target: PgFields,
  matching: Matching,
): Iterable<Matching> {
  const [first, ...rest] = fields;
  if (!first) return yield matching;
  for (const one of matchValue(first, target, matching)) yield* matchEach(rest, target, one);
}

function* matchValue(
  [name, pattern]: readonly [string, Json],
  { [name]: target, location }: PgFields,
  matching: Matching,
): Iterable<Matching> {
  const at = typeof location === 'number' ? { location } : {};
  if (Array.isArray(pattern)) {
    const list = pattern as readonly PgNode[];
    const items = Array.isArray(target) ? (target as readonly Json[]) : [];
    if (REQUIRED.has(name) && items.length === 0) return;
    if (NAME_LISTS.has(name) && list.every((item) => tagOf(item) === 'String'))
      yield* matchNames(list, items, matching);
    else yield* matchItems(name, list, items, matching);
  } else if (typeof pattern === 'object' && pattern !== null) {
    yield* matchObject(pattern as PgFields, target, matching);
  } else if (metavariable(pattern) !== undefined) {
    if (typeof target === 'string') yield* bindName(metavariable(pattern)!, { name: target, ...at }, matching);
  } else if (pattern === '...') yield matching;
  // the parser leaves out false
  else yield* sameName(pattern, pattern === false ? (target ?? false) : target, matching);
}

function* matchItems(
  name: string,
  pattern: readonly PgNode[],
  target: readonly Json[],
  matching: Matching,
): Iterable<Matching> {
  // options of a command
  const mode = pattern.every((item) => tagOf(item) === 'DefElem') ? 'some' : listMode(name);
  if (mode === 'ordered') yield* matchList(pattern, target, matching, matchNode, isAnything);
  else yield* matchSome(pattern, target, matching, { match: matchNode, isAnything, all: mode === 'all' });
}

function* matchObject(pattern: PgFields, target: Json | undefined, matching: Matching): Iterable<Matching> {
  if (isTagged(pattern)) return yield* matchNode(pattern, target, matching);
  if (typeof target !== 'object' || target === null) return;
  const inner = target as PgFields;
  if (pattern.relname !== undefined) yield* matchTable(pattern, inner, matching);
  else yield* matchFields(pattern, inner, matching);
}

function isTagged(value: PgFields): value is PgNode {
  const [tag, ...others] = Object.keys(value);
  return tag !== undefined && others.length === 0 && /^[A-Z]/.test(tag);
}

/** `<... e ...>`: the node itself or anything below it. */
function* matchDeep(args: Json | undefined, target: PgNode, matching: Matching): Iterable<Matching> {
  const [inner] = (args ?? []) as readonly PgNode[];
  if (!inner) return;
  const pending: Json[] = [target];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && isTagged(value as PgFields)) yield* matchNode(inner, value, matching);
    pending.push(...(Object.values(value) as Json[]).reverse());
  }
}

/** `$X` where any expression may stand. */
function variableOf(pattern: PgNode): string | undefined {
  const fields = (pattern.ColumnRef?.fields ?? []) as readonly PgNode[];
  return fields.length === 1 ? metavariable(fields[0]?.String?.sval) : undefined;
}

/** `...` in whatever node the grammar made of it. */
export function isAnything(pattern: PgNode): boolean {
  const tag = tagOf(pattern);
  const inner = pattern[tag] ?? {};
  // of other commands it is the name that is free
  if (tag === 'AlterTableCmd') return inner.subtype === 'AT_EnableRule' && inner.name === '...';
  if (tag === 'A_Const') return (inner.ival as PgFields | undefined)?.ival === ANY_NUMBER;
  const name =
    inner.defname ?? inner.name ?? inner.sval ?? inner.relname ?? inner.priv_name ?? inner.rolename ?? inner.colname;
  if (name === '...') return true;
  if (inner.val !== undefined && inner.name === undefined) return isAnything(inner.val as PgNode);
  const type = (inner.argType as PgFields | undefined)?.names;
  const parts = (inner.fields ?? type ?? []) as readonly PgNode[];
  return parts.length === 1 && parts[0]?.String?.sval === '...';
}

function lastName(names: Json | undefined): Json | undefined {
  return ((names ?? []) as readonly PgNode[]).at(-1)?.String?.sval;
}
