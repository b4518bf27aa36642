import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { NullabilityTerm } from '../../model/sql-question.ts';
import { functionKind } from './functions.ts';
import { tagOfJson } from './raw.ts';
import { combined, KNOWN_NULLABLE, NEVER_NULL, unclear, type Scope } from './scope.ts';

/** `nullabilityOf`, handed in: the two call each other. */
type TermOf = (node: Json, scope: Scope) => NullabilityTerm;

/** What a function gives. */
export function callTerm(call: PgFields, scope: Scope, termOf: TermOf): NullabilityTerm {
  const name = strings(call.funcname);
  const args = items(call.args);
  const anyOf = (some: readonly Json[]): NullabilityTerm =>
    combined(
      'any',
      some.map((arg) => termOf(arg, scope)),
    );
  if (call.func_variadic === true) return unclear('What a function gives for VARIADIC is not followed.');
  switch (functionKind(name)) {
    case 'never':
      return NEVER_NULL;
    case 'strict':
      return anyOf(args);
    case 'maybe':
      return KNOWN_NULLABLE;
    case 'bound':
      return boundOf(name.at(-1) ?? '', args, anyOf(args), scope);
    case 'field':
      return fieldOf(args, anyOf(args));
    case 'aggregate':
      return hasRows(call, scope) ? anyOf(args) : KNOWN_NULLABLE;
    case 'collecting':
      return hasRows(call, scope) ? NEVER_NULL : KNOWN_NULLABLE;
    case 'first-decides':
      return anyOf(args.slice(0, 1));
    case 'setting':
      // with the second argument a setting that is missing is NULL, without it an error
      return args.length > 1 ? KNOWN_NULLABLE : anyOf(args);
    case undefined: {
      const [own = '', schema] = name.toReversed();
      const called = { ...(schema !== undefined && { schema }), name: text(own) };
      return { term: 'call', function: called, arguments: args.map((arg) => termOf(arg, scope)) };
    }
  }
}

/** The frame of a window that says nothing of it: from the first row to the current one, which is in it. */
const WHOLE_FRAME = 1058;

/** Whether an aggregate is taken over at least one row. */
function hasRows({ agg_filter, over }: PgFields, { grouped }: Scope): boolean {
  if (agg_filter !== undefined) return false;
  const frame = over as PgFields | undefined;
  return frame ? frame.frameOptions === WHOLE_FRAME && frame.name === undefined : grouped;
}

/** `lower` and `upper` of a text; of a range its bound, which it may not have. */
function boundOf(name: string, [arg]: readonly Json[], strict: NullabilityTerm, scope: Scope): NullabilityTerm {
  if (strict.term === 'known' && strict.nullable) return strict;
  const type = typeIn(arg, scope);
  if (type === 'range') return KNOWN_NULLABLE;
  if (type === 'text') return strict;
  return { term: 'call', function: { schema: 'pg_catalog', name }, arguments: [strict] };
}

const RANGE = /(?:range|period)$/;

/** What an argument is, as far as it says so itself; undefined for a column, whose type the catalog knows. */
function typeIn(node: Json | undefined, scope: Scope): 'text' | 'range' | undefined {
  const own = fieldsOf(node);
  const ofName = (name: string): 'text' | 'range' => (RANGE.test(name) ? 'range' : 'text');
  switch (tagOfJson(node)) {
    case 'A_Const':
    case 'SQLValueFunction':
      return 'text';
    case 'TypeCast':
      return ofName(strings(fields(own.typeName).names).at(-1) ?? '');
    case 'FuncCall': {
      const name = strings(own.funcname);
      return functionKind(name) === undefined && !RANGE.test(name.at(-1) ?? '') ? undefined : ofName(name.at(-1) ?? '');
    }
    case 'CoalesceExpr':
      return items(own.args)
        .map((arg) => (isRangeText(arg) ? undefined : typeIn(arg, scope)))
        .find((type) => type !== undefined);
    case 'A_Expr':
      return strings(own.name).at(-1) === '||' || strings(own.name).at(-1) === '->>' ? 'text' : undefined;
    case 'ColumnRef': {
      const type = scope.variables.typeOf?.(strings(own.fields).join('.'));
      return type === undefined ? undefined : /%|^(?:record|any\w*)$/i.test(type) ? undefined : ofName(type);
    }
    default:
      return undefined;
  }
}

/** `'[1,2)'` beside a range is one itself. */
function isRangeText(node: Json): boolean {
  const { sval, isnull } = fieldsOf(node);
  return isnull === true || /^\s*(?:empty\s*$|[[(])/i.test(text(fields(sval).sval));
}

/** Fields that even infinity has. */
const ENDLESS = /^(?:epoch|year|decade|century|millennium|julian|isoyear|timezone(?:_\w+)?)$/i;

/** `extract(day from t)` is NULL where `t` is infinite. */
function fieldOf([field, from]: readonly Json[], strict: NullabilityTerm): NullabilityTerm {
  if (strict.term === 'known' && strict.nullable) return strict;
  const name = text(fields(fieldsOf(field).sval).sval);
  const isNow = tagOfJson(from) === 'SQLValueFunction' || strings(fieldsOf(from).funcname).at(-1) === 'now';
  if (ENDLESS.test(name) || isNow) return strict;
  return unclear(`A field '${name}' of a time that is infinite is NULL.`);
}
