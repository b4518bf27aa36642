import type { Cause } from '../model/binding.ts';
import type { LocalBinding, LocalBindings, LocalMatch } from './matcher.ts';
import { agree } from './unify.ts';

/** Binds names that a match captured; nothing, if a name is bound to something else already. */
export function extend(
  bindings: LocalBindings,
  captured: readonly (readonly [string, LocalBinding])[],
): readonly LocalMatch[] {
  if (captured.length === 0) return [{ bindings }];
  const extended: Record<string, LocalBinding> = { ...bindings };
  let unknown: Cause | undefined;
  for (const [name, binding] of captured) {
    const bound = extended[name];
    const agreement = bound === undefined || agree(bound, binding);
    if (agreement === false) return [];
    if (agreement !== true) unknown = agreement;
    extended[name] = bound ?? binding;
  }
  return [{ bindings: extended, ...(unknown && { unknown }) }];
}
