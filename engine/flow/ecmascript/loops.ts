import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { emit, emitBranch, emitThrowing, link, withTarget, type Ways } from '../builder.ts';
import { startedBy, isTemporary, keep, other, type Lowering, type Node, type StatementLowerings } from './lowering.ts';

export const loopStatements: StatementLowerings = {
  WhileStatement: (l, node, labels) =>
    loop(l, node, labels, { test: () => testOf(l, node.test), body: () => l.statements([node.body]) }),
  DoWhileStatement: doWhile,
  ForStatement: (l, node, labels) => {
    if (node.init?.type === 'VariableDeclaration') l.statements([node.init]);
    else if (node.init) l.effect(node.init);
    const { test, update } = node;
    loop(l, node, labels, {
      ...(test ? { test: () => testOf(l, test) } : {}),
      body: () => l.statements([node.body]),
      ...(update ? { update: () => l.effect(update) } : {}),
    });
  },
  ForInStatement: overCollection,
  ForOfStatement: overCollection,
};

interface Parts {
  /** Without one the loop is left by jumps only. */
  readonly test?: () => Ways;
  readonly body: () => void;
  readonly update?: () => void;
}

function loop(l: Lowering, node: Node, labels: readonly string[], { test, body, update }: Parts): void {
  const { builder } = l;
  const head = emit(builder, { kind: 'join', node });
  const { yes, no } = test?.() ?? { yes: builder.loose, no: [] };
  builder.loose = yes;
  const { breaks, continues } = withTarget(builder, 'loop', labels, body);
  builder.loose = [...builder.loose, ...continues];
  update?.();
  link(builder.loose, head);
  builder.loose = [...no, ...breaks];
}

function doWhile(l: Lowering, node: TSESTree.DoWhileStatement, labels: readonly string[]): void {
  const { builder } = l;
  const head = emit(builder, { kind: 'join', node });
  const { breaks, continues } = withTarget(builder, 'loop', labels, () => l.statements([node.body]));
  builder.loose = [...builder.loose, ...continues];
  const { yes, no } = testOf(l, node.test);
  link(yes, head);
  builder.loose = [...no, ...breaks];
}

/** `while (true)` is left by jumps only. */
function testOf(l: Lowering, test: Node): Ways {
  const ways = l.condition(test);
  return test.type === 'Literal' && (test.value === true || test.value === 1) ? { yes: ways.yes, no: [] } : ways;
}

/** One more element or none, as far as the code tells; each round assigns what is not known but that it comes from the collection. */
function overCollection(
  l: Lowering,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  labels: readonly string[],
): void {
  const { builder } = l;
  const { left, right } = node;
  const given = l.value(right);
  const collection = given.kind === 'fetch' || isTemporary(given) ? given : keep(l, given);
  const element = other(node, collection);
  loop(l, node, labels, {
    test: () => {
      if (node.type === 'ForOfStatement' && node.await)
        emitThrowing(builder, { kind: 'evaluate', node, value: element });
      return emitBranch(builder, node, element);
    },
    body: () => {
      const declarator = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
      startedBy(l, [left], () => l.assign(declarator?.id ?? left, element, declarator ?? left));
      l.statements([node.body]);
    },
  });
}
