import type { Constraint } from '../../model/catalog.ts';
import type { ConstraintSpec } from '../../model/sql.ts';

const SUFFIXES: Readonly<Record<ConstraintSpec['kind'], string>> = {
  'primary-key': 'pkey',
  unique: 'key',
  'foreign-key': 'fkey',
  check: 'check',
  exclusion: 'excl',
};

/** The name that PostgreSQL gives a constraint without one. */
export function constraintName(
  table: string,
  { kind, columns }: Pick<ConstraintSpec, 'kind' | 'columns'>,
  others: readonly Constraint[],
  taken: (name: string) => boolean = () => false,
): string {
  const named = kind === 'primary-key' || (kind === 'check' && columns.length !== 1) ? '' : columns.join('_');
  return unused(table, named, SUFFIXES[kind], (name) => taken(name) || others.some((other) => other.name === name));
}

export function indexName(table: string, columns: readonly string[], taken: (name: string) => boolean): string {
  const parts = columns.map((column) => /^\w+$/.exec(column)?.[0] ?? /^\w+(?=\()/.exec(column)?.[0] ?? 'expr');
  return unused(table, parts.join('_'), 'idx', taken);
}

export function sequenceName(table: string, column: string, taken: (name: string) => boolean): string {
  return unused(table, column, 'seq', taken);
}

function unused(table: string, columns: string, suffix: string, taken: (name: string) => boolean): string {
  for (let n = 0; ; n++) {
    const name = joined(table, columns, `${suffix}${n === 0 ? '' : n}`);
    if (!taken(name)) return name;
  }
}

/** Names end at 63 bytes: PostgreSQL shortens the longer of the two parts. */
function joined(table: string, columns: string, suffix: string): string {
  let [first, second] = [table, columns];
  const name = (): string => [first, second, suffix].filter((part) => part !== '').join('_');
  while (Buffer.byteLength(name()) > 63) {
    if (first.length > second.length) first = first.slice(0, -1);
    else second = second.slice(0, -1);
  }
  return name();
}
