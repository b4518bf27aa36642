import type { PgFields } from '../../documents/sql/postgres.ts';
import type { Json } from '../../model/document.ts';
import type { Change } from '../../model/sql-change.ts';
import type { Branch, Step, Targets } from '../../model/sql-program.ts';
import { isAbsenceTest, leavesOf, swallows, type Leaves } from './body.ts';
import { withoutLocations } from './expression.ts';
import { assigned, plStatement, plStatements, queryOf, type Body } from './plpgsql.ts';
import { expressionNode, queryNode } from './templates.ts';
import { fields, fieldsOf, items, text, type Source } from './writer.ts';

type Steps = readonly Step<Change>[];

/** A DO block as the fold runs it (fold/program.ts). Empty: it leaves the schema alone. */
export function programOf(body: Body, source: Source, message: string): Steps {
  const leaves = leavesOf(body, source, message);
  const steps = stepsOf(body.action, body, leaves);
  if (!steps.some(matters)) return [];
  const declared = body.declared.map(([name, value]): Step<Change> => ({ do: 'assign', name, value: tree(value) }));
  return [...declared, ...steps];
}

function matters(step: Step<Change>): boolean {
  if (step.do === 'changes') return step.changes.length + step.doubts.length > 0;
  if (step.do === 'execute') return true;
  if (step.do === 'if') return [...step.branches.flatMap((branch) => branch.body), ...step.otherwise].some(matters);
  return 'body' in step && step.body.some(matters);
}

function stepsOf(statement: Json, body: Body, leaves: Leaves): Steps {
  const { tag, inner } = plStatement(statement);
  const all = (list: Json | undefined): Steps => items(list).flatMap((one) => stepsOf(one, body, leaves));
  const maybe = (list: Steps): Steps => [{ do: 'if', branches: [unknownBranch(list)], otherwise: [] }];
  switch (tag) {
    case 'PLpgSQL_stmt_block':
      if (inner.exceptions === undefined) return all(inner.body);
      if (swallows(inner.exceptions)) return [{ do: 'block', body: all(inner.body), swallows: true }];
      return maybe([...plStatements(statement)].flatMap((one) => leaves.stepsOf(one)));
    case 'PLpgSQL_stmt_if':
      return [{ do: 'if', branches: branchesOf(inner, all), otherwise: all(inner.else_body) }];
    case 'PLpgSQL_stmt_fors':
      return [
        ...leaves.stepsOf({ tag, inner }),
        {
          do: 'for',
          over: 'rows',
          into: targetsOf(inner.var),
          source: tree(queryNode(queryOf(inner.query))),
          body: all(inner.body),
        },
      ];
    case 'PLpgSQL_stmt_foreach_a':
      return [
        {
          do: 'for',
          over: 'elements',
          into: body.variable(Number(inner.varno ?? 0)),
          source: expression(inner.expr),
          body: all(inner.body),
        },
      ];
    case 'PLpgSQL_stmt_fori':
      return [
        {
          do: 'for',
          over: 'range',
          into: { variables: [text(fieldsOf(inner.var).refname)] },
          source: inner.reverse === true || inner.step !== undefined ? null : expression(inner.lower),
          to: expression(inner.upper),
          body: all(inner.body),
        },
      ];
    case 'PLpgSQL_stmt_while':
    case 'PLpgSQL_stmt_loop':
    case 'PLpgSQL_stmt_dynfors':
    case 'PLpgSQL_stmt_case':
      return maybe([...plStatements(statement)].flatMap((one) => leaves.stepsOf(one)));
    case 'PLpgSQL_stmt_assign':
      return [...leaves.stepsOf({ tag, inner }), assignment(inner)];
    case 'PLpgSQL_stmt_execsql':
      if (inner.into !== true) return leaves.stepsOf({ tag, inner });
      return [
        ...leaves.stepsOf({ tag, inner }),
        { do: 'into', into: targetsOf(inner.target), source: tree(queryNode(queryOf(inner.sqlstmt))) },
      ];
    case 'PLpgSQL_stmt_dynexecute':
      return [
        ...leaves.stepsOf({ tag, inner }),
        ...(inner.into === true ? [{ do: 'into', into: targetsOf(inner.target), source: null } as const] : []),
      ];
    default:
      return leave(tag, inner) ?? leaves.stepsOf({ tag, inner });
  }
}

function unknownBranch(body: Steps): Branch<Change> {
  return { condition: null, body, absence: false };
}

function branchesOf(inner: PgFields, all: (list: Json | undefined) => Steps): readonly Branch<Change>[] {
  const alone = inner.else_body === undefined && inner.elsif_list === undefined;
  const first = {
    condition: expression(inner.cond),
    body: all(inner.then_body),
    absence: alone && isAbsenceTest(queryOf(inner.cond)),
  };
  const others = items(inner.elsif_list).map((one) => {
    const { cond, stmts } = fieldsOf(one);
    return { condition: expression(cond), body: all(stmts), absence: false };
  });
  return [first, ...others];
}

function assignment(inner: PgFields): Step<Change> {
  const { name, value } = assigned(inner);
  return { do: 'assign', name, value: tree(expressionNode(value)) };
}

function leave(tag: string, inner: PgFields): Steps | undefined {
  const when = inner.cond === undefined ? undefined : expression(inner.cond);
  if (tag === 'PLpgSQL_stmt_return') return [{ do: 'leave', how: 'return' }];
  if (tag === 'PLpgSQL_stmt_exit')
    return [{ do: 'leave', how: inner.is_exit === true ? 'exit' : 'continue', ...(when !== undefined && { when }) }];
  // 21: ERROR, which RAISE means without a level
  if (tag === 'PLpgSQL_stmt_raise') return Number(inner.elog_level ?? 0) >= 21 ? [{ do: 'leave', how: 'raise' }] : [];
  return undefined;
}

function expression(node: Json | undefined): Json | null {
  return tree(expressionNode(queryOf(node)));
}

function tree(node: Json | undefined): Json | null {
  return node === undefined ? null : withoutLocations(node);
}

function targetsOf(variable: Json | undefined): Targets {
  const { refname, fields: list } = fieldsOf(variable);
  if (list !== undefined) return { variables: items(list).map((field) => text(fields(field).name)) };
  return 'PLpgSQL_rec' in fields(variable) ? { record: text(refname) } : { variables: [text(refname)] };
}
