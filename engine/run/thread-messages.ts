import type { MapContext } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { FileEntry } from '../model/source-file.ts';
import type { SqlFact } from '../model/sql-change.ts';

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
export interface Result {
  readonly facts: readonly Omit<FileFacts, 'sql'>[];
  /** Their facts of SQL as JSON, which the main thread reads in two thirds of the time that a copy takes: they are by far the most. */
  readonly sql: string;
}

export function resultOf(facts: readonly FileFacts[]): Result {
  return {
    facts: facts.map(({ sql: _, ...others }) => others),
    sql: JSON.stringify(facts.map(({ sql }) => sql ?? null)),
  };
}

export function factsIn({ facts, sql }: Result): readonly FileFacts[] {
  const sqlFacts = JSON.parse(sql) as readonly (SqlFact | null)[];
  return facts.map((others, i) => {
    const own = sqlFacts[i];
    return own ? { ...others, sql: own } : others;
  });
}
