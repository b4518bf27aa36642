import type { Tree, TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Token } from '../sql/lexer.ts';
import type { SqlFile, SqlStatement } from '../sql/node.ts';
import { innermost } from './innermost.ts';

/**
 * What the statement around a place is about: `create table public.orders`, `create policy own on public.orders`,
 * `insert into orders`. In the body of a function that is the function; of a DO block, which has no name, the statement in it.
 * Read from the words, so that it is the same in all dialects and where a statement does not parse.
 */
export function sqlKey(root: SqlFile, tree: Tree, range: Range): string | undefined {
  const outer = innermost({ ...tree, root, children: (node) => (node === root ? root.statements : []) }, range);
  if (!isStatement(outer)) return undefined;
  if (outer.kind !== 'do') return nameOf(outer.tokens);
  const inner = innermost({ ...tree, root: outer }, range);
  return isStatement(inner) ? nameOf(inner.tokens) : 'do';
}

function isStatement(node: TreeNode | undefined): node is SqlStatement {
  return node?.type === 'statement';
}

/** How an object is made does not tell which it is. */
const ways: ReadonlySet<string> = new Set([
  ...[
    'or',
    'replace',
    'if',
    'not',
    'exists',
    'temp',
    'temporary',
    'unlogged',
    'global',
    'local',
    'unique',
    'concurrently',
  ],
  ...['only', 'recursive', 'constraint', 'foreign', 'external', 'aggregate', 'virtual', 'clustered', 'nonclustered'],
]);

/** Those whose names mean something only on a table. */
const onTable: ReadonlySet<string> = new Set(['policy', 'trigger', 'index', 'rule']);
const prefixes: ReadonlySet<string> = new Set(['materialized', 'event', 'default', 'text', 'access', 'user']);
const changes: Readonly<Record<string, string>> = { insert: 'into', delete: 'from', merge: 'into' };

function nameOf(tokens: readonly Token[]): string | undefined {
  const [first] = tokens;
  if (first?.kind !== 'word') return undefined;
  const verb = first.value;
  if (verb === 'create' || verb === 'alter' || verb === 'drop') return definition(verb, tokens);
  if (verb === 'comment' || verb === 'grant' || verb === 'revoke') return written([verb], target(tokens));
  if (verb === 'update' || verb === 'truncate' || verb === 'call') return written([verb], named(tokens, 1));
  const word = Object.hasOwn(changes, verb) ? changes[verb]! : undefined;
  return word === undefined ? verb : written([verb, word], named(tokens, after(tokens, word)));
}

/** `create [how] kind name [on table]`. */
function definition(verb: string, tokens: readonly Token[]): string {
  const at = skipped(tokens, 1);
  const isPair = prefixes.has(tokens[at]?.value ?? '') && tokens[at + 1]?.kind === 'word';
  const kind = tokens.slice(at, at + (isPair ? 2 : 1)).map(({ value }) => value);
  const name = named(tokens, at + kind.length);
  const table = onTable.has(kind[0] ?? '') ? named(tokens, after(tokens, 'on')) : undefined;
  return written([verb, ...kind], name === 'on' ? undefined : name, ...(table === undefined ? [] : ['on', table]));
}

function written(words: readonly string[], ...names: readonly (string | undefined)[]): string {
  return [...words, ...names.filter((name) => name !== undefined)].join(' ');
}

/** What a privilege or a comment is on: `on table public.orders`, `on all tables in schema public`. */
function target(tokens: readonly Token[]): string | undefined {
  const from = after(tokens, 'on');
  if (from === 0) return undefined;
  const length = tokens.slice(from).findIndex(({ kind, value }) => kind === 'word' && ends.has(value));
  const shown = tokens.slice(from, from + Math.min(length < 0 ? mostShown : length, mostShown));
  return `on ${shown.map(({ value }) => value).join(' ')}`.replaceAll(' . ', '.');
}

const ends: ReadonlySet<string> = new Set(['to', 'from', 'is']);
const mostShown = 12;

/** The name that begins there or behind the words that say how: `public.orders`. Nothing where none does. */
function named(tokens: readonly Token[], from: number): string | undefined {
  if (from < 1) return undefined;
  const parts: string[] = [];
  for (let at = skipped(tokens, from); isName(tokens[at]); at += 2) {
    parts.push(tokens[at]!.value);
    if (tokens[at + 1]?.value !== '.') break;
  }
  return parts.length === 0 ? undefined : parts.join('.');
}

/** Where what follows the first such word begins; 0 where there is none. */
function after(tokens: readonly Token[], word: string): number {
  return tokens.findIndex(({ kind, value }) => kind === 'word' && value === word) + 1;
}

function skipped(tokens: readonly Token[], from: number): number {
  let at = from;
  while (tokens[at]?.kind === 'word' && ways.has(tokens[at]!.value)) at++;
  return at;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted';
}
