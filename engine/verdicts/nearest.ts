import { editDistance } from '../model/edit-distance.ts';
import type { Binding, Bindings } from '../model/binding.ts';
import type { Place } from '../model/region.ts';

/** A match that failed only because one metavariable has another value. */
export interface Candidate {
  readonly name: string;
  readonly binding: Binding;
  readonly place: Place;
}

const mostShown = 2;

/** The candidates whose value is spelled most like the one wanted; far ones are no help and left out. */
export function nearest(wanted: Bindings, candidates: readonly Candidate[]): readonly Candidate[] {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      distance: distanceTo(wanted[candidate.name]?.text ?? '', candidate.binding.text),
    }))
    .filter(({ distance }) => distance > 0 && distance <= 0.4)
    .sort((a, b) => a.distance - b.distance || (a.candidate.binding.text < b.candidate.binding.text ? -1 : 1));
  const texts = new Set<string>();
  return ranked
    .filter(({ candidate }) => !texts.has(candidate.binding.text) && texts.add(candidate.binding.text))
    .slice(0, mostShown)
    .map(({ candidate }) => candidate);
}

/** Edit distance as a share of the longer text, 0 to 1. */
function distanceTo(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 || longest > 100 ? 1 : editDistance(a, b) / longest;
}
