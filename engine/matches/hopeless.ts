import type { TreeNode } from '../model/document.ts';
import type { Formula } from '../model/formula.ts';
import { BudgetExceeded } from './budget.ts';
import { allOf, anyOf, TRUE } from './formula.ts';
import type { Inquiry, Solution } from './inquiry.ts';
import type { DocumentView, LocalBindings } from './matcher.ts';
import { related } from './steps.ts';

type Step = Extract<Formula, { op: 'step' }>;
type Solve = (formula: Formula, node: TreeNode, bindings: LocalBindings, inquiry: Inquiry) => readonly Solution[];

const known = new WeakMap<DocumentView, Map<Step, boolean>>();

/**
 * Whether nothing in the whole document could satisfy a `has`, whatever is bound: asked once, for it is asked of the
 * document again for each way in which what stands beside it holds. `solve` is handed in: it asks this itself.
 */
export function isHopeless(step: Step, node: TreeNode, inquiry: Inquiry, solve: Solve): boolean {
  const { view } = inquiry;
  if (step.step !== 'has' || node !== view.fileNode) return false;
  const answers = known.get(view) ?? new Map<Step, boolean>();
  known.set(view, answers);
  const answer = answers.get(step) ?? !mayHold(step, node, inquiry, solve);
  answers.set(step, answer);
  return answer;
}

function mayHold(step: Step, node: TreeNode, { view, deferred }: Inquiry, solve: Solve): boolean {
  const of = relaxed(step.of);
  if (of === TRUE) return true;
  try {
    const inquiry: Inquiry = { view, subject: node, deferred };
    for (const other of related({ ...step, of }, node, inquiry))
      if (solve(of, other, {}, inquiry).length > 0) return true;
    return false;
  } catch (error) {
    if (error instanceof BudgetExceeded) return true;
    throw error;
  }
}

/** What at least has to hold: patterns only, of which more match the less is bound. */
function relaxed(formula: Formula): Formula {
  switch (formula.op) {
    case 'anchor':
      return formula.anchor === 'code' || formula.anchor === 'selector' ? formula : TRUE;
    case 'all':
      return allOf(formula.of.map(relaxed));
    case 'any': {
      const of = formula.of.map(relaxed);
      return of.includes(TRUE) ? TRUE : anyOf(of);
    }
    default:
      return TRUE;
  }
}
