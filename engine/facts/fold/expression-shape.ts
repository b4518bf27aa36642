import type { Json } from '../../model/document.ts';
import type { TypeName } from '../../model/sql.ts';
import { typeOf } from '../changes/columns.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';

/** The name that PostgreSQL gives a result column without AS: its FigureColname. */
export function figuredName(node: Json | undefined): string {
  return nameOf(node)?.name ?? '?column?';
}

/** A weak name gives way to a stronger one from further out or in: of a cast, of CASE. */
interface Figured {
  readonly name: string;
  readonly weak?: true;
}

const FIXED: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  XmlSerialize: 'xmlserialize',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  MergeSupportFunc: 'merge_action',
};

function nameOf(node: Json | undefined): Figured | undefined {
  const [tag = ''] = Object.keys(fields(node));
  const inner = fieldsOf(node);
  switch (tag) {
    case 'ColumnRef':
      return strong(strings(inner.fields).at(-1));
    case 'A_Indirection':
      return strong(strings(inner.indirection).findLast((part) => part !== '')) ?? nameOf(inner.arg);
    case 'FuncCall':
      return strong(strings(inner.funcname).at(-1));
    case 'A_Expr':
      return inner.kind === 'AEXPR_NULLIF' ? { name: 'nullif' } : undefined;
    case 'CollateClause':
      return nameOf(inner.arg);
    case 'TypeCast':
      return overWeak(nameOf(inner.arg), strings(fields(inner.typeName).names).at(-1));
    case 'CaseExpr':
      return overWeak(nameOf(inner.defresult), 'case');
    case 'SubLink':
      return subLinkName(inner);
    case 'MinMaxExpr':
      return { name: inner.op === 'IS_LEAST' ? 'least' : 'greatest' };
    case 'SQLValueFunction':
      return {
        name: text(inner.op)
          .replace(/^SVFOP_/, '')
          .replace(/_N$/, '')
          .toLowerCase(),
      };
    default:
      return FIXED[tag] === undefined ? undefined : { name: FIXED[tag] };
  }
}

function strong(name: string | undefined): Figured | undefined {
  return name === undefined || name === '' ? undefined : { name };
}

function overWeak(inner: Figured | undefined, name: string | undefined): Figured | undefined {
  if (inner && !inner.weak) return inner;
  return name === undefined ? inner : { name, weak: true };
}

function subLinkName({ subLinkType, subselect }: ReturnType<typeof fields>): Figured | undefined {
  if (subLinkType === 'EXISTS_SUBLINK') return { name: 'exists' };
  if (subLinkType === 'ARRAY_SUBLINK') return { name: 'array' };
  if (subLinkType !== 'EXPR_SUBLINK') return undefined;
  const { name, val } = fieldsOf(items(fieldsOf(subselect).targetList)[0]);
  return strong(text(name)) ?? nameOf(val);
}

/** The type of an expression as far as it is written; undefined where only a catalog of functions and operators would tell. */
export function figuredType(
  node: Json | undefined,
  columnType: (parts: readonly string[]) => TypeName | undefined = () => undefined,
): TypeName | undefined {
  const [tag = ''] = Object.keys(fields(node));
  const inner = fieldsOf(node);
  switch (tag) {
    case 'ColumnRef':
      return columnType(strings(inner.fields));
    case 'TypeCast':
      return typeOf(fields(inner.typeName));
    case 'CollateClause':
      return figuredType(inner.arg, columnType);
    case 'A_Const':
      return constantType(inner);
    case 'FuncCall':
      return typed(FUNCTIONS[strings(inner.funcname).at(-1) ?? '']);
    case 'SubLink':
      return inner.subLinkType === 'EXISTS_SUBLINK' ? typed('boolean') : undefined;
    case 'BoolExpr':
    case 'NullTest':
    case 'BooleanTest':
      return typed('boolean');
    case 'A_Expr':
      if (inner.kind === 'AEXPR_NULLIF') return figuredType(inner.lexpr, columnType);
      return /^(=|<>|<|>|<=|>=|~~|!~~|~~\*|!~~\*|~|!~)$/.test(strings(inner.name).join())
        ? typed('boolean')
        : undefined;
    default:
      return undefined;
  }
}

function constantType(inner: ReturnType<typeof fields>): TypeName | undefined {
  if (inner.sval) return typed('text');
  if (inner.ival) return typed('integer');
  return inner.boolval ? typed('boolean') : undefined;
}

/** Functions whose result has one type whatever they are given. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  count: 'bigint',
  row_number: 'bigint',
  rank: 'bigint',
  dense_rank: 'bigint',
  now: 'timestamp with time zone',
  bool_and: 'boolean',
  bool_or: 'boolean',
  string_agg: 'text',
  lower: 'text',
  upper: 'text',
  concat: 'text',
  format: 'text',
  to_char: 'text',
  jsonb_build_object: 'jsonb',
  jsonb_agg: 'jsonb',
  json_build_object: 'json',
  json_agg: 'json',
  gen_random_uuid: 'uuid',
};

function typed(name: string | undefined): TypeName | undefined {
  return name === undefined ? undefined : { text: name, name, array: false };
}
