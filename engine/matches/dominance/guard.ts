import { calledName } from '../../flow/dominance/callees.ts';
import { dominanceIn, type Dominance } from '../../flow/dominance/dominance.ts';
import type { GuardEvent, Guarding } from '../../flow/dominance/guarding.ts';
import { flowOf } from '../../flow/flow.ts';
import type { FlowGraph, Unit } from '../../flow/graph.ts';
import type { Atom } from '../../model/calls.ts';
import { CERTAIN, type Clauses } from '../../model/clauses.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Formula, Guard } from '../../model/formula.ts';
import type { Answer } from '../../flow/dominance/values.ts';
import { allOf, anyOf, isFalse, unknown } from '../formula.ts';
import type { Ask, Inquiry } from '../inquiry.ts';
import type { DocumentView } from '../matcher.ts';
import { runBy } from '../sql/embedded.ts';
import { candidates } from '../steps.ts';
import type { FlowAdapter } from './flow-adapter.ts';

/** One guard in one document: what matches it, and what it makes certain in each unit. */
export interface LocalGuard {
  readonly graph: FlowGraph;
  /** Grows while the document is matched; complete when its facts are written. */
  readonly atoms: readonly Atom[];
  readonly events: readonly GuardEvent[];
  dominance(unit: Unit): Dominance;
  /** The condition that a call by its name means a function, where another may have taken its place. */
  meant(unit: Unit): Clauses;
  /** The condition that a node is a match. */
  eventAt(node: TreeNode): Clauses | undefined;
}

const known = new WeakMap<DocumentView, Map<string, LocalGuard>>();
const keys = new WeakMap<Guard, string>();

/** Computed once for each document, whatever is asked about it. `ask` is handed in: it asks about guards itself. */
export function guardIn(
  guard: Guard,
  { view, guards = [] }: Pick<Inquiry, 'view' | 'guards'>,
  adapter: FlowAdapter,
  ask: Ask,
): LocalGuard {
  const here = known.get(view) ?? new Map<string, LocalGuard>();
  known.set(view, here);
  const key = keyOf(guard, guards);
  const local = here.get(key) ?? prepare(guard, view, adapter, [guards, ask]);
  here.set(key, local);
  return local;
}

/** Guards of several policies that ask the same are one; those that hold other guards only name them by number. */
function keyOf(guard: Guard, guards: readonly Guard[]): string {
  const text = keys.get(guard) ?? JSON.stringify([guard.formula, guard.checked, guard.shared]);
  keys.set(guard, text);
  return text.includes('"op":"guarded"') ? JSON.stringify([text, guards]) : text;
}

function prepare(
  guard: Guard,
  view: DocumentView,
  adapter: FlowAdapter,
  ask: readonly [readonly Guard[], Ask],
): LocalGuard {
  const graph = flowOf(view);
  const table = atomTable();
  const found = eventsAt(matchesOf(guard, view, adapter, ...ask), { graph, table, view, adapter });
  const conditionOf = (atom: number): Clauses => {
    const entry = table.atoms[atom]!;
    return entry.is === 'match' && isCertain(entry.formula, guard) ? CERTAIN : [[atom]];
  };
  const guarding: Guarding = {
    graph,
    checked: guard.checked,
    answerAt: (node) => found.answers.get(node),
    eventsIn: (unit) => found.byUnit.get(unit) ?? [],
    atom: conditionOf,
    ...elsewhere(table, view),
  };
  const units = new Map<Unit, Dominance>();
  const dominance = (unit: Unit): Dominance => {
    const known = units.get(unit) ?? dominanceIn(unit, guarding);
    units.set(unit, known);
    return known;
  };
  const eventAt = (node: TreeNode): Clauses | undefined => {
    const answer = found.answers.get(node);
    return answer && conditionOf(answer.atom);
  };
  const meant = (unit: Unit): Clauses => {
    const formula = adapter.meansFunction?.(unit.node, view);
    return formula
      ? [[table.add({ is: 'match', formula, place: view.place(unit.node) }, `meant ${unit.id}`)]]
      : CERTAIN;
  };
  return { graph, atoms: table.atoms, events: [...found.byUnit.values()].flat(), dominance, meant, eventAt };
}

interface Found {
  readonly answers: ReadonlyMap<TreeNode, Answer>;
  readonly byUnit: ReadonlyMap<Unit, readonly GuardEvent[]>;
}

interface Finding {
  readonly graph: FlowGraph;
  readonly table: AtomTable;
  readonly view: DocumentView;
  readonly adapter: FlowAdapter;
}

/** Matches that something runs, with the atom that says whether each is one. */
function eventsAt(matches: ReadonlyMap<TreeNode, Formula>, { graph, table, view, adapter }: Finding): Found {
  const answers = new Map<TreeNode, Answer>();
  const byUnit = new Map<Unit, GuardEvent[]>();
  for (const [node, formula] of matches) {
    const points = graph.pointsAt(node).filter(({ predecessors }) => predecessors.length > 0);
    const [first] = points;
    if (!first) continue;
    const atom = table.add({ is: 'match', formula, place: view.place(node) }, `match ${answers.size}`);
    const passes = adapter.passesOf(node);
    const { instruction } = first;
    const name = instruction.kind === 'call' && instruction.node === node ? calledName(instruction) : '';
    answers.set(node, { atom, ...(passes === undefined ? {} : { passes }), ...(name !== '' && { name }) });
    const event = { node, atom, onlyTells: passes !== undefined || onlyTells(name), points };
    byUnit.set(first.unit, [...(byUnit.get(first.unit) ?? []), event]);
  }
  return { answers, byUnit };
}

/** A call that only tells something: by its name it stops nobody. */
function onlyTells(name: string): boolean {
  return /^(is|has|can|may|are|was|should)[A-Z_]|(Equals?|Compare)$/.test(name);
}

/** What only the reduce can tell. */
function elsewhere(table: AtomTable, view: DocumentView): Pick<Guarding, 'callAtom' | 'unknownAtom'> {
  const placeAt = (offset: number): TreeNode => ({ type: 'call', range: [offset, offset + 1] });
  return {
    callAtom: (callee, test, awaited, at) =>
      table.add(
        { is: 'call', callee, test, awaited, place: view.place(placeAt(at)) },
        JSON.stringify([callee, test, awaited]),
      ),
    unknownAtom: (what, at) => {
      const message = `It cannot be told ${what}.`;
      const cause = { kind: 'not-static', message, place: view.place(at) } as const;
      return table.add({ is: 'unknown', cause }, `unknown ${at.range[0]}`);
    },
  };
}

/** What runs or is tested where the guard matches, with what the reduce must still decide of it. */
function matchesOf(
  guard: Guard,
  view: DocumentView,
  adapter: FlowAdapter,
  guards: readonly Guard[],
  ask: Ask,
): ReadonlyMap<TreeNode, Formula> {
  const deferred = new Set(guard.shared);
  const matches = new Map<TreeNode, Formula>();
  for (const alternative of alternativesOf(guard.formula)) {
    for (const node of candidates(alternative, view) ?? []) {
      const found = ask(alternative, node, {}, { view, subject: view.fileNode, deferred, guards });
      if (isFalse(found)) continue;
      const doubt = adapter.doubtAbout?.(node, view, alternative);
      const formula = doubt ? allOf([found, unknown({ ...doubt, place: view.place(node) })]) : found;
      for (const part of adapter.essenceOf(runBy(node, view), view, alternative)) {
        const before = matches.get(part);
        matches.set(part, before ? anyOf([before, formula]) : formula);
      }
    }
  }
  return new Map([...matches].sort(([one], [other]) => one.range[0] - other.range[0]));
}

/** Each is asked only about nodes that it could be a match of. */
function alternativesOf(formula: Formula): readonly Formula[] {
  return formula.op === 'any' ? formula.of.flatMap(alternativesOf) : [formula];
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
