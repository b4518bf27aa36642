import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit, emitBranch, leave, withCatch, withFinally, withTarget, type Jump, type Loose } from '../builder.ts';
import { valueNamed } from './expressions.ts';
import {
  keep,
  literal,
  operator,
  other,
  startedBy,
  type Lowering,
  type Node,
  type StatementLowerings,
} from './lowering.ts';

export const plainStatements: StatementLowerings = {
  ExpressionStatement: (l, node) => l.effect(node.expression),
  BlockStatement: (l, node) => l.statements(node.body),
  StaticBlock: (l, node) => l.statements(node.body),
  VariableDeclaration: (l, node) => {
    if (!node.declare) for (const declarator of node.declarations) declare(l, declarator);
  },
  IfStatement: ifStatement,
  SwitchStatement: switchStatement,
  LabeledStatement: labelled,
  BreakStatement: (l, node) => jump(l, 'break', node),
  ContinueStatement: (l, node) => jump(l, 'continue', node),
  ReturnStatement: (l, node) => {
    const value = node.argument ? { value: l.value(node.argument) } : {};
    emit(l.builder, { kind: 'return', node, ...value });
    leave(l.builder, { kind: 'return' });
  },
  ThrowStatement: (l, node) => {
    const point = emit(l.builder, { kind: 'throw', node, value: l.value(node.argument) });
    l.builder.loose = [{ from: point, kind: 'throw' }];
    leave(l.builder, { kind: 'throw' });
  },
  TryStatement: tryStatement,
  WithStatement: (l, node) => {
    emit(l.builder, { kind: 'evaluate', node: node.object, value: l.value(node.object) });
    l.statements([node.body]);
  },
  DebuggerStatement: (l, node) => void emit(l.builder, { kind: 'evaluate', node, value: literal(node, undefined) }),
};

function declare(l: Lowering, node: TSESTree.VariableDeclarator): void {
  const { id, init } = node;
  if (init) l.assign(id, valueNamed(l, init, id.type === 'Identifier' ? id.name : undefined), node);
  else startedBy(l, [id], () => emit(l.builder, { kind: 'evaluate', node, value: literal(node, undefined) }));
}

/** A chain of `else if` is as deep as it is long. */
function ifStatement(l: Lowering, node: TSESTree.IfStatement): void {
  const { builder } = l;
  const ends: Loose[] = [];
  let last: TSESTree.Statement | null = node;
  while (last?.type === 'IfStatement') {
    const { test } = last;
    const { yes, no } = startedBy(l, [last], () => l.condition(test));
    builder.loose = yes;
    l.statements([last.consequent]);
    ends.push(...builder.loose);
    builder.loose = no;
    last = last.alternate;
  }
  if (last) l.statements([last]);
  builder.loose = [...builder.loose, ...ends];
}

function labelled(l: Lowering, node: TSESTree.LabeledStatement, around: readonly string[]): void {
  const labels = [...around, node.label.name];
  const { body } = node;
  if (body.type === 'LabeledStatement' || /^(For|While|DoWhile)/.test(body.type)) l.statements([body], labels);
  else {
    const { breaks } = withTarget(l.builder, 'bare', labels, () => l.statements([body]));
    l.builder.loose = [...l.builder.loose, ...breaks];
  }
}

function jump(
  l: Lowering,
  kind: 'break' | 'continue',
  node: TSESTree.BreakStatement | TSESTree.ContinueStatement,
): void {
  emit(l.builder, { kind: 'join', node });
  const to: Jump = node.label ? { kind, label: node.label.name } : { kind };
  leave(l.builder, to);
}

/** All tests come before all bodies: `default` is where the last test leads, wherever it stands. */
function switchStatement(l: Lowering, node: TSESTree.SwitchStatement): void {
  const { builder } = l;
  const subject = keep(l, l.value(node.discriminant));
  const entries = new Map<Node, readonly Loose[]>();
  for (const branch of node.cases) {
    if (!branch.test) continue;
    const { yes, no } = emitBranch(builder, branch.test, operator(branch.test, '===', subject, l.value(branch.test)));
    entries.set(branch, yes);
    builder.loose = no;
  }
  const none = builder.loose;
  builder.loose = [];
  const { breaks } = withTarget(builder, 'switch', [], () => {
    for (const branch of node.cases) {
      builder.loose = [...builder.loose, ...(entries.get(branch) ?? none)];
      l.statements(branch.consequent);
    }
  });
  const skipped = node.cases.some(({ test }) => !test) ? [] : none;
  builder.loose = [...builder.loose, ...breaks, ...skipped];
}

function tryStatement(l: Lowering, { block, handler, finalizer }: TSESTree.TryStatement): void {
  const tried = (): void => l.statements([block]);
  const caught = (): void => (handler ? withCatch(l.builder, tried, () => catchClause(l, handler)) : tried());
  if (finalizer) withFinally(l.builder, caught, () => l.statements([finalizer]));
  else caught();
}

/** What was thrown is not known. */
function catchClause(l: Lowering, node: TSESTree.CatchClause): void {
  if (node.param) l.assign(node.param, other(node), node);
  l.statements([node.body]);
}
