import type { Role } from '../../model/catalog.ts';
import type { Place } from '../../model/region.ts';

/** A role of which nothing more is known. */
export function roleOf(name: string, definedAt: Place, is: Role['state']): Role {
  return { schema: '', name, state: is, definedAt, history: [], memberOf: [] };
}
