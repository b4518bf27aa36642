import type { SqlBody, SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { isStatementTag, tagOf } from '../../documents/sql/statement-kind.ts';
import type { TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import { parentOf } from '../sql/embedded.ts';
import { provenBy } from './proven.ts';
import { fieldsOf, items } from '../../documents/sql/pg-tree.ts';
import { holdsNode } from './raw.ts';
import { emptyScope, noVariables, withProven, type Scope, type Variables } from './scope.ts';
import { scopeBeside, scopeWithin } from './sources.ts';
import { variablesOf } from './variables.ts';

/** What names mean where a node of the tree stands. */
export function scopeAt(node: TreeNode, view: DocumentView): Scope {
  return scopeFrom(node, view, emptyScope(), new Set());
}

/** `active`: the variables whose values are being asked about already. */
function scopeFrom(node: TreeNode, view: DocumentView, empty: Scope, active: ReadonlySet<string>): Scope {
  const path = pathTo(node, view);
  let scope: Scope = { ...empty, variables: variablesAround(path.at(-1), view, empty, active) };
  for (let i = path.length - 1; i > 0; i--) scope = entered(path[i]!, path[i - 1]!, scope);
  return scope;
}

/** From the node outwards, as far as names reach: to the body of the function, or the file. */
function pathTo(node: TreeNode, view: DocumentView): readonly SqlNode[] {
  const path: SqlNode[] = [];
  for (let at: TreeNode | undefined = node; at; at = parentOf(at, view)) {
    path.push(at as SqlNode);
    if (at.type === 'body') break;
  }
  return path;
}

function entered(around: SqlNode, within: SqlNode, scope: Scope): Scope {
  const raw = rawOf(around);
  if (!raw) return scope;
  const tag = tagOf(raw);
  const fields = raw[tag] ?? {};
  const own = fieldsIn(within);
  if (tag === 'CaseExpr') return withProven(provenInCase(fields, own), scope);
  if (!isStatementTag(tag)) return scope;
  if (within.type === 'statement') return scopeBeside(fields, scope);
  const { whereClause, fromClause, usingClause } = fields;
  const isFilter = own !== undefined && [whereClause, fromClause, usingClause].some((part) => holdsNode(part, own));
  return scopeWithin(tag, fields, scope, !isFilter);
}

function rawOf(node: SqlNode): PgNode | undefined {
  return node.type === 'statement' || node.type === 'expression' ? node.raw : undefined;
}

function fieldsIn(node: SqlNode): PgFields | undefined {
  const raw = rawOf(node);
  return raw?.[tagOf(raw)];
}

/** What holds in the branch of a CASE that the node stands in. */
function provenInCase({ args }: PgFields, own: PgFields | undefined): readonly string[] {
  const branch = items(args)
    .map(fieldsOf)
    .find(({ result }) => own !== undefined && holdsNode(result, own));
  return branch ? provenBy(branch.expr ?? null) : [];
}

function variablesAround(
  outermost: SqlNode | undefined,
  view: DocumentView,
  empty: Scope,
  active: ReadonlySet<string>,
): Variables {
  const body = outermost?.type === 'body' ? outermost : undefined;
  if (!body) return noVariables;
  const scopeOf = (at: TreeNode, seen: ReadonlySet<string>): Scope => scopeFrom(at, view, empty, seen);
  return variablesOf({ body, definition: functionOf(body, view), view, active, scopeOf });
}

/** The statement that a body belongs to: of a DO block none that has arguments. */
function functionOf(body: SqlBody, view: DocumentView): SqlStatement | undefined {
  for (let at: TreeNode | undefined = parentOf(body, view); at; at = parentOf(at, view)) {
    if (at.type === 'statement') return at as SqlStatement;
  }
  return undefined;
}
