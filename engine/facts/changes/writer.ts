import type { SqlStatement } from '../../documents/sql/node.ts';
import { tokenIndex, type Token } from '../../documents/sql/lexer.ts';
import { fields, fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import { typeText } from '../../documents/sql/type-text.ts';
import type { Json } from '../../model/document.ts';
import type { Place, Range } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { FunctionName, Name } from '../../model/sql.ts';

export type PlaceOf = (range: Range) => Place;

/** A statement on its way to changes. */
export interface Source {
  readonly statement: SqlStatement;
  readonly place: PlaceOf;
  /** The changes of a statement inside this one: of a body, or of text that is executed. */
  readonly changesOf: (source: Source) => readonly Change[];
}

/** The schema of what is gone with the session. */
export const TEMPORARY = 'pg_temp';

/** A table or view as a `RangeVar` names it. */
export function rangeVar(value: Json | undefined, source: Source): Name {
  const { schemaname, relname, location, relpersistence } = fields(value);
  const schema = relpersistence === 't' ? TEMPORARY : text(schemaname);
  const from = typeof location === 'number' ? source.statement.at(location) : source.statement.range[0];
  return named([schema, text(relname)].filter(Boolean), source, from);
}

/** A name without a location of its own: found among the statement's tokens. */
export function named(parts: readonly string[], source: Source, from = source.statement.range[0]): Name {
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  return {
    ...(schema !== undefined && { schema }),
    name,
    place: source.place(nameRange(parts, source.statement, from)),
  };
}

export function functionName(value: Json | undefined, source: Source): FunctionName {
  const { objname, objargs, args_unspecified } = fieldsOf(value);
  const name = named(strings(objname), source);
  return args_unspecified === true
    ? name
    : { ...name, arguments: items(objargs).map((type) => typeText(fieldsOf(type))) };
}

/** The range of the last part of a qualified name; the whole statement where it is not written (a generated name). */
export function nameRange(parts: readonly string[], statement: SqlStatement, from: number): Range {
  const { tokens } = statement;
  for (let i = tokenIndex(tokens, from); i < tokens.length; i++) {
    const last = i + 2 * (parts.length - 1);
    if (parts.every((part, n) => isName(tokens[i + 2 * n], part))) return tokens[last]!.range;
  }
  return parts.length > 1 ? nameRange(parts.slice(-1), statement, from) : statement.range;
}

function isName(token: Token | undefined, name: string): boolean {
  return (token?.kind === 'word' || token?.kind === 'quoted') && token.value === name;
}

/** The token at a location of the tree, or the whole statement. */
export function tokenPlace(location: Json | undefined, source: Source): Place {
  const { tokens, at, range } = source.statement;
  const token = typeof location === 'number' ? tokens[tokenIndex(tokens, at(location))] : undefined;
  return source.place(token?.range ?? range);
}
