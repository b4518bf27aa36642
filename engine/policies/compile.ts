import { partsOf, TRUE } from '../matches/formula.ts';
import { globError } from '../matches/glob.ts';
import type { Constraint, Formula, Guard } from '../model/formula.ts';
import type { Check, Exception, Fix, PolicyForm, PolicyInfo } from '../model/policy.ts';
import { isCompared, placeholders } from '../model/message.ts';
import type { Problem } from '../model/problem.ts';
import { addMatcher, compileMatcher } from './compile-matcher.ts';
import { report, type Compiler, type Definitions } from './compiler.ts';
import { isAboutHandlers } from './handlers.ts';
import { sinkForm } from './compile-taint.ts';
import { compileConstraint } from './compile-where.ts';
import { checkConfigPaths } from './config-paths.ts';
import { compileSets } from './compile-sets.ts';
import { checkAsked, checkNoSubject } from './node-kinds.ts';
import { checkStation } from './ranging.ts';
import { bindsOf, checkScope, lateNames, mayBind, mentionedBy, namesNeeded } from './scope.ts';
import { child, entries, items, type Located } from './source.ts';

export interface Compiled {
  readonly check?: Check;
  readonly problems: readonly Problem[];
}

/** A validated policy → a check. With any error there is no check. */
export function compilePolicy(policy: Located, info: PolicyInfo, definitions: Definitions): Compiled {
  const compiler: Compiler = { definitions, matchers: [], guards: [], problems: [], written: new Map(), expanding: [] };
  const judge = compileForm(policy, compiler);
  if (judge && compiler.problems.length === 0) checkNames(policy, info, judge, compiler);
  if (judge && compiler.problems.length === 0) checkConfigPaths(judge, compiler);
  if (!judge || compiler.problems.some(({ level }) => level === 'error')) return { problems: compiler.problems };
  const fix = child(policy, 'fix').data as unknown as Fix | null;
  const check: Check = {
    policy: info,
    matchers: compiler.matchers,
    ...(compiler.guards.length > 0 && { guards: guardsOf(judge, compiler) }),
    judge,
    deferred: deferredNames(judge, compiler),
    except: items(child(policy, 'except')).flatMap(compileException),
    unknown: child(policy, 'unknown').data === 'fail' ? 'fail' : 'review',
    ...(fix && { fix }),
  };
  return { check, problems: compiler.problems };
}

/** The constraint that a value definition stands for. */
export function compileValueDefinition(name: string, definitions: Definitions): Constraint {
  const compiler: Compiler = { definitions, matchers: [], guards: [], problems: [], written: new Map(), expanding: [] };
  const bodies = definitions.value(name) ?? [];
  return { anyOf: bodies.map((body) => compileConstraint(body, compiler)) };
}

function compileForm(policy: Located, collecting: Compiler): PolicyForm | undefined {
  const has = (key: string): boolean => child(policy, key).data !== null;
  const compiler = {
    ...collecting,
    isHandler: isAboutHandlers(child(policy, has('subject') ? 'subject' : 'forbid'), collecting),
  };
  const when = has('when') ? { when: compileMatcher(child(policy, 'when'), compiler) } : {};
  if (has('sets')) {
    const subject = has('subject') ? { subject: addMatcher(child(policy, 'subject'), compiler) } : {};
    const sets = compileSets(policy, compiler);
    // Without a subject a condition is about the workspace.
    const station = subject.subject === undefined ? 'reduce' : compiler.matchers[subject.subject]!.station;
    return sets && checked({ form: 'sets', ...subject, ...when, sets }, station, compiler);
  }
  if (has('project'))
    return checked({ form: 'project', ...when, require: required(policy, compiler) }, 'map', compiler);
  if (!has('subject')) {
    if (has('forbid')) return checkedSubject({ ...forbidden(child(policy, 'forbid'), compiler), ...when }, compiler);
    report(
      policy,
      "A policy needs 'forbid', or 'subject' with 'require' or 'forbid', or 'sets', or 'project: true' with 'require'.",
      compiler,
    );
    return undefined;
  }
  const subject = addMatcher(child(policy, 'subject'), compiler);
  if (has('require') === has('forbid')) {
    report(child(policy, 'subject'), "A policy with 'subject' has either 'require' or 'forbid'.", compiler, 'key');
    return undefined;
  }
  return checkedSubject({ form: 'require', subject, ...when, require: required(policy, compiler) }, compiler);
}

/** Of tainted data all sinks are subjects: those that nothing reaches pass. */
function forbidden(forbid: Located, compiler: Compiler): Extract<PolicyForm, { form: 'forbid' | 'require' }> {
  const subject = addMatcher(forbid, compiler);
  const matcher = compiler.matchers[subject]!;
  const form = sinkForm(matcher.formula);
  if (!form) return { form: 'forbid', subject };
  compiler.matchers[subject] = { ...matcher, formula: form.subject };
  return { form: 'require', subject, require: form.require };
}

function required(policy: Located, compiler: Compiler): Formula {
  const forbid = child(policy, 'forbid');
  if (forbid.data !== null) return { op: 'not', of: compileMatcher(forbid, compiler) };
  return compileMatcher(child(policy, 'require'), compiler);
}

function checkedSubject(form: Extract<PolicyForm, { form: 'forbid' | 'require' }>, compiler: Compiler): PolicyForm {
  return checked(form, compiler.matchers[form.subject]!.station, compiler);
}

function checked<F extends PolicyForm>(form: F, station: 'map' | 'reduce', compiler: Compiler): F {
  // A project has no node at all: only what the reduce decides can be asked, and `git` is the one anchor about the workspace.
  const about = form.form === 'project' ? 'reduce' : station;
  const asked = [form.when, 'require' in form ? form.require : undefined].filter((formula) => formula !== undefined);
  for (const formula of asked) {
    checkStation(formula, about, compiler);
    if (about === 'map') checkAsked(formula, subjectFormula(form, compiler), compiler);
    else checkNoSubject(formula, subjectWithoutNode, compiler);
  }
  return form;
}

const subjectWithoutNode =
  "'use: subject' speaks of a node of a document, but this policy's subject is none: it is an object of the schema, or the workspace.";

/** Every name that a constraint, a focus or the message uses must be bound. */
function checkNames(policy: Located, info: PolicyInfo, judge: PolicyForm, compiler: Compiler): void {
  const subject = subjectNames(judge, compiler);
  checkOwnMatchers(policy, judge, compiler);
  if (judge.when) checkScope(judge.when, subject, compiler);
  const known = new Set([...subject, ...(judge.when ? bindsOf(judge.when, compiler) : [])]);
  if ('require' in judge) checkScope(judge.require, known, compiler);
  for (const name of placeholders(info.message)) {
    if (known.has(name) || (isCompared(name) && child(policy, 'require').data !== null)) continue;
    report(child(policy, 'message'), `Nothing binds '$${name}' of the message; bound are: ${listed(known)}.`, compiler);
  }
  checkExceptions(policy, judge, compiler);
}

/** The matchers that a policy names itself; those inside `exists` are checked where they are used. */
function checkOwnMatchers(policy: Located, judge: PolicyForm, compiler: Compiler): void {
  const subject = subjectFormula(judge, compiler);
  const outer = bindsOf(subject, compiler);
  checkScope(subject, outer, compiler);
  if (judge.form !== 'sets') return;
  for (const [name, set] of Object.entries(judge.sets.sets)) {
    if (set.from === 'list') continue;
    const { formula } = compiler.matchers[set.matcher]!;
    const own = bindsOf(formula, compiler);
    // Sets beside a subject are collected for each subject: what it binds is known in them.
    checkScope(formula, new Set([...outer, ...own]), compiler);
    for (const value of items(child(policy, 'sets', name, 'values'))) {
      if (own.has(String(value.data).slice(1))) continue;
      const message = `Nothing in the matcher of this set binds '${String(value.data)}'; bound are: ${listed(own)}.`;
      report(value, message, compiler);
    }
  }
}

/** An exception for a name that no verdict can have would cover nothing, or everything. */
function checkExceptions(policy: Located, judge: PolicyForm, compiler: Compiler): void {
  const known = verdictNames(judge, compiler);
  for (const exception of items(child(policy, 'except'))) {
    for (const [key, value] of entries(exception)) {
      if (key === 'files') reportGlobs(value, (glob) => negated(glob) ?? globError(glob), compiler);
      if (!key.startsWith('$')) continue;
      reportGlobs(value, negated, compiler);
      if (!known.has(key.slice(1)))
        report(value, `Nothing binds '${key}' of this exception; bound are: ${listed(known)}.`, compiler, 'key');
    }
  }
}

function reportGlobs(located: Located, errorOf: (glob: string) => string | undefined, compiler: Compiler): void {
  for (const glob of items(located)) {
    const error = errorOf(String(glob.data));
    if (error !== undefined) report(glob, error, compiler);
  }
}

/** `!(a|b)` is an extended glob, and no negation. */
function negated(glob: string): string | undefined {
  return /^!(?!\()/.test(glob)
    ? `The glob '${glob}' is negated, and would leave out all the rest. Name what is left out.`
    : undefined;
}

/** The metavariables that a verdict may bind, if only in some alternative. */
function verdictNames(judge: PolicyForm, compiler: Compiler): ReadonlySet<string> {
  const sets = judge.form === 'sets' && judge.subject === undefined ? judge.sets : undefined;
  const elements = (sets?.of ?? []).flatMap((name) => {
    const set = sets?.sets[name];
    return set?.from === 'matcher' ? [compiler.matchers[set.matcher]!.formula] : [];
  });
  const formulas = [subjectFormula(judge, compiler), ...elements, ...(judge.when ? [judge.when] : [])];
  return new Set(formulas.flatMap((formula) => [...mayBind(formula, compiler)]));
}

function listed(names: ReadonlySet<string>): string {
  return names.size === 0 ? 'none' : [...names].map((name) => `$${name}`).join(', ');
}

function subjectFormula(judge: PolicyForm, { matchers }: Compiler): Formula {
  return 'subject' in judge && judge.subject !== undefined ? matchers[judge.subject]!.formula : TRUE;
}

function subjectNames(judge: PolicyForm, compiler: Compiler): ReadonlySet<string> {
  if (judge.form !== 'sets' || judge.subject !== undefined) return bindsOf(subjectFormula(judge, compiler), compiler);
  const first = judge.sets.sets[judge.sets.of[0]!];
  return new Set(first?.from === 'matcher' ? first.values : []);
}

/** Names that `when` or an `exists` may bind: the map must keep each local solution for them. */
function deferredNames(judge: PolicyForm, compiler: Compiler): readonly string[] {
  const subject = 'subject' in judge ? judge.subject : undefined;
  const elsewhere = compiler.matchers.filter(({ id }) => id !== subject).map(({ formula }) => formula);
  const formulas = [...elsewhere, ...(judge.when ? [judge.when] : [])];
  const late = compiler.matchers.flatMap(({ formula }) => lateNames(formula));
  return [...new Set([...formulas.flatMap((formula) => [...mentionedBy(formula, compiler)]), ...late])];
}

/** The guards, with the names that something besides them speaks of as well. */
function guardsOf(judge: PolicyForm, compiler: Compiler): readonly Guard[] {
  const asked = [judge.when, 'require' in judge ? judge.require : undefined].filter((formula) => formula !== undefined);
  const roots = [...compiler.matchers.map(({ formula }) => formula), ...asked];
  return compiler.guards.map((guard) => {
    const outside = new Set(roots.flatMap((root) => [...namesBeside(root, guard.formula, compiler)]));
    const own = mentionedBy(guard.formula, compiler);
    return { ...guard, shared: [...own].filter((name) => outside.has(name)) };
  });
}

/** What a formula mentions outside of one of its parts. */
function namesBeside(formula: Formula, left: Formula, compiler: Compiler): readonly string[] {
  if (formula === left) return [];
  const own = partsOf(formula).length === 0 ? mentionedBy(formula, compiler) : namesNeeded(formula);
  return [...own, ...partsOf(formula).flatMap((part) => namesBeside(part, left, compiler))];
}

function compileException(located: Located): readonly Exception[] {
  if (located.data === null) return [];
  const fields = entries(located);
  const bindings = fields
    .filter(([key]) => key.startsWith('$'))
    .map(([key, value]) => [key.slice(1), globs(value)] as const);
  const files = fields.find(([key]) => key === 'files')?.[1];
  const reason = String(child(located, 'reason').data ?? '');
  return [{ bindings: Object.fromEntries(bindings), ...(files && { files: globs(files) }), reason }];
}

function globs(located: Located): readonly string[] {
  return items(located).map(({ data }) => String(data));
}
