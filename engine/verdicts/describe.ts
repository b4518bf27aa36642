import type { Bindings } from '../model/binding.ts';
import { fillIn } from '../model/message.ts';
import type { Formula } from '../model/formula.ts';

/** A matcher in a few words, as a person would read it from the policy, with what is already bound filled in. */
export function describe(formula: Formula, bindings: Bindings): string {
  return fillIn(words(formula), bindings, '*');
}

function words(formula: Formula): string {
  switch (formula.op) {
    case 'anchor':
      return anchorWords(formula.value);
    case 'all':
      return words(formula.of.find(({ op }) => op === 'anchor') ?? formula.of[0] ?? { op: 'true' });
    case 'any':
      return [...new Set(formula.of.map(words))].slice(0, 3).join(' or ') + (formula.of.length > 3 ? ' …' : '');
    case 'not':
      return `no ${words(formula.of)}`;
    case 'step':
      return `${formula.step} ${words(formula.of)}`;
    default:
      return formula.op;
  }
}

function anchorWords(value: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(value).map(([key, item]) => `${key} ${inline(item)}`);
  return parts.join(', ');
}

function inline(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.slice(0, 3).map(inline).join(' or ') + (value.length > 3 ? ' …' : '');
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key} ${inline(item)}`)
    .join(', ');
}
