import type { BodyStatement } from '../../documents/sql/node.ts';
import type { TreeNode } from '../../model/document.ts';
import { effort, type Effort } from '../budget.ts';
import type { DocumentView } from '../matcher.ts';
import type { Matching } from './bind.ts';
import { parentOf } from './embedded.ts';
import type { PlAround } from './match-pl-values.ts';
import { matchStatement } from './match-pl.ts';
import { isAnyStatements } from './pl-placeholders.ts';

export interface Sequence {
  readonly matching: Matching;
  readonly last: BodyStatement;
}

/** Statements of one list, from the target on; `...` passes over any. Of those that bind the same the shortest. */
export function* matchSequence(
  pattern: readonly BodyStatement[],
  target: BodyStatement,
  matching: Matching,
  around: PlAround & { readonly view: DocumentView },
): Iterable<Sequence> {
  const list = pattern.length > 1 ? listAround(target, around.view) : [target];
  const seen = new Set<string>();
  for (const sequence of matchFrom(
    { pattern, list, around, effort: effortOn(pattern, around.view) },
    0,
    list.indexOf(target),
    matching,
  )) {
    const { bindings, unknown } = sequence.matching;
    const identity = JSON.stringify([
      Object.values(bindings).map(({ text, node }) => [text, node?.range]),
      unknown?.kind,
    ]);
    if (pattern.length === 1 || !seen.has(identity)) yield sequence;
    seen.add(identity);
  }
}

interface Trial {
  readonly pattern: readonly BodyStatement[];
  readonly list: readonly BodyStatement[];
  readonly around: PlAround;
  readonly effort: Effort;
}

const efforts = new WeakMap<readonly BodyStatement[], WeakMap<DocumentView, Effort>>();

/** All that a pattern takes in one document counts together. */
function effortOn(pattern: readonly BodyStatement[], view: DocumentView): Effort {
  const known = efforts.get(pattern) ?? new WeakMap<DocumentView, Effort>();
  efforts.set(pattern, known);
  const here = known.get(view) ?? effort();
  known.set(view, here);
  return here;
}

/** Comparing statements takes about as long as so many steps of patterns of code. */
const stepsOfStatement = 20;

function* matchFrom(trial: Trial, at: number, from: number, matching: Matching): Iterable<Sequence> {
  const { pattern, list, around } = trial;
  trial.effort.spend(stepsOfStatement);
  const wanted = pattern[at];
  const target = list[from];
  if (!wanted) return yield { matching, last: list[from - 1]! };
  if (isAnyStatements(wanted.text)) {
    for (let next = from; next < list.length; next++) yield* matchFrom(trial, at + 1, next, matching);
  } else if (target) {
    for (const one of matchStatement(wanted, target, matching, around)) yield* matchFrom(trial, at + 1, from + 1, one);
  }
}

function listAround(target: BodyStatement, view: DocumentView): readonly BodyStatement[] {
  const parent = parentOf(target, view) as (TreeNode & { readonly statements?: readonly BodyStatement[] }) | undefined;
  return parent?.statements ?? [target];
}
