import type { Cause } from '../model/binding.ts';

/** Kleene's three values; an unknown is told by its causes. */
export type Answer = boolean | readonly Cause[];

export function bothAnswers(a: Answer, b: Answer): Answer {
  if (a === false || b === false) return false;
  if (a === true) return b;
  return b === true ? a : merged(a, b);
}

export function eitherAnswer(a: Answer, b: Answer): Answer {
  if (a === true || b === true) return true;
  if (a === false) return b;
  return b === false ? a : merged(a, b);
}

const mostCauses = 3;

function merged(a: readonly Cause[], b: readonly Cause[]): readonly Cause[] {
  const known = new Set(a.map(({ message }) => message));
  return [...a, ...b.filter(({ message }) => !known.has(message))].slice(0, mostCauses);
}

/** Computes what is asked under a key from the answers to other keys. */
export type Compute = (key: string, ask: (key: string) => Answer) => Answer;

/**
 * The greatest answers that agree with each other: what is asked in a circle is taken to hold until something says that
 * it does not. Answers only ever get worse, so it ends.
 */
export function greatestFixpoint(compute: Compute): (key: string) => Answer {
  const answers = new Map<string, Answer>();
  const askedBy = new Map<string, Set<string>>();
  const waiting = new Set<string>();
  const settle = (key: string): void => {
    const next = compute(key, (other) => {
      if (!answers.has(other)) {
        answers.set(other, true);
        waiting.add(other);
      }
      const asking = askedBy.get(other) ?? new Set();
      askedBy.set(other, asking.add(key));
      return answers.get(other)!;
    });
    if (rank(next) >= rank(answers.get(key)!)) return;
    answers.set(key, next);
    for (const dependent of askedBy.get(key) ?? []) waiting.add(dependent);
  };
  return (key) => {
    if (!answers.has(key)) {
      answers.set(key, true);
      waiting.add(key);
    }
    for (const next of waiting) {
      waiting.delete(next);
      settle(next);
    }
    return answers.get(key)!;
  };
}

function rank(answer: Answer): number {
  return answer === true ? 2 : answer === false ? 0 : 1;
}
