import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';

/** How a boolean is put together of others. */
type Form =
  | { readonly kind: 'plain' }
  | { readonly kind: 'not' | 'same'; readonly of: PgNode }
  | { readonly kind: 'all' | 'any'; readonly of: readonly PgNode[] }
  /** `IS TRUE` and the like, which is never NULL: whether what it asks about has the outcome, or (`not`) has it not. */
  | { readonly kind: 'has'; readonly of: PgNode; readonly outcome: boolean; readonly not: boolean };

const PLAIN: Form = { kind: 'plain' };

export function formOf(raw: PgNode): Form {
  const tag = tagOf(raw);
  const fields = raw[tag] ?? {};
  if (tag === 'BoolExpr') return junction(fields);
  if (tag === 'BooleanTest') return booleanTest(fields);
  if (tag === 'A_Expr') return comparison(fields);
  return tag === 'CoalesceExpr' ? coalesce(fields) : PLAIN;
}

function junction({ boolop, args }: PgFields): Form {
  const of = args as readonly PgNode[];
  if (boolop === 'NOT_EXPR') return { kind: 'not', of: of[0]! };
  return { kind: boolop === 'OR_EXPR' ? 'any' : 'all', of };
}

function booleanTest({ arg, booltesttype }: PgFields): Form {
  const [, not, outcome] = /^IS_(NOT_)?(TRUE|FALSE)$/.exec(String(booltesttype)) ?? [];
  if (!outcome) return PLAIN;
  return { kind: 'has', of: arg as PgNode, outcome: outcome === 'TRUE', not: not !== undefined };
}

/** With `true` or `false`, on either side. */
function comparison({ kind, name, lexpr, rexpr }: PgFields): Form {
  const [left, right] = [truthOf(lexpr), truthOf(rexpr)];
  const outcome = right ?? left;
  const of = (right === undefined ? rexpr : lexpr) as PgNode | undefined;
  if (outcome === undefined || !of) return PLAIN;
  if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT')
    return { kind: 'has', of, outcome, not: kind === 'AEXPR_DISTINCT' };
  const symbol = (name as readonly PgNode[] | undefined)?.[0]?.String?.sval;
  if (kind !== 'AEXPR_OP' || (symbol !== '=' && symbol !== '<>')) return PLAIN;
  return { kind: (symbol === '=') === outcome ? 'same' : 'not', of };
}

/** `COALESCE(x, false)` is `x IS TRUE`. */
function coalesce({ args }: PgFields): Form {
  const [of, instead, ...others] = args as readonly PgNode[];
  const outcome = others.length === 0 ? truthOf(instead) : undefined;
  return of && outcome !== undefined ? { kind: 'has', of, outcome: !outcome, not: outcome } : PLAIN;
}

function truthOf(raw: Json | undefined): boolean | undefined {
  const constant = (raw as PgNode | undefined)?.A_Const?.boolval as PgFields | undefined;
  return constant && constant.boolval === true;
}
