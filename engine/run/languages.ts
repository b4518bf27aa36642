import { languageOf, languages } from '../documents/all.ts';
import { postgresIsLoaded } from '../documents/sql/postgres.ts';
import type { FileEntry } from '../model/source-file.ts';

/** Parsers that must be loaded first, for the languages that occur. */
export async function loadLanguages(entries: readonly FileEntry[]): Promise<void> {
  await loadNamed(namesIn(entries));
}

/** By the names of languages. */
export async function loadNamed(names: readonly string[]): Promise<void> {
  for (const { name, load } of languages) if (names.includes(name)) await load?.();
}

/** Names of the languages whose parsers are there by now: those that occur, and SQL where a policy speaks of it. */
export function loadedLanguages(entries: readonly FileEntry[]): readonly string[] {
  return [...new Set([...namesIn(entries), ...(postgresIsLoaded() ? ['sql'] : [])])];
}

function namesIn(entries: readonly FileEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ path }) => languageOf(path)?.name ?? []))];
}
