import type { SqlNode, SqlStatement } from '../../documents/sql/node.ts';
import type { PgFields, PgNode } from '../../documents/sql/postgres.ts';
import { expressionRange } from '../../documents/sql/ranges.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { Range } from '../../model/region.ts';
import type { Definition } from '../../model/sql-question.ts';
import type { StatementKind } from '../../model/sql.ts';
import type { DocumentView } from '../matcher.ts';
import { parentOf } from '../sql/embedded.ts';
import { fields, strings, text } from '../../documents/sql/pg-tree.ts';
import { holdsNode } from './raw.ts';

/** The kinds of objects whose definitions hold SQL, with the statements that define one. */
export const DEFINED_BY = {
  function: ['create_function'],
  policy: ['create_policy', 'alter_policy'],
  view: ['create_view', 'create_table_as'],
  constraint: ['create_table', 'alter_table'],
  trigger: ['create_trigger'],
  index: ['create_index'],
} as const satisfies Readonly<Record<string, readonly StatementKind[]>>;

export type DefinedKind = keyof typeof DEFINED_BY;

/** The definition of an object of the kind in which a node of SQL stands, or which it is. */
export function definitionAround(kind: DefinedKind, node: TreeNode, view: DocumentView): Definition | undefined {
  const statements = statementsAround(node, view);
  const kinds: readonly StatementKind[] = DEFINED_BY[kind];
  const statement = statements.find((one) => kinds.includes(one.kind));
  if (!statement?.raw) return undefined;
  const whole = statements.at(-1)!;
  const isRepeated = whole !== statement && whole.text.split(statement.text).length > 2;
  const common = {
    path: view.document.file.path,
    statement: whole.range,
    ...(isRepeated && { repeated: true as const }),
  };
  const raw = statement.raw[tagOf(statement.raw)] ?? {};
  const all = { ...common, range: statement.range, ...named(nameIn(kind, raw)) };
  if (node === statement) return all;
  if (kind === 'constraint') {
    const part = constraintAround(raw, node, statement);
    return part && { ...common, ...part };
  }
  const clause = kind === 'policy' ? clauseOf(node as SqlNode, raw) : undefined;
  return { ...all, ...(clause && { clause }) };
}

/** From the innermost to the one that is no part of another. */
function statementsAround(node: TreeNode, view: DocumentView): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  for (let at: TreeNode | undefined = node; at; at = parentOf(at, view)) {
    if ((at as SqlNode).type === 'statement') found.push(at as SqlStatement);
  }
  return found;
}

function named(name: string): Pick<Definition, 'name'> {
  return name === '' ? {} : { name };
}

function nameIn(kind: DefinedKind, raw: PgFields): string {
  switch (kind) {
    case 'function':
      return strings(raw.funcname).at(-1) ?? '';
    case 'policy':
      return text(raw.policy_name);
    case 'view':
      return text(fields(raw.view ?? fields(raw.into).rel).relname);
    case 'trigger':
      return text(raw.trigname);
    case 'index':
      return text(raw.idxname);
    case 'constraint':
      return '';
  }
}

function clauseOf(node: SqlNode, policy: PgFields): Definition['clause'] {
  const raw = 'raw' in node ? node.raw : undefined;
  const own = raw && raw[tagOf(raw)];
  if (!own) return undefined;
  if (holdsNode(policy.qual, own)) return 'using';
  return holdsNode(policy.with_check, own) ? 'check' : undefined;
}

/** The CHECK that the node is a part of, from its first word to the end of its expression. */
function constraintAround(
  raw: PgFields,
  node: TreeNode,
  { tokens, at }: SqlStatement,
): { readonly range: Range; readonly name?: string } | undefined {
  for (const constraint of constraintsIn(raw)) {
    const { raw_expr: expression, location, conname } = constraint;
    const range = expression && expressionRange(expression as PgNode, tokens, at);
    if (!range || typeof location !== 'number' || node.range[0] < range[0] || range[1] < node.range[1]) continue;
    return { range: [at(location), range[1]], ...named(text(conname)) };
  }
  return undefined;
}

/** The constraints that a CREATE TABLE or ALTER TABLE writes, also behind columns. */
function* constraintsIn(raw: PgFields): Iterable<PgFields> {
  const pending: Json[] = [raw];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value) as [string, Json][]) {
      if (key === 'Constraint') yield fields(child);
      else pending.push(child);
    }
  }
}
