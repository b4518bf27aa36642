import type { Cause } from '../model/binding.ts';
import type { Evidence } from '../model/verdict.ts';

export function uniqueEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return uniqueBy(evidence, ({ message, place }) => JSON.stringify([message, place?.path, place?.region]));
}

export function uniqueCauses(causes: readonly Cause[]): readonly Cause[] {
  return uniqueBy(causes, ({ kind, message, place }) => JSON.stringify([kind, message, place?.path]));
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item] as const).reverse()).values()].reverse();
}
