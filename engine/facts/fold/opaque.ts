import { doubtsOf, type Doubt, type Touch, type TouchedKind, type Unfollowed } from '../../model/sql-doubt.ts';
import type { Cause } from '../../model/binding.ts';
import type { CatalogObject, Relation } from '../../model/catalog.ts';
import { replaceAll, type Apply, type ChangeOf, type State } from './state.ts';

/** Whatever it mentions may have been changed by it, or any object of which it does not say the name. */
export const opaque: Apply<'opaque'> = (state, change) => {
  const { cause, mentions, touch } = change as ChangeOf<'opaque'>;
  addDoubt(state, cause, { mentions, ...(touch && { touch }) });
};

type Markable = CatalogObject;

/** A doubt about what a text mentions, also for what is made or looked for later. */
export function addDoubt(state: State, cause: Cause, doubt: Unfollowed): void {
  const { touch = {} } = doubt;
  const opaqueEntry = { cause, ...doubt };
  state.opaque.push(opaqueEntry);
  if (touch.makes && touch.aspect === undefined) return;
  const words = new Set(doubt.mentions);
  const isOf = (kind: TouchedKind): boolean => touch.kinds?.includes(kind) ?? true;
  const mark = <T extends Markable>(object: T): T => {
    const isMeant = words.has(object.name.toLowerCase()) || (touch.any === 'object' && !object.platform);
    return isMeant ? doubted(object, cause, touch) : object;
  };
  const [tables, views] = [isOf('table'), isOf('view')];
  if (tables || views)
    replaceAll(state.relations, (relation) => ((isView(relation) ? views : tables) ? mark(relation) : relation));
  if (isOf('index')) replaceAll(state.indexes, mark);
  if (isOf('type')) replaceAll(state.types, mark);
  if (isOf('bucket')) replaceAll(state.buckets, mark);
  if (isOf('schema')) replaceAll(state.schemas, mark);
  if (isOf('extension')) replaceAll(state.extensions, mark);
  if (isOf('function')) replaceAll(state.routines, (overloads) => markedAll(overloads, mark));
}

/** The list itself where none is marked. */
function markedAll<T>(list: readonly T[], mark: (one: T) => T): readonly T[] {
  const marked = list.map(mark);
  return marked.some((one, i) => one !== list[i]) ? marked : list;
}

function isView({ form }: Relation): boolean {
  return form === 'view' || form === 'materialized-view';
}

function doubted<T extends Markable>(object: T, cause: Cause, { aspect, rls, makes, part }: Touch): T {
  if (aspect === undefined) return object.uncertain ? object : { ...object, uncertain: cause };
  // to enable what is enabled changes nothing
  if (aspect === 'rls' && 'rls' in object && object.rls === rls) return object;
  const known = doubtsOf(object);
  if (known.some((one) => one.aspect === aspect && one.makes === undefined && one.part === undefined)) return object;
  const all: readonly Doubt[] =
    makes || part !== undefined
      ? [{ cause, aspect, ...(makes && { makes }), ...(part !== undefined && { part }) }]
      : eachPart({ cause, aspect }, object);
  const isSaid = (doubt: Doubt): boolean =>
    known.some(
      (one) =>
        one.aspect === aspect &&
        (one.makes === undefined || doubt.makes === true) &&
        (one.part === undefined || one.part === doubt.part),
    );
  const more = all.filter((doubt) => !isSaid(doubt));
  return more.length === 0 ? object : { ...object, doubts: [...known, ...more] };
}

/** What may happen to any part of it, happens to those that there are: one that is made later is as it is written. */
function eachPart(doubt: Doubt, object: CatalogObject & Partial<Relation>): readonly Doubt[] {
  const { columns, constraints, policies, triggers } = object;
  const parts = { columns, constraints, policies, triggers }[doubt.aspect as string];
  if (!parts) return [doubt];
  return [{ ...doubt, makes: true }, ...parts.map(({ name }): Doubt => ({ ...doubt, part: name }))];
}
