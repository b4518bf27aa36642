import type { Bindings } from '../model/binding.ts';
import { ENTRY } from '../model/clauses.ts';
import type { Formula } from '../model/formula.ts';
import type { Evidence } from '../model/verdict.ts';
import { isTest, type CallGraph, type UnitRef } from './call-graph.ts';
import type { Scope } from './guard-clauses.ts';
import { guards, type Guards } from './guards.ts';
import { answerOf } from './kleene.ts';
import { unheard, type Decide, type Decision, type Question } from './question.ts';

type PassedFormula = Extract<Formula, { op: 'passed' }>;

/** Whether a guard has let pass on every way, decided over all files; `decide` is handed in: the two call each other. */
export function passedDecisions(
  formula: PassedFormula,
  bindings: Bindings,
  question: Question,
  decide: Decide,
): readonly Decision[] {
  const { facts, within } = question;
  const graph = facts.calls();
  const solver = guardsFor(formula, bindings, question, decide);
  const at = { path: formula.path, unit: formula.unit };
  const answer = solver.passed(at, formula.clauses, within);
  if (answer === true) return [{ bindings, causes: [], evidence: reasonsFor(formula, at, solver, graph, within) }];
  for (const { message, place } of formula.near) question.refute({ message, place });
  if (answer === false) {
    for (const evidence of waysIn(formula, at, solver, graph, within)) question.refute(evidence);
    return [];
  }
  return [{ bindings, causes: answer, evidence: [] }];
}

const kept = new WeakMap<CallGraph, Map<string, Guards>>();

/** One solver for all that ask about the same guard under the same values of the names that it shares. */
function guardsFor({ guard }: PassedFormula, bindings: Bindings, question: Question, decide: Decide): Guards {
  const { policy, facts } = question;
  const graph = facts.calls();
  const shared = question.guards?.find(({ id }) => id === guard)?.shared ?? [];
  const asked = shared.map((name) => [name, bindings[name]] as const);
  const key = JSON.stringify([policy, guard, asked]);
  const known = kept.get(graph) ?? new Map<string, Guards>();
  kept.set(graph, known);
  const { within: _within, about: _about, ...alone } = question;
  const silent: Question = { ...alone, refute: unheard };
  const holds = (formula: Formula): ReturnType<typeof answerOf> => answerOf(decide(formula, bindings, silent));
  const solver = known.get(key) ?? guards(graph, { policy, guard, bindings, holds });
  known.set(key, solver);
  return solver;
}

const mostShown = 3;

/** What lets pass: for each way one guard. */
function reasonsFor(
  { clauses }: PassedFormula,
  at: UnitRef,
  solver: Guards,
  graph: CallGraph,
  scope: Scope | undefined,
): readonly Evidence[] {
  const atoms = solver.fact(at.path)?.atoms ?? [];
  return clauses.slice(0, mostShown).flatMap((clause): Evidence[] => {
    const holding = clause.find((atom) => solver.atom(at, atom, scope) === true);
    const atom = holding === undefined ? undefined : atoms[holding];
    if (atom?.is === 'match') return [{ message: 'Guarded by this.', place: atom.place }];
    if (atom?.is === 'call') return [{ message: 'Guarded by what this call makes sure of.', place: atom.place }];
    if (atom?.is !== 'entry') return [];
    const [first] = graph.sitesOf(at);
    return first ? [{ message: `Guarded where '${nameOf(at, graph)}' is called.`, place: first.site.place }] : [];
  });
}

const furthest = 8;

/** An unguarded way to the place: the calls that lead to it, from the last to the first, and where it begins. */
function waysIn(
  { clauses }: PassedFormula,
  start: UnitRef,
  solver: Guards,
  graph: CallGraph,
  scope: Scope | undefined,
): readonly Evidence[] {
  const evidence: Evidence[] = [];
  if (!clauses.some((clause) => clause.includes(ENTRY))) return evidence;
  let at = start;
  const seen = new Set<string>();
  for (let step = 0; step < furthest; step++) {
    const open = graph
      .sitesOf(at)
      .find(
        (ref) =>
          !isTest(ref.path) &&
          (!scope?.reached.has(`${at.path} ${at.unit}`) || scope.has(ref)) &&
          solver.site(ref, scope) !== true,
      );
    const id = `${at.path} ${at.unit}`;
    if (!open || seen.has(id)) break;
    seen.add(id);
    evidence.push({
      message: `${subjectOf(at, graph)} is run from here, where nothing guards the way.`,
      place: open.site.place,
    });
    if (open.site.how !== 'call' || graph.unit({ path: open.path, unit: open.site.unit }).kind !== 'function')
      return evidence;
    at = { path: open.path, unit: open.site.unit };
  }
  evidence.push({
    message: `${subjectOf(at, graph)} is an entry: nothing in the workspace guards the way to it.`,
    place: graph.unit(at).place,
  });
  return evidence;
}

function subjectOf(at: UnitRef, graph: CallGraph): string {
  const { kind, name } = graph.unit(at);
  if (kind === 'module') return 'The module';
  return name === undefined ? 'This function' : `'${name}'`;
}

function nameOf(at: UnitRef, graph: CallGraph): string {
  return graph.unit(at).name ?? 'this function';
}
