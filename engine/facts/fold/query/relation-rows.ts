import type { Relation } from '../../../model/catalog.ts';
import { key, TEMPORARY, type State } from '../state.ts';
import { DOUBTFUL } from './doubtful.ts';
import { UNKNOWN, type Row } from './value.ts';
import type { Wanted } from './wanted.ts';

/** Reads the rows of a table of the catalog. */
export type Read = (state: State, wanted: Wanted) => readonly Row[];

/** Rows of a relation, made once: it is never changed, only replaced. `named`: the column with its name. */
export function perRelation(read: (table: Relation) => readonly Row[], named?: string): Read {
  const known = new WeakMap<Relation, readonly Row[]>();
  const rowsOf = (table: Relation): readonly Row[] => {
    const found = known.get(table) ?? read(table);
    known.set(table, found);
    return found;
  };
  return (state, wanted) => {
    const only = wanted.find(({ column }) => column === named)?.value;
    const { askedFor } = state;
    const isMeant = (table: Relation): boolean => !askedFor || askedFor.has(key(table));
    return allRelations(state, only).flatMap((table) =>
      isMeant(table) ? rowsOf(table) : rowsOf(table).filter(isNamed),
    );
  };
}

/** Not what an object may have beside what the migrations show (`unknownOf`). */
const isNamed = (row: Row): boolean => row[DOUBTFUL] !== true || !PART_NAMES.some((name) => row[name] === UNKNOWN);
const PART_NAMES = [
  'conname',
  'constraint_name',
  'policyname',
  'polname',
  'tgname',
  'trigger_name',
  'indexname',
  'relname',
];

/** Relations that are not temporary; `only`: of that name. */
export const allRelations = ({ relations, everSchemas }: State, only?: string): readonly Relation[] => {
  if (only !== undefined) {
    const named = [...everSchemas].flatMap((schema) => relations.get(key({ schema, name: only })) ?? []);
    // of several the order is that in which they were made
    if (named.length < 2) return named.filter(({ schema }) => schema !== TEMPORARY);
  }
  const found: Relation[] = [];
  for (const one of relations.values())
    if (one.schema !== TEMPORARY && (only === undefined || one.name === only)) found.push(one);
  return found;
};
