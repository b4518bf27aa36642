import type { Token } from '../../documents/sql/lexer.ts';
import type { ConstraintKind, ConstraintSpec } from '../../model/sql.ts';
import type { Change } from '../../model/sql-change.ts';
import { foreignCheck } from './foreign-expression.ts';
import {
  columnNames,
  isSymbol,
  placeOf,
  take,
  takeAny,
  takeGroup,
  takeIdentifier,
  takeName,
  wordAt,
  type Reader,
} from './foreign-reader.ts';
import type { Name } from '../../model/sql.ts';
import type { Source } from './writer.ts';

type Spec = Omit<ConstraintSpec, 'place'>;
export type IndexChange = Extract<Change, { op: 'create-index' }>;

/** What a line of a table that is no column makes: a constraint or an index. */
export type Part =
  { readonly constraint: ConstraintSpec } | { readonly index: Omit<IndexChange, 'op' | 'table' | 'ifNotExists'> };

/** MySQL calls every primary key so. */
export function constraintOf(kind: ConstraintKind, columns: readonly string[], { statement }: Source): Spec {
  const isNamed = kind === 'primary-key' && /^(?:mysql|mariadb)$/.test(statement.dialect);
  return { kind, columns, ...(isNamed && { name: 'PRIMARY' }) };
}

/** Whether a constraint or an index begins here, and not a column that is called so. */
export function isPart(reader: Reader): boolean {
  const [word, next] = [wordAt(reader), wordAt(reader, 1)];
  const isMySql = /^(?:mysql|mariadb)$/.test(reader.source.statement.dialect);
  const opens = isSymbol(reader.tokens[reader.at + 1], '(');
  if (word === 'constraint') return true;
  if (word === 'primary' || word === 'foreign') return next === 'key';
  if (word === 'unique') return isMySql || opens || /^(?:key|index|clustered|nonclustered)$/.test(next);
  if (word === 'check') return opens;
  if (word === 'fulltext' || word === 'spatial') return isMySql;
  return (
    (word === 'key' && isMySql) ||
    (word === 'index' && /^(?:mysql|mariadb|transactsql)$/.test(reader.source.statement.dialect))
  );
}

/** Undefined where something is written that we do not know. */
export function takePart(reader: Reader, table: Name): Part | undefined {
  const { source } = reader;
  const start = reader.tokens[reader.at]!;
  const symbol =
    take(reader, 'constraint') && !/^(?:primary|unique|foreign|check)$/.test(wordAt(reader))
      ? takeIdentifier(reader)
      : undefined;
  const add = (constraint: Spec, name = symbol): Part => ({
    constraint: { ...constraint, ...(name && { name: name.value }), place: placeOf((name ?? start).range, source) },
  });
  if (take(reader, 'primary', 'key')) {
    const key = takeKey(reader);
    const { name: primary, ...spec } = constraintOf('primary-key', key?.columns ?? [], source);
    return (
      key &&
      (primary === undefined
        ? add(spec)
        : { constraint: { ...spec, name: primary, place: placeOf(start.range, source) } })
    );
  }
  if (take(reader, 'foreign', 'key')) return foreignKey(reader, add, symbol);
  if (take(reader, 'check')) {
    const group = takeGroup(reader);
    takeAny(reader, 'not enforced', 'enforced');
    return group && add({ kind: 'check', ...foreignCheck(group, source) });
  }
  if (take(reader, 'unique')) {
    const key = takeKey(reader);
    if (!key) return undefined;
    // over an expression
    if (key.name && key.columns.some((column) => !/^[\w$]+$/.test(column)))
      return { index: indexOf(key, table, true, source) };
    return add({ kind: 'unique', columns: key.columns, ...unnamed(key, source) }, symbol ?? key.name);
  }
  const method = takeAny(reader, 'fulltext', 'spatial') ?? 'btree';
  const key = takeKey(reader);
  return key && { index: { ...indexOf(key, table, false, source), method } };
}

/** MySQL calls a unique key by its first column. */
function unnamed({ columns }: Key, { statement }: Source): { readonly name?: string } {
  return /^(?:mysql|mariadb)$/.test(statement.dialect) && columns[0] !== undefined ? { name: columns[0] } : {};
}

function foreignKey(
  reader: Reader,
  add: (spec: Spec, name?: Token) => Part,
  symbol: Token | undefined,
): Part | undefined {
  const name = symbol ?? (isSymbol(reader.tokens[reader.at], '(') ? undefined : takeIdentifier(reader));
  const group = takeGroup(reader);
  if (!group || !take(reader, 'references')) return undefined;
  const reference = referenceOf(reader);
  return reference && add({ kind: 'foreign-key', columns: columnNames(group, reader.source), ...reference }, name);
}

interface Key {
  readonly name?: Token;
  readonly columns: readonly string[];
  readonly group: readonly Token[];
}

/** `[KEY|INDEX] [name] [USING BTREE] (columns) options`. */
function takeKey(reader: Reader): Key | undefined {
  takeAny(reader, 'key', 'index');
  if (take(reader, 'if')) take(reader, 'not', 'exists');
  takeAny(reader, 'clustered', 'nonclustered');
  const isUsing = (): boolean => take(reader, 'using') && (reader.at += 1) > 0;
  const name = isSymbol(reader.tokens[reader.at], '(') || isUsing() ? undefined : takeIdentifier(reader);
  takeAny(reader, 'unique', 'clustered', 'nonclustered', 'type');
  isUsing();
  const group = takeGroup(reader);
  if (!group) return undefined;
  // options of an index: USING, COMMENT, KEY_BLOCK_SIZE, WITH (…), ON [PRIMARY], ON CONFLICT; they say nothing about what it holds
  reader.at = reader.tokens.length;
  return { ...(name && { name }), columns: columnNames(group, reader.source), group };
}

function indexOf(
  { name, columns, group }: Key,
  table: Name,
  unique: boolean,
  source: Source,
): Omit<IndexChange, 'op' | 'table' | 'ifNotExists'> {
  const range = (name ?? group[0])?.range ?? source.statement.range;
  const named = name && { name: indexName(name.value, table, source) };
  return { ...named, place: placeOf(range, source), columns, unique, method: 'btree' };
}

/** Where the name of an index is one of its table only, two tables may have the same: there it is `table.name`. */
export function indexName(name: string, table: Pick<Name, 'name'>, { statement }: Source): string {
  return /^(?:mysql|mariadb|transactsql)$/.test(statement.dialect) ? `${table.name}.${name}` : name;
}

const ACTIONS = ['cascade', 'restrict', 'set null', 'set default', 'no action'] as const;

/** What follows on REFERENCES. */
export function referenceOf(reader: Reader): Pick<ConstraintSpec, 'references' | 'onDelete' | 'onUpdate'> | undefined {
  const table = takeName(reader);
  if (!table) return undefined;
  const group = takeGroup(reader);
  const on = { delete: 'no action', update: 'no action' };
  for (;;) {
    if (take(reader, 'match')) reader.at += 1;
    else if (take(reader, 'on', 'delete')) on.delete = takeAny(reader, ...ACTIONS) ?? '';
    else if (take(reader, 'on', 'update')) on.update = takeAny(reader, ...ACTIONS) ?? '';
    else if (
      !takeAny(
        reader,
        'not deferrable',
        'deferrable',
        'initially deferred',
        'initially immediate',
        'not for replication',
      )
    )
      break;
  }
  if (on.delete === '' || on.update === '') return undefined;
  const columns = group ? columnNames(group, reader.source) : [];
  return { references: { table, columns }, onDelete: on.delete, onUpdate: on.update };
}
