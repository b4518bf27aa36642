import type { Json } from '../../../model/document.ts';
import { constantOf } from '../../changes/expression.ts';
import { fields, fieldsOf, items, strings } from '../../../documents/sql/pg-tree.ts';
import type { State } from '../state.ts';
import { callOf, comparison, regObject, visibleText } from './functions.ts';
import { booleanOf, equal, isOid, textOf, UNKNOWN, type Row, type Value } from './value.ts';

/** What names mean where an expression stands. */
export interface Scope {
  readonly state: State;
  /** A column or variable; undefined: nothing of that name. */
  readonly column: (parts: readonly string[]) => Value | undefined;
  /** The rows of a query inside the expression. `exists`: it only matters whether there is one. */
  readonly rows: (query: Json | null, scope: Scope, exists: boolean) => readonly Row[] | typeof UNKNOWN;
}

/** An expression's value on the folded catalog, with SQL's NULL; UNKNOWN where that does not tell. */
export function evaluate(node: Json | null | undefined, scope: Scope): Value {
  const [tag = ''] = Object.keys(fields(node ?? undefined));
  const inner = fieldsOf(node ?? undefined);
  const value = (one: Json | undefined): Value => evaluate(one, scope);
  switch (tag) {
    case 'A_Const':
      return constantOf(node ?? undefined) ?? (inner.isnull === true ? null : UNKNOWN);
    case 'ColumnRef': {
      const known = scope.column(strings(inner.fields));
      return known === undefined ? UNKNOWN : known;
    }
    case 'BoolExpr':
      return junction(String(inner.boolop), items(inner.args), value);
    case 'NullTest':
    case 'BooleanTest':
      return test(inner, value(inner.arg));
    case 'TypeCast':
      return cast(value(inner.arg), strings(fields(inner.typeName).names).at(-1) ?? '', scope.state);
    case 'CollateClause':
      return value(inner.arg);
    case 'A_ArrayExpr':
      return items(inner.elements).map(value);
    case 'CoalesceExpr': {
      const all = items(inner.args).map(value);
      return all.find((one) => one !== null) ?? null;
    }
    case 'FuncCall':
      return callOf(
        strings(inner.funcname).at(-1) ?? '',
        items(inner.args).map((one) => value(argument(one))),
        scope.state,
      );
    case 'SQLValueFunction':
      return inner.op === 'SVFOP_CURRENT_SCHEMA' && !scope.state.unsurePath
        ? (scope.state.searchPath[0] ?? UNKNOWN)
        : UNKNOWN;
    case 'SubLink':
      return subLink(inner, scope);
    case 'A_Expr':
      return operation(inner, value);
    default:
      return UNKNOWN;
  }
}

/** `IS NULL`, `IS NOT TRUE` and the like. */
function test({ nulltesttype, booltesttype }: ReturnType<typeof fields>, tested: Value): Value {
  if (tested === UNKNOWN) return UNKNOWN;
  if (nulltesttype !== undefined) return (tested === null) === (nulltesttype === 'IS_NULL');
  const [, no, wanted] = /^IS_(NOT_)?(TRUE|FALSE)$/.exec(String(booltesttype)) ?? [];
  return wanted === undefined ? UNKNOWN : (tested === (wanted === 'TRUE')) === !no;
}

function argument(node: Json): Json | undefined {
  return 'NamedArgExpr' in fields(node) ? fieldsOf(node).arg : node;
}

/** What decides ends it: most rows fail the first condition. */
function junction(operator: string, args: readonly Json[], value: (node: Json) => Value): Value {
  const found: Value[] = [];
  for (const arg of args) {
    found.push(value(arg));
    if (operator !== 'NOT_EXPR' && found.at(-1) === (operator === 'OR_EXPR')) break;
  }
  return logic(operator, found);
}

function logic(operator: string, values: readonly Value[]): Value {
  if (operator === 'NOT_EXPR') return typeof values[0] === 'boolean' ? !values[0] : (values[0] ?? null);
  const decisive = operator === 'OR_EXPR';
  if (values.includes(decisive)) return decisive;
  if (values.includes(UNKNOWN)) return UNKNOWN;
  return values.includes(null) ? null : !decisive;
}

function subLink({ subLinkType, subselect, testexpr }: ReturnType<typeof fields>, scope: Scope): Value {
  const rows = scope.rows(subselect ?? null, scope, subLinkType === 'EXISTS_SUBLINK');
  if (rows === UNKNOWN) return UNKNOWN;
  const first = rows.map((row) => Object.values(row)[0] ?? null);
  if (subLinkType === 'EXISTS_SUBLINK') return rows.length > 0;
  if (subLinkType === 'ARRAY_SUBLINK') return first;
  if (subLinkType === 'EXPR_SUBLINK') return first[0] ?? null;
  if (subLinkType !== 'ANY_SUBLINK') return UNKNOWN;
  return logic(
    'OR_EXPR',
    first.map((one) => equal(evaluate(testexpr, scope), one)),
  );
}

function operation(inner: ReturnType<typeof fields>, value: (node: Json | undefined) => Value): Value {
  const operator = strings(inner.name).at(-1) ?? '';
  const left = value(inner.lexpr);
  if (inner.kind === 'AEXPR_IN') {
    const any = logic(
      'OR_EXPR',
      items(fieldsOf(inner.rexpr).items).map((one) => equal(left, value(one))),
    );
    return operator === '<>' ? logic('NOT_EXPR', [any]) : any;
  }
  const right = value(inner.rexpr);
  if (inner.kind === 'AEXPR_OP_ANY' || inner.kind === 'AEXPR_OP_ALL') {
    if (!Array.isArray(right)) return UNKNOWN;
    const each = (right as readonly Value[]).map((one) => comparison(operator, left, one));
    return logic(inner.kind === 'AEXPR_OP_ANY' ? 'OR_EXPR' : 'AND_EXPR', each);
  }
  if (inner.kind === 'AEXPR_DISTINCT' || inner.kind === 'AEXPR_NOT_DISTINCT') {
    if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
    const same = left === null || right === null ? left === right : equal(left, right);
    return inner.kind === 'AEXPR_DISTINCT' ? logic('NOT_EXPR', [same]) : same;
  }
  if (operator === '||') return joined(asText(left), asText(right));
  return comparison(operator, left, right);
}

function joined(left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (Array.isArray(left) || Array.isArray(right)) return UNKNOWN;
  const [a, b] = [textOf(left), textOf(right)];
  return a === undefined || b === undefined ? UNKNOWN : a + b;
}

/** As a cast to text writes it, which is not how `%s` writes a boolean. */
function asText(value: Value): Value {
  return typeof value === 'boolean' ? String(value) : value;
}

function cast(value: Value, type: string, state: State): Value {
  if (value === UNKNOWN || value === null) return value;
  if (/^reg/.test(type)) return isOid(value) ? value : (regObject(type, textOf(value) ?? '', state) ?? UNKNOWN);
  if (['text', 'varchar', 'name', 'bpchar'].includes(type))
    return isOid(value) ? visibleText(value, state) : Array.isArray(value) ? value : (textOf(asText(value)) ?? UNKNOWN);
  if (/^(int|bigint|smallint|numeric)/.test(type))
    return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (type === 'bool') return typeof value === 'string' ? (booleanOf(value) ?? UNKNOWN) : value;
  return type === 'oid' ? value : UNKNOWN;
}
