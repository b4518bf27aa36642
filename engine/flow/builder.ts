import type { TreeNode } from '../model/document.ts';
import type { Edge, Expression, Instruction, LValue, Parameter, Point, Unit } from './graph.ts';

/** A unit while it is lowered: the same objects that the graph hands out read-only afterwards. */
export interface DraftUnit extends Unit {
  id: number;
  readonly parameters: Parameter[];
  readonly points: DraftPoint[];
  readonly entry: DraftPoint;
  readonly exit: DraftPoint;
  readonly escape: DraftPoint;
}

interface DraftPoint extends Point {
  id: number;
  readonly successors: Edge[];
  readonly predecessors: Edge[];
}

/** The start of an edge whose end is not known yet. */
export interface Loose {
  readonly from: Point;
  readonly kind: Edge['kind'];
}

/** A way out of a piece of code that is not its end. */
export interface Jump {
  readonly kind: 'return' | 'throw' | 'break' | 'continue';
  readonly label?: string;
}

/** What catches jumps of the code within it. */
type Frame =
  | ({
      readonly kind: 'target';
      readonly labels: readonly string[];
      readonly isLoop: boolean;
      readonly isBare: boolean;
    } & Caught)
  | { readonly kind: 'catch'; readonly throws: Loose[] }
  | { readonly kind: 'finally'; readonly pending: Map<string, Pending> };

interface Caught {
  readonly breaks: Loose[];
  readonly continues: Loose[];
}

/** A way out that has to go through a finalizer first. */
interface Pending {
  readonly jump: Jump;
  readonly ends: Loose[];
}

/** Where lowering stands in a unit. */
export interface Builder {
  readonly unit: DraftUnit;
  /** What the next point follows; empty where code is unreachable. */
  loose: readonly Loose[];
  frames: readonly Frame[];
  temporaries: number;
  /** How many finalizers around this place are being lowered. */
  finalizers: number;
}

type UnitHead = Pick<Unit, 'kind' | 'node' | 'name' | 'parent' | 'isAsync'>;

export function draftUnit(head: UnitHead): DraftUnit {
  const points: DraftPoint[] = [];
  const unit = { ...head, id: 0, parameters: [], points } as unknown as DraftUnit;
  const mark = (kind: 'entry' | 'exit' | 'escape'): DraftPoint => draftPoint(unit, { kind, node: head.node });
  const ends = { entry: mark('entry'), exit: mark('exit'), escape: mark('escape') };
  points.push(ends.entry);
  return Object.assign(unit, ends);
}

function draftPoint(unit: Unit, instruction: Instruction): DraftPoint {
  return { id: 0, unit, instruction, successors: [], predecessors: [] };
}

export function builderOf(unit: DraftUnit): Builder {
  return { unit, loose: [{ from: unit.entry, kind: 'next' }], frames: [], temporaries: 0, finalizers: 0 };
}

/** What falls off the end returns. */
export function finish({ unit, loose }: Builder): void {
  link(loose, unit.exit);
  for (const end of [unit.exit, unit.escape]) {
    end.id = unit.points.length;
    unit.points.push(end);
  }
}

/** Adds a point behind what is loose; it is what is loose then. */
export function emit(b: Builder, instruction: Instruction): Point {
  const point = draftPoint(b.unit, instruction);
  point.id = b.unit.points.length;
  b.unit.points.push(point);
  link(b.loose, point);
  b.loose = [{ from: point, kind: 'next' }];
  return point;
}

/** Of something that may throw. */
export function emitThrowing(b: Builder, instruction: Instruction): Point {
  const point = emit(b, instruction);
  route(b, { kind: 'throw' }, [{ from: point, kind: 'throw' }]);
  return point;
}

/** The two ways out of a condition. */
export interface Ways {
  readonly yes: readonly Loose[];
  readonly no: readonly Loose[];
}

export function emitBranch(b: Builder, node: TreeNode, condition: Expression): Ways {
  const from = emit(b, { kind: 'branch', node, condition });
  return { yes: [{ from, kind: 'true' }], no: [{ from, kind: 'false' }] };
}

/** Edges to a point that exists already: the way back of a loop. */
export function link(ends: readonly Loose[], target: Point): void {
  const to = target as DraftPoint;
  for (const { from, kind } of ends) {
    const edge: Edge = { kind, from, to };
    (from as DraftPoint).successors.push(edge);
    to.predecessors.push(edge);
  }
}

export function temporary(b: Builder, node: TreeNode): LValue {
  return { node, base: { kind: 'temporary', id: b.temporaries++, node }, offsets: [] };
}

/** What follows is unreachable. */
export function leave(b: Builder, jump: Jump): void {
  const ends = b.loose;
  b.loose = [];
  route(b, jump, ends);
}

function route(b: Builder, jump: Jump, ends: readonly Loose[]): void {
  if (ends.length === 0) return;
  for (let i = b.frames.length - 1; i >= 0; i--) {
    const caught = endsFor(b.frames[i]!, jump);
    if (!caught) continue;
    append(caught, ends);
    return;
  }
  link(ends, jump.kind === 'throw' ? b.unit.escape : b.unit.exit);
}

function endsFor(frame: Frame, jump: Jump): Loose[] | undefined {
  if (frame.kind === 'catch') return jump.kind === 'throw' ? frame.throws : undefined;
  if (frame.kind === 'finally') {
    const key = `${jump.kind} ${jump.label ?? ''}`;
    const pending = frame.pending.get(key) ?? { jump, ends: [] };
    frame.pending.set(key, pending);
    return pending.ends;
  }
  if (jump.kind === 'return' || jump.kind === 'throw') return undefined;
  const isMeant = jump.label === undefined ? !frame.isBare : frame.labels.includes(jump.label);
  if (jump.kind === 'break') return isMeant ? frame.breaks : undefined;
  return isMeant && frame.isLoop ? frame.continues : undefined;
}

function append(to: Loose[], ends: readonly Loose[]): void {
  for (const end of ends) to.push(end);
}

function within<F extends Frame>(b: Builder, frame: F, body: () => void): F {
  const around = b.frames;
  b.frames = [...around, frame];
  body();
  b.frames = around;
  return frame;
}

/** Lowers what `break` and `continue` may leave; a `bare` block is left by its label only. */
export function withTarget(
  b: Builder,
  kind: 'loop' | 'switch' | 'bare',
  labels: readonly string[],
  body: () => void,
): Caught {
  const [isLoop, isBare] = [kind === 'loop', kind === 'bare'];
  return within(b, { kind: 'target', labels, isLoop, isBare, breaks: [], continues: [] }, body);
}

/** Lowers `body`, and `handler` for what it throws. */
export function withCatch(b: Builder, body: () => void, handler: () => void): void {
  const { throws } = within(b, { kind: 'catch', throws: [] }, body);
  const normal = b.loose;
  b.loose = throws;
  handler();
  b.loose = [...normal, ...b.loose];
}

/** Finalizers within finalizers are copied for each way up to this depth: the copies multiply. */
const deepestCopies = 3;

/**
 * Lowers `body`, and `finalizer` once for each way out of it: a path through the graph is then a path of the program, and
 * what is thrown does not go on behind the statement.
 */
export function withFinally(b: Builder, body: () => void, finalizer: () => void): void {
  const { pending } = within(b, { kind: 'finally', pending: new Map<string, Pending>() }, body);
  const ways = [...pending.values()];
  const endsNormally = b.loose.length > 0 || ways.length === 0;
  b.finalizers++;
  const isShared = b.finalizers > deepestCopies;
  if (isShared) b.loose = [...b.loose, ...ways.flatMap(({ ends }) => ends)];
  if (isShared || endsNormally) finalizer();
  const normal = b.loose;
  for (const { jump, ends } of ways) {
    b.loose = isShared ? normal : ends;
    if (!isShared) finalizer();
    leave(b, jump);
  }
  b.loose = endsNormally ? normal : [];
  b.finalizers--;
}
