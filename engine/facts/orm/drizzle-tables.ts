import type { DrizzleMember, DrizzleTable } from '../../model/drizzle.ts';
import { membersOf } from './drizzle-columns.ts';
import { extrasOf } from './drizzle-extras.ts';
import { builderName, keyName, referenceOf, stringOf, type Chain, type Node, type Reading } from './drizzle-read.ts';

const TABLE = /^(pg|mysql|sqlite|singlestore|gel)Table(\.withRLS)?$/;

/** `pgTable(…)`, `schema.table(…)`, `createTable(…)`; undefined for what makes no table. */
export function tableOf(reading: Reading, variable: string, { base, methods }: Chain): DrizzleTable | undefined {
  const made = makerOf(reading, base.callee);
  const [name, columns, extras] = base.arguments;
  if (!made || !name || !columns) return undefined;
  const members = membersOf(reading, columns);
  // of a function of the project's own only its arguments tell that it makes a table
  if (!made.isTable && !members.some(isNamed)) return undefined;
  const names = (key: string): string =>
    members.flatMap((one) => (one.kind === 'column' && one.column.key === key ? (one.column.name ?? []) : []))[0] ??
    key;
  const written = stringOf(reading, name);
  const { isTable: _, withRls = false, ...maker } = made;
  return {
    variable,
    ...(written !== undefined && { name: written }),
    place: reading.place(name.range),
    ...maker,
    members,
    extras: extrasOf(reading, extras, names),
    rowSecurity: withRls || methods.some((one) => one.name === 'enableRLS'),
  };
}

/** A column of a type that Drizzle knows. */
export function isNamed(member: DrizzleMember): boolean {
  return member.kind === 'column' && 'text' in member.column.type;
}

interface Maker extends Pick<DrizzleTable, 'schema' | 'creator'> {
  readonly isTable?: true;
  readonly withRls?: boolean;
}

function makerOf(reading: Reading, callee: Node): Maker | undefined {
  const builder = builderName(reading, callee);
  if (builder !== undefined)
    return TABLE.test(builder) ? { isTable: true, withRls: builder.endsWith('.withRLS') } : undefined;
  if (callee.type === 'MemberExpression') {
    const schema = keyName(callee) === 'table' ? referenceOf(reading, callee.object) : undefined;
    return schema && { schema };
  }
  const creator = referenceOf(reading, callee);
  return creator?.from?.startsWith('drizzle-orm') ? undefined : creator && { creator };
}
