import type { Json } from '../../model/document.ts';
import type { Place } from '../../model/region.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Branch, Step, Targets } from '../../model/sql-program.ts';
import { executedChanges } from '../changes/executed.ts';
import { HOLE } from '../changes/templates.ts';
import { unfollowed } from '../changes/touches.ts';
import { fields, fieldsOf, items, strings } from '../../documents/sql/pg-tree.ts';
import { evaluate, type Scope } from './query/evaluate.ts';
import { isRow, UNKNOWN, type Row, type Value } from './query/value.ts';
import { tablesAskedFor } from './asked-for.ts';
import { cell, foundRows, queryRows } from './query/select.ts';
import { failsOnData, needsUnknown } from './fails-on-data.ts';
import { endSession, restore, snapshot, type State } from './state.ts';

export type ApplyChange = (state: State, change: Change, place: Place) => void;
type Steps = readonly Step<Change>[];
/** How a list of steps ended. */
type End = 'next' | 'return' | 'exit' | 'continue' | 'raise';

const mostTurns = 2_000;

/** A body under way. */
interface Run {
  readonly state: State;
  readonly place: Place;
  readonly apply: ApplyChange;
  readonly variables: Map<string, Value>;
  /** Variables that get a value in more than one place. */
  readonly changing: ReadonlySet<string>;
  turns: number;
  /** RAISE EXCEPTION stands where it may run, in the innermost block that swallows it. */
  mayRaise: boolean;
  /** Something has run that the rows that there are may refuse. */
  mayFail: boolean;
}

/** Runs a body on the catalog as it is now; where that does not tell what happens, with the doubts of its statements. */
export function runProgram(state: State, program: Steps, place: Place, apply: ApplyChange): void {
  // an error ends the statement and takes back what it did
  const before = mayRaise(program) ? snapshot(state) : undefined;
  const isOwn = state.separately && !state.before && !state.inBlock;
  state.inBlock ||= isOwn;
  const end = runAll(
    program,
    {
      state,
      place,
      apply,
      variables: new Map(),
      changing: changing(program),
      turns: 0,
      mayRaise: false,
      mayFail: false,
    },
    true,
  );
  if (end === 'raise' && before) restore(state, before);
  if (!isOwn) return;
  endSession(state);
  state.inBlock = false;
}

function mayRaise(steps: Steps): boolean {
  return steps.some((step) => {
    if (step.do === 'leave') return step.how === 'raise';
    if (step.do === 'if') return step.branches.some(({ body }) => mayRaise(body)) || mayRaise(step.otherwise);
    return (step.do === 'block' || step.do === 'for') && mayRaise(step.body);
  });
}

function changing(program: Steps): ReadonlySet<string> {
  const names = assigned(program);
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}

function assigned(steps: Steps): readonly string[] {
  return steps.flatMap((step): readonly string[] => {
    if (step.do === 'assign') return [step.name];
    if (step.do === 'into') return namesOf(step.into);
    if (step.do === 'if') return [...step.branches.flatMap(({ body }) => assigned(body)), ...assigned(step.otherwise)];
    if (step.do === 'for') return [...namesOf(step.into), ...assigned(step.body)];
    return step.do === 'block' ? assigned(step.body) : [];
  });
}

function namesOf({ record, variables = [] }: Targets): readonly string[] {
  return record === undefined ? variables : [record, ...variables];
}

/** `maybe`: what follows may not run. */
function runAll(steps: Steps, run: Run, surely: boolean): End | 'maybe' {
  let sure = surely;
  for (const step of steps) {
    const end = runStep(step, run, sure);
    if (end === 'maybe') sure = false;
    else if (end !== 'next') return end;
  }
  return sure === surely ? 'next' : 'maybe';
}

function runStep(step: Step<Change>, run: Run, surely: boolean): End | 'maybe' {
  switch (step.do) {
    case 'changes':
      return applied(surely ? step.changes : step.doubts, run);
    case 'execute':
      return execute(step, run, surely);
    case 'assign':
      run.variables.set(step.name, surely ? valueOf(step.value, run) : UNKNOWN);
      return 'next';
    case 'into':
      into(step.into, surely ? queryRows(step.source, scopeOf(run)) : UNKNOWN, run);
      return 'next';
    case 'block':
      return runBlock(step, run, surely);
    case 'for':
      return runLoop(step, run, surely);
    case 'if':
      return runBranches(step.branches, step.otherwise, run, surely);
    case 'leave':
      return leave(step, run, surely);
  }
}

function applied(changes: readonly Change[], run: Run): 'next' {
  const { state, place, apply } = run;
  run.mayFail ||= changes.some(failsOnData);
  run.mayRaise ||= changes.some((change) => needsUnknown(state, change));
  for (const change of changes) apply(state, change, place);
  return 'next';
}

function execute({ text, doubts }: Extract<Step<Change>, { do: 'execute' }>, run: Run, surely: boolean): 'next' {
  const known = surely ? valueOf(text, run) : UNKNOWN;
  const changes = typeof known === 'string' ? executedChanges(known, run.place) : undefined;
  return applied(changes ?? narrowed(text, doubts, run), run);
}

/** The doubts about a text that may be executed, by what of it is known at this point. */
function narrowed(text: Json | null, doubts: readonly Change[], run: Run): readonly Change[] {
  const first = doubts.find((one) => one.op === 'opaque');
  if (!first || !isJoined(text, run)) return doubts;
  const scope: Scope = { ...scopeOf(run), column: (parts) => holed(valueIn(run.variables, parts)) };
  const template = evaluate(text, scope);
  if (typeof template !== 'string' || template.trim() === HOLE) return doubts;
  const others = doubts.filter(({ op }) => op !== 'opaque');
  return [...others, ...unfollowed(template).map((doubt): Change => ({ op: 'opaque', cause: first.cause, ...doubt }))];
}

function holed(value: Value | undefined): Value {
  return value === undefined || value === UNKNOWN || isRow(value) || Array.isArray(value) ? HOLE : value;
}

/** Made of constants and variables by what only joins texts: a hole in it decides nothing. */
function isJoined(node: Json | null, run: Run): boolean {
  const [tag = ''] = Object.keys(fields(node ?? undefined));
  const { name, lexpr, rexpr, arg, args, funcname, fields: parts } = fieldsOf(node ?? undefined);
  const of = (one: Json | undefined): boolean => isJoined(one ?? null, run);
  if (tag === 'A_Const') return true;
  if (tag === 'ColumnRef') return !run.changing.has(strings(parts)[0]?.toLowerCase() ?? '');
  if (tag === 'TypeCast' || tag === 'CollateClause') return of(arg);
  if (tag === 'A_Expr') return strings(name)[0] === '||' && of(lexpr) && of(rexpr);
  return (
    tag === 'FuncCall' &&
    ['format', 'concat', 'quote_ident'].includes(strings(funcname).at(-1) ?? '') &&
    items(args).every(of)
  );
}

function leave({ how, when }: Extract<Step<Change>, { do: 'leave' }>, run: Run, surely: boolean): End | 'maybe' {
  const holds = when === undefined ? true : valueOf(when, run);
  if (how === 'raise' && (!surely || holds === UNKNOWN)) run.mayRaise = true;
  if (surely && holds === true) return how;
  if (how === 'raise') return 'next';
  return holds === false || holds === null ? 'next' : 'maybe';
}

function runBranches(branches: readonly Branch<Change>[], otherwise: Steps, run: Run, surely: boolean): End | 'maybe' {
  for (const [i, { condition, body }] of branches.entries()) {
    const holds = surely ? conditionOf(condition, body, run) : UNKNOWN;
    if (holds === false || holds === null) continue;
    if (holds === true) return runAll(body, run, true);
    const rest = [...branches.slice(i).map((branch) => branch.body), otherwise];
    for (const one of rest) runAll(one, run, false);
    return rest.some(leaves) ? 'maybe' : 'next';
  }
  return runAll(otherwise, run, surely);
}

/** A name that a branch asks for and then gives is not taken for one of another table, of which the migrations do not show all. */
function conditionOf(condition: Json | null, body: Steps, run: Run): Value {
  const holds = valueOf(condition, run);
  if (holds !== UNKNOWN) return holds;
  run.state.askedFor = tablesAskedFor(run.state, condition, body);
  const narrower = run.state.askedFor ? valueOf(condition, run) : UNKNOWN;
  run.state.askedFor = undefined;
  return narrower;
}

/** RAISE EXCEPTION stops the whole migration: where the rest is deployed, it did not happen. */
function leaves(steps: Steps): boolean {
  return steps.some((step) => {
    if (step.do === 'leave') return step.how !== 'raise';
    if (step.do === 'if') return step.branches.some(({ body }) => leaves(body)) || leaves(step.otherwise);
    return (step.do === 'block' || step.do === 'for') && leaves(step.body);
  });
}

/** Also leaves what is around the loop. */
function returns(steps: Steps): boolean {
  return steps.some((step) => {
    if (step.do === 'leave') return step.how === 'return';
    if (step.do === 'if') return step.branches.some(({ body }) => returns(body)) || returns(step.otherwise);
    return (step.do === 'block' || step.do === 'for') && returns(step.body);
  });
}

function runLoop(step: Extract<Step<Change>, { do: 'for' }>, run: Run, surely: boolean): End | 'maybe' {
  if (step.over === 'range') return withOwn(namesOf(step.into), run, () => runTurns(step, run, surely));
  return runTurns(step, run, surely);
}

/** Variables of these names outside are other ones. */
function withOwn(names: readonly string[], { variables }: Run, to: () => End | 'maybe'): End | 'maybe' {
  const before = names.map((name) => [name, variables.get(name)] as const);
  const end = to();
  for (const [name, value] of before) {
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
  return end;
}

function runTurns(step: Extract<Step<Change>, { do: 'for' }>, run: Run, surely: boolean): End | 'maybe' {
  const turns = surely ? turnsOf(step, run) : UNKNOWN;
  if (turns === UNKNOWN || run.turns + turns.length > mostTurns) return runUnsure(step, run, surely);
  run.turns += turns.length;
  let sure = true;
  for (const turn of turns) {
    bind(step.into, turn, run);
    const end = runAll(step.body, run, sure);
    if (end === 'exit') break;
    if (end === 'return' || end === 'raise') return end;
    if (end === 'maybe') sure = false;
  }
  run.variables.set('found', turns.length > 0);
  return sure || !returns(step.body) ? 'next' : 'maybe';
}

/** A turn for each row that there surely is, and one that may not be for each of the others. */
function runUnsure(step: Extract<Step<Change>, { do: 'for' }>, run: Run, surely: boolean): End | 'maybe' {
  const found = step.over === 'rows' ? foundRows(step.source, scopeOf(run)) : UNKNOWN;
  const all = found === UNKNOWN ? undefined : [...found.sure, ...found.unsure];
  if (found === UNKNOWN || !all || run.turns + all.length > mostTurns || leaves(step.body) || mayRaise(step.body)) {
    bind(step.into, UNKNOWN, run);
    runAll(step.body, run, false);
    run.variables.set('found', UNKNOWN);
    return returns(step.body) ? 'maybe' : 'next';
  }
  run.turns += all.length;
  for (const [i, turn] of all.entries()) {
    bind(step.into, turn, run);
    runAll(step.body, run, surely && i < found.sure.length);
  }
  run.variables.set('found', surely && found.sure.length > 0 ? true : UNKNOWN);
  return 'next';
}

function turnsOf(
  { over, source, to }: Extract<Step<Change>, { do: 'for' }>,
  run: Run,
): readonly Row[] | typeof UNKNOWN {
  if (over === 'rows') return queryRows(source, scopeOf(run));
  const first = valueOf(source, run);
  if (over === 'elements')
    return Array.isArray(first) ? (first as readonly Value[]).map((value): Row => ({ value })) : UNKNOWN;
  const last = valueOf(to ?? null, run);
  if (typeof first !== 'number' || typeof last !== 'number' || last - first > mostTurns) return UNKNOWN;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i): Row => ({ value: first + i }));
}

/** The first row; none: NULL. Which is the first of more than one is not known. */
function into(targets: Targets, rows: readonly Row[] | typeof UNKNOWN, run: Run): void {
  bind(targets, rows === UNKNOWN || rows.length > 1 ? UNKNOWN : rows[0], run);
  run.variables.set('found', rows === UNKNOWN ? UNKNOWN : rows.length > 0);
}

/** Undefined: there is no row. */
function bind(
  { record, variables = [] }: Targets,
  row: Row | typeof UNKNOWN | undefined,
  { variables: all }: Run,
): void {
  if (record !== undefined) all.set(record, row ?? null);
  const values = row === UNKNOWN ? [] : Object.values(row ?? {});
  for (const [i, name] of variables.entries()) all.set(name, row === UNKNOWN ? UNKNOWN : (values[i] ?? null));
}

/** What was done before an error inside is taken back; whether there is one, tables that the migrations do not show leave open. */
function runBlock({ body, ofData }: Block, run: Run, surely: boolean): End | 'maybe' {
  const { state, mayRaise: outside, mayFail: before } = run;
  const start = snapshot(state);
  const known = state.replay.length;
  run.mayRaise = false;
  run.mayFail = false;
  const end = runAll(body, run, surely);
  const isOutside = ({ problem, object }: State['replay'][number]): boolean =>
    problem === 'missing' && object.startsWith('table ');
  const problems = state.replay.splice(known);
  const failed = problems.some((one) => !isOutside(one));
  const mayBeUndone = end !== 'raise' && !failed && (run.mayRaise || (ofData && run.mayFail) || problems.length > 0);
  run.mayRaise = outside;
  run.mayFail = before || (!ofData && run.mayFail);
  if (mayBeUndone && surely) {
    restore(state, start);
    runBlock({ body, ofData }, run, false);
    return leaves(body) ? 'maybe' : 'next';
  }
  if (end === 'raise' || failed) restore(state, start);
  return end === 'raise' || failed ? 'next' : end;
}

type Block = Pick<Extract<Step<Change>, { do: 'block' }>, 'body' | 'ofData'>;

function valueOf(node: Parameters<typeof evaluate>[0], run: Run): Value {
  return evaluate(node, scopeOf(run));
}

function scopeOf({ state, variables }: Run): Scope {
  return { state, rows: queryRows, column: (parts) => valueIn(variables, parts) };
}

/** Undefined: there is no such variable. */
function valueIn(variables: Run['variables'], [first = '', second]: readonly string[]): Value | undefined {
  const value = variables.get(first.toLowerCase()) ?? variables.get(first);
  if (value === undefined || second === undefined) return value;
  return isRow(value) ? cell(value, second) : UNKNOWN;
}
