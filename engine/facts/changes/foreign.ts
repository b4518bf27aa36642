import type { Token } from '../../documents/sql/lexer.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Touch } from '../../model/sql-doubt.ts';
import type { Name } from '../../model/sql.ts';
import { foreignAlter, droppedIndex } from './foreign-alter.ts';
import { indexName } from './foreign-constraints.ts';
import { foreignExpression, foreignQuery } from './foreign-expression.ts';
import {
  atEnd,
  columnNames,
  placeOf,
  readerOf,
  splitAtCommas,
  take,
  takeAny,
  takeGroup,
  takeIdentifier,
  takeName,
  takeUntil,
  textOf,
  wordAt,
  type Reader,
} from './foreign-reader.ts';
import { droppedNames, foreignTable } from './foreign-table.ts';
import { ddlWords, mentionsIn } from './mentions.ts';
import type { Source } from './writer.ts';

/** Undefined: something is written that we do not know. */
type Read = readonly Change[] | undefined;

/**
 * What a statement of another dialect does to the schema, read from its words: they are much the same in all dialects, and say
 * where each name stands. What they do not tell is a doubt about all that the statement mentions.
 */
export function foreignChanges(source: Source): readonly Change[] {
  return read(readerOf(source.statement.tokens, source)) ?? [doubt(source)];
}

function doubt(source: Source, touch?: Touch, mentions = mentionsIn(source.statement.text)): Change {
  const { dialect, range } = source.statement;
  const message = `What this ${dialect} statement does to the schema is not understood.`;
  const cause = { kind: 'not-read', message, place: source.place(range) } as const;
  return { op: 'opaque', cause, mentions, ...(touch && { touch }) };
}

function read(reader: Reader): Read {
  switch (reader.source.statement.kind) {
    case 'create_table':
    case 'create_index':
    case 'create_view':
      return take(reader, 'alter', 'view')
        ? created(reader, true)
        : take(reader, 'create')
          ? created(reader)
          : undefined;
    case 'alter_table':
      return takeAny(reader, 'alter table', 'alter online table', 'alter ignore table')
        ? foreignAlter(reader)
        : undefined;
    case 'drop':
      return take(reader, 'drop') ? dropped(reader) : undefined;
    case 'rename':
      return takeAny(reader, 'rename table', 'rename tables') ? renamedTables(reader) : undefined;
    case 'create_function':
    case 'alter_function':
      return routine(reader);
    case 'create_schema':
      return takeAny(reader, 'create database', 'create schema') ? createdSchema(reader) : undefined;
    case 'set':
      return take(reader, 'use') ? used(reader) : executing(reader);
    case 'call':
      return called(reader);
    case 'create_trigger':
      return take(reader, 'alter') ? [] : trigger(reader);
    case 'grant':
    case 'revoke':
      return [doubt(reader.source, { aspect: 'privileges' })];
    case 'transaction':
      return transaction(reader);
    case 'select':
      return selected(reader);
    case 'other':
      return isHarmless(reader) || !ddlWords(reader.source.statement.text) ? [] : undefined;
    case 'set_schema':
      return undefined;
    default:
      return [];
  }
}

/** Words between CREATE and what is created that change nothing of it. */
const ADJECTIVES = new Set(
  'or replace algorithm merge temptable undefined definer current_user invoker sql security online offline ignore transient secure recursive clustered nonclustered hybrid local global volatile'.split(
    ' ',
  ),
);

function created(reader: Reader, isView = false): Read {
  const words = new Set<string>();
  for (;;) {
    const token = reader.tokens[reader.at];
    const word = wordAt(reader);
    if (word !== '' && !ADJECTIVES.has(word) && !/^(?:unique|fulltext|spatial|temp|temporary|materialized)$/.test(word))
      break;
    // DEFINER = `a`@`b`, ALGORITHM = MERGE
    if (!token || (word === '' && token.kind !== 'quoted' && !/^[=@%()]$/.test(token.value) && token.kind !== 'string'))
      break;
    words.add(word);
    reader.at += 1;
  }
  if (isView || take(reader, 'view')) return view(reader, words);
  if (take(reader, 'table')) return foreignTable(reader, words.has('temp') || words.has('temporary'));
  return take(reader, 'index') ? index(reader, words) : undefined;
}

function index(reader: Reader, words: ReadonlySet<string>): Read {
  const { source } = reader;
  const ifNotExists = take(reader, 'if', 'not', 'exists');
  const written = takeName(reader);
  const isUsing = (): boolean => take(reader, 'using') && (reader.at += 1) > 0;
  isUsing();
  const table = take(reader, 'on') ? takeName(reader) : undefined;
  isUsing();
  const group = takeGroup(reader);
  if (!written || !table || !group) return undefined;
  const include = included(reader);
  const where = take(reader, 'where') ? foreignExpression(reader.tokens.slice(reader.at), source) : undefined;
  return [
    {
      op: 'create-index',
      name: indexName(written.name, table, source),
      place: written.place,
      // an index stands in the schema of its table
      table: written.schema === undefined ? table : { ...table, schema: written.schema },
      columns: columnNames(group, source),
      unique: words.has('unique'),
      method: words.has('fulltext') ? 'fulltext' : words.has('spatial') ? 'spatial' : 'btree',
      ifNotExists,
      ...(include && { include }),
      ...(where && { where }),
    },
  ];
}

/** Between the columns and WHERE: INCLUDE, and how the index is kept. */
function included(reader: Reader): readonly string[] | undefined {
  takeUntil(reader, (word) => word === 'where' || word === 'include');
  const group = take(reader, 'include') ? takeGroup(reader) : undefined;
  takeUntil(reader, (word) => word === 'where');
  return group && columnNames(group, reader.source);
}

function view(reader: Reader, words: ReadonlySet<string>): Read {
  const ifNotExists = take(reader, 'if', 'not', 'exists');
  const name = takeName(reader);
  const group = takeGroup(reader);
  takeUntil(reader, (word) => word === 'as');
  if (!name || !take(reader, 'as')) return undefined;
  const tokens = reader.tokens.slice(reader.at);
  const query = foreignQuery(tokens, reader.source);
  // without a tree nothing is known of its columns
  if (query.tree === null) return undefined;
  return [
    {
      op: 'create-view',
      view: name,
      materialized: words.has('materialized'),
      orReplace: words.has('replace') || take(readerOf(reader.tokens, reader.source), 'alter'),
      ifNotExists,
      options: {},
      query,
      reads: tablesIn(tokens, reader.source),
      ...(group && { aliases: columnNames(group, reader.source) }),
    },
  ];
}

/** The tables that follow on FROM and JOIN, also in subqueries. */
function tablesIn(tokens: readonly Token[], source: Source): readonly Name[] {
  const reader = readerOf(tokens, source);
  const names: Name[] = [];
  for (; !atEnd(reader); reader.at += 1) {
    if (!/^(?:from|join)$/.test(wordAt(reader))) continue;
    reader.at += 1;
    const name = takeName(reader);
    if (name) names.push(name);
    reader.at -= 1;
  }
  return names;
}

function dropped(reader: Reader): Read {
  takeAny(reader, 'temporary', 'materialized');
  if (take(reader, 'index')) return droppedIndexes(reader);
  const object = takeAny(reader, 'table', 'view', 'database', 'schema', 'procedure', 'function', 'trigger', 'event');
  // a user, a server, a file format
  if (object === undefined) return [];
  const named = droppedNames(reader);
  if (!named) return undefined;
  if (object === 'trigger' || object === 'event') return [];
  const kind =
    object === 'database'
      ? 'schema'
      : object === 'procedure'
        ? 'function'
        : (object as 'table' | 'view' | 'schema' | 'function');
  return named.names.map((name) => ({ op: 'drop', object: kind, name, cascade: false, ifExists: named.ifExists }));
}

/** MySQL and T-SQL name the table, SQLite does not need to. */
function droppedIndexes(reader: Reader): Read {
  const { source } = reader;
  const ifExists = take(reader, 'if', 'exists');
  const written = takeName(reader);
  if (!written) return undefined;
  const table = take(reader, 'on') ? takeName(reader) : undefined;
  if (table) return droppedIndex(table, { name: written.name, source, ifExists });
  return [{ op: 'drop', object: 'index', name: written, cascade: false, ifExists }];
}

function renamedTables(reader: Reader): Read {
  const changes = splitAtCommas(reader.tokens.slice(reader.at)).map((part): Change | undefined => {
    const pair = readerOf(part, reader.source);
    const name = takeName(pair);
    const to = name && take(pair, 'to') ? takeName(pair) : undefined;
    return name && to && { op: 'rename', object: 'table', name, to: to.name, ifExists: false };
  });
  return changes.includes(undefined) ? undefined : (changes as readonly Change[]);
}

/** What its body does to the schema happens where it is called. */
function routine(reader: Reader): Read {
  takeUntil(reader, (word) => /^(?:procedure|proc|function)$/.test(word));
  reader.at += 1;
  take(reader, 'if', 'not', 'exists');
  const name = takeName(reader);
  if (!name) return undefined;
  const ddl = ddlWords(textOf(reader.tokens.slice(reader.at), reader.source));
  return [
    {
      op: 'create-function',
      function: name,
      arguments: [],
      returns: '',
      orReplace: true,
      options: {},
      ...(ddl && { ddl }),
    },
  ];
}

/** The body of a trigger is not followed, but that the table has one is known. */
function trigger(reader: Reader): Read {
  takeUntil(reader, (word) => word === 'trigger' || word === 'event');
  if (take(reader, 'event')) return [];
  takeUntil(reader, (word) => word === 'on');
  const table = take(reader, 'on') ? takeName(reader) : undefined;
  return table && [doubt(reader.source, { kinds: ['table'], aspect: 'triggers' }, [table.name.toLowerCase()])];
}

/** MySQL commits with every statement that changes the schema. */
function transaction(reader: Reader): Read {
  const { dialect } = reader.source.statement;
  if (dialect !== 'sqlite' && dialect !== 'transactsql') return [];
  if (takeAny(reader, 'begin', 'start')) return [{ op: 'transaction', step: 'begin' }];
  if (takeAny(reader, 'commit', 'end')) return [{ op: 'transaction', step: 'commit' }];
  const isPart = take(reader, 'rollback') && takeUntil(reader, (word) => word === 'to') && !atEnd(reader);
  return wordAt(readerOf(reader.tokens, reader.source)) === 'rollback' && !isPart
    ? [{ op: 'transaction', step: 'rollback' }]
    : [];
}

/** T-SQL's SELECT ... INTO makes a table, MySQL's sets a variable that may be executed. */
function selected(reader: Reader): Read {
  takeUntil(reader, (word) => word === 'into');
  if (!take(reader, 'into')) return [];
  return reader.source.statement.dialect === 'transactsql' ? undefined : executing(reader);
}

const HARMLESS = /^(?:explain|show|print|describe|detach|attach|handler|check|flush|kill|reset)$/;

function isHarmless(reader: Reader): boolean {
  if (HARMLESS.test(wordAt(reader))) return true;
  return wordAt(reader) === 'alter' && /^(?:database|index)$/.test(wordAt(reader, 1));
}

function createdSchema(reader: Reader): Read {
  const ifNotExists = take(reader, 'if', 'not', 'exists');
  const name = takeIdentifier(reader);
  if (!name) return undefined;
  const schema = { name: name.value, place: placeOf(name.range, reader.source) };
  return [{ op: 'create-schema', schema, ifNotExists }];
}

function used(reader: Reader): Read {
  takeAny(reader, 'database', 'schema');
  const name = takeIdentifier(reader);
  const { dialect } = reader.source.statement;
  // of T-SQL and Snowflake it is the database, in which schemas are
  if (!name || !/^(?:mysql|mariadb)$/.test(dialect)) return [];
  return [{ op: 'search-path', path: [name.value] }];
}

/** SQL in texts: `SET @sql = 'ALTER TABLE ...'`, PREPARE, EXEC('...'). */
function executing({ source }: Reader): Read {
  const texts = source.statement.tokens.filter(({ kind }) => kind === 'string');
  return texts.some(({ value }) => ddlWords(value) !== undefined) ? undefined : [];
}

function called(reader: Reader): Read {
  const { source } = reader;
  if (!executing(reader)) return undefined;
  if (!takeAny(reader, 'call', 'exec', 'execute')) return [];
  const name = takeName(reader);
  if (!name) return [];
  // sp_rename 'table.column', 'name'
  if (/^sp_(?:rename|executesql)$/i.test(name.name)) return undefined;
  return [{ op: 'call', functions: [name], mentions: mentionsIn(source.statement.text) }];
}
