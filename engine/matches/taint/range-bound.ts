import type { Range } from '../../model/region.ts';
import type { LocalBindings } from '../matcher.ts';

/** The code that a metavariable stands for. */
export function rangeBound(binding: LocalBindings[string] | undefined): Range | undefined {
  return binding?.range ?? binding?.node?.range;
}
