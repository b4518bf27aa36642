import type { ResourceLimits } from 'node:worker_threads';
import type { MapContext } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { FileEntry } from '../model/source-file.ts';
import { batchesOf, type Batch } from './batches.ts';
import { loadedLanguages } from './languages.ts';
import { mapEntryInTime, mapLost, STUCK_AFTER } from './map-file.ts';
import type { ReadFile } from './read-file.ts';
import { startThread, type Lost, type Thread } from './thread.ts';

export interface Job {
  readonly entries: readonly FileEntry[];
  /** In bytes, by number of entry. */
  readonly sizes: readonly number[];
  readonly read: ReadFile;
  readonly checks: readonly Check[];
  readonly context: MapContext;
  readonly onFile: (done: number, total: number) => void;
}

export interface Limits {
  /** Milliseconds of wall time that a thread may spend on one file. */
  readonly stuckAfter?: number;
  /** Of each further thread. */
  readonly resources?: ResourceLimits;
}

/** The main thread maps no larger file, since it cannot be replaced when one takes too much memory. */
const MOST_ON_MAIN = 64_000;
/** A thread has its next batch before it has answered the last, so that it need not wait for the main thread. */
const BATCHES_AHEAD = 2;

/** What the threads work on; only the main one sees it. */
interface Work extends Job {
  readonly root: string;
  readonly limits: Limits;
  /** Not given to any thread yet; the largest files first. */
  readonly queue: Batch[];
  readonly threads: Set<Thread>;
  /** By number of entry. */
  readonly facts: FileFacts[];
  readonly put: (number: number, facts: FileFacts) => void;
  /** Called when there may be something to do for the main thread. */
  wake: () => void;
}

/**
 * Further threads take the largest files, and the main one helps with the smallest. A thread that dies or is stuck costs
 * the file that it was at, and is replaced; where threads cannot even start, the main one does their work.
 */
export async function mapOnThreads(
  job: Job,
  root: string,
  others: number,
  limits: Limits = {},
): Promise<readonly FileFacts[]> {
  const work = workOf(job, root, others + 1, limits);
  for (let i = 0; i < others; i++) start(work);
  try {
    await help(work);
  } finally {
    for (const thread of work.threads) thread.end();
  }
  return work.facts;
}

function workOf(job: Job, root: string, threads: number, limits: Limits): Work {
  const { entries, sizes, onFile } = job;
  const facts: FileFacts[] = [];
  let done = 0;
  const put = (number: number, of: FileFacts): void => {
    facts[number] = of;
    onFile(++done, entries.length);
  };
  const queue = [...batchesOf(sizes, threads)];
  return { ...job, root, limits, queue, threads: new Set(), facts, put, wake: () => undefined };
}

function start(work: Work): void {
  const { root, checks, context, entries, limits, threads } = work;
  const setup = { root, checks, context, languages: loadedLanguages(entries) };
  const thread = startThread(
    setup,
    { stuckAfter: limits.stuckAfter ?? STUCK_AFTER, ...limits.resources },
    {
      onFacts: (batch, facts) => {
        for (const [i, number] of batch.entries()) work.put(number, facts[i]!);
        feed(thread, work);
        work.wake();
      },
      onEnd: (left, lost) => {
        threads.delete(thread);
        bury(left, lost, work);
        work.wake();
      },
    },
  );
  threads.add(thread);
  feed(thread, work);
}

function feed(thread: Thread, { queue, entries }: Work): void {
  while (thread.open() < BATCHES_AHEAD && queue.length > 0) thread.give(queue.shift()!, entries);
  if (thread.open() === 0) thread.end();
}

/** Without a lost file it did not even start, and another one would not either. */
function bury(left: readonly Batch[], lost: Lost | undefined, work: Work): void {
  const { queue, entries, checks, put } = work;
  queue.unshift(...left.map((batch) => batch.filter((number) => number !== lost?.number)));
  if (!lost) return;
  put(lost.number, mapLost(entries[lost.number]!, lost.why, checks));
  if (queue.length > 0) start(work);
}

/** The main thread's part, until all is done. */
async function help(work: Work): Promise<void> {
  const { entries, read, checks, context, threads, queue, put, limits } = work;
  while (threads.size > 0 || queue.length > 0) {
    const batch = batchForMain(work);
    if (!batch) await new Promise<void>((resolve) => void (work.wake = resolve));
    for (const number of batch ?? []) {
      put(number, mapEntryInTime(entries[number]!, read, checks, context, limits.stuckAfter));
      await new Promise((resolve) => void setImmediate(resolve));
    }
  }
}

function batchForMain({ queue, threads, sizes }: Work): Batch | undefined {
  const last = queue.at(-1);
  return last && (threads.size === 0 || last.every((number) => sizes[number]! <= MOST_ON_MAIN))
    ? queue.pop()
    : undefined;
}
