import { anchorNamed } from '../matches/all.ts';
import { compileGlob, compileGlobList } from '../matches/glob.ts';
import type { Inspection } from '../matches/matcher.ts';
import { metavariable } from '../matches/schema/matching.ts';
import { referencesOf } from '../matches/where.ts';
import { partsOf } from '../matches/formula.ts';
import type { AnchorValue, Formula } from '../model/formula.ts';
import { report, type Compiler } from './compiler.ts';

type Names = ReadonlySet<string>;

const none: Names = new Set();

/** To inspect is to parse patterns; the same anchor is asked many times while its policy is compiled. */
const inspections = new WeakMap<AnchorValue, Inspection>();

function inspectionOf({ anchor, value }: Extract<Formula, { op: 'anchor' }>): Inspection {
  const known = inspections.get(value) ?? anchorNamed(anchor).inspect(value);
  inspections.set(value, known);
  return known;
}

/** The metavariables that a match of the formula certainly binds. */
export function bindsOf(formula: Formula, compiler: Compiler): Names {
  switch (formula.op) {
    case 'anchor':
      return new Set(inspectionOf(formula).binds);
    case 'files':
      return new Set(compileGlobList(formula.include ?? []).binds);
    case 'all':
      return new Set(formula.of.flatMap((part) => [...bindsOf(part, compiler)]));
    case 'any':
      return formula.of
        .map((part) => bindsOf(part, compiler))
        .reduce((a, b) => new Set([...a].filter((name) => b.has(name))), firstBinds(formula.of, compiler));
    case 'step':
      return bindsOf(formula.of, compiler);
    case 'taint':
      return new Set([...bindsOf(formula.sinks, compiler), ...bindsOf(formula.sources, compiler)]);
    case 'exists':
      return formula.count ? none : bindsOf(compiler.matchers[formula.matcher]!.formula, compiler);
    default:
      return none;
  }
}

function firstBinds(alternatives: readonly Formula[], compiler: Compiler): Names {
  return alternatives[0] ? bindsOf(alternatives[0], compiler) : none;
}

/** Every metavariable that something in the formula may bind, exported or not. */
export function mentionedBy(formula: Formula, compiler: Compiler): Names {
  const inner = formula.op === 'exists' ? [compiler.matchers[formula.matcher]!.formula] : partsOf(formula);
  return new Set([...ownNames(formula), ...inner.flatMap((part) => [...mentionedBy(part, compiler)])]);
}

/** The metavariables that a match of the formula binds, if only in some of its alternatives. */
export function mayBind(formula: Formula, compiler: Compiler): Names {
  if (formula.op === 'not' || formula.op === 'guarded' || (formula.op === 'exists' && formula.count)) return none;
  const inner = formula.op === 'exists' ? [compiler.matchers[formula.matcher]!.formula] : partsOf(formula);
  return new Set([...ownNames(formula), ...inner.flatMap((part) => [...mayBind(part, compiler)])]);
}

function ownNames(formula: Formula): readonly string[] {
  if (formula.op === 'files') return (formula.include ?? []).flatMap((glob) => compileGlob(glob).binds);
  if (formula.op !== 'anchor') return [];
  const { mentions, binds } = inspectionOf(formula);
  return mentions ?? binds;
}

/** Reports constraints on, and focus of, names that nothing binds. */
export function checkScope(formula: Formula, outer: Names, compiler: Compiler): void {
  const scope = formula.op === 'all' ? new Set([...outer, ...bindsOf(formula, compiler)]) : outer;
  for (const name of namesNeeded(formula)) {
    if (!scope.has(name)) unbound(formula, name, compiler);
  }
  if (formula.op === 'exists') {
    const inner = compiler.matchers[formula.matcher]!.formula;
    checkScope(inner, new Set([...scope, ...bindsOf(inner, compiler)]), compiler);
    if (formula.distinct && !bindsOf(inner, compiler).has(formula.distinct))
      unbound(formula, formula.distinct, compiler);
  }
  for (const part of partsOf(formula)) checkScope(part, scopeWithin(formula, part, scope, compiler), compiler);
}

/** What a guard binds is known within it, and nowhere else. */
function scopeWithin(formula: Formula, part: Formula, scope: Names, compiler: Compiler): Names {
  return formula.op === 'guarded' ? new Set([...scope, ...bindsOf(part, compiler)]) : scope;
}

/** The names that a formula reads without binding them. */
export function namesNeeded(formula: Formula): readonly string[] {
  if (formula.op === 'where') return [formula.name, ...referencesOf(formula.constraint)];
  if (formula.op === 'existed-before') return formula.table.flatMap((part) => metavariable(part) ?? []);
  return formula.op === 'focus' || formula.op === 'nullable' ? [formula.name] : [];
}

/** Names that a matcher of documents binds in the reduce only: the map must keep what it binds to them itself. */
export function lateNames(formula: Formula): readonly string[] {
  const own = formula.op === 'anchor' ? (inspectionOf(formula).late ?? []) : [];
  return [...own, ...partsOf(formula).flatMap(lateNames)];
}

function unbound(formula: Formula, name: string, compiler: Compiler): void {
  const located = compiler.written.get(formula);
  if (located) report(located, `Nothing binds '$${name}' here.`, compiler, 'key');
}
