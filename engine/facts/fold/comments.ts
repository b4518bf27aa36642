import type { CatalogObject, Relation } from '../../model/catalog.ts';
import { missing } from './replay.ts';
import { findRoutines } from './routines.ts';
import { key, resolve, type Apply, type State } from './state.ts';

export const comment: Apply<'comment'> = (state, { object, name, part, text }, place) => {
  const change = <T extends CatalogObject>(map: Map<string, T>, id: string): boolean => {
    const before = map.get(id);
    if (before) map.set(id, said(before, text));
    return before !== undefined;
  };
  const gone = (): void => missing(state, object, { schema: name.schema ?? '', name: name.name }, place);
  if (part !== undefined) {
    if (!onPart(state, key(resolve(state, name, state.relations)), object, part, text)) gone();
    return;
  }
  if (object === 'function') {
    const { id, all, named } = findRoutines(state, name);
    if (named.length === 0) gone();
    state.routines.set(
      id,
      all.map((one) => (named.includes(one) ? said(one, text) : one)),
    );
    if (all.length === 0) state.routines.delete(id);
    return;
  }
  const found =
    object === 'schema' || object === 'extension' || object === 'publication'
      ? change(state[PLAIN[object]] as Map<string, CatalogObject>, name.name)
      : QUALIFIED.some((map) =>
          change(state[map] as Map<string, CatalogObject>, key(resolve(state, name, state[map]))),
        );
  if (!found) gone();
};

const PLAIN = { schema: 'schemas', extension: 'extensions', publication: 'publications' } as const;
const QUALIFIED = ['relations', 'indexes', 'types', 'sequences'] as const;

/** Of the parts the catalog keeps comments of columns. */
function onPart(state: State, id: string, object: string, part: string, text: string | null): boolean {
  const table = state.relations.get(id);
  if (!table) return false;
  if (object !== 'column') return true;
  const columns: Relation['columns'] = table.columns.map((column) =>
    column.name === part ? said(column, text) : column,
  );
  state.relations.set(id, { ...table, columns });
  return !table.complete || table.columns.some(({ name }) => name === part);
}

function said<T extends { readonly comment?: string }>(object: T, text: string | null): T {
  const { comment: _, ...rest } = object;
  return (text === null ? rest : { ...rest, comment: text }) as T;
}
