import { partsOf } from '../matches/formula.ts';
import type { Formula } from '../model/formula.ts';
import type { Compiler } from './compiler.ts';
import { isRelative } from './node-kinds.ts';
import { bindsOf, mayBind, mentionedBy, namesNeeded } from './scope.ts';

/** The parts of an `all` in the order in which they are solved: what binds names stands before what asks about them, however it was written. */
export function solvable(formula: Formula, compiler: Compiler): Formula {
  if (formula.op !== 'all') return formula;
  const ranked = [...formula.of].sort((a, b) => rankOf(a) - rankOf(b));
  return { op: 'all', of: afterWhatTheyNeed(ranked, compiler) };
}

/** Parts of the same rank stay as they were written. */
function rankOf(formula: Formula): number {
  const rank = ranks.indexOf(kindOf(formula));
  return rank === -1 ? 0 : rank;
}

const ranks = [
  'files',
  'subject',
  'anchor',
  'taint',
  // A line of text or a relative path can be asked about any node: what says which nodes comes first.
  'text',
  'path',
  'any',
  'inside',
  'has',
  'precedes',
  'follows',
  'exists',
  'where',
  'nullable',
  'existed-before',
  'count',
  'guarded',
  'not',
  'focus',
];

function kindOf(formula: Formula): string {
  if (formula.op === 'anchor') return formula.anchor === 'text' ? 'text' : isRelative(formula) ? 'path' : 'anchor';
  if (formula.op === 'step') return formula.step;
  return formula.op === 'exists' && formula.count ? 'count' : formula.op;
}

/** Within the order of ranks, a part waits for those beside it that may bind a name it only reads. */
function afterWhatTheyNeed(ranked: readonly Formula[], compiler: Compiler): readonly Formula[] {
  if (!ranked.some((part) => needsOf(part, compiler).size > 0)) return ranked;
  const solved: Formula[] = [];
  const waiting = [...ranked];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((part) => findsNodes(part) || !waitsFor(part, waiting, compiler));
    // Parts that need each other: as they were ranked.
    solved.push(...waiting.splice(Math.max(ready, 0), 1));
  }
  return solved;
}

function waitsFor(part: Formula, others: readonly Formula[], compiler: Compiler): boolean {
  const needs = needsOf(part, compiler);
  return others.some((other) => other !== part && [...mayBind(other, compiler)].some((name) => needs.has(name)));
}

/** What says which nodes are meant, and how far they extend, is asked before any step. */
function findsNodes(formula: Formula): boolean {
  return formula.op === 'anchor' || formula.op === 'taint' || partsOfLogic(formula).some(findsNodes);
}

function partsOfLogic(formula: Formula): readonly Formula[] {
  return formula.op === 'all' || formula.op === 'any' ? formula.of : [];
}

/** The names that a formula reads and does not bind: of constraints, and whatever is denied or counted. */
function needsOf(formula: Formula, compiler: Compiler): ReadonlySet<string> {
  const own = bindsOf(formula, compiler);
  return new Set([...readBy(formula, compiler)].filter((name) => !own.has(name)));
}

function readBy(formula: Formula, compiler: Compiler): readonly string[] {
  const own = namesNeeded(formula);
  if (own.length > 0) return own;
  const inner = formula.op === 'exists' ? [compiler.matchers[formula.matcher]!.formula] : partsOf(formula);
  const denied = formula.op === 'not' || formula.op === 'guarded' || (formula.op === 'exists' && formula.count);
  return [...(denied ? mentionedBy(formula, compiler) : []), ...inner.flatMap((part) => [...needsOf(part, compiler)])];
}
