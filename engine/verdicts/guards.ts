import { guardKey, type GuardFact } from '../model/calls.ts';
import type { Clauses } from '../model/clauses.ts';
import type { Test } from '../model/result.ts';
import { keyOf, type CallGraph, type SiteRef, type UnitRef } from './call-graph.ts';
import { greatestFixpoint, type Answer } from './fixpoint.ts';
import { callHolds } from './guard-calls.ts';
import { clausesHold, type GuardQuestion, type Scope, type Solving } from './guard-clauses.ts';
import { entryHolds, siteHolds } from './guard-entries.ts';

/** One guard under one assignment: what is certain where, across all files. */
export interface Guards {
  passed(at: UnitRef, clauses: Clauses, scope: Scope | undefined): Answer;
  atom(at: UnitRef, atom: number, scope: Scope | undefined): Answer;
  site(ref: SiteRef, scope: Scope | undefined): Answer;
  fact(path: string): GuardFact | undefined;
}

export function guards(graph: CallGraph, question: GuardQuestion): Guards {
  const guard = guardKey(question.policy, question.guard);
  const fact = (path: string): GuardFact | undefined => graph.facts(path)?.guards[guard];
  const asked = new Map<string, (solving: Solving) => Answer>();
  const solvingBy = (ask: (key: string) => Answer): Solving => ({
    graph,
    question,
    fact,
    entry: (at, scope) => {
      // Of functions outside of it the scope says nothing.
      const within = scope?.reached.has(keyOf(at)) ? scope : undefined;
      return ask(remember(asked, entryKey(at, within), (inner) => entryHolds(at, within, inner)));
    },
    call: (at, test, awaited) =>
      ask(remember(asked, callKey(at, test, awaited), (inner) => callHolds(at, test, awaited, inner))),
  });
  const solving = solvingBy(greatestFixpoint((key, ask) => asked.get(key)!(solvingBy(ask))));
  const passed: Guards['passed'] = (at, clauses, scope) =>
    clausesHold(at, clauses, () => solving.entry(at, scope), solving);
  return {
    fact,
    passed,
    atom: (at, atom, scope) => passed(at, [[atom]], scope),
    site: (ref, scope) => siteHolds(ref, scope, solving),
  };
}

function remember<T>(asked: Map<string, T>, key: string, work: T): string {
  if (!asked.has(key)) asked.set(key, work);
  return key;
}

function entryKey({ path, unit }: UnitRef, scope: Scope | undefined): string {
  return JSON.stringify(['entry', path, unit, scope?.id]);
}

function callKey({ path, unit }: UnitRef, test: Test, awaited: boolean): string {
  return JSON.stringify(['call', path, unit, test, awaited]);
}
