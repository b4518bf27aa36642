import type { MapContext } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { FileEntry } from '../model/source-file.ts';

/** What a thread is handed when it starts; plain data. */
export interface Setup {
  readonly root: string;
  readonly checks: readonly Check[];
  readonly context: MapContext;
  /** Names of the languages whose parsers the main thread has loaded: where one is missing, a file may leave other facts. */
  readonly languages: readonly string[];
  /** Shared: the number of the file at hand, or `NO_FILE`. Whoever outlives the thread reads in it which file was its last. */
  readonly at: Int32Array;
}

export const NO_FILE = -1;

/** Files by their numbers. */
export type Task = readonly { readonly number: number; readonly entry: FileEntry }[];

/** The facts of a task, in its order. */
export type Result = readonly FileFacts[];
