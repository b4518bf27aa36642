import type { ReplayProblem } from '../../model/catalog.ts';
import type { ConfigNode, Document, Json } from '../../model/document.ts';
import type { DrizzleJournal } from '../../model/drizzle.ts';
import type { FileFacts } from '../../model/fact.ts';

const JOURNAL = /^(?:(.*)\/)?meta\/_journal\.json$/;

/** What drizzle-kit's journal says; undefined for any other file. */
export function journalFact({ file, family, tree }: Document): DrizzleJournal | undefined {
  if (family !== 'config' || !tree || !JOURNAL.test(file.path)) return undefined;
  const { entries } = ((tree.root as ConfigNode).value ?? {}) as { readonly entries?: Json };
  if (!Array.isArray(entries)) return undefined;
  const steps = (entries as readonly Json[]).flatMap((entry) => {
    const { idx, tag } = (entry ?? {}) as { readonly idx?: Json; readonly tag?: Json };
    return typeof idx === 'number' && typeof tag === 'string' ? [{ idx, tag }] : [];
  });
  return { path: file.path, tags: [...steps].sort((a, b) => a.idx - b.idx).map(({ tag }) => tag) };
}

interface Journaled {
  /** Those that are run, SQL with its step. */
  readonly files: readonly FileFacts[];
  /** SQL beside a journal that does not list it. */
  readonly unlisted: readonly ReplayProblem[];
}

/** Of the SQL files beside a journal only those that it lists are run, and in its order. */
export function withJournals(files: readonly FileFacts[]): Journaled {
  const journals = new Map(
    files.flatMap(({ journal }) => (journal ? [[JOURNAL.exec(journal.path)?.[1] ?? '', journal] as const] : [])),
  );
  const unlisted: ReplayProblem[] = [];
  const run = files.flatMap((file) => {
    const [, folder = '', name] = /^(?:(.*)\/)?([^/]*)\.sql$/.exec(file.path) ?? [];
    const journal = name === undefined ? undefined : journals.get(folder);
    if (name === undefined || !journal || journal.tags.length === 0) return [file];
    const step = journal.tags.indexOf(name);
    if (step >= 0) return [{ ...file, ...(file.sql && { sql: { ...file.sql, step } }) }];
    const message = `Nothing runs this file: '${journal.path}' does not list it.`;
    unlisted.push({ problem: 'missing', object: `migration ${name}`, message, place: { path: file.path } });
    return [];
  });
  return { files: run, unlisted };
}
