import type { Bindings, Cause } from '../model/binding.ts';
import { guardKey, type Atom, type GuardFact, type Return } from '../model/calls.ts';
import { ENTRY, type Clauses } from '../model/clauses.ts';
import type { Formula } from '../model/formula.ts';
import { implies, type Callee, type Logic, type Test, type Value, type ValueTest } from '../model/result.ts';
import { keyOf, type CallGraph, type SiteRef, type UnitRef } from './call-graph.ts';
import { bothAnswers, eitherAnswer, greatestFixpoint, type Answer } from './fixpoint.ts';

/** The functions that a subject reaches through calls: within it only the ways from the subject count. */
export interface Scope {
  readonly id: string;
  /** By `keyOf`: functions that are not the subject's own. */
  readonly reached: ReadonlySet<string>;
  /** Whether a site is the subject's own, or in one of these functions. */
  has(site: SiteRef): boolean;
}

/** One guard under one assignment: what is certain where, across all files. */
export interface Guards {
  passed(at: UnitRef, clauses: Clauses, scope: Scope | undefined): Answer;
  atom(at: UnitRef, atom: number, scope: Scope | undefined): Answer;
  entry(at: UnitRef, scope: Scope | undefined): Answer;
  site(ref: SiteRef, scope: Scope | undefined): Answer;
  fact(path: string): GuardFact | undefined;
}

export interface GuardQuestion {
  readonly policy: string;
  readonly guard: number;
  readonly bindings: Bindings;
  /** Decides what the map left open of a match. */
  holds(formula: Formula): Answer;
}

type Key =
  | readonly ['entry', path: string, unit: number, scope: string]
  | readonly ['call', path: string, unit: number, test: Test, awaited: boolean];

export function guards(graph: CallGraph, question: GuardQuestion): Guards {
  const key = guardKey(question.policy, question.guard);
  const scopes = new Map<string, Scope>();
  const fact = (path: string): GuardFact | undefined => graph.facts(path)?.guards[key];

  const solved = greatestFixpoint((text, ask) => {
    const asked = JSON.parse(text) as Key;
    const at = { path: asked[1], unit: asked[2] };
    return asked[0] === 'entry' ? entryOf(at, scopes.get(asked[3]), ask) : callOf(at, asked[3], asked[4], ask);
  });
  type Ask = typeof solved;

  function entryKey(at: UnitRef, scope: Scope | undefined): string {
    if (scope) scopes.set(scope.id, scope);
    const within = scope?.reached.has(keyOf(at)) ? scope.id : '';
    return JSON.stringify(['entry', at.path, at.unit, within] satisfies Key);
  }

  function clausesOf(at: UnitRef, clauses: Clauses, entry: () => Answer, ask: Ask): Answer {
    const atoms = clauses.length > 0 ? fact(at.path)?.atoms : [];
    if (!atoms) return [unfinished(at.path)];
    const holds = (atom: number): Answer => (atom === ENTRY ? entry() : atomOf(at, atoms[atom]!, ask));
    return clauses.map((clause) => clause.map(holds).reduce(eitherAnswer, false)).reduce(bothAnswers, true);
  }

  function atomOf(at: UnitRef, atom: Atom, ask: Ask): Answer {
    switch (atom.is) {
      case 'entry':
        return false;
      case 'match':
        return question.holds(atom.formula);
      case 'unknown':
        return [atom.cause];
      case 'call':
        return called(at, atom.callee, atom.test, atom.awaited, ask);
    }
  }

  function called(from: UnitRef, callee: Callee, test: Test, awaited: boolean, ask: Ask): Answer {
    // A recursive function that returns a field of its own result asks for ever deeper fields.
    if (test.op !== 'done' && test.path.length > deepestPath) return false;
    const target = graph.resolve(from.path, callee);
    const askUnit = ({ path: file, unit }: UnitRef): Answer =>
      ask(JSON.stringify(['call', file, unit, test, awaited] satisfies Key));
    switch (target.kind) {
      case 'unit':
        return askUnit(target.at);
      case 'missing':
        return [target.cause];
      case 'named': {
        // That a function might call itself does not make it a guard.
        const others = graph.unitsNamed(target.name).filter((at) => keyOf(at) !== keyOf(from));
        return mayBe(target.name, others.map(askUnit));
      }
      default:
        return false;
    }
  }

  /** Whether whoever runs a unit has let pass: certain only if all do, and somebody does. */
  function entryOf(at: UnitRef, scope: Scope | undefined, ask: Ask): Answer {
    const { kind, isOutside, isMember, name } = graph.unit(at);
    if (kind !== 'function' || isOutside) return false;
    const all = graph.sitesOf(at).filter((ref) => !scope || scope.has(ref));
    const named = isMember && name !== undefined && !scope ? graph.sitesNamed(name) : [];
    const isNamed = named.length > 0 && `Whether calls of '${name}' mean this function cannot be told.`;
    if (all.length === 0) return isNamed ? [notStatic(isNamed)] : false;
    if (!scope && !graph.isReached(at)) return false;
    const known = all.filter((ref) => !isDeclaration(ref)).length > 0 ? all.filter((ref) => !isDeclaration(ref)) : all;
    const certain = known.map((ref) => siteOf(ref, scope, ask)).reduce(bothAnswers, true);
    if (!isNamed || certain === false) return certain;
    const others = named.map((ref) => siteOf(ref, scope, ask)).reduce(bothAnswers, true);
    return others === true ? certain : bothAnswers(certain, [notStatic(isNamed)]);
  }

  /** A member of an object that the module makes: known by the calls of it. */
  function isDeclaration({ path, site }: SiteRef): boolean {
    return site.how === 'kept' && graph.unit({ path, unit: site.unit }).kind === 'module';
  }

  function siteOf(ref: SiteRef, scope: Scope | undefined, ask: Ask): Answer {
    const { path, index, site } = ref;
    const at = { path, unit: site.unit };
    const clauses = fact(path)?.sites[index] ?? START;
    const here = clausesOf(at, clauses, () => ask(entryKey(at, scope)), ask);
    if (site.how === 'kept')
      return bothAnswers(here, [notStatic(`Who runs '${nameOf(ref)}' cannot be told: it is kept for later.`)]);
    if (site.how !== 'passed' || here === true || !site.receiver) return here;
    return eitherAnswer(here, receivedBy(path, site.receiver, ask));
  }

  /** What is handed to a function of the workspace runs where that function calls its parameter. */
  function receivedBy(path: string, { callee, index }: NonNullable<SiteRef['site']['receiver']>, ask: Ask): Answer {
    const target = graph.resolve(path, callee);
    if (target.kind === 'missing') return [target.cause];
    if (target.kind !== 'unit') return false;
    const sites = graph.sitesOfParameter(target.at, index);
    if (sites.length === 0) {
      const name = graph.unit(target.at).name ?? 'the function';
      return [notStatic(`What '${name}' does with the function that it is given cannot be told.`)];
    }
    return sites
      .map((ref) =>
        clausesOf({ path: ref.path, unit: ref.site.unit }, fact(ref.path)?.sites[ref.index] ?? START, () => false, ask),
      )
      .reduce(bothAnswers, true);
  }

  function nameOf({ path, site }: SiteRef): string {
    const target = graph.resolve(path, site.callee);
    return (target.kind === 'unit' ? graph.unit(target.at).name : undefined) ?? 'this function';
  }

  /** Whether a call of the unit has let pass: whatever way it returns. */
  function callOf(at: UnitRef, test: Test, awaited: boolean, ask: Ask): Answer {
    const known = fact(at.path);
    if (!known) return [unfinished(at.path)];
    const returns = known.returns[at.unit];
    const isAsync = graph.unit(at).isAsync === true;
    // The promise that nobody waits for has not let pass, and is true whatever comes of it.
    if (!returns || (isAsync && !awaited)) return false;
    const unfinishedCalls = (inner: boolean): boolean => isAsync || inner || awaited;
    return returns.map((one) => returned(one, test, at, unfinishedCalls, ask)).reduce(bothAnswers, true);
  }

  function returned(
    { clauses, value, pending }: Return,
    test: Test,
    at: UnitRef,
    isAwaited: (inner: boolean) => boolean,
    ask: Ask,
  ): Answer {
    const behind = (place: Clauses): Answer => clausesOf(at, place, () => false, ask);
    const call = (callee: Callee, inner: Test, awaited: boolean): Answer =>
      called(at, callee, inner, isAwaited(awaited), ask);
    if (test.op === 'done') {
      return test.tested && pending
        ? handedOn(value, behind, (callee, awaited) => call(callee, test, awaited))
        : behind(clauses);
    }
    const logic: Logic<Clauses, Answer> = {
      yes: true,
      no: false,
      both: bothAnswers,
      either: eitherAnswer,
      at: behind,
      answer: (atom) => behind([[atom]]),
      call: (callee, inner: ValueTest, awaited) => call(callee, inner, awaited),
      unknown: (what) => [notStatic(`It cannot be told ${what}.`)],
    };
    const implied = implies(value, test, logic);
    return pending ? implied : eitherAnswer(behind(clauses), implied);
  }

  const settled: Ask = solved;
  return {
    fact,
    passed: (at, clauses, scope) => clausesOf(at, clauses, () => solved(entryKey(at, scope)), settled),
    atom: (at, atom, scope) => clausesOf(at, [[atom]], () => solved(entryKey(at, scope)), settled),
    entry: (at, scope) => solved(entryKey(at, scope)),
    site: (ref, scope) => siteOf(ref, scope, settled),
  };
}

const START: Clauses = [[ENTRY]];

const deepestPath = 6;

/** An answer handed on untested lets pass only if the call that it comes from does so by itself. */
function handedOn(
  value: Value<Clauses>,
  behind: (place: Clauses) => Answer,
  call: (callee: Callee, awaited: boolean) => Answer,
): Answer {
  switch (value.kind) {
    case 'call':
      return call(value.callee, value.awaited);
    case 'not':
    case 'test':
    case 'field':
      return handedOn(value.of, behind, call);
    case 'one-of':
      return value.ways
        .map(({ of, at }) => eitherAnswer(behind(at), handedOn(of, behind, call)))
        .reduce(bothAnswers, true);
    default:
      return false;
  }
}

/** Nobody knows what is called; it matters only if a function of this name would let pass. */
function mayBe(name: string, answers: readonly Answer[]): Answer {
  if (answers.every((answer) => answer === false)) return false;
  return [notStatic(`Whether '${name}' is the function of that name which makes sure of it cannot be told.`)];
}

function notStatic(message: string): Cause {
  return { kind: 'not-static', message };
}

function unfinished(path: string): Cause {
  return { kind: 'not-read', message: `What the functions of '${path}' make sure of is not known.`, place: { path } };
}
