import type { Bindings, Cause } from '../model/binding.ts';
import { agree } from '../matches/unify.ts';

/** Two sets of bindings as one, if every shared metavariable may have one value; with the causes of what cannot be told. */
export interface Unified {
  readonly bindings: Bindings;
  readonly causes: readonly Cause[];
}

export function unify(a: Bindings, b: Bindings): Unified | { readonly conflict: string } {
  const causes: Cause[] = [];
  for (const [name, binding] of Object.entries(b)) {
    const bound = a[name];
    const agreement = bound ? agree(bound, binding) : true;
    if (agreement === false) return { conflict: name };
    if (agreement !== true) causes.push(agreement);
  }
  return { bindings: { ...b, ...a }, causes };
}
