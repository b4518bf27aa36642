import type { PlBranch, PlStatement } from '../../documents/sql/node.ts';
import { emitBranch, leave, withCatch, withTarget, type Loose } from '../builder.ts';
import { done, labelsOf } from './control.ts';
import { other, startedBy, type Lowering } from './lowering.ts';
import { declaration } from './statements.ts';

/** What a block declares is evaluated before its handlers are in force. */
export function blockStatement(l: Lowering, node: PlStatement): void {
  const { builder } = l;
  const around = l.scope;
  const handlers = node.branches.filter(({ role }) => role === 'handler');
  const body = node.branches.filter(({ role }) => role === 'body');
  startedBy(l, node, () => {
    declaration(l, node);
    const statements = (): void => body.forEach((branch) => l.statements(branch.statements));
    const { breaks } = withTarget(builder, 'bare', labelsOf(node), () => {
      if (handlers.length > 0) withCatch(builder, statements, () => handling(l, handlers));
      else statements();
    });
    builder.loose = [...builder.loose, ...breaks];
  });
  l.scope = around;
  done(l, node);
}

/** The first handler that names the error is run; what none names goes on outwards. */
function handling(l: Lowering, handlers: readonly PlBranch[]): void {
  const { builder } = l;
  const ends: Loose[] = [];
  let thrown: readonly Loose[] = builder.loose;
  for (const handler of handlers) {
    const sorted = thrown.map((loose) => ({ loose, catches: catches(handler, errorOf(loose)) }));
    const those = (answer: boolean | undefined): readonly Loose[] =>
      sorted.flatMap(({ loose, catches: caught }) => (caught === answer ? [loose] : []));
    const [certain, unknown] = [those(true), those(undefined)];
    builder.loose = unknown;
    const { yes, no } = unknown.length > 0 ? emitBranch(builder, handler, other(handler)) : { yes: [], no: [] };
    builder.loose = [...certain, ...yes];
    l.statements(handler.statements);
    ends.push(...builder.loose);
    thrown = [...those(false), ...no];
  }
  builder.loose = thrown;
  leave(builder, { kind: 'throw' });
  builder.loose = ends;
}

/** What is thrown for certain, as handlers name it; any statement but RAISE, ASSERT and CASE may raise anything. */
function errorOf({ from: { instruction } }: Loose): string | undefined {
  if (instruction.kind !== 'throw') return undefined;
  const { kind, expressions, conditions, names = [] } = instruction.node as PlStatement;
  if (kind === 'case') return 'case_not_found';
  if (kind === 'assert') return 'assert_failure';
  if (conditions) return conditions[0];
  // a bare RAISE throws again whatever the handler has caught
  return expressions.length > 0 && !names.some((name) => /^errcode$/i.test(name)) ? 'raise_exception' : undefined;
}

const codes: Readonly<Record<string, string>> = {
  'sqlstate P0001': 'raise_exception',
  'sqlstate P0004': 'assert_failure',
  'sqlstate 20000': 'case_not_found',
};

/** Whether a handler catches an error; undefined where that is not known. */
function catches({ conditions = [] }: PlBranch, error: string | undefined): boolean | undefined {
  const names = conditions.map((name) => codes[name] ?? name);
  if (names.includes('others') && error !== 'assert_failure') return true;
  if (error === undefined) return undefined;
  if (names.includes(error)) return true;
  // `plpgsql_error` is a class of errors, and a code may be another word for the name
  const mayBeAnother = [error, ...names].some((name) => name.startsWith('sqlstate') || name === 'plpgsql_error');
  return mayBeAnother ? undefined : false;
}
