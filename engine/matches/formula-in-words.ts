import type { Bindings } from '../model/binding.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import { fillIn, placeholders } from '../model/message.ts';
import { anchorClause, anchorNoun, isAboutNode } from './anchor-in-words.ts';
import { alternatives, excerpt, inWords, isWanted } from './in-words.ts';

type Matchers = readonly RangingMatcher[];

/** What a matcher finds, as a person would read it from the policy, with what is already bound filled in. */
export function described(formula: Formula, bindings: Bindings): string {
  return filled(nounOf(formula) ?? 'what the policy looks for', bindings);
}

/** The same without its article: after `no` and `other`. */
export function describedBare(formula: Formula, bindings: Bindings): string {
  return bare(described(formula, bindings));
}

/**
 * That the formula holds, or does not, of what is asked about, as a sentence: `It has code 'f(x)' in it.`
 * Nothing for what only residuals have: its evidence says it better. `matchers` are those of its check.
 */
export function sentenceOf(
  formula: Formula,
  holds: boolean,
  bindings: Bindings,
  matchers: Matchers = [],
): string | undefined {
  const clause = clauseOf(formula, holds, matchers);
  if (clause === undefined) return undefined;
  const text = filled(clause, bindings);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('…') ? '' : '.'}`;
}

function filled(words: string, bindings: Bindings): string {
  const names = [...new Set(placeholders(words))].filter((name) => Object.hasOwn(bindings, name));
  const short = names.map((name) => [name, { text: excerpt(bindings[name]!.text) }] as const);
  const text = fillIn(words.replaceAll('$...', '...'), Object.fromEntries(short));
  // A name that nothing has bound yet: by itself it is named, in a pattern it stands for anything.
  const whole = fillIn(text.replace(/'\$([A-Z_][A-Z_0-9]*)'/g, '$1'), {}, '*');
  return whole.length <= longest ? whole : `${whole.slice(0, longest).replace(/\s+\S*$/, '')} …`;
}

const longest = 200;

function bare(noun: string): string {
  return noun.replace(/^an? /, '');
}

const mostConditions = 2;

function nounOf(formula: Formula): string | undefined {
  switch (formula.op) {
    case 'anchor':
      return anchorNoun(formula.anchor, formula.value);
    case 'all': {
      const main = formula.of.find((part) => nounOf(part) !== undefined);
      const noun = main && nounOf(main);
      if (noun === undefined) return undefined;
      const conditions = formula.of.filter((part) => part !== main).flatMap((part) => conditionOf(part));
      return [noun, ...conditions.slice(0, mostConditions), ...(conditions.length > mostConditions ? ['…'] : [])].join(
        ' ',
      );
    }
    case 'any': {
      if (formula.name !== undefined) return `a match of '${formula.name}'`;
      const nouns = formula.of.map(nounOf).filter((noun) => noun !== undefined);
      return nouns.length === 0 ? undefined : alternatives(nouns);
    }
    case 'taint':
      return `a place that data from ${nounOf(formula.sources) ?? 'a source'} reaches`;
    default:
      return undefined;
  }
}

/** What is asked of a node besides what it is. */
function conditionOf(formula: Formula, holds = true): readonly string[] {
  if (formula.op === 'not') return conditionOf(formula.of, !holds);
  if (formula.op === 'where') return [`where ${nameOf(formula.name)} ${isWanted(formula.constraint, holds)}`];
  if (formula.op === 'files') return formula.include ? [`${holds ? '' : 'not '}in ${inWords(formula.include)}`] : [];
  if (formula.op === 'step' || formula.op === 'guarded') {
    const noun = nounOf(formula.of);
    if (noun === undefined) return [];
    if (formula.op === 'guarded') return [`${holds ? '' : 'not '}guarded by ${noun}`];
    if (formula.step === 'has') return [`${holds ? 'with' : 'without'} ${noun} in it`];
    return [`${holds ? '' : 'not '}${stepConditions[formula.step]} ${noun}`];
  }
  return [];
}

const stepConditions = { inside: 'inside', precedes: 'before', follows: 'after' } as const;

function nameOf(name: string): string {
  return `'$${name}'`;
}

function clauseOf(formula: Formula, holds: boolean, matchers: Matchers): string | undefined {
  switch (formula.op) {
    case 'anchor':
      return anchorClause(formula.anchor, formula.value, holds);
    case 'not':
      return clauseOf(formula.of, !holds, matchers);
    case 'all':
      if (formula.of.some(saysWhatItIs)) return isNoun(formula, holds);
      return joined(formula.of, holds, matchers, holds ? 'and' : 'or');
    case 'any':
      if (formula.name === undefined && formula.of.length > 0 && formula.of.every(saysWhatItIs))
        return isNoun(formula, holds);
      if (formula.name !== undefined) return `it is ${holds ? 'a' : 'no'} match of '${formula.name}'`;
      return joined(formula.of, holds, matchers, holds ? 'or' : 'and');
    case 'step':
      return stepClause(formula, holds);
    case 'guarded':
      return guardedClause(formula, holds);
    case 'exists':
      return existsClause(formula, holds, matchers);
    case 'where':
      return `${nameOf(formula.name)} ${isWanted(formula.constraint, holds)}`;
    case 'nullable':
      return `${nameOf(formula.name)} ${formula.is === holds ? 'may be' : 'is never'} NULL`;
    case 'existed-before':
      return `the table '${formula.table.join('.')}' ${holds ? 'existed' : 'did not exist'} before its file`;
    case 'taint':
      return `${holds ? '' : 'no '}data from ${nounOf(formula.sources) ?? 'a source'} reaches it`;
    case 'files':
      return formula.include && `it is ${holds ? '' : 'not '}in ${inWords(formula.include)}`;
    default:
      return undefined;
  }
}

/** Whether a formula says what a node is; what stands beside it are conditions. */
function saysWhatItIs(formula: Formula): boolean {
  if (formula.op === 'anchor') return isAboutNode(formula.anchor, formula.value);
  if (formula.op === 'any')
    return formula.name !== undefined || (formula.of.length > 0 && formula.of.every(saysWhatItIs));
  return formula.op === 'all' && formula.of.some(saysWhatItIs);
}

function isNoun(formula: Formula, holds: boolean): string | undefined {
  const noun = nounOf(formula);
  return noun === undefined ? undefined : `it is ${holds ? '' : 'not '}${noun}`;
}

const mostJoined = 4;

function joined(parts: readonly Formula[], holds: boolean, matchers: Matchers, word: 'and' | 'or'): string | undefined {
  const clauses = parts.map((part) => clauseOf(part, holds, matchers)).filter((clause) => clause !== undefined);
  const different = [...new Set(clauses)];
  if (different.length === 0) return undefined;
  const more = different.length > mostJoined ? ' …' : '';
  return different.slice(0, mostJoined).join(`, ${word} `) + more;
}

function stepClause({ step, of, reach }: Extract<Formula, { op: 'step' }>, holds: boolean): string {
  const noun = nounOf(of) ?? 'what is looked for';
  switch (step) {
    case 'has': {
      const where = reach === undefined ? 'in it' : 'in it or in what it calls';
      return holds ? `it has ${noun} ${where}` : `it has no ${bare(noun)} ${where}`;
    }
    case 'inside':
      return `it is ${holds ? '' : 'not '}inside ${noun}`;
    case 'precedes':
      return holds ? `it comes before ${noun}` : `no ${bare(noun)} comes after it`;
    case 'follows':
      return holds ? `it comes after ${noun}` : `no ${bare(noun)} comes before it`;
  }
}

function guardedClause({ of, order }: Extract<Formula, { op: 'guarded' }>, holds: boolean): string {
  const noun = nounOf(of) ?? 'what is looked for';
  if (order === 'before') return `it is ${holds ? '' : 'not '}guarded by ${noun} on every way`;
  return holds ? `${noun} comes after it on every way` : `not every way from it comes to ${noun}`;
}

function existsClause(
  { matcher, count, other }: Extract<Formula, { op: 'exists' }>,
  holds: boolean,
  matchers: Matchers,
): string | undefined {
  const found = matchers[matcher];
  if (!found) return undefined;
  const noun = nounOf(found.formula) ?? 'what is looked for';
  const which = other ? `other ${bare(noun)}` : noun;
  if (count) return `the number of matches of ${noun} is ${holds ? '' : 'not '}${amount(count)}`;
  return holds ? `there is ${which}` : `there is no ${bare(which)}`;
}

/** How many are allowed. */
export function amount({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : min === max ? `${min}` : `${min} to ${max}`;
}
