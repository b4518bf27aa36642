import type { PlStatement, SqlBody, SqlStatement } from '../../documents/sql/node.ts';
import { fieldsOf, items, strings, text } from '../../documents/sql/pg-tree.ts';
import type { Json, TreeNode } from '../../model/document.ts';
import type { DocumentView } from '../matcher.ts';
import { parentOf } from './embedded.ts';
import { ANY_NAME, ANY_TEXT, eitherOf, type KnownText } from './known-text.ts';
import { sqlNodesIn } from './surroundings.ts';
import { resolveNothing, textOfExpression, type Resolve } from './text-of-expression.ts';

/** What the variables of the body around a node hold, by all that they are set to anywhere in it. */
export function resolveAt(node: TreeNode, view: DocumentView): Resolve {
  const body = bodyAround(node, view);
  return body ? resolveIn(body, view, new Set()) : resolveNothing;
}

function bodyAround(node: TreeNode, view: DocumentView): SqlBody | undefined {
  for (let at: TreeNode | undefined = node; at; at = parentOf(at, view))
    if (at.type === 'body' && (at as SqlBody).language === 'plpgsql') return at as SqlBody;
  return undefined;
}

/** Values whose text is no SQL. */
const PLAIN =
  /^(?:pg_catalog\.)?(?:u?int\d?|integer|bigint|smallint|numeric|bool|boolean|uuid|date|time|timestamp|interval|reg\w+|oid|name|float\d?|real|double)\b(?!.*(?:%|\[))/i;

function resolveIn(body: SqlBody, view: DocumentView, active: ReadonlySet<string>): Resolve {
  return (name) => {
    const written = name.join('.');
    const own = body.variables.filter((one) => one.name === written);
    const [variable, ...others] = own;
    // what it is set to from itself adds no words
    if (active.has(written)) return { text: '', put: 'nothing', begins: true };
    if (/^tg_(?:op|name|when|level|table_name|table_schema)$/.test(written)) return ANY_NAME;
    if (variable && others.length === 0 && PLAIN.test(variable.type)) return ANY_NAME;
    if (others.length > 0 || variable?.isArgument) return ANY_TEXT;
    const inner = resolveIn(body, view, new Set([...active, written]));
    const initial = variable?.initial ? [textOfExpression(variable.initial.raw, inner)] : [];
    const all = [...initial, ...setTo(written, body, view, inner)];
    return all.length === 0 ? ANY_TEXT : eitherOf(all);
  };
}

/** All that a variable, or a field of a record, is set to. */
function setTo(variable: string, body: SqlBody, view: DocumentView, resolve: Resolve): readonly KnownText[] {
  const [record = '', field] = variable.split('.');
  const nodes = sqlNodesIn(['statement', 'pl-statement'], view, body) as readonly (SqlStatement | PlStatement)[];
  return nodes.flatMap((statement): readonly KnownText[] => {
    const targets = statement.into?.targets ?? [];
    const at = targets.findIndex(({ name }) => name === variable || name === record);
    if (at < 0) return [];
    if (statement.type === 'pl-statement' && statement.over === 'range') return [ANY_NAME];
    const value = valueSet(statement, at, targets[at]!.name === variable ? undefined : field);
    return [value === undefined ? ANY_TEXT : textOfExpression(value, resolve)];
  });
}

/** What a statement sets its target to, or the `field` of the row that it sets it to. */
function valueSet(statement: SqlStatement | PlStatement, at: number, field: string | undefined): Json | undefined {
  if (statement.type === 'statement') return columnOf(statement, at, field);
  const { kind, over, expressions, query } = statement;
  if (kind === 'for' && over === 'query' && query) return columnOf(query, at, field);
  const isWhole = field === undefined;
  return isWhole && (kind === 'assign' || kind === 'foreach') ? expressions.at(-1)?.raw : undefined;
}

function columnOf({ raw }: SqlStatement, at: number, field: string | undefined): Json | undefined {
  const { targetList, op } = raw?.SelectStmt ?? {};
  if (op !== undefined && op !== 'SETOP_NONE') return undefined;
  const targets = items(targetList).map(fieldsOf);
  const meant = field === undefined ? targets[at] : targets.find((one) => nameOf(one) === field);
  return meant?.val;
}

function nameOf({ name, val }: ReturnType<typeof fieldsOf>): string {
  return text(name) || strings(fieldsOf(val).fields).at(-1) || '';
}
