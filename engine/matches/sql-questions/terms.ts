import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { NullabilityTerm } from '../../model/sql-question.ts';
import { callTerm } from './calls.ts';
import { columnTerm } from './columns.ts';
import { isOneRow } from './one-row.ts';
import { provenBy, provenByEqual, provenByNot } from './proven.ts';
import { fieldsOf, items, strings } from '../../documents/sql/pg-tree.ts';
import { listItems, tagOfJson } from './raw.ts';
import { combined, KNOWN_NULLABLE, NEVER_NULL, unclear, withProven, type Scope } from './scope.ts';
import { scopeWithin } from './sources.ts';

/** What an expression is, as far as it matters to whether it may be NULL. */
export function nullabilityOf(node: Json, scope: Scope): NullabilityTerm {
  if (scope.budget.left-- <= 0) return unclear('The expression is too long to tell whether it may be NULL.');
  const tag = tagOfJson(node);
  return (
    TERMS[tag]?.(fieldsOf(node), scope) ?? unclear(`Whether this kind of expression (${tag}) may be NULL is not known.`)
  );
}

type Reader = (fields: PgFields, scope: Scope) => NullabilityTerm;

const never: Reader = () => NEVER_NULL;
const operand: Reader = ({ arg }, scope) => nullabilityOf(arg ?? null, scope);
const anyOf = (nodes: readonly (Json | undefined)[], scope: Scope): NullabilityTerm =>
  combined(
    'any',
    nodes.flatMap((node) => (node === undefined ? [] : [nullabilityOf(node, scope)])),
  );
/** A row is compared value by value. */
const anyCompared = (nodes: readonly (Json | undefined)[], scope: Scope): NullabilityTerm =>
  anyOf(
    nodes.flatMap((node): readonly (Json | undefined)[] =>
      tagOfJson(node) === 'RowExpr' ? items(fieldsOf(node).args) : [node],
    ),
    scope,
  );
const allArguments: Reader = ({ args }, scope) =>
  combined(
    'all',
    items(args).map((arg) => nullabilityOf(arg, scope)),
  );

/** One line a kind of expression. */
const TERMS: Readonly<Record<string, Reader>> = {
  A_Const: ({ isnull }) => (isnull === true ? KNOWN_NULLABLE : NEVER_NULL),
  TypeCast: operand,
  CollateClause: operand,
  NamedArgExpr: operand,
  ColumnRef: ({ fields }, scope) => columnTerm(strings(fields), scope, nullabilityOf),
  ParamRef: ({ number }, scope) =>
    scope.variables.find(`$${Number(number ?? 0)}`, undefined) ??
    unclear('What is handed in as a parameter may be anything.'),
  A_Expr: operator,
  BoolExpr: ({ args }, scope) => anyOf(items(args), scope),
  NullTest: never,
  BooleanTest: never,
  CaseExpr: caseTerm,
  CoalesceExpr: allArguments,
  MinMaxExpr: allArguments,
  SubLink: subLink,
  // what PL/pgSQL computes may be a query without parentheses
  SelectStmt: (select, scope) => scalar(select, scope),
  FuncCall: (fields, scope) => callTerm(fields, scope, nullabilityOf),
  SQLValueFunction: ({ op }) => (op === 'SVFOP_CURRENT_SCHEMA' ? KNOWN_NULLABLE : NEVER_NULL),
  A_ArrayExpr: never,
  RowExpr: never,
  GroupingFunc: never,
  CurrentOfExpr: never,
  JsonObjectConstructor: never,
  JsonArrayConstructor: never,
  JsonIsPredicate: ({ expr }, scope) => anyOf([expr], scope),
  JsonFuncExpr: () => KNOWN_NULLABLE,
  A_Indirection: ({ indirection }) =>
    tagOfJson(items(indirection).at(-1)) === 'A_Indices'
      ? KNOWN_NULLABLE
      : unclear('Whether a field of a value may be NULL is not known.'),
};

/** Operators that are NULL only where an operand is. */
const STRICT_OPERATORS = new Set(
  '= <> != < > <= >= + - * / % ^ || ~ ~* !~ !~* ~~ ~~* !~~ !~~* @> <@ && ? ?| ?& & | # << >>'.split(' '),
);
/** They look something up that may not be there. */
const LOOKUPS = new Set(['->', '->>', '#>', '#>>']);

function operator(fields: PgFields, scope: Scope): NullabilityTerm {
  const { kind, lexpr, rexpr } = fields;
  switch (kind) {
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return NEVER_NULL;
    case 'AEXPR_NULLIF':
      return KNOWN_NULLABLE;
    case 'AEXPR_OP':
      return ofOperator(strings(fields.name).at(-1) ?? '', fields, scope);
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return combined('any', [nullabilityOf(lexpr ?? null, scope), elements(rexpr, scope)]);
    default:
      // IN, BETWEEN, LIKE and their kin
      return anyCompared([lexpr, ...(tagOfJson(rexpr) === 'List' ? listItems(rexpr) : [rexpr])], scope);
  }
}

function ofOperator(name: string, { lexpr, rexpr }: PgFields, scope: Scope): NullabilityTerm {
  if (LOOKUPS.has(name)) return KNOWN_NULLABLE;
  if (STRICT_OPERATORS.has(name)) return anyCompared([lexpr, rexpr], scope);
  return unclear(`Whether the operator '${name}' gives NULL is not known.`);
}

function elements(array: Json | undefined, scope: Scope): NullabilityTerm {
  const tag = tagOfJson(array);
  if (tag === 'TypeCast') return elements(fieldsOf(array).arg, scope);
  if (tag === 'A_ArrayExpr') return anyOf(items(fieldsOf(array).elements), scope);
  return unclear('Whether an element of an array is NULL is not known.');
}

/** A branch is taken where its condition is true, and none before it. */
function caseTerm({ arg, args, defresult }: PgFields, scope: Scope): NullabilityTerm {
  let behind = scope;
  const results = items(args).map((branch) => {
    const { expr, result } = fieldsOf(branch);
    const proven = arg === undefined ? provenBy(expr ?? null) : provenByEqual(arg, expr ?? null);
    const term = nullabilityOf(result ?? null, withProven(proven, behind));
    if (arg === undefined) behind = withProven(provenByNot(expr ?? null), behind);
    return term;
  });
  return combined('any', [...results, defresult === undefined ? KNOWN_NULLABLE : nullabilityOf(defresult, behind)]);
}

function subLink({ subLinkType, subselect, testexpr }: PgFields, scope: Scope): NullabilityTerm {
  if (subLinkType === 'EXISTS_SUBLINK' || subLinkType === 'ARRAY_SUBLINK') return NEVER_NULL;
  const select = fieldsOf(subselect);
  if (subLinkType === 'EXPR_SUBLINK') return scalar(select, scope);
  return combined('any', [nullabilityOf(testexpr ?? null, scope), selected(select, scope)]);
}

/** A sub-query as a value: NULL where there is no row, which a query without FROM and an aggregate always have. */
function scalar(select: PgFields, scope: Scope): NullabilityTerm {
  return isOneRow(select) ? selected(select, scope) : KNOWN_NULLABLE;
}

/** The one column that a query selects. */
function selected(select: PgFields, scope: Scope): NullabilityTerm {
  const [target, ...others] = items(select.targetList);
  if (target === undefined || others.length > 0)
    return unclear('What a query with UNION or several columns gives is not followed.');
  return nullabilityOf(fieldsOf(target).val ?? null, scopeWithin('SelectStmt', select, scope, true));
}
