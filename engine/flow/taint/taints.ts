import { plainLabel } from './requires.ts';
import type { Departure, FlowStep } from './spec.ts';

/** That data comes from a source, and on which way. */
export interface Taint {
  /** Its number among the spec's sources; absent where a departure may have brought it. */
  readonly source?: number;
  readonly label: string;
  readonly departure?: Departure;
  readonly trail: Trail;
}

/** The way so far, backwards. */
export interface Trail {
  readonly step: FlowStep;
  readonly before?: Trail;
  readonly length: number;
}

/** By identity: the same source under the same label is one taint, whatever way it took. */
export type Taints = ReadonlyMap<string, Taint>;

export const noTaints: Taints = new Map();

export function taintsOf(list: readonly Taint[]): Taints {
  return list.length === 0 ? noTaints : union(noTaints, new Map(list.map((taint) => [identity(taint), taint])));
}

function identity({ source, label, departure }: Taint): string {
  return `${source ?? ''}/${label}/${departure ? departure.node.range[0] : ''}`;
}

/** Of two ways the shorter one is kept. */
export function union(one: Taints, other: Taints): Taints {
  if (other.size === 0 || one === other) return one;
  if (one.size === 0) return other;
  let result: Map<string, Taint> | undefined;
  for (const [key, taint] of other) {
    const known = one.get(key);
    if (!known || known.trail.length > taint.trail.length) (result ??= new Map(one)).set(key, taint);
  }
  return result ?? one;
}

export function sameTaints(one: Taints, other: Taints): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const key of one.keys()) if (!other.has(key)) return false;
  return true;
}

/** The longest way that is told: a flow through more steps leaves out those in between. */
const longestTrail = 64;

/** A taint one step further; a way that has just come from there stays as it is. */
export function advanced(taint: Taint, step: FlowStep): Taint {
  const { trail } = taint;
  if (trail.step.node === step.node || trail.length >= longestTrail) return taint;
  return { ...taint, trail: { step, before: trail, length: trail.length + 1 } };
}

export function onwards(taints: Taints, step: FlowStep): Taints {
  return mapTaints(taints, (taint) => advanced(taint, step));
}

export function mapTaints(taints: Taints, change: (taint: Taint) => Taint): Taints {
  return taints.size === 0 ? taints : taintsOf([...taints.values()].map(change));
}

export function labelsOf(taints: Taints): ReadonlySet<string> {
  return new Set([...taints.values()].map(({ label }) => label));
}

export function stepsOf(trail: Trail): readonly FlowStep[] {
  const steps: FlowStep[] = [];
  for (let at: Trail | undefined = trail; at; at = at.before) steps.push(at.step);
  return steps.reverse();
}

/** Taint that may come from code that is not followed. */
export function plainDeparture(departure: Departure): Taints {
  return taintsOf([
    { label: plainLabel, departure, trail: { step: { kind: 'departure', node: departure.node }, length: 1 } },
  ]);
}
