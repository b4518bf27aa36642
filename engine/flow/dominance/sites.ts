import type { Site } from '../../model/calls.ts';
import type { Callee } from '../../model/result.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Call, Expression, FlowGraph, Instruction, LValue, Point } from '../graph.ts';
import { partsOf } from '../points.ts';
import { calledBy, calledName, certainFunction, functionOf } from './callees.ts';

/** A site while its file is open: where in the graph it is. */
export interface LocalSite extends Omit<Site, 'place' | 'unit' | 'at'> {
  readonly point: Point;
  readonly node: TreeNode;
  /** The call that a function is handed to. */
  readonly call?: Call;
}

const known = new WeakMap<FlowGraph, readonly LocalSite[]>();

/** All places of a file from which functions are run, or handed to somebody who may run them. */
export function sitesOf(graph: FlowGraph): readonly LocalSite[] {
  const sites =
    known.get(graph) ?? graph.units.flatMap(({ points }) => points.flatMap((point) => sitesAt(point, graph)));
  known.set(graph, sites);
  return sites;
}

function sitesAt(point: Point, graph: FlowGraph): readonly LocalSite[] {
  if (point.predecessors.length === 0) return [];
  const { instruction } = point;
  if (instruction.kind !== 'call') return keptIn(point, instruction, graph);
  // An element runs its component, although not at once.
  const callee = calledBy(instruction, graph) ?? functionOf(instruction.callee, graph);
  const given = callee?.to === 'parameter' ? { arguments: instruction.arguments.length } : {};
  const called: LocalSite[] = callee ? [{ point, node: instruction.node, callee, how: 'call', ...given }] : [];
  return [...called, ...passedTo(point, instruction, callee, graph)];
}

/** Methods and functions that run what they are given before they return, or hand back a promise of it. */
const runAtOnce =
  /^(forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap|sort|toSorted|then|catch|finally|replace|replaceAll|Promise|from|startTransition|act|all|allSettled)$/;
/** Those that make a handler of it: it starts anew each time. */
const registers =
  /^(serve|listen|on|once|addEventListener|addListener|get|post|put|patch|delete|del|options|head|use|route|handle|handler|cron|schedule|subscribe|command|createServer)$/;

function passedTo(point: Point, call: Call, receiver: Callee | undefined, graph: FlowGraph): readonly LocalSite[] {
  const name = calledName(call);
  return call.arguments.flatMap(({ value }, index): readonly LocalSite[] => {
    const how =
      runAtOnce.test(name) && receiver?.to !== 'unit'
        ? 'call'
        : registers.test(name) && receiver?.to !== 'unit'
          ? 'registered'
          : 'passed';
    const given = certainFunction(value.node, graph);
    if (!given) return functionsIn(value, graph).map((callee) => ({ point, node: call.node, callee, how: 'kept' }));
    const passed =
      how === 'passed' && receiver && receiver.to !== 'named' ? { receiver: { callee: receiver, index } } : {};
    const behind = how === 'registered' ? functionsBefore(index, call, graph) : [];
    return [{ point, node: call.node, callee: given, how, call, ...passed, ...(behind.length > 0 && { behind }) }];
  });
}

/** `app.post(path, first, [second, third], handler)`. */
function functionsBefore(index: number, call: Call, graph: FlowGraph): readonly Callee[] {
  return call.arguments.slice(0, index).flatMap(({ value }) => {
    const each = value.kind === 'list' ? value.items.map((item) => item.value) : [value];
    return each.flatMap(({ node }) => certainFunction(node, graph) ?? []);
  });
}

/** Functions that are stored or returned; what declares them under a name is no use of them. */
function keptIn(point: Point, instruction: Instruction, graph: FlowGraph): readonly LocalSite[] {
  const skipped = instruction.kind === 'assign' && isName(instruction.target) ? instruction.value : undefined;
  const found: LocalSite[] = [];
  const node = instruction.node;
  if (skipped && functionOf(skipped, graph)) return [];
  eachRoot(instruction, (root) => {
    for (const callee of [...own(root, graph), ...functionsIn(root, graph)])
      found.push({ point, node, callee, how: 'kept' });
  });
  return found;
}

function own(root: Expression, graph: FlowGraph): readonly Callee[] {
  const callee = certainFunction(root.node, graph);
  return callee?.to === 'unit' ? [callee] : [];
}

function eachRoot(instruction: Instruction, visit: (root: Expression) => void): void {
  if (instruction.kind === 'assign' || instruction.kind === 'evaluate' || instruction.kind === 'throw')
    visit(instruction.value);
  if (instruction.kind === 'return' && instruction.value) visit(instruction.value);
}

function isName({ base, offsets }: LValue): boolean {
  return offsets.length === 0 && (base.kind === 'variable' || base.kind === 'temporary');
}

/** Functions of this file strictly inside a value. */
function functionsIn(value: Expression, graph: FlowGraph): readonly Callee[] {
  const found: Callee[] = [];
  const stack = partsOf(value);
  for (let top = stack.pop(); top; top = stack.pop()) {
    const callee = certainFunction(top.node, graph);
    if (callee?.to === 'unit') found.push(callee);
    else stack.push(...partsOf(top));
  }
  return found.reverse();
}
