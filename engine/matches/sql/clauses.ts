import type { SqlNode } from '../../documents/sql/node.ts';
import { tagOf } from '../../documents/sql/statement-kind.ts';
import type { Cause } from '../../model/binding.ts';
import type { AnchorValue } from '../../model/formula.ts';
import type { DocumentView, JsonSchema } from '../matcher.ts';
import { mayHaveMore } from './embedded.ts';
import { moreCause } from './embedded-match.ts';

/** Attributes that ask whether a statement has a clause, by the field of PostgreSQL's tree. */
const CLAUSES = { 'has-where': 'whereClause', locks: 'lockingClause' } as const;

export const clauseAttributes: Readonly<Record<keyof typeof CLAUSES, JsonSchema>> = {
  'has-where': { type: 'boolean', description: 'Whether a SELECT, UPDATE or DELETE has a WHERE clause.' },
  locks: {
    type: 'boolean',
    description:
      'Whether a SELECT locks the rows that it reads: `FOR UPDATE`, `FOR NO KEY UPDATE`, `FOR SHARE`, `FOR KEY SHARE`. ' +
      'A lock of a query inside it is none of its own.',
  },
};

/** Whether a node has the clauses that are asked for and lacks those that must not be there; or why that cannot be told. */
export function fitsClauses(value: AnchorValue, node: SqlNode, view: DocumentView): boolean | Cause {
  let doubt: Cause | undefined;
  for (const [name, clause] of Object.entries(CLAUSES)) {
    const wanted = value[name];
    if (wanted === undefined) continue;
    if (node.type !== 'statement' && node.type !== 'expression') return false;
    if (!node.raw) continue;
    const has = node.raw[tagOf(node.raw)]?.[clause] !== undefined;
    if (!has && mayHaveMore(node, view)) doubt = moreCause;
    else if (wanted !== has) return false;
  }
  return doubt ?? true;
}
