import type { Column } from '../../model/catalog.ts';
import type { ColumnSpec, TypeName } from '../../model/sql.ts';
import { key, resolve, type Qualified, type State } from './state.ts';

export function columnOf(state: State, { place, sequence: _, ...column }: ColumnSpec): Column {
  return { ...column, type: typeIn(state, column.type), definedAt: place };
}

/** A type of our own carries the schema in which it was found. */
export function typeIn(state: State, type: TypeName): TypeName {
  const target = resolve(state, type, state.types);
  return state.types.has(key(target)) ? typeAt(state, type, target) : type;
}

/** PostgreSQL prints the schema of a type that its search path does not find. */
export function typeAt({ context }: State, type: TypeName, { schema, name }: Qualified): TypeName {
  const isVisible = context.searchPath.includes(schema);
  const suffix = /[([].*$/.exec(type.text)?.[0] ?? '';
  return { ...type, schema, name, text: `${isVisible ? '' : `${schema}.`}${name}${suffix}` };
}

/** A type by its text, without modifiers: `text[]`, `public.status`. */
export function typeNamed(text: string): TypeName {
  const bare = text.replace(/\[\]$/, '');
  const [name = bare, schema] = bare.split('.').reverse();
  return { text, name, array: bare !== text, ...(schema !== undefined && { schema }) };
}

/** With the names that a view gives them. */
export function named(columns: readonly Column[], aliases: readonly string[] = []): readonly Column[] {
  return columns.map((column, i) => ({ ...column, name: aliases[i] ?? column.name }));
}
