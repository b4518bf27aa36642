import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Targets } from '../../model/sql-program.ts';
import { ARGUMENT, expressionNode, HOLE, resultsOf, templatesOf, type Scope } from './templates.ts';
import { fields, fieldsOf, items, text } from '../../documents/sql/pg-tree.ts';

/** A function's or block's tree, taken apart. */
export interface Body {
  readonly action: Json;
  readonly scope: Scope;
  /** What variables hold at the start of their block: DECLARE … := …, else NULL. */
  readonly declared: readonly Declared[];
  /** The variable of a number, as loops name it. */
  readonly variable: (number: number) => Targets;
}

export interface Declared {
  readonly name: string;
  readonly value: Json | undefined;
  /** Of the declaration, counted from the beginning of the body. */
  readonly line: number;
  /** What it gets, or the query of a cursor. */
  readonly written: readonly Written[];
}

export interface PlStatement {
  readonly tag: string;
  readonly inner: PgFields;
}

/** `parameters`: names of the function's arguments, without one empty. */
export function bodyOf(tree: Json | undefined, parameters: readonly string[]): Body | undefined {
  const [first] = items(fields(tree).plpgsql_funcs);
  const { action, datums } = fieldsOf(first);
  if (action === undefined) return undefined;
  const variable = (number: number): Targets => ({ variables: [text(fieldsOf(items(datums)[number]).refname)] });
  const declared = items(datums).flatMap((datum) => {
    const { refname, default_val, lineno } = fieldsOf(datum);
    if (!('PLpgSQL_var' in fields(datum)) || refname === 'found') return [];
    const value = expressionNode(default_val === undefined ? 'NULL' : queryOf(default_val));
    const written = expressionsIn(fieldsOf(datum));
    return [{ name: text(refname), value, line: Number(lineno ?? 0), written }];
  });
  return { action, scope: scopeOf(items(datums), action, parameters), declared, variable };
}

export function plStatement(node: Json): PlStatement {
  const [tag = ''] = Object.keys(fields(node));
  return { tag, inner: fieldsOf(node) };
}

/** Every statement at or below a node, in document order. */
export function* plStatements(root: Json): Iterable<PlStatement> {
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value) as [string, Json][];
    for (const [key, child] of entries) if (key.startsWith('PLpgSQL_stmt_')) yield { tag: key, inner: fields(child) };
    for (const [, child] of entries.reverse()) pending.push(child);
  }
}

export function queryOf(expression: Json | undefined): string {
  return text(fieldsOf(expression).query);
}

/** An expression in a body, or a whole query, and which of them it is. */
export interface Written {
  readonly query: string;
  readonly mode: number;
}

/** The mode of `x := 'a'`; that of a query is 0. */
export const ASSIGNED = 3;

/** The expressions that belong to a statement or variable itself, not to the statements inside it. */
export function expressionsIn(inner: PgFields): readonly Written[] {
  const found: Written[] = [];
  const pending: Json[] = [inner as Json];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value) as [string, Json][]) {
      if (key === 'PLpgSQL_expr') {
        const { query, parseMode = 0 } = fields(child);
        found.push({ query: text(query), mode: Number(parseMode) });
      } else if (!key.startsWith('PLpgSQL_stmt_')) pending.push(child);
    }
  }
  return found;
}

/** What is assigned: `x := 'a'`. */
export function assigned(written: string): { readonly name: string; readonly value: string } {
  const [, name = '', value = ''] = /^\s*([^:=]+?)\s*:?=([^]*)$/.exec(written) ?? [];
  return { name: name.replace(/^"(.*)"$/, '$1'), value };
}

/** Stands for what the variable held before: with more behind it the text begins as it did. */
const SELF = '\uE002';

/** The expressions that a variable gets; undefined among them: something else. */
type Sources = ReadonlyMap<string, readonly (Json | undefined)[]>;

function scopeOf(datums: readonly Json[], action: Json, parameters: readonly string[]): Scope {
  const sources = sourcesOf(datums, action);
  const numbered = parameters.map((_, i) => `$${i + 1}`);
  const texts = (name: string, around: readonly string[]): readonly string[] => {
    const own = sources.get(name);
    if (parameters.includes(name) || numbered.includes(name)) return own ? [HOLE] : [ARGUMENT];
    if (around.includes(name)) return [SELF];
    if (!own || own.includes(undefined)) return [HOLE];
    const found = own.flatMap((node) => templatesOf(node, (other) => texts(other, [...around, name])));
    const whole = found.filter((one) => !one.includes(SELF));
    return whole.length > 0 ? [...new Set(whole)] : [HOLE];
  };
  return (name) => texts(name, []);
}

function sourcesOf(datums: readonly Json[], action: Json): Sources {
  const found = new Map<string, (Json | undefined)[]>();
  const add = (name: string, node: Json | undefined): void => {
    found.set(name, [...(found.get(name) ?? []), node]);
  };
  for (const datum of datums) {
    const { refname, default_val } = fieldsOf(datum);
    if (default_val !== undefined) add(text(refname), expressionNode(queryOf(default_val)));
  }
  for (const { tag, inner } of plStatements(action)) {
    if (tag === 'PLpgSQL_stmt_assign') {
      const { name, value } = assigned(queryOf(inner.expr));
      add(name, expressionNode(value));
    } else if (tag === 'PLpgSQL_stmt_foreach_a') {
      add(text(fieldsOf(datums[Number(inner.varno ?? 0)]).refname), expressionNode(queryOf(inner.expr)));
    } else if (tag === 'PLpgSQL_stmt_fors') {
      const results = resultsOf(queryOf(inner.query));
      for (const [name, node] of targets(inner.var, results)) add(name, node);
    } else {
      for (const [name] of targets(inner.target ?? inner.var, [])) add(name, undefined);
    }
  }
  return found;
}

/** The variables that a row of results is put into: those of a list, or the fields of a record. */
function targets(
  variable: Json | undefined,
  results: ReturnType<typeof resultsOf>,
): readonly (readonly [name: string, node: Json | undefined])[] {
  const { refname, fields: list } = fieldsOf(variable);
  if (list !== undefined) return items(list).map((field, i) => [text(fields(field).name), results[i]?.node]);
  return results.map(({ name, node }) => [`${text(refname)}.${name}`, node]);
}
