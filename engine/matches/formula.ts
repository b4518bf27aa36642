import type { Cause } from '../model/binding.ts';
import type { Formula } from '../model/formula.ts';

export const TRUE: Formula = { op: 'true' };
export const FALSE: Formula = { op: 'any', of: [] };

export function unknown(cause: Cause): Formula {
  return { op: 'unknown', cause };
}

export function allOf(parts: readonly Formula[]): Formula {
  const rest = parts.flatMap((part) => (part.op === 'all' ? part.of : part.op === 'true' ? [] : [part]));
  if (rest.some(isFalse)) return FALSE;
  return rest.length === 0 ? TRUE : rest.length === 1 ? rest[0]! : { op: 'all', of: rest };
}

export function anyOf(parts: readonly Formula[]): Formula {
  const rest = parts.flatMap((part) => (part.op === 'any' && !part.name ? part.of : [part]));
  if (rest.some((part) => part.op === 'true')) return TRUE;
  return rest.length === 1 ? rest[0]! : { op: 'any', of: rest };
}

export function negation(of: Formula): Formula {
  if (of.op === 'true') return FALSE;
  if (isFalse(of)) return TRUE;
  if (of.op === 'unknown') return of;
  return of.op === 'not' ? of.of : { op: 'not', of };
}

export function isFalse(formula: Formula): boolean {
  return formula.op === 'any' && formula.of.length === 0;
}

/** The formulas directly inside this one. */
export function partsOf(formula: Formula): readonly Formula[] {
  if (formula.op === 'all' || formula.op === 'any') return formula.of;
  if (formula.op === 'guarded') return formula.handler?.effects ? [formula.of, formula.handler.effects] : [formula.of];
  if (formula.op === 'not' || formula.op === 'step' || formula.op === 'bind') return [formula.of];
  if (formula.op === 'taint')
    return [formula.sinks, formula.sources, formula.sanitizers, ...formula.propagators.map(({ of }) => of)];
  return [];
}
