import type { Bindings } from '../model/binding.ts';
import { inWords } from '../matches/in-words.ts';
import { fillIn } from '../model/message.ts';
import type { Formula } from '../model/formula.ts';

/** A matcher in a few words, as a person would read it from the policy, with what is already bound filled in. */
export function describe(formula: Formula, bindings: Bindings): string {
  return fillIn(words(formula), bindings, '*');
}

function words(formula: Formula): string {
  switch (formula.op) {
    case 'anchor':
      return inWords(formula.value);
    case 'all':
      return words(formula.of.find(({ op }) => op === 'anchor') ?? formula.of[0] ?? { op: 'true' });
    case 'any':
      if (formula.name) return `'${formula.name}'`;
      return [...new Set(formula.of.map(words))].slice(0, 3).join(' or ') + (formula.of.length > 3 ? ' …' : '');
    case 'not':
      return `no ${words(formula.of)}`;
    case 'step':
      return `${formula.step} ${words(formula.of)}`;
    case 'guarded':
      return `guarded by ${words(formula.of)}`;
    default:
      return formula.op;
  }
}
