import type { Constant, Propagation } from '../../model/constant.ts';
import type { TreeNode } from '../../model/document.ts';
import type { FlowGraph, LValue, Point, Unit } from '../graph.ts';
import { eachExpression, targetOf } from '../points.ts';
import { analyse } from './analysis.ts';
import { lastFetchesIn, writtenIn, type Transfer } from './transfer.ts';
import { joinValues, keyOf, type Environment, type Value } from './value.ts';

/** What each use of a variable holds; a use on several ways (`finally`) what it holds on all. */
export type Uses = ReadonlyMap<TreeNode, Value | undefined>;

export interface Reading {
  readonly propagation: Propagation;
  readonly symbols: boolean;
  known(node: TreeNode): Constant | undefined;
}

const nothing: Environment = new Map();
const none: readonly Unit[] = [];

/**
 * Every unit is looked at alone; only Semgrep lets functions begin with what is known where they are made, although they
 * may run when that holds no longer.
 */
export function usesOf(graph: FlowGraph, reading: Reading): Uses {
  const uses = new Map<TreeNode, Value | undefined>();
  const entries = new Map<Unit, Environment>();
  const writes = allWrites(graph.units);
  for (const unit of graph.units) {
    const made = madeIn(unit);
    const makes = (point: Point): readonly Unit[] => made.get(point) ?? none;
    const transfer: Transfer = {
      ...reading,
      lastFetches: lastFetchesIn(unit),
      makes,
      writes: (inner) => writes.get(inner)!,
    };
    analyse(unit, entries.get(unit) ?? nothing, transfer, (point, environment) => {
      eachUse(point, (node, key) => {
        const value = environment.get(key);
        uses.set(node, uses.has(node) ? joinValues(uses.get(node), value) : value);
      });
      if (reading.propagation === 'native') return;
      for (const inner of makes(point)) entries.set(inner, variablesOf(environment));
    });
  }
  return uses;
}

/** Temporaries are numbered anew in each unit. */
function variablesOf(environment: Environment): Environment {
  return new Map([...environment].filter(([key]) => !key.startsWith('#')));
}

/** The functions and classes that the points of a unit make. */
function madeIn(unit: Unit): ReadonlyMap<Point, readonly Unit[]> {
  const made = new Map<Point, Unit[]>();
  for (const point of unit.points) {
    eachExpression(point.instruction, (expression) => {
      if (expression.kind === 'function') made.set(point, [...(made.get(point) ?? []), expression.unit]);
    });
  }
  return made;
}

/** What a unit and those within it write to: the inner ones come behind the outer one. */
function allWrites(units: readonly Unit[]): ReadonlyMap<Unit, ReadonlySet<string>> {
  const writes = new Map<Unit, Set<string>>(units.map((unit) => [unit, new Set(writtenIn(unit))]));
  for (const unit of [...units].reverse()) {
    const around = unit.parent && writes.get(unit.parent);
    for (const key of writes.get(unit)!) around?.add(key);
  }
  return writes;
}

/** The node of each variable that a point reads, be it only to find what is below it. */
function eachUse({ instruction }: Point, visit: (node: TreeNode, key: string) => void): void {
  const use = ({ base }: LValue): void => {
    const key = base.kind === 'variable' ? keyOf(base) : undefined;
    if (base.kind === 'variable' && key !== undefined) visit(base.node, key);
  };
  eachExpression(instruction, (expression) => {
    if (expression.kind === 'fetch') use(expression.from);
  });
  const target = targetOf(instruction);
  if (target && target.offsets.length > 0) use(target);
}
