import type { TreeNode } from '../../model/document.ts';
import { childKeys, isNode } from './children.ts';
import { declarationOf, type Analysed } from './scope.ts';

type Fields = TreeNode & { readonly [field: string]: unknown };

/** What a node's own fields say that is only about how it was written. */
const silent = new Set(['type', 'range', 'loc', 'parent', 'raw', 'decorators', 'optional', 'declare', 'definite']);
const transparent = new Set(['ChainExpression']);

/**
 * Canonical structure of code: equal for two pieces of one document exactly if they are the same code,
 * wherever they stand, however their strings are quoted, and whatever else is called the same.
 */
export function formOf(view: Analysed, node: TreeNode): string {
  const fields = node as Fields;
  if (transparent.has(node.type)) return formOf(view, fields.expression as TreeNode);
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return identifierForm(view, fields);
  if (node.type === 'Literal') return literalForm(fields);
  if (node.type === 'TemplateElement') return JSON.stringify((fields.value as { cooked: string | null }).cooked);
  const text = plainTemplate(fields);
  return text === undefined ? `${node.type}${attributes(fields)}(${children(view, fields)})` : JSON.stringify(text);
}

function identifierForm(view: Analysed, node: Fields): string {
  const declaration = declarationOf(view, node);
  const name = String(node.name);
  return declaration === undefined ? name : `${name}#${declaration}`;
}

function literalForm({ value, raw }: Fields): string {
  return value === null || typeof value === 'bigint' || typeof value === 'object' ? String(raw) : JSON.stringify(value);
}

function plainTemplate({ type, quasis, expressions }: Fields): string | undefined {
  if (type !== 'TemplateLiteral' || (expressions as unknown[]).length > 0) return undefined;
  return (quasis as { value: { cooked: string } }[])[0]?.value.cooked;
}

/** Scalar fields that are not false: operators, kinds, flags. */
function attributes(fields: Fields): string {
  const parts: string[] = fields.type === 'MemberExpression' && fields.optional === true ? ['?'] : [];
  for (const [key, value] of Object.entries(fields)) {
    if (silent.has(key) || value === false || value === null || typeof value === 'object' || value === undefined)
      continue;
    parts.push(`${key}=${String(value)}`);
  }
  return parts.length === 0 ? '' : `[${parts.join(' ')}]`;
}

function children(view: Analysed, fields: Fields): string {
  const parts: string[] = [];
  for (const key of childKeys(fields.type)) {
    const value = fields[key];
    if (Array.isArray(value)) parts.push(...value.map((item) => (isNode(item) ? formOf(view, item) : '-')));
    else parts.push(isNode(value) ? formOf(view, value) : '-');
  }
  return parts.join(',');
}
