import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { importedName } from '../../documents/javascript/imported.ts';
import { declaredValue } from '../../documents/javascript/constants.ts';
import type { Json } from '../../model/document.ts';
import type { Expression } from '../../model/sql.ts';
import { booleanLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { expressionFromText } from './postgres-text.ts';
import { keyName, propertyName, resolved, unwrapped, type Node, type Reading } from './drizzle-read.ts';

/** How a column is called in the database, by what the code calls it. */
export type ColumnNames = (key: string) => string;

/** An expression of SQL, written as a `sql` template or as a constant; undefined where the code alone does not say it. */
export function sqlExpression(reading: Reading, node: Node, names: ColumnNames): Expression | undefined {
  const plain = resolved(reading, node);
  const text =
    plain.type === 'TaggedTemplateExpression' ? templateText(reading, plain, names) : rawText(reading, plain);
  if (text !== undefined) return parsed(reading, text);
  return plain.type === 'TaggedTemplateExpression' ? undefined : constantExpression(reading, plain);
}

function parsed({ dialect }: Reading, text: string): Expression {
  return (dialect === 'postgres' ? expressionFromText(text.trim()) : undefined) ?? { text: text.trim(), tree: null };
}

/** `sql.raw('now()')`. */
function rawText({ view }: Reading, node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { callee } = node;
  if (callee.object.type !== 'Identifier' || callee.object.name !== 'sql' || keyName(callee) !== 'raw')
    return undefined;
  const value = declaredValue(view, node.arguments[0]);
  return typeof value === 'string' ? value : undefined;
}

function templateText(
  reading: Reading,
  { tag, quasi }: TSESTree.TaggedTemplateExpression,
  names: ColumnNames,
): string | undefined {
  const isSql = tag.type === 'Identifier' && importedName(reading.view, tag)?.from.startsWith('drizzle-orm');
  if (!isSql) return undefined;
  const parts = quasi.quasis.map(({ value }, i) => {
    const expression = quasi.expressions[i];
    const inserted = expression ? insertedText(reading, expression, names) : '';
    return inserted === undefined ? undefined : (value.cooked ?? value.raw) + inserted;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** What stands in `${…}`: a column, SQL, or a constant. */
function insertedText(reading: Reading, node: Node, names: ColumnNames): string | undefined {
  const plain = unwrapped(node);
  const constant = constantExpression(reading, plain)?.text;
  if (constant !== undefined) return constant;
  if (plain.type === 'MemberExpression' && plain.object.type === 'Identifier') {
    const key = keyName(plain);
    return key === undefined ? undefined : `"${names(key)}"`;
  }
  const inner = resolved(reading, plain);
  if (inner.type === 'TaggedTemplateExpression') return templateText(reading, inner, names);
  return rawText(reading, inner);
}

/** Objects and arrays of constants become JSON. */
export function jsonExpression(reading: Reading, node: Node): Expression | undefined {
  const value = jsonOf(reading, node);
  return value === undefined ? undefined : stringLiteral(JSON.stringify(value));
}

function jsonOf(reading: Reading, node: Node): Json | undefined {
  const plain = resolved(reading, node);
  if (plain.type === 'ArrayExpression') {
    const items = plain.elements.map((one) => (one ? jsonOf(reading, one) : undefined));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (plain.type !== 'ObjectExpression') return declaredValue(reading.view, plain);
  const entries = plain.properties.map((one) => {
    const key = one.type === 'Property' ? propertyName(one) : undefined;
    const value = one.type === 'Property' ? jsonOf(reading, one.value) : undefined;
    return key === undefined || value === undefined ? undefined : ([key, value] as const);
  });
  return entries.every((entry) => entry !== undefined) ? Object.fromEntries(entries) : undefined;
}

/** A default that the code holds as a value of its own. */
export function constantExpression({ view }: Reading, node: Node): Expression | undefined {
  const value = declaredValue(view, node);
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return numberLiteral(String(value));
  return typeof value === 'boolean' ? booleanLiteral(value) : undefined;
}
