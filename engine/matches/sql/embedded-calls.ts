import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { DocumentView } from '../matcher.ts';
import { isSqlTag } from './embedded-tags.ts';

type Node = TSESTree.Node;

/** Calls whose first argument is SQL if it looks like it. */
export const RUNS = new Set(
  'query execute raw $queryRawUnsafe $executeRawUnsafe unsafe prepare exec oneOrNone manyOrNone'.split(' '),
);
/** Names that mean much else as well. */
export const MAY_RUN = new Set('one none any many all get run each queryRaw executeRaw'.split(' '));

/** Names that nothing but a database's client has. */
const ONLY_SQL = new Set(['$queryRawUnsafe', '$executeRawUnsafe', 'oneOrNone', 'manyOrNone']);

export function calledName(callee: Node): string | undefined {
  const node = callee.type === 'TSInstantiationExpression' ? callee.expression : callee;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** `knex.raw('now()')`; not `express.raw('…')`. */
export function isBuilder(callee: Node): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  return object?.type === 'Identifier' && /^(?:knex|trx|db|qb|sql|Prisma|sequelize)$/i.test(object.name);
}

/** Whether what the call is handed first is a statement of SQL, whatever it looks like. */
export function takesStatement(view: DocumentView, { callee, arguments: given }: TSESTree.CallExpression): boolean {
  const name = calledName(callee);
  const member = callee.type === 'TSInstantiationExpression' ? callee.expression : callee;
  if (name === undefined || member.type !== 'MemberExpression' || given[0]?.type === 'SpreadElement') return false;
  if (ONLY_SQL.has(name)) return true;
  // what `raw` gives is a part of a statement as often as not
  if (!RUNS.has(name) || name === 'raw') return false;
  if (name === 'unsafe') return isSqlTag(view, member.object);
  if (isNamed(POOL, member.object)) return true;
  return isNamed(CLIENT, member.object) && (importsDriver(view) || isListOfValues(given[1]));
}

/** Names that say a database of SQL, and those that other clients have as well. */
const POOL = /^(?:\w*(?:pool|datasource|queryrunner|knex|sequelize|prisma|sqlite|mysql|postgres)|pg)$/i;
const CLIENT = /^(?:\w*(?:client|conn|connection|db|database)|trx?|tx|sql|manager)$/i;

/** What parameters are bound to. */
function isListOfValues(node: Node | undefined): boolean {
  if (node?.type === 'Identifier') return /^(?:\w*param\w*|values|args|bindings)$/i.test(node.name);
  return node?.type === 'ArrayExpression';
}

/** `pool`, `this.db`, `getPool()`, `(await pool.connect())`. */
function isNamed(names: RegExp, node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return names.test(node.name);
    case 'MemberExpression':
      return node.property.type === 'Identifier' && names.test(node.property.name);
    case 'CallExpression':
      return isNamed(names, node.callee);
    case 'AwaitExpression':
      return isNamed(names, node.argument);
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return isNamed(names, node.expression);
    default:
      return false;
  }
}

/** Packages that talk to databases in SQL. */
const DRIVER =
  /(?:from|require\(|import\()\s*['"](?:npm:|jsr:|node:)?(?:pg|pg-pool|pg-promise|postgres|mysql2?|mariadb|sqlite|sqlite3|better-sqlite3|bun:sqlite|mssql|oracledb|knex|kysely|typeorm|sequelize|slonik|drizzle-orm|@neondatabase\/serverless|@vercel\/postgres|@libsql\/client|@planetscale\/database|@electric-sql\/pglite|@db\/postgres|@prisma\/client)(?:@[^'"\/]*)?(?:\/[^'"]*)?['"]/;

const DRIVERS = Symbol('whether a driver is imported');

function importsDriver({ document: { file }, memo }: DocumentView): boolean {
  return memo(DRIVERS, () => DRIVER.test(file.text));
}

/** The cheap question before a document is searched: a text that a client is handed may stand elsewhere. */
export function mayCallClient(text: string): boolean {
  return /\.(?:query|execute|exec|prepare|unsafe|oneOrNone|manyOrNone|\$\w+RawUnsafe)\s*[(<]/.test(text);
}
