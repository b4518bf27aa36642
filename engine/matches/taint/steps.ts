import type { Arrival, FlowStep } from '../../flow/taint/spec.ts';
import type { TreeNode } from '../../model/document.ts';
import type { LocalStep } from '../matcher.ts';

/** What is said to be the source and the sink of a flow: all that the rule matched, of which the data was a part. */
export interface Ends {
  readonly source?: TreeNode;
  readonly sink: TreeNode;
}

/** The way of tainted data in words. */
export function flowSteps<B>({ steps, departure }: Arrival<B>, ends: Ends): readonly LocalStep[] {
  return steps.map(({ kind, node }) => ({
    node: kind === 'source' || kind === 'sink' ? (ends[kind] ?? node) : node,
    message: kind === 'departure' && departure ? departure.message : words[kind],
  }));
}

const words: Readonly<Record<FlowStep['kind'], string>> = {
  source: 'Tainted data comes from here.',
  assign: 'It is kept here.',
  propagate: 'It is handed on here.',
  call: 'It goes through this call.',
  departure: 'It goes through code that is not followed.',
  sink: 'It arrives here.',
};
