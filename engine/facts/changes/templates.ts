import { parsePostgres, type PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import { constantOf } from './expression.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';

/** Stands in a text for what is only known when it runs; the lexer takes it for a letter. */
export const HOLE = '\uE000';
/** The same, for an argument of the function around it. */
export const ARGUMENT = '\uE001';

/** The texts that a variable may hold. */
export type Scope = (name: string) => readonly string[];

export const noScope: Scope = () => [HOLE];
const mostTexts = 200;

/** The texts that an expression may be, with holes. Of an array its elements. */
export function templatesOf(node: Json | undefined, scope: Scope): readonly string[] {
  const found = [...new Set(textsOf(node, scope))];
  return found.length > mostTexts ? [HOLE] : found;
}

function textsOf(node: Json | undefined, scope: Scope): readonly string[] {
  const [tag = ''] = Object.keys(fields(node));
  const inner = fieldsOf(node);
  switch (tag) {
    case 'A_Const':
      return [String(constantOf(node) ?? '')];
    case 'TypeCast':
    case 'CollateClause':
    case 'NamedArgExpr':
      return templatesOf(inner.arg, scope);
    case 'A_ArrayExpr':
      return items(inner.elements).flatMap((element) => templatesOf(element, scope));
    case 'A_Expr':
      return strings(inner.name)[0] === '||' ? joined([inner.lexpr, inner.rexpr], scope) : [HOLE];
    case 'ColumnRef':
      return scope(strings(inner.fields).join('.'));
    case 'ParamRef':
      return scope(`$${Number(inner.number ?? 0)}`);
    case 'FuncCall':
      return calledTexts(inner, scope);
    default:
      return [HOLE];
  }
}

function calledTexts({ funcname, args }: PgFields, scope: Scope): readonly string[] {
  const given = items(args);
  switch (strings(funcname).at(-1)) {
    case 'format':
      return templatesOf(given[0], scope).flatMap((pattern) => formatted(pattern, given.slice(1), scope));
    case 'concat':
      return joined(given, scope);
    case 'quote_ident':
    case 'unnest':
    case 'btrim':
    case 'trim':
      return templatesOf(given[0], scope);
    default:
      return [HOLE];
  }
}

function joined(parts: readonly (Json | undefined)[], scope: Scope): readonly string[] {
  return combined(parts.map((part) => templatesOf(part, scope)));
}

/** Of too many combinations the parts that vary are holes: what is the same in all of them stays known. */
function combined(parts: readonly (readonly string[])[]): readonly string[] {
  const ways = parts.reduce((product, part) => product * part.length, 1);
  const used = ways > mostTexts ? parts.map((part) => (part.length === 1 ? part : [HOLE])) : parts;
  return used.reduce<readonly string[]>((starts, ends) => starts.flatMap((a) => ends.map((b) => a + b)), ['']);
}

/** `%I`, `%s`, `%L`, also with a position: `%1$I`. */
function formatted(pattern: string, args: readonly Json[], scope: Scope): readonly string[] {
  let next = 0;
  const parts = pattern.split(/(%(?:\d+\$)?-?\d*[sIL]|%%)/).map((part): readonly string[] => {
    const at = /^%(?:(\d+)\$)?-?\d*([sIL])$/.exec(part);
    if (!at) return [part === '%%' ? '%' : part];
    next = at[1] === undefined ? next + 1 : Number(at[1]);
    const values = templatesOf(args[next - 1], scope);
    return at[2] === 'L' ? values.map((value) => `'${value.replaceAll("'", "''")}'`) : values;
  });
  return combined(parts);
}

/** The expressions that a query returns, by the names under which it does. */
export function resultsOf(query: string): readonly { readonly name: string; readonly node: Json | undefined }[] {
  const parse = parsePostgres(query);
  const statement = 'error' in parse ? undefined : parse.statements[0]?.node.SelectStmt;
  return items(statement?.targetList).map((target) => {
    const { name, val } = fieldsOf(target);
    return { name: text(name) || (strings(fieldsOf(val).fields).at(-1) ?? ''), node: val };
  });
}

/** The one statement of a text; undefined if there are more, or none that parses. */
export function queryNode(sql: string): Json | undefined {
  const parse = parsePostgres(sql);
  return 'error' in parse || parse.statements.length !== 1 ? undefined : parse.statements[0]!.node;
}

/** The node of an expression as PL/pgSQL keeps it, as text. */
export function expressionNode(sql: string): Json | undefined {
  return resultsOf(`SELECT ${sql}`)[0]?.node;
}
