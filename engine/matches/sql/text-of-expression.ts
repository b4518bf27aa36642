import { fieldsOf, items, strings } from '../../documents/sql/pg-tree.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json } from '../../model/document.ts';
import { ANY_NAME, ANY_TEXT, eitherOf, joined, written, type KnownText } from './known-text.ts';

/** What a name in an expression holds, from the outermost part inwards. */
export type Resolve = (name: readonly string[]) => KnownText;

export const resolveNothing: Resolve = () => ANY_TEXT;

/** The SQL that an expression of SQL puts together, as far as it says. */
export function textOfExpression(node: Json | undefined, resolve: Resolve): KnownText {
  const own = fieldsOf(node);
  switch (tagOf((node ?? {}) as PgNode)) {
    case 'A_Const':
      return constant(own);
    case 'TypeCast':
    case 'CollateClause':
    case 'NamedArgExpr':
      return textOfExpression(own.arg, resolve);
    case 'A_Expr':
      return sum(node, resolve);
    case 'A_ArrayExpr':
      return eitherOf(items(own.elements).map((one) => textOfExpression(one, resolve)));
    case 'CoalesceExpr':
    case 'MinMaxExpr':
      return eitherOf(items(own.args).map((one) => textOfExpression(one, resolve)));
    case 'CaseExpr':
      return eitherOf(
        [...items(own.args).map((one) => fieldsOf(one).result), own.defresult].map((one) =>
          one === undefined ? written('') : textOfExpression(one, resolve),
        ),
      );
    case 'ColumnRef':
      return resolve(strings(own.fields));
    case 'ParamRef':
      return resolve([`$${Number(own.number ?? 0)}`]);
    case 'SubLink':
      return own.subLinkType === 'EXPR_SUBLINK' ? textOfExpression(own.subselect, resolve) : ANY_TEXT;
    case 'SelectStmt':
      return selected(own, resolve);
    case 'FuncCall':
      return ofCall(own, resolve);
    case 'SQLValueFunction':
      return ANY_NAME;
    default:
      return ANY_TEXT;
  }
}

function constant({ sval, isnull }: PgFields): KnownText {
  if (isnull === true) return written('');
  const text = (sval as PgFields | undefined)?.sval;
  return sval === undefined ? ANY_NAME : written(typeof text === 'string' ? text : '');
}

/** `a || b || c`. Iterative to the left: sums are long. */
function sum(node: Json | undefined, resolve: Resolve): KnownText {
  const parts: KnownText[] = [];
  let left = node;
  for (; isSum(left); left = fieldsOf(left).lexpr) parts.unshift(textOfExpression(fieldsOf(left).rexpr, resolve));
  if (left === node) return ANY_TEXT;
  return joined([textOfExpression(left, resolve), ...parts]);
}

function isSum(node: Json | undefined): boolean {
  const { kind, name, lexpr } = fieldsOf(node);
  return kind === 'AEXPR_OP' && strings(name).at(-1) === '||' && lexpr !== undefined;
}

/** Of a query the one value that it selects; what is below a UNION is not looked at. */
function selected({ targetList, op }: PgFields, resolve: Resolve): KnownText {
  const [only, ...others] = items(targetList);
  const isPlain = op === undefined || op === 'SETOP_NONE';
  return isPlain && only !== undefined && others.length === 0
    ? textOfExpression(fieldsOf(only).val, resolve)
    : ANY_TEXT;
}

/** What they give cannot be read as anything else than a name or a value. */
const QUOTING = new Set([
  'quote_ident',
  'quote_literal',
  'quote_nullable',
  'length',
  'now',
  'nextval',
  'to_char',
  'md5',
]);
/** They leave their first argument as it is, but for blanks and capitals. */
const KEEPING = new Set(['trim', 'btrim', 'ltrim', 'rtrim', 'lower', 'upper', 'rpad', 'lpad', 'left', 'right']);

function ofCall({ funcname, args }: PgFields, resolve: Resolve): KnownText {
  const name = strings(funcname).at(-1) ?? '';
  const given = items(args).map((one) => (): KnownText => textOfExpression(one, resolve));
  const [first, second] = given;
  if (QUOTING.has(name)) return ANY_NAME;
  if (!first) return ANY_TEXT;
  if (KEEPING.has(name)) return first();
  switch (name) {
    case 'format':
      return formatted(items(args)[0], given.slice(1));
    case 'concat':
      return joined(given.map((one) => one()));
    case 'concat_ws':
      return joined(given.slice(1).flatMap((one, i) => (i > 0 ? [first(), one()] : [one()])));
    case 'string_agg':
      return joined([first(), second?.() ?? written(''), first()]);
    case 'array_to_string':
      return joined([first(), second?.() ?? written('')]);
    case 'replace':
      return joined([first(), given[2]?.() ?? written('')]);
    default:
      return ANY_TEXT;
  }
}

const PLACE = /%(?:(\d+)\$)?-?(?:\d+|\*)?([sIL%])/g;

/** `format('… %I … %s', a, b)`: a name, and what the argument says. */
function formatted(format: Json | undefined, given: readonly (() => KnownText)[]): KnownText {
  const { sval } = fieldsOf(format);
  const text = (sval as PgFields | undefined)?.sval;
  if (typeof text !== 'string') return ANY_TEXT;
  const parts: KnownText[] = [];
  let done = 0;
  let next = 0;
  for (const { 0: whole, 1: position, 2: kind, index } of text.matchAll(PLACE)) {
    parts.push(written(text.slice(done, index)));
    done = index + whole.length;
    if (kind === '%') continue;
    if (position !== undefined) next = Number(position) - 1;
    parts.push(kind === 's' ? (given[next]?.() ?? ANY_TEXT) : ANY_NAME);
    next++;
  }
  return joined([...parts, written(text.slice(done))]);
}
