import type { Bindings, Cause } from '../model/binding.ts';
import type { Formula } from '../model/formula.ts';
import type { Place } from '../model/region.ts';
import type { Evidence } from '../model/verdict.ts';
import { catalogDecisions } from './catalog-questions/decide.ts';
import { negateKleene } from './kleene.ts';
import { existsSolutions } from './exists.ts';
import { holds } from '../matches/constraint.ts';
import { bounded } from '../matches/budget.ts';
import { sentenceOf } from '../matches/formula-in-words.ts';
import { preparedReduceAnchor } from '../matches/prepare.ts';
import { passedDecisions } from './passed.ts';
import { isCertain, unheard, type Decision, type Question } from './question.ts';
import { reachedDecisions } from './reached.ts';
import { unify } from './unify.ts';

/** Decides what the map left open; Kleene's three values over all assignments. */
export function decide(formula: Formula, bindings: Bindings, question: Question): readonly Decision[] {
  const yes: Decision = { bindings, causes: [], evidence: [] };
  switch (formula.op) {
    case 'true':
      return [yes];
    case 'unknown':
      return [{ ...yes, causes: [formula.cause] }];
    case 'all':
      return decideAll(formula.of, yes, question);
    case 'any':
      return preferCertain(formula.of.flatMap((part) => decideAlternative(part, formula, bindings, question)));
    case 'not':
      return decideNot(formula.of, yes, question);
    case 'bind':
      return decideBind(formula, yes, question);
    case 'where':
      return decideWhere(formula, yes);
    case 'exists':
      return existsSolutions(formula, bindings, question, decide);
    case 'anchor':
      return decideAnchor(formula, yes, question);
    case 'passed':
      return passedDecisions(formula, bindings, question, decide);
    case 'reached':
      return reachedDecisions(formula, bindings, question, decide);
    case 'catalog':
      return catalogDecisions(formula, bindings, question);
    case 'nullable':
      return [{ ...yes, causes: [notFromHere(formula.name)] }];
    default:
      throw new Error(`'${formula.op}' cannot be left for the reduce.`);
  }
}

function notFromHere(name: string): Cause {
  return { kind: 'not-static', message: `Whether '$${name}' may be NULL is only told of SQL in the same document.` };
}

/** Of several alternatives evidence says which one held, where nothing else shows it. */
function decideAlternative(
  part: Formula,
  { of, name }: Extract<Formula, { op: 'any' }>,
  bindings: Bindings,
  question: Question,
): readonly Decision[] {
  const decisions = decide(part, bindings, question);
  if (of.length < 2 || name !== undefined || question.refute === unheard) return decisions;
  return decisions.map((decision) =>
    decision.evidence.length > 0 || !isCertain(decision)
      ? decision
      : { ...decision, evidence: shownBy(part, decision, question) },
  );
}

function shownBy(formula: Formula, { bindings }: Decision, { matchers }: Question): readonly Evidence[] {
  const message = sentenceOf(formula, true, bindings, matchers);
  return message === undefined ? [] : [{ message }];
}

/** Certain ways first, so that evidence names them. */
function preferCertain(decisions: readonly Decision[]): readonly Decision[] {
  return [...decisions.filter(isCertain), ...decisions.filter((decision) => !isCertain(decision))];
}

function decideAll(parts: readonly Formula[], yes: Decision, question: Question): readonly Decision[] {
  let decisions: readonly Decision[] = [yes];
  for (const part of parts) {
    decisions = bounded(
      decisions.flatMap((before) =>
        decide(part, before.bindings, question).map((after) => ({
          bindings: after.bindings,
          causes: [...before.causes, ...after.causes],
          evidence: [...before.evidence, ...after.evidence],
        })),
      ),
    );
  }
  return preferCertain(decisions);
}

function decideNot(of: Formula, yes: Decision, question: Question): readonly Decision[] {
  const why: Evidence[] = [];
  const inner = decide(of, yes.bindings, { ...question, refute: (evidence) => void why.push(evidence) });
  const answer = negateKleene(inner);
  // That nothing guards a place is shown by the way that leads there.
  if (answer === true) return [of.op === 'passed' ? { ...yes, evidence: why } : yes];
  if (answer !== false) return [{ ...yes, causes: answer }];
  for (const evidence of inner.find(isCertain)?.evidence ?? []) question.refute(evidence);
  return [];
}

function decideBind(formula: Extract<Formula, { op: 'bind' }>, yes: Decision, question: Question): readonly Decision[] {
  const unified = unify(yes.bindings, formula.bindings);
  if ('conflict' in unified) return [];
  return decide(formula.of, unified.bindings, question).map((decision) => ({
    bindings: decision.bindings,
    causes: [...unified.causes, ...decision.causes],
    evidence: [...(formula.found ?? []), ...decision.evidence],
  }));
}

function decideWhere(formula: Extract<Formula, { op: 'where' }>, yes: Decision): readonly Decision[] {
  const binding = yes.bindings[formula.name];
  if (!binding) {
    const message = `What '$${formula.name}' stands for is not known.`;
    return [{ ...yes, causes: [{ kind: 'not-static', message }] }];
  }
  const answer = holds(formula.constraint, binding, yes.bindings);
  if (answer === false) return [];
  return [answer === true ? yes : { ...yes, causes: [answer] }];
}

/** A reduce anchor about the subject itself (a schema object), or about the workspace (git). */
function decideAnchor(
  formula: Extract<Formula, { op: 'anchor' }>,
  yes: Decision,
  question: Question,
): readonly Decision[] {
  const anchor = preparedReduceAnchor(formula);
  if (!anchor) throw new Error(`'${formula.anchor}' cannot be left for the reduce.`);
  const { world } = question.facts;
  const object = question.about;
  const refute = (message: string, place?: Evidence['place']): void =>
    question.refute({ message, ...(place && { place }) });
  const matches = object
    ? anchor.match(world, object, yes.bindings, refute)
    : anchor.range(world, yes.bindings, refute);
  return preferCertain(
    [...matches].map((match) => ({
      bindings: { ...match.bindings, ...yes.bindings },
      causes: match.unknown ? [match.unknown] : [],
      evidence: object
        ? []
        : shownBy(formula, { ...yes, bindings: match.bindings }, question).map(at(match.object.place)),
    })),
  );
}

function at(place: Place): (evidence: Evidence) => Evidence {
  return ({ message }) => ({ message, place });
}
