import { emitThrowing, temporary } from '../builder.ts';
import type { Argument, Call, Expression } from '../graph.ts';
import { orLeaveChain } from './members.ts';
import {
  argumentsOf,
  fetch,
  keep,
  literal,
  unlessWritten,
  values,
  type Lowering,
  type Node,
  type ValueLowerings,
} from './lowering.ts';

export const callValues: ValueLowerings = {
  CallExpression: (l, node) => {
    const callee = calleeValue(l, node.callee, node.range[1]);
    if (!node.optional) return call(l, node, callee, argumentsOf(l, node.arguments));
    const kept = callee.kind === 'fetch' ? callee : keep(l, callee);
    orLeaveChain(l, node.callee, kept);
    return call(l, node, kept, argumentsOf(l, node.arguments));
  },
  NewExpression: (l, node) => {
    const callee = calleeValue(l, node.callee, node.range[1]);
    return call(l, node, callee, argumentsOf(l, node.arguments), true);
  },
  TaggedTemplateExpression: (l, node) => {
    const callee = calleeValue(l, node.tag, node.range[1]);
    const texts = node.quasi.quasis.map((quasi) => plain(literal(quasi, quasi.value.cooked ?? quasi.value.raw)));
    const inserted = values(l, node.quasi.expressions).map(plain);
    return call(l, node, callee, [plain({ kind: 'list', node: node.quasi, items: texts }), ...inserted]);
  },
  ImportExpression: (l, node) => {
    const passed = node.options ? [node.source, node.options] : [node.source];
    return call(l, node, named(node, 'import'), argumentsOf(l, passed));
  },
};

/** Of `f(f = g)` the old one is called. */
function calleeValue(l: Lowering, node: Node, end: number): Expression {
  return unlessWritten(l, l.value(node), node.range[1], end);
}

function plain(value: Expression): Argument {
  return { value, isSpread: false };
}

/** What the language itself provides under a name that no declaration has. */
export function named(node: Node, name: string): Expression {
  return fetch({ node, base: { kind: 'variable', name, node }, offsets: [] });
}

export function call(
  l: Lowering,
  node: Node,
  callee: Expression,
  passed: readonly Argument[],
  isNew = false,
): Expression {
  const result = temporary(l.builder, node);
  const made: Call = { kind: 'call', node, result, callee, arguments: passed, isNew };
  emitThrowing(l.builder, made);
  return fetch(result);
}
