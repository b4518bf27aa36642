import type { Json } from '../../model/document.ts';
import { bodyOf } from './bodies.ts';
import { EXPRESSION_TAGS } from './expression-tags.ts';
import type { PlStatement, SqlExpression, SqlNode, SqlStatement } from './node.ts';
import type { PgNode } from './postgres.ts';
import { expressionRange, queryRange } from './ranges.ts';
import { isStatementTag, statementKind, tagOf } from './statement-kind.ts';

/** The nearest expressions and queries inside a node, in source order. */
export function childNodes(node: SqlNode): readonly SqlNode[] {
  switch (node.type) {
    case 'sql-file':
    case 'body':
      return node.statements;
    case 'pl-branch':
      return [...(node.condition ? [node.condition] : []), ...node.statements];
    case 'pl-statement':
      return sorted(partsOf(node));
    case 'statement':
    case 'expression':
      return sorted([...partsIn(node), ...bodiesOf(node)]);
  }
}

function sorted(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return [...nodes].sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

function partsOf(node: PlStatement): readonly SqlNode[] {
  const { variables = [], into, expressions, query, body, branches, condition } = node;
  const declared = variables.flatMap(({ initial, query: cursor }) => [initial, cursor]);
  const subscripts = (into?.targets ?? []).flatMap((target) => target.subscripts ?? []);
  const parts = [...declared, ...subscripts, ...expressions, query, body, condition, ...branches];
  return parts.filter((part) => part !== undefined);
}

function bodiesOf(node: SqlStatement | SqlExpression): readonly SqlNode[] {
  const body = node.type === 'statement' ? bodyOf(node) : undefined;
  return body ? [body] : [];
}

function partsIn(node: SqlStatement | SqlExpression): readonly SqlNode[] {
  if (!node.raw) return [];
  const statement = node.type === 'statement' ? node : node.statement;
  // the statements of a body stand below it
  const { sql_body: _, ...fields } = node.raw[tagOf(node.raw)] ?? {};
  return nearest(fields).flatMap((raw) => nodeFor(raw, statement) ?? []);
}

function nodeFor(raw: PgNode, statement: SqlStatement): SqlNode | undefined {
  return EXPRESSION_TAGS.has(tagOf(raw)) ? expressionNode(raw, statement) : queryNode(raw, statement);
}

function expressionNode(raw: PgNode, statement: SqlStatement): SqlExpression | undefined {
  const range = expressionRange(raw, statement.tokens, statement.at);
  return range && { type: 'expression', raw, range, text: slice(statement, range), statement };
}

function queryNode(raw: PgNode, statement: SqlStatement): SqlStatement | undefined {
  const range = queryRange(raw, statement.tokens, statement.at);
  const { into: _, ...around } = statement;
  return (
    range && {
      ...around,
      kind: statementKind(raw),
      raw,
      range,
      text: slice(statement, range),
      tokens: within(statement, range),
    }
  );
}

function within(statement: SqlStatement, [start, end]: readonly [number, number]): SqlStatement['tokens'] {
  return statement.tokens.filter((token) => token.range[0] >= start && token.range[1] <= end);
}

function slice(statement: SqlStatement, [start, end]: readonly [number, number]): string {
  const offset = statement.range[0];
  return statement.text.slice(start - offset, end - offset);
}

/** Iterative, because trees may be deep. */
function nearest(root: Json): readonly PgNode[] {
  const found: PgNode[] = [];
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value) as [string, Json][]) {
      if (typeof child !== 'object' || child === null) continue;
      if (EXPRESSION_TAGS.has(key) || isStatementTag(key)) found.push({ [key]: child } as PgNode);
      else if (isArm(key, child)) found.push({ SelectStmt: child } as PgNode);
      // constants of VALUES lists are data, often a great deal of it
      else if (key === 'valuesLists') pending.push(withoutConstants(child));
      else pending.push(child);
    }
  }
  return found;
}

/** The arms of a UNION are the only statements without a tag. */
function isArm(key: string, child: object): boolean {
  return (key === 'larg' || key === 'rarg') && 'limitOption' in child;
}

function withoutConstants(lists: Json): Json {
  if (!Array.isArray(lists)) return lists;
  return (lists as readonly Json[]).map((list) => {
    const items = (list as { List?: { items?: readonly PgNode[] } }).List?.items ?? [];
    return items.filter((item) => tagOf(item) !== 'A_Const');
  });
}
