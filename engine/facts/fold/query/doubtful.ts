import type { Relation } from '../../../model/catalog.ts';
import { doubtsOf, type Aspect, type Doubted } from '../../../model/sql-doubt.ts';
import type { Row } from './value.ts';

/** The column of a row that stands for what an object may have beside what the migrations show. */
export const DOUBTFUL = ' doubtful';

export const doubt = (object: { readonly uncertain?: unknown; readonly state?: string }): Row =>
  object.uncertain !== undefined ? { [DOUBTFUL]: true } : {};

export const isDoubted = (object: Doubted, aspect: Aspect): boolean =>
  doubtsOf(object).some((one) => one.aspect === aspect);

/** Something of which a ghost, or a table that may have got one, may have any: a row that fits every name. */
export const unknownOf = (table: Relation, aspect: Aspect, row: Row): readonly Row[] => {
  const mayHave = doubtsOf(table).some((one) => one.aspect === aspect && one.makes === true);
  return table.complete && !table.uncertain && !mayHave ? [] : [{ ...row, [DOUBTFUL]: true }];
};

/** A part of a table that may be gone or another by now. */
export const partDoubt = (table: Relation, aspect: Aspect, name: string): Row => {
  const isMeant = doubtsOf(table).some(
    (one) => one.aspect === aspect && one.makes !== true && (one.part === undefined || one.part === name),
  );
  return isMeant ? { [DOUBTFUL]: true } : doubt(table);
};
