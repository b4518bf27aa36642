import type { Site } from '../../model/calls.ts';
import type { Callee } from '../../model/result.ts';
import type { TreeNode } from '../../model/document.ts';
import type { Call, Expression, Instruction, LValue, Point } from '../graph.ts';
import { partsOf } from '../points.ts';
import { functionOf, type Code } from './callees.ts';

/** A site while its file is open: where in the graph it is. */
export interface LocalSite extends Omit<Site, 'place' | 'unit' | 'at'> {
  readonly point: Point;
  readonly node: TreeNode;
  /** The call that a function is handed to. */
  readonly call?: Call;
}

const sitesIn = Symbol('sites');

/** All places of a file from which functions are run, or handed to somebody who may run them. */
export function sitesOf(code: Code): readonly LocalSite[] {
  return code.view.memo(sitesIn, () =>
    code.graph.units.flatMap(({ points }) => points.flatMap((point) => sitesAt(point, code))),
  );
}

function sitesAt(point: Point, code: Code): readonly LocalSite[] {
  if (point.predecessors.length === 0) return [];
  const { instruction } = point;
  if (instruction.kind !== 'call') return keptIn(point, instruction, code);
  const callee = functionOf(instruction.callee, code);
  const called: LocalSite[] = callee ? [{ point, node: instruction.node, callee, how: 'call' }] : [];
  return [...called, ...invoked(point, instruction, code), ...passedTo(point, instruction, callee, code)];
}

/** `(() => …)()`, `f.call(x)`, `f.bind(x)`. */
function invoked(point: Point, { callee, node }: Call, code: Code): readonly LocalSite[] {
  if (callee.kind !== 'fetch' || callee.from.offsets.length === 0) return [];
  const last = callee.from.offsets.at(-1)!;
  if (last.kind !== 'field' || !/^(call|apply|bind)$/.test(last.name)) return [];
  const receiver: Expression = { ...callee, from: { ...callee.from, offsets: callee.from.offsets.slice(0, -1) } };
  const inner = functionOf(receiver, code);
  return inner && inner.to !== 'named' ? [{ point, node, callee: inner, how: 'call' }] : [];
}

/** Methods and functions that run what they are given before they return, or hand back a promise of it. */
const runAtOnce =
  /^(forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap|sort|toSorted|then|catch|finally|replace|replaceAll|Promise|from|startTransition|act|all|allSettled)$/;
/** Those that make a handler of it: it starts anew each time. */
const registers =
  /^(serve|listen|on|once|addEventListener|addListener|get|post|put|patch|delete|del|options|head|use|route|handle|handler|cron|schedule|subscribe|command|createServer)$/;

function passedTo(point: Point, call: Call, receiver: Callee | undefined, code: Code): readonly LocalSite[] {
  const name = calledName(call);
  return call.arguments.flatMap(({ value }, index): readonly LocalSite[] => {
    const how =
      runAtOnce.test(name) && receiver?.to !== 'unit'
        ? 'call'
        : registers.test(name) && receiver?.to !== 'unit'
          ? 'registered'
          : 'passed';
    const given = usable(functionOf(value, code));
    if (!given) return functionsIn(value, code).map((callee) => ({ point, node: call.node, callee, how: 'kept' }));
    const passed =
      how === 'passed' && receiver && receiver.to !== 'named' ? { receiver: { callee: receiver, index } } : {};
    return [{ point, node: call.node, callee: given, how, call, ...passed }];
  });
}

function calledName({ callee }: Call): string {
  if (callee.kind !== 'fetch') return '';
  const last = callee.from.offsets.at(-1);
  if (last) return last.kind === 'field' ? last.name : '';
  return callee.from.base.kind === 'variable' ? callee.from.base.name : '';
}

/** A value is known to be a function only if its code, or its module, is known. */
function usable(callee: Callee | undefined): Callee | undefined {
  return callee && (callee.to === 'unit' || callee.to === 'import') ? callee : undefined;
}

/** Functions that are stored or returned; what declares them under a name is no use of them. */
function keptIn(point: Point, instruction: Instruction, code: Code): readonly LocalSite[] {
  const skipped = instruction.kind === 'assign' && isName(instruction.target) ? instruction.value : undefined;
  const found: LocalSite[] = [];
  const node = instruction.node;
  if (skipped && functionOf(skipped, code)) return [];
  eachRoot(instruction, (root) => {
    for (const callee of [...own(root, code), ...functionsIn(root, code)])
      found.push({ point, node, callee, how: 'kept' });
  });
  return found;
}

function own(root: Expression, code: Code): readonly Callee[] {
  const callee = usable(functionOf(root, code));
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
function functionsIn(value: Expression, code: Code): readonly Callee[] {
  const found: Callee[] = [];
  const stack = partsOf(value);
  for (let top = stack.pop(); top; top = stack.pop()) {
    const callee = usable(functionOf(top, code));
    if (callee?.to === 'unit') found.push(callee);
    else stack.push(...partsOf(top));
  }
  return found.reverse();
}
