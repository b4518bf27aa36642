import type { Token } from '../../documents/sql/lexer.ts';
import type { ColumnSpec, ConstraintSpec, Expression, Generated, TypeName } from '../../model/sql.ts';
import { constraintOf, referenceOf } from './foreign-constraints.ts';
import { foreignCheck, foreignExpression } from './foreign-expression.ts';
import {
  atEnd,
  isSymbol,
  placeOf,
  splitAtCommas,
  take,
  takeAny,
  takeGroup,
  takeIdentifier,
  takeSymbol,
  textOf,
  wordAt,
  type Reader,
} from './foreign-reader.ts';
import type { Source } from './writer.ts';

/** A column, and the constraints that are written behind it. */
export interface ForeignColumn {
  readonly column: ColumnSpec;
  readonly constraints: readonly ConstraintSpec[];
}

/** Words that end a type and begin what is said of the column. */
const OPTIONS = new Set(
  (
    'not null default primary unique key constraint check references collate character charset comment on generated as ' +
    'auto_increment autoincrement identity first after visible invisible stored virtual persisted sparse options ' +
    'rowguidcol nonclustered clustered deferrable initially srid storage column_format encode masking tag'
  ).split(' '),
);

/** `name type options`. Undefined where something is written that we do not know. */
export function takeColumn(reader: Reader, table: string): ForeignColumn | undefined {
  const name = takeIdentifier(reader);
  if (!name) return undefined;
  const type = takeType(reader);
  const draft: Draft = { name: name.value, notNull: false, constraints: [] };
  while (!atEnd(reader)) if (!takeOption(reader, draft)) return undefined;
  const place = placeOf(name.range, reader.source);
  const values = enumValues(type.tokens);
  const { notNull, fallback, generated } = draft;
  const column: ColumnSpec = {
    name: name.value,
    place,
    type: type.name,
    notNull: notNull || generated === 'identity',
    ...(fallback && { default: fallback }),
    ...(generated && { generated }),
  };
  const allowed = values && {
    kind: 'check' as const,
    name: enumConstraint(table, name.value),
    place,
    columns: [name.value],
    values,
  };
  return { column, constraints: [...draft.constraints, ...(allowed ? [allowed] : [])] };
}

/** An ENUM is a list of values like a CHECK; nobody has named it. */
export function enumConstraint(table: string, column: string): string {
  return `${table}_${column}_enum`;
}

function enumValues(type: readonly Token[]): readonly string[] | undefined {
  if (type[0]?.value.toLowerCase() !== 'enum') return undefined;
  return splitAtCommas(type.slice(2, -1)).flatMap(([value]) =>
    value?.kind === 'string' ? [value.value.slice(1, -1).replaceAll("''", "'")] : [],
  );
}

export function takeType(reader: Reader): { readonly name: TypeName; readonly tokens: readonly Token[] } {
  const from = reader.at;
  while (isType(reader)) {
    reader.at += 1;
    takeGroup(reader);
    takeAngles(reader);
  }
  const tokens = reader.tokens.slice(from, reader.at);
  const text = textOf(tokens, reader.source)
    .replace(/\s+/g, ' ')
    .replace(/^\[(\w+)\]/, '$1');
  const lower = text.replace(/^[^('"]+/, (words) => words.toLowerCase());
  return { name: { text: lower, name: /^[\w ]*\w/.exec(lower)?.[0] ?? lower, array: /^array\b/.test(lower) }, tokens };
}

function isType(reader: Reader): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind === 'quoted') return true;
  // the character set belongs to the column, `character varying` is a type
  if (wordAt(reader) === 'character') return wordAt(reader, 1) !== 'set';
  return token?.kind === 'word' && !OPTIONS.has(wordAt(reader));
}

/** `ARRAY<STRUCT<a INT64>>`. */
function takeAngles(reader: Reader): void {
  if (!isSymbol(reader.tokens[reader.at], '<')) return;
  let depth = 0;
  do {
    const token = reader.tokens[reader.at];
    if (isSymbol(token, '<')) depth++;
    else if (isSymbol(token, '>')) depth--;
    reader.at += 1;
  } while (depth > 0 && !atEnd(reader));
}

interface Draft {
  readonly name: string;
  notNull: boolean;
  fallback?: Expression;
  generated?: Generated;
  readonly constraints: ConstraintSpec[];
}

function takeOption(reader: Reader, draft: Draft): boolean {
  const { source } = reader;
  const name = take(reader, 'constraint') ? takeIdentifier(reader) : undefined;
  const add = (constraint: Omit<ConstraintSpec, 'place'>, at = reader.at - 1): true => {
    const place = placeOf((name ?? reader.tokens[at]!).range, source);
    draft.constraints.push({ ...constraint, ...(name && { name: name.value }), place });
    return true;
  };
  const columns = [draft.name];
  if (take(reader, 'not', 'null')) return (draft.notNull = true) && skipConflict(reader);
  if (take(reader, 'null')) return skipConflict(reader);
  if (take(reader, 'default')) return takeDefault(reader, draft);
  if (take(reader, 'primary', 'key') || (isMySql(source) && take(reader, 'key')))
    return add(constraintOf('primary-key', columns, source)) && skipKey(reader, draft);
  if (take(reader, 'unique')) {
    take(reader, 'key');
    // MySQL calls it as the column
    return add({ kind: 'unique', columns, ...(isMySql(source) && { name: draft.name }) }) && skipKey(reader, draft);
  }
  if (take(reader, 'check')) {
    const at = reader.at - 1;
    const group = takeGroup(reader);
    takeAny(reader, 'not enforced', 'enforced');
    return group !== undefined && add({ kind: 'check', ...foreignCheck(group, source) }, at);
  }
  if (take(reader, 'references')) {
    const at = reader.at - 1;
    const reference = referenceOf(reader);
    return reference !== undefined && add({ kind: 'foreign-key', columns, ...reference }, at);
  }
  return takeGenerated(reader, draft) || takeDecoration(reader);
}

function isMySql({ statement }: Source): boolean {
  return statement.dialect === 'mysql' || statement.dialect === 'mariadb';
}

/** SQLite's ON CONFLICT. */
function skipConflict(reader: Reader): true {
  if (take(reader, 'on', 'conflict')) reader.at += 1;
  return true;
}

function skipKey(reader: Reader, draft: Draft): true {
  while (takeAny(reader, 'asc', 'desc', 'clustered', 'nonclustered', 'not enforced', 'enforced')) continue;
  skipConflict(reader);
  if (take(reader, 'autoincrement')) draft.generated = 'identity';
  return true;
}

/** A literal, a call, something in parentheses; a sign before it. */
function takeDefault(reader: Reader, draft: Draft): boolean {
  const from = reader.at;
  const group = takeGroup(reader);
  if (!group) {
    if (!takeSymbol(reader, '-')) takeSymbol(reader, '+');
    reader.at += 1;
    while (takeSymbol(reader, '.')) reader.at += 1;
    takeGroup(reader);
  }
  const tokens = group ?? reader.tokens.slice(from, reader.at);
  if (tokens.length === 0 || reader.at > reader.tokens.length) return false;
  const isNull = tokens.length === 1 && tokens[0]!.kind === 'word' && /^null$/i.test(tokens[0]!.value);
  if (!isNull) draft.fallback = foreignExpression(tokens, reader.source);
  return true;
}

function takeGenerated(reader: Reader, draft: Draft): boolean {
  if (takeAny(reader, 'auto_increment', 'autoincrement', 'identity')) {
    takeGroup(reader);
    take(reader, 'not', 'for', 'replication');
    draft.generated = 'identity';
    return true;
  }
  if (takeAny(reader, 'generated always as identity', 'generated by default as identity')) {
    takeGroup(reader);
    draft.generated = 'identity';
    return true;
  }
  if (!takeAny(reader, 'generated always as', 'as')) return false;
  const group = takeGroup(reader);
  const stored = takeAny(reader, 'stored', 'persistent', 'persisted', 'virtual');
  draft.generated = stored === undefined || stored === 'virtual' ? 'virtual' : 'stored';
  return group !== undefined;
}

/** What says nothing about values. */
function takeDecoration(reader: Reader): boolean {
  if (takeAny(reader, 'collate', 'character set', 'charset', 'comment', 'srid', 'storage', 'column_format', 'encode')) {
    takeSymbol(reader, '=');
    return takeIdentifier(reader) !== undefined || (reader.at += 1) > 0;
  }
  if (take(reader, 'on', 'update')) {
    reader.at += 1;
    takeGroup(reader);
    return true;
  }
  if (take(reader, 'after')) return takeIdentifier(reader) !== undefined;
  if (take(reader, 'options')) return takeGroup(reader) !== undefined;
  return (
    takeAny(
      reader,
      'first',
      'visible',
      'invisible',
      'sparse',
      'rowguidcol',
      'not deferrable',
      'deferrable initially deferred',
      'deferrable initially immediate',
      'deferrable',
      'not enforced',
    ) !== undefined
  );
}
