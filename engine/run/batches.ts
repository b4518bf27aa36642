/** Numbers of files that a thread maps before it answers. */
export type Batch = readonly number[];

/** Each thread gets about so many batches: enough to even out, and few enough that each is worth its message. */
const BATCHES_A_THREAD = 16;
/** A file costs something, however small it is. */
const LEAST_COST = 1_000;

/** All files, the largest first, in batches of about the same size; `sizes` in bytes, by number of file. */
export function batchesOf(sizes: readonly number[], threads: number): readonly Batch[] {
  const costs = sizes.map((size) => Math.max(size, LEAST_COST));
  const most = costs.reduce((sum, cost) => sum + cost, 0) / (threads * BATCHES_A_THREAD);
  const bySize = [...costs.keys()].sort((a, b) => costs[b]! - costs[a]! || a - b);
  const batches: number[][] = [];
  let left = 0;
  for (const file of bySize) {
    if (left <= 0) {
      batches.push([]);
      left = most;
    }
    batches.at(-1)!.push(file);
    left -= costs[file]!;
  }
  return batches;
}
