import type { StatementKind } from '../../model/sql.ts';
import type { Token } from './lexer.ts';

/** What the words at the beginning of a statement say about it. */
export interface WordKind {
  readonly kind: StatementKind;
  /** It need not be parsed: it leaves schema and data alone, or the fold reads its words. */
  readonly known: boolean;
}

const OBJECTS: Readonly<Record<string, StatementKind>> = {
  table: 'create_table',
  index: 'create_index',
  view: 'create_view',
  trigger: 'create_trigger',
  event: 'create_trigger',
  procedure: 'create_function',
  proc: 'create_function',
  function: 'create_function',
  database: 'create_schema',
  schema: 'create_schema',
  user: 'role',
  role: 'role',
  login: 'role',
};

/** Statements about data, sessions and the server. Data must be parsed, for policies look into it. */
const FIRST: Readonly<Record<string, StatementKind>> = {
  select: 'select',
  with: 'select',
  values: 'select',
  insert: 'insert',
  replace: 'insert',
  update: 'update',
  delete: 'delete',
  merge: 'merge',
};

const KNOWN: Readonly<Record<string, StatementKind>> = {
  drop: 'drop',
  rename: 'rename',
  truncate: 'truncate',
  comment: 'comment',
  set: 'set',
  use: 'set',
  pragma: 'set',
  start: 'transaction',
  begin: 'transaction',
  commit: 'transaction',
  rollback: 'transaction',
  savepoint: 'transaction',
  release: 'transaction',
  end: 'transaction',
  save: 'transaction',
  lock: 'lock',
  unlock: 'lock',
  vacuum: 'vacuum',
  analyze: 'vacuum',
  optimize: 'vacuum',
  reindex: 'vacuum',
  grant: 'grant',
  revoke: 'revoke',
  deny: 'revoke',
  call: 'call',
  exec: 'call',
  execute: 'call',
  prepare: 'call',
  deallocate: 'other',
  attach: 'other',
  detach: 'other',
  explain: 'other',
  show: 'other',
  describe: 'other',
  flush: 'other',
  check: 'other',
  print: 'other',
  handler: 'other',
  reset: 'other',
  kill: 'other',
};

/** Undefined: the words say nothing. */
export function kindByWords(tokens: readonly Token[]): WordKind | undefined {
  const words = tokens.slice(0, 16).map(({ kind, value }) => (kind === 'word' ? value.toLowerCase() : ''));
  const first = words[0] ?? '';
  if (first === 'create') return created(words);
  if (first === 'alter') return altered(words);
  if (first === 'begin' && isBlock(words, tokens)) return undefined;
  const data = FIRST[first];
  if (data) return { kind: data, known: false };
  const kind = Object.hasOwn(KNOWN, first) ? KNOWN[first] : undefined;
  return kind && { kind, known: true };
}

function isBlock(words: readonly string[], tokens: readonly Token[]): boolean {
  return (
    tokens.length > 1 && !/^(?:tran|transaction|work|immediate|deferred|exclusive|distributed)$/.test(words[1] ?? '')
  );
}

/** `CREATE DEFINER = x TRIGGER`, `CREATE UNIQUE INDEX`: the first word that names a kind of object. */
function created(words: readonly string[]): WordKind | undefined {
  const kind = words.map((word) => (Object.hasOwn(OBJECTS, word) ? OBJECTS[word] : undefined)).find(Boolean);
  return kind && { kind, known: true };
}

const ALTERED: Readonly<Record<string, StatementKind>> = {
  table: 'alter_table',
  view: 'create_view',
  procedure: 'alter_function',
  proc: 'alter_function',
  function: 'alter_function',
  trigger: 'create_trigger',
  event: 'create_trigger',
  index: 'other',
  database: 'other',
  schema: 'set_schema',
  user: 'role',
  role: 'role',
};

function altered(words: readonly string[]): WordKind | undefined {
  const kind = words.map((word) => (Object.hasOwn(ALTERED, word) ? ALTERED[word] : undefined)).find(Boolean);
  return kind && { kind, known: true };
}
