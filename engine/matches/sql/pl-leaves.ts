import type { BodyStatement, PlBranch, PlKind, PlStatement } from '../../documents/sql/node.ts';

/**
 * Whether who comes behind a statement has not been in one of these branches of it: every way through them ends in RETURN or in
 * RAISE EXCEPTION, and so does every way through what is asked before them, since their conditions are not asked otherwise.
 */
export function branchesLeave({ kind, branches }: PlStatement, matched: readonly PlBranch[]): boolean {
  const handlers = matched.filter(({ role }) => role === 'handler');
  const meant = handlers.length > 0 ? handlers : matched;
  const last = Math.max(...meant.map((branch) => branches.indexOf(branch)));
  const passed = kind === 'if' || kind === 'case' ? branches.slice(0, last + 1) : meant;
  return passed.every(({ statements }) => listLeaves(statements));
}

export function statementLeaves(statement: BodyStatement): boolean {
  if (statement.type === 'statement') return false;
  const { kind, level, branches } = statement;
  switch (kind) {
    case 'return':
      return true;
    case 'raise':
      return level === 'exception';
    case 'if':
      return branches.some(({ role }) => role === 'else') && branches.every(leaves);
    // without ELSE it raises an exception when nothing fits
    case 'case':
    case 'block':
      return branches.every(leaves);
    default:
      return false;
  }
}

function leaves({ statements }: PlBranch): boolean {
  return listLeaves(statements);
}

function listLeaves(statements: readonly BodyStatement[]): boolean {
  for (const statement of statements) {
    if (statementLeaves(statement)) return true;
    if (jumpsOut(statement, { inLoop: false, labels: [] })) return false;
  }
  return false;
}

interface Within {
  readonly inLoop: boolean;
  readonly labels: readonly (string | undefined)[];
}

const LOOPS = new Set<PlKind>(['loop', 'while', 'for', 'foreach']);

/** EXIT and CONTINUE of a loop or block around the statement. */
function jumpsOut(statement: BodyStatement, within: Within): boolean {
  if (statement.type === 'statement') return false;
  const { kind, target, label, branches } = statement;
  if (kind === 'exit' || kind === 'continue')
    return target === undefined ? !within.inLoop : !within.labels.includes(target);
  const inside = { inLoop: within.inLoop || LOOPS.has(kind), labels: [...within.labels, label] };
  return branches.some(({ statements }) => statements.some((one) => jumpsOut(one, inside)));
}
