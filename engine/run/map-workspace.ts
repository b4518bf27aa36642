import { languageOf } from '../documents/all.ts';
import type { Language } from '../documents/language.ts';
import type { MapContext } from '../model/context.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';
import { mapFile } from './map-file.ts';

export type ReadFile = (entry: FileEntry) => SourceFile | UnreadFile;

/** Maps every file, in order. One file is in memory at a time. */
export async function mapWorkspace(
  entries: readonly FileEntry[],
  read: ReadFile,
  checks: readonly Check[],
  onFile: (done: number, total: number) => void,
  context: MapContext = { aliases: [], dialects: [] },
): Promise<readonly FileFacts[]> {
  await loadLanguages(entries);
  const facts: FileFacts[] = [];
  for (const entry of entries) {
    facts.push(mapFile(read(entry), checks, context));
    onFile(facts.length, entries.length);
    if (facts.length % 20 === 0) await breathe();
  }
  return facts;
}

/** Lets a progress display draw. */
function breathe(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Parsers that must be loaded first, for the languages that occur. */
export async function loadLanguages(entries: readonly FileEntry[]): Promise<void> {
  const languages = new Set(
    entries.map(({ path }) => languageOf(path)).filter((language): language is Language => language !== undefined),
  );
  for (const { load } of languages) await load?.();
}
