import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import { formOf } from './logic.ts';
import { listOf, type Scope } from './lowering.ts';

type NeverNull = (fields: PgFields, scope: Scope) => boolean;

const rules: Readonly<Record<string, NeverNull>> = {
  NullTest: () => true,
  BooleanTest: () => true,
  SubLink: ({ subLinkType }) => subLinkType === 'EXISTS_SUBLINK',
  SQLValueFunction: () => true,
  A_Const: ({ isnull }) => isnull !== true,
  BoolExpr: ({ args }, scope) => listOf(args).every((arg) => isNeverNull(arg, scope)),
  CoalesceExpr: ({ args }, scope) => listOf(args).some((arg) => isNeverNull(arg, scope)),
  TypeCast: ({ arg }, scope) => isNeverNull(arg as PgNode, scope),
  A_Expr: comparison,
  ColumnRef: reference,
};

/** Whether a condition certainly has one of two outcomes. What a function answers is not known. */
export function isNeverNull(raw: PgNode, scope: Scope): boolean {
  const tag = tagOf(raw);
  return formOf(raw).kind === 'has' || (rules[tag]?.(raw[tag] ?? {}, scope) ?? false);
}

function comparison({ kind, name, lexpr, rexpr }: PgFields, scope: Scope): boolean {
  if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT') return true;
  const symbol = String(listOf(name)[0]?.String?.sval ?? '');
  if (kind !== 'AEXPR_OP' || !/^(=|<>|<|>|<=|>=)$/.test(symbol)) return false;
  return [lexpr, rexpr].every((operand) => operand !== undefined && isNeverNull(operand as PgNode, scope));
}

/** What PL/pgSQL itself sets, in triggers and everywhere, and variables declared NOT NULL. */
function reference({ fields }: PgFields, scope: Scope): boolean {
  const [name, ...path] = listOf(fields).map(({ String: text }) => String(text?.sval ?? '*'));
  if (name === undefined || path.length > 0) return false;
  const known = scope.get(name);
  return known ? known.notNull : /^(found|tg_(op|when|level|name|relid|table_name|table_schema))$/.test(name);
}
