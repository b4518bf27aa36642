import { prismaArgument, type PrismaValue } from '../../model/prisma.ts';
import type { ColumnSpec, Expression, TypeName } from '../../model/sql.ts';
import { arrayLiteral, booleanLiteral, currentTimestamp, numberLiteral, stringLiteral } from './literals.ts';
import { attributeOf, databaseName, textOf, type Field, type PrismaSchema } from './prisma-schema.ts';
import { columnType } from './prisma-types.ts';

/** Types of whole numbers, in which PostgreSQL's serial types count. */
const SERIAL: readonly string[] = ['smallint', 'integer', 'bigint'];

/** The column of a field; undefined for a relation. */
export function prismaColumn(field: Field, schema: PrismaSchema): ColumnSpec | undefined {
  const type = columnType(field, schema);
  if (!type) return undefined;
  const value = defaultOf(field);
  const counts = value?.kind === 'call' && value.name === 'autoincrement';
  const isSerial = counts && schema.dialect === 'postgres' && SERIAL.includes(type.text);
  const expression = value && defaultExpression(value, field, type, schema);
  return {
    name: databaseName(field),
    place: field.at,
    type: isSerial ? { ...type, name: type.text } : type,
    notNull: field.arity === 'required',
    ...(expression && { default: onlyText(expression, schema) }),
    ...(counts && { generated: isSerial ? 'serial' : 'identity' }),
  };
}

function defaultOf(field: Field): PrismaValue | undefined {
  const attribute = attributeOf(field, 'default');
  return attribute && prismaArgument(attribute, 'value', 0);
}

/** Values that Prisma's client makes (`uuid()`, `cuid()`) are no defaults of the database. */
function defaultExpression(
  value: PrismaValue,
  field: Field,
  type: TypeName,
  schema: PrismaSchema,
): Expression | undefined {
  switch (value.kind) {
    case 'number':
      return numberLiteral(value.text);
    case 'string':
      return stringLiteral(value.value);
    case 'name':
      return nameExpression(value.name, field, schema);
    case 'list': {
      const elements = value.items.map((item) => defaultExpression(item, field, type, schema));
      return elements.every((element) => element !== undefined) ? arrayLiteral(elements, type) : undefined;
    }
    case 'call':
      return callExpression(value);
  }
}

function nameExpression(name: string, { type }: Field, { enums }: PrismaSchema): Expression {
  const value = enums.get(type)?.fields.find((one) => one.name === name);
  if (value) return stringLiteral(databaseName(value));
  return /^(true|false)$/.test(name) ? booleanLiteral(name === 'true') : stringLiteral(name);
}

function callExpression(call: PrismaCall): Expression | undefined {
  if (call.name === 'now') return currentTimestamp;
  const expression = call.name === 'dbgenerated' ? rawExpression(call) : undefined;
  return expression?.text === '' ? undefined : expression;
}

/** SQL in a string: `dbgenerated("…")`, `raw("…")`. */
export function rawExpression(call: PrismaCall): Expression {
  return call.expression ?? { text: textOf(prismaArgument(call, 'value', 0)) ?? '', tree: null };
}

type PrismaCall = Extract<PrismaValue, { kind: 'call' }>;

/** Trees are PostgreSQL's. */
function onlyText(expression: Expression, { dialect }: PrismaSchema): Expression {
  return dialect === 'postgres' ? expression : { ...expression, tree: null };
}
