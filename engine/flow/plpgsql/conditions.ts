import type { SqlExpression } from '../../documents/sql/node.ts';
import type { PgNode } from '../../documents/sql/postgres.ts';
import { emit, emitThrowing, type Loose, type Ways } from '../builder.ts';
import { formOf } from './logic.ts';
import { joined, partOf, type Lowering } from './lowering.ts';
import { isNeverNull } from './null.ts';
import { plainValueOf } from './values.ts';

/**
 * See `Lowering.condition`. `AND` and `OR` are branches one after the other: SQL promises no order, but the outcome is the same.
 * `NOT x` is true where `x` is false, not wherever `x` is not true.
 */
export function conditionOf(l: Lowering, node: SqlExpression, wanted: boolean): Ways {
  const form = formOf(node.raw);
  const inner = (raw: PgNode): SqlExpression => partOf(l, node, raw);
  switch (form.kind) {
    case 'plain':
      return plain(l, node, wanted);
    case 'not':
      return l.condition(inner(form.of), !wanted);
    case 'same':
      return marked(l, node, wanted, l.condition(inner(form.of), wanted));
    case 'has': {
      const { yes, no } = l.condition(inner(form.of), form.outcome);
      const isAsItIs = form.not !== wanted;
      return marked(l, node, wanted, isAsItIs ? { yes, no } : { yes: no, no: yes });
    }
    case 'all':
    case 'any':
      return marked(
        l,
        node,
        wanted,
        junction(l, form.of.map(inner), { wanted, isAll: (form.kind === 'all') === wanted }),
      );
  }
}

/** `isAll`: each of the operands has to have the wanted outcome; otherwise any. */
function junction(
  l: Lowering,
  operands: readonly SqlExpression[],
  { wanted, isAll }: { readonly wanted: boolean; readonly isAll: boolean },
): Ways {
  const leaving: Loose[] = [];
  let going: readonly Loose[] = l.builder.loose;
  for (const operand of operands) {
    l.builder.loose = going;
    const { yes, no } = l.condition(operand, wanted);
    leaving.push(...(isAll ? no : yes));
    going = isAll ? yes : no;
  }
  return isAll ? { yes: going, no: leaving } : { yes: leaving, no: going };
}

/** Marks the ways on which a condition that has no branch of its own is certainly true. */
function marked(l: Lowering, node: SqlExpression, wanted: boolean, { yes, no }: Ways): Ways {
  if (!wanted && !isNeverNull(node.raw, l.scope)) return { yes, no };
  l.builder.loose = wanted ? yes : no;
  const point = emit(l.builder, { kind: 'join', node });
  l.starts.set(node, [...(l.starts.get(node) ?? []), point]);
  return wanted ? { yes: l.builder.loose, no } : { yes, no: l.builder.loose };
}

function plain(l: Lowering, node: SqlExpression, wanted: boolean): Ways {
  const from = emitThrowing(l.builder, { kind: 'branch', node, condition: plainValueOf(l, node) });
  const yes: Loose = { from, kind: wanted ? 'true' : 'false' };
  const no: Loose = { from, kind: wanted ? 'false' : 'true' };
  return { yes: [yes], no: joined([no], isNeverNull(node.raw, l.scope) ? [] : [{ from, kind: 'null' }]) };
}
