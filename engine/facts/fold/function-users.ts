import type { Policy, Relation, Routine } from '../../model/catalog.ts';
import { nodesOf } from '../changes/expression.ts';
import { items, strings } from '../../documents/sql/pg-tree.ts';
import { inputTypes } from './routines.ts';
import { key, resolve, type Qualified, type State } from './state.ts';

export interface PolicyUser {
  readonly table: Relation;
  readonly policy: Policy;
}

/** Policies that call one of the routines and none of the overloads beside them, as far as the number of arguments tells. */
export function policiesCalling(
  state: State,
  target: Qualified,
  meant: readonly Routine[],
  others: readonly Routine[],
): readonly PolicyUser[] {
  const word = target.name.toLowerCase();
  const calls = ({ using, check }: Policy): boolean =>
    [using, check].some((one) => one?.text.toLowerCase().includes(word) && callsIn(one.tree));
  return [...state.relations.values()].flatMap((table) =>
    table.policies.filter(calls).map((policy) => ({ table, policy })),
  );

  function callsIn(tree: NonNullable<Policy['using']>['tree']): boolean {
    return [...nodesOf(tree, 'FuncCall')].some(({ funcname, args }) => {
      const [name = '', schema] = [...strings(funcname)].reverse();
      if (name !== target.name) return false;
      const called = resolve(state, { ...(schema !== undefined && { schema }), name }, state.routines);
      const fits = (routine: Routine): boolean => takes(routine, items(args).length);
      return key(called) === key(target) && meant.some(fits) && !others.some(fits);
    });
  }
}

function takes({ arguments: all }: Routine, count: number): boolean {
  const most = inputTypes(all).length;
  const least = most - all.filter(({ hasDefault }) => hasDefault).length;
  return all.some(({ mode }) => mode === 'variadic') || (least <= count && count <= most);
}
