import { dominanceIn, type Dominance, type GuardEvent, type Guarding } from '../../flow/dominance/dominance.ts';
import { flowOf } from '../../flow/flow.ts';
import type { FlowGraph, Unit } from '../../flow/graph.ts';
import type { Atom } from '../../model/calls.ts';
import { CERTAIN, type Clauses } from '../../model/clauses.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula, Guard } from '../../model/formula.ts';
import type { Answer } from '../../flow/dominance/values.ts';
import { anyOf, isFalse } from '../formula.ts';
import type { Ask, Inquiry } from '../inquiry.ts';
import type { DocumentView } from '../matcher.ts';
import { candidates } from '../steps.ts';
import { calledName, essenceOf, onlyTells, passesOf } from './essence.ts';

/** One guard in one document: what matches it, and what it makes certain in each unit. */
export interface LocalGuard {
  readonly graph: FlowGraph;
  /** Grows while the document is matched; complete when its facts are written. */
  readonly atoms: readonly Atom[];
  readonly events: readonly GuardEvent[];
  dominance(unit: Unit): Dominance;
  /** The condition that a node is a match. */
  eventAt(node: TreeNode): Clauses | undefined;
}

const known = new WeakMap<DocumentView, Map<string, LocalGuard>>();
const keys = new WeakMap<Guard, string>();

/** Computed once for each document, whatever is asked about it. `ask` is handed in: it asks about guards itself. */
export function guardIn(guard: Guard, { view, guards = [] }: Pick<Inquiry, 'view' | 'guards'>, ask: Ask): LocalGuard {
  const here = known.get(view) ?? new Map<string, LocalGuard>();
  known.set(view, here);
  const key = keyOf(guard, guards);
  const local = here.get(key) ?? prepare(guard, view, matchesOf(guard, view, guards, ask));
  here.set(key, local);
  return local;
}

/** Guards of several policies that ask the same are one; those that hold other guards only name them by number. */
function keyOf(guard: Guard, guards: readonly Guard[]): string {
  const text = keys.get(guard) ?? JSON.stringify([guard.formula, guard.checked, guard.shared]);
  keys.set(guard, text);
  return text.includes('"op":"guarded"') ? JSON.stringify([text, guards]) : text;
}

function prepare(guard: Guard, view: DocumentView, matches: ReadonlyMap<TreeNode, Formula>): LocalGuard {
  const graph = flowOf(view);
  const table = atomTable();
  const answers = new Map<TreeNode, Answer>();
  const byUnit = new Map<Unit, GuardEvent[]>();
  const events: GuardEvent[] = [];
  for (const [node, formula] of matches) {
    const points = graph.pointsAt(node).filter(({ predecessors }) => predecessors.length > 0);
    const [first] = points;
    if (!first) continue;
    const atom = table.add({ is: 'match', formula, place: view.place(node) }, `match ${events.length}`);
    const passes = passesOf(node);
    const name = calledName(node);
    const event = { node, atom, onlyTells: passes !== undefined || onlyTells(node), points };
    answers.set(node, { atom, ...(passes === undefined ? {} : { passes }), ...(name === undefined ? {} : { name }) });
    events.push(event);
    byUnit.set(first.unit, [...(byUnit.get(first.unit) ?? []), event]);
  }
  const conditionOf = (atom: number): Clauses => {
    const entry = table.atoms[atom]!;
    return entry.is === 'match' && isCertain(entry.formula, guard) ? CERTAIN : [[atom]];
  };
  const placeAt = (offset: number): TreeNode => ({ type: 'call', range: [offset, offset + 1] });
  const guarding: Guarding = {
    view,
    graph,
    checked: guard.checked,
    answerAt: (node) => answers.get(node),
    eventsIn: (unit) => byUnit.get(unit) ?? [],
    atom: conditionOf,
    callAtom: (callee, test, awaited, at) =>
      table.add(
        { is: 'call', callee, test, awaited, place: view.place(placeAt(at)) },
        JSON.stringify([callee, test, awaited]),
      ),
    unknownAtom: (what, at) => {
      const message = `It cannot be told ${what}.`;
      return table.add(
        { is: 'unknown', cause: { kind: 'not-static', message, place: view.place(at) } },
        `unknown ${at.range[0]}`,
      );
    },
  };
  const units = new Map<Unit, Dominance>();
  return {
    graph,
    atoms: table.atoms,
    events,
    dominance: (unit) => {
      const dominance = units.get(unit) ?? dominanceIn(unit, guarding);
      units.set(unit, dominance);
      return dominance;
    },
    eventAt: (node) => {
      const answer = answers.get(node);
      return answer && conditionOf(answer.atom);
    },
  };
}

/** What runs or is tested where the guard matches, with what the reduce must still decide of it. */
function matchesOf(
  guard: Guard,
  view: DocumentView,
  guards: readonly Guard[],
  ask: Ask,
): ReadonlyMap<TreeNode, Formula> {
  const deferred = new Set(guard.shared);
  const matches = new Map<TreeNode, Formula>();
  for (const node of candidates(guard.formula, view) ?? []) {
    const formula = ask(guard.formula, node, {}, { view, subject: view.fileNode, deferred, guards });
    if (isFalse(formula)) continue;
    for (const part of essenceOf(node, view.index)) {
      const before = matches.get(part);
      matches.set(part, before ? anyOf([before, formula]) : formula);
    }
  }
  return matches;
}

/** Holds here, whatever the names that it binds are elsewhere. */
function isCertain(formula: Formula, { shared }: Guard): boolean {
  if (formula.op !== 'bind') return formula.op === 'true';
  return formula.of.op === 'true' && !Object.keys(formula.bindings).some((name) => shared.includes(name));
}

interface AtomTable {
  readonly atoms: readonly Atom[];
  add(atom: Atom, key: string): number;
}

function atomTable(): AtomTable {
  const atoms: Atom[] = [{ is: 'entry' }];
  const numbers = new Map<string, number>();
  return {
    atoms,
    add: (atom, key) => {
      const number = numbers.get(key) ?? atoms.push(atom) - 1;
      numbers.set(key, number);
      return number;
    },
  };
}
