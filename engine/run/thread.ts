import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { FileFacts } from '../model/fact.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { Batch } from './batches.ts';
import { NO_FILE, type Result, type Setup, type Task } from './thread-messages.ts';

/** A further thread of the map, seen from the main one. */
export interface Thread {
  /** How many batches it was given and has not answered. */
  readonly open: () => number;
  readonly give: (batch: Batch, entries: readonly FileEntry[]) => void;
  readonly end: () => void;
}

export interface ThreadEvents {
  readonly onFacts: (batch: Batch, facts: readonly FileFacts[]) => void;
  /** Once, whatever ended it: what it has not answered, and the file that it died of. */
  readonly onEnd: (left: readonly Batch[], lost: Lost | undefined) => void;
}

export interface Lost {
  readonly number: number;
  /** Completes the sentence that begins with the path. */
  readonly why: string;
}

export interface ThreadLimits extends ResourceLimits {
  /** Milliseconds of wall time for one file. */
  readonly stuckAfter: number;
}

const script = new URL('./map-thread.js', import.meta.url);

/** As much stack as the main thread has (V8's 984 kB; Node keeps 192 kB for itself): what is nested too deeply is so on both. */
const STACK_MB = (984 + 192) / 1024;

export function startThread(
  setup: Omit<Setup, 'at'>,
  { stuckAfter, ...limits }: ThreadLimits,
  { onFacts, onEnd }: ThreadEvents,
): Thread {
  const at = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(NO_FILE);
  const resourceLimits = { stackSizeMb: STACK_MB, ...limits };
  const worker = new Worker(script, { workerData: { ...setup, at } satisfies Setup, resourceLimits });
  const tasks: Batch[] = [];
  let why = 'could not be examined: its thread ended';
  const unwatch = watch(at, stuckAfter, () => {
    why = `could not be examined within ${stuckAfter / 1000} s`;
    void worker.terminate();
  });
  worker.on('message', (result: Result) => onFacts(tasks.shift()!, result));
  worker.on('error', (error: NodeJS.ErrnoException) => {
    why = `could not be examined: ${error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it takes too much memory' : error.message}`;
  });
  worker.on('exit', () => {
    unwatch();
    const number = Atomics.load(at, 0);
    // It may have ended just after it had answered.
    onEnd(tasks, tasks.some((task) => task.includes(number)) ? { number, why } : undefined);
  });
  return {
    open: () => tasks.length,
    give: (batch, entries) => {
      tasks.push(batch);
      worker.postMessage(batch.map((number) => ({ number, entry: entries[number]! })) satisfies Task);
    },
    end: () => void worker.terminate(),
  };
}

/** Calls `kill` when the thread has been at the same file for too long. */
function watch(at: Int32Array, stuckAfter: number, kill: () => void): () => void {
  let seen = NO_FILE;
  let since = 0;
  const look = (): void => {
    const now = Atomics.load(at, 0);
    if (now !== seen) {
      seen = now;
      since = performance.now();
    } else if (now !== NO_FILE && performance.now() - since > stuckAfter) kill();
  };
  const timer = setInterval(look, Math.min(1000, stuckAfter / 4));
  return () => clearInterval(timer);
}
