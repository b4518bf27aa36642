import type { CatalogObject, Opaque } from '../../model/catalog.ts';
import { findRoutines } from './routines.ts';
import { replaceAll, type Apply, type State } from './state.ts';

/** Whatever it mentions may have been changed by it. */
export const opaque: Apply<'opaque'> = (state, { cause, mentions }) => {
  addDoubt(state, { cause, mentions });
};

/** A function of ours whose body runs DDL, called by a migration. */
export const call: Apply<'call'> = (state, { functions, mentions }, place) => {
  for (const name of functions) {
    for (const routine of findRoutines(state, name).named) {
      if (!routine.ddl) continue;
      const message = `'${routine.name}' may change the schema when it runs.`;
      addDoubt(state, { cause: { kind: 'not-static', message, place }, mentions: [...mentions, ...routine.ddl] });
    }
  }
};

function addDoubt(state: State, doubt: Opaque): void {
  state.opaque.push(doubt);
  const words = new Set(doubt.mentions);
  const mark = <T extends CatalogObject>(object: T): T =>
    words.has(object.name.toLowerCase()) ? { ...object, uncertain: object.uncertain ?? doubt.cause } : object;
  replaceAll(state.relations, mark);
  replaceAll(state.indexes, mark);
  replaceAll(state.types, mark);
  replaceAll(state.buckets, mark);
  replaceAll(state.routines, (overloads) => overloads.map(mark));
}
