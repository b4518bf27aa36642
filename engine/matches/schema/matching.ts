import type { Binding, Bindings, Cause } from '../../model/binding.ts';
import { agree, type Agreement } from '../unify.ts';

/** A match under way. */
export interface Matching {
  readonly bindings: Bindings;
  readonly unknown?: Cause;
  /** Where an unqualified name is looked for. */
  readonly defaultSchema: string;
}

const METAVARIABLE = /^\$([A-Z_][A-Z0-9_]*)$/;

export function metavariable(value: unknown): string | undefined {
  return typeof value === 'string' ? METAVARIABLE.exec(value)?.[1] : undefined;
}

export function doubted(matching: Matching, cause: Cause): Matching {
  return { ...matching, unknown: matching.unknown ?? cause };
}

export function* bind(
  variable: string,
  binding: Binding,
  matching: Matching,
  agrees: (bound: Binding, found: Binding) => Agreement = agree,
): Iterable<Matching> {
  if (variable === '_') return yield matching;
  const bound = matching.bindings[variable];
  if (!bound) return yield { ...matching, bindings: { ...matching.bindings, [variable]: binding } };
  const agreement = agrees(bound, binding);
  if (agreement === true) yield matching;
  else if (agreement !== false) yield doubted(matching, agreement);
}
