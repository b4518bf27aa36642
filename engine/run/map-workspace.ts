import { availableParallelism } from 'node:os';
import { sizeOf } from '../files/sizes.ts';
import type { MapContext } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { FileEntry } from '../model/source-file.ts';
import { loadLanguages } from './languages.ts';
import { mapEntryInTime } from './map-file.ts';
import { mapOnThreads, type Limits } from './map-threads.ts';
import type { ReadFile } from './read-file.ts';

export { loadLanguages } from './languages.ts';

/** Where the files are on disk, for threads that read them for themselves. */
export interface Disk {
  readonly root: string;
  /** How many threads map, the main thread among them; absent: by cores and amount of work. */
  readonly workers?: number;
  readonly limits?: Limits;
}

/** Maps every file; the facts come in the order of the entries, on however many threads. Without a disk that is one. */
export async function mapWorkspace(
  entries: readonly FileEntry[],
  read: ReadFile,
  checks: readonly Check[],
  onFile: (done: number, total: number) => void,
  context: MapContext = { aliases: [], dialects: [] },
  disk?: Disk,
): Promise<readonly FileFacts[]> {
  await loadLanguages(entries);
  const sizes = disk ? entries.map(({ path }) => sizeOf(disk.root, path)) : [];
  const threads = disk?.workers ?? threadsFor(sizes);
  if (disk && threads > 1)
    return mapOnThreads({ entries, sizes, read, checks, context, onFile }, disk.root, threads - 1, disk.limits);
  const facts: FileFacts[] = [];
  for (const entry of entries) {
    facts.push(mapEntryInTime(entry, read, checks, context, disk?.limits?.stuckAfter));
    onFile(facts.length, entries.length);
    if (facts.length % 20 === 0) await breathe();
  }
  return facts;
}

/** So much work, in bytes, takes about as long as a further thread takes to start. */
const WORTH_A_THREAD = 1_500_000;
/** Each has parsers and a heap of its own. */
const MOST_THREADS = 8;

function threadsFor(sizes: readonly number[]): number {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return Math.min(availableParallelism(), MOST_THREADS, 1 + Math.floor(bytes / WORTH_A_THREAD));
}

/** Lets a progress display draw. */
function breathe(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
