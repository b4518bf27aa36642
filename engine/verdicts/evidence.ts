import type { Bindings } from '../model/binding.ts';
import type { Formula } from '../model/formula.ts';
import type { Check } from '../model/policy.ts';
import type { Evidence } from '../model/verdict.ts';
import { described, describedBare, sentenceOf } from '../matches/formula-in-words.ts';
import type { Decision } from './question.ts';

/** That a requirement holds, or does not, where nothing found says it better. Evidence without a place is about the subject itself. */
export function stated({ matchers }: Check, formula: Formula, holds: boolean, bindings: Bindings): readonly Evidence[] {
  const message = sentenceOf(formula, holds, bindings, matchers);
  return message === undefined ? [] : [{ message }];
}

/** What shows a way of which it is not known whether it holds must not read as if it did. */
export function evidenceOf({ evidence, causes }: Decision): readonly Evidence[] {
  if (causes.length === 0) return evidence;
  return evidence.map((item) => ({ ...item, message: item.message.replace(/^(?:Not certain: )?/, 'Not certain: ') }));
}

const mostTried = 8;

/** Why a requirement is a no: what was found out about it, and each alternative that nothing was said about. */
export function tried(
  check: Check,
  formula: Formula,
  bindings: Bindings,
  refuted: readonly Evidence[],
): readonly Evidence[] {
  const alternatives = alternativesOf(formula);
  if (alternatives.length < 2) return refuted.length > 0 ? refuted : stated(check, formula, false, bindings);
  const silent = refuted.length > 0 ? alternatives.filter((one) => !speaksForItself(one)) : alternatives;
  const hidden = silent.length - mostTried;
  return [
    ...refuted,
    ...silent.slice(0, mostTried).flatMap((one) => stated(check, one, false, bindings)),
    ...(hidden > 0 ? [{ message: `And ${hidden} further alternatives do not hold.` }] : []),
  ];
}

function alternativesOf(formula: Formula): readonly Formula[] {
  if (formula.op === 'any' && formula.name === undefined) return formula.of;
  if (formula.op !== 'all') return [formula];
  const any = formula.of.filter(({ op }) => op === 'any');
  return any.length === 1 && formula.of.length === 1 ? alternativesOf(any[0]!) : [formula];
}

const telling = new Set(['config', 'file', 'text', 'schema', 'git']);

/** Matchers that say of their own accord what is there instead. */
function speaksForItself(formula: Formula): boolean {
  if (formula.op === 'all') return formula.of.some(speaksForItself);
  if (formula.op === 'anchor') return telling.has(formula.anchor);
  return formula.op === 'exists' || formula.op === 'not';
}

/** The witness of a `when` that is a no. */
export function whyInapplicable(check: Check, bindings: Bindings, refuted: readonly Evidence[]): readonly Evidence[] {
  const { when } = check.judge;
  return refuted.length > 0 || !when ? refuted : stated(check, when, false, bindings);
}

/** What the policy is about, where the workspace has none of it. */
export function noSubject(formula: Formula): Evidence {
  return { message: `There is no ${describedBare(formula, {})}.` };
}

/** That a pattern was looked for in so many documents. */
export function notFoundIn(formula: Formula, documents: number): Evidence {
  const where = documents === 1 ? '1 document' : `${documents} documents`;
  return { message: `Looked for in ${where} and not found: ${described(formula, {})}.` };
}
