import { allOf, anyOf, FALSE } from '../matches/formula.ts';
import type { Formula, Propagator, Taint } from '../model/formula.ts';
import { report, type Compiler } from './compiler.ts';
import { checkNoSubject, findsCode } from './node-kinds.ts';
import { bindsOf, checkScope } from './scope.ts';
import { child, entries, items, type Located } from './source.ts';

type CompileMatcher = (located: Located, compiler: Compiler) => Formula;

/** The keys that a propagator has beside those of its matcher. */
const ends = ['from', 'to'] as const;

/** `taint: {sources, sinks, sanitizers, propagators, through}` as written → a formula. `compile`: of a matcher. */
export function compileTaint(located: Located, compiler: Compiler, compile: CompileMatcher): Taint {
  const part = (key: string): Located | undefined =>
    child(located, key).data === null ? undefined : child(located, key);
  const inner = (at: Located): Formula => {
    const formula = compile(at, compiler);
    checkNoSubject(formula, noSubject, compiler);
    checkScope(formula, bindsOf(formula, compiler), compiler);
    if (findsCode(formula)) return formula;
    report(at, notCode, compiler);
    return FALSE;
  };
  const sanitizers = part('sanitizers');
  const propagators = part('propagators');
  return {
    op: 'taint',
    sources: inner(child(located, 'sources')),
    sinks: inner(child(located, 'sinks')),
    sanitizers: sanitizers ? local(inner(sanitizers), sanitizers, compiler) : FALSE,
    propagators: propagators ? items(propagators).map((item) => propagator(item, compiler, inner)) : [],
    through: child(located, 'through').data === 'function' ? 'function' : 'file',
  };
}

const notCode =
  "Data is followed in code: a matcher in 'taint' needs an anchor that finds code, such as 'code' or 'selector'.";
const noSubject =
  "Inside 'taint', 'use: subject' cannot speak of the subject: sources and sinks are looked for in the whole file.";

function propagator(located: Located, compiler: Compiler, inner: (at: Located) => Formula): Propagator {
  const of = local(inner(withoutEnds(located)), located, compiler);
  const bound = bindsOf(of, compiler);
  const [from, to] = ends.map((end) => {
    const name = String(child(located, end).data).slice(1);
    if (!bound.has(name)) report(child(located, end), `Nothing in this matcher binds '$${name}'.`, compiler);
    return name;
  });
  return { of, from: from!, to: to! };
}

function withoutEnds(located: Located): Located {
  const kept = entries(located).filter(([key]) => !(ends as readonly string[]).includes(key));
  return { ...located, data: Object.fromEntries(kept.map(([key, { data }]) => [key, data])) };
}

/** What sanitizes or hands on data is decided file by file. */
function local(formula: Formula, located: Located, compiler: Compiler): Formula {
  if (mentionsWorkspace(formula))
    report(
      located,
      "'exists' cannot stand in sanitizers and propagators of 'taint': they are decided file by file.",
      compiler,
    );
  return formula;
}

function mentionsWorkspace(formula: Formula): boolean {
  if (formula.op === 'exists') return true;
  if (formula.op === 'all' || formula.op === 'any') return formula.of.some(mentionsWorkspace);
  return 'of' in formula && !Array.isArray(formula.of) && mentionsWorkspace(formula.of as Formula);
}

/** What a bare `forbid` of taint is about: all sinks are its subjects, and none may be reached. */
export interface SinkForm {
  readonly subject: Formula;
  readonly require: Formula;
}

/** Nothing for a matcher that does not speak of taint in each of its alternatives. */
export function sinkForm(formula: Formula): SinkForm | undefined {
  const subject = sinksOf(formula);
  return subject && { subject, require: { op: 'not', of: formula } };
}

function sinksOf(formula: Formula): Formula | undefined {
  switch (formula.op) {
    case 'taint':
      return formula.sinks;
    case 'all':
      return sinksAmong(formula.of);
    case 'any': {
      const alternatives = formula.of.map(sinksOf);
      return alternatives.every((part) => part !== undefined) && alternatives.length > 0
        ? anyOf(alternatives)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What stands beside `taint` about the file narrows the subjects; the rest is asked of each. */
function sinksAmong(parts: readonly Formula[]): Formula | undefined {
  const sinks = parts.map(sinksOf).filter((part) => part !== undefined);
  const files = parts.filter(({ op }) => op === 'files');
  return sinks.length === 0 ? undefined : allOf([...files, ...sinks.slice(0, 1)]);
}
