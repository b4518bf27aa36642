import type { SqlExpression } from '../../documents/sql/node.ts';
import type { Formula } from '../../model/formula.ts';
import type { NullabilityTerm } from '../../model/sql-question.ts';
import { unknown } from '../formula.ts';
import type { Inquiry, Solution } from '../inquiry.ts';
import type { LocalBinding } from '../matcher.ts';
import { scopeAt } from './scope-at.ts';
import { nullabilityOf } from './terms.ts';

type NullableFormula = Extract<Formula, { op: 'nullable' }>;

/** Whether the SQL bound may be NULL: what needs the catalog, and a name that only the reduce binds, is left for it. */
export function nullableHolds(formula: NullableFormula, yes: Solution, inquiry: Inquiry): readonly Solution[] {
  const binding = yes.bindings[formula.name];
  if (!binding) return [{ ...yes, rest: formula }];
  const term = termOf(binding, inquiry);
  if (term.term === 'known') return term.nullable === formula.is ? [yes] : [];
  const { path } = inquiry.view.document.file;
  const rest: Formula =
    term.term === 'unknown'
      ? unknown(term.cause)
      : { op: 'catalog', ask: { kind: 'nullable', text: binding.text, term, is: formula.is, path } };
  return [{ ...yes, rest }];
}

function termOf(binding: LocalBinding, { view }: Inquiry): NullabilityTerm {
  const { node, nodeType, text, value } = binding;
  if (node?.type === 'expression') return nullabilityOf((node as SqlExpression).raw, scopeAt(node, view));
  // long lists of constants are no nodes of the tree
  if (nodeType === 'A_Const') return { term: 'known', nullable: value === null };
  const message = `'${text}' is no SQL expression that could be NULL.`;
  return { term: 'unknown', cause: { kind: 'not-static', message, ...(node && { place: view.place(node) }) } };
}
