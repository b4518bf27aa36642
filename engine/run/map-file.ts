import { languageOf } from '../documents/all.ts';
import { unread } from '../files/decode.ts';
import { exportedConstants } from '../documents/javascript/exported.ts';
import { parseFile } from '../documents/parse.ts';
import { packageFact } from '../facts/dependencies/package-fact.ts';
import { directivesIn, mayHaveDirectives, type DirectivesRead } from '../facts/directives/directives.ts';
import { drizzleFact } from '../facts/orm/drizzle-fact.ts';
import { journalFact } from '../facts/orm/drizzle-journal.ts';
import { prismaFact } from '../facts/orm/prisma-fact.ts';
import { sqlFact } from '../facts/sql-fact.ts';
import { interruptible, isTimeout } from '../matches/expression/guard.ts';
import { matchDocument } from '../matches/map.ts';
import type { DocumentView } from '../matches/matcher.ts';
import { viewOf } from '../matches/view.ts';
import type { Cause } from '../model/binding.ts';
import type { MapContext } from '../model/context.ts';
import type { Document } from '../model/document.ts';
import type { FileFacts } from '../model/fact.ts';
import type { Check } from '../model/policy.ts';
import type { Place, Range } from '../model/region.ts';
import type { FileEntry, SourceFile, UnreadFile } from '../model/source-file.ts';
import type { ReadFile } from './read-file.ts';

/** Reads a file and maps it. What goes wrong with it costs this file alone, on whichever thread. */
export function mapEntry(entry: FileEntry, read: ReadFile, checks: readonly Check[], context: MapContext): FileFacts {
  try {
    return mapFile(read(entry), checks, context);
  } catch (error) {
    return mapLost(entry, `could not be examined: ${(error as Error).message}`, checks);
  }
}

/** The same on the main thread, which nobody can replace: after `stuckAfter` milliseconds the file is given up. */
export function mapEntryInTime(
  entry: FileEntry,
  read: ReadFile,
  checks: readonly Check[],
  context: MapContext,
  stuckAfter: number = STUCK_AFTER,
): FileFacts {
  try {
    return interruptible(stuckAfter, () => mapEntry(entry, read, checks, context));
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return mapLost(entry, `could not be examined within ${stuckAfter / 1000} s`, checks);
  }
}

/** In milliseconds. Wall time, so it has to hold on a busy machine too, where a file of 1.3 MB took more than two minutes. */
export const STUCK_AFTER = 600_000;

/** A file whose examination came to no end; `why` completes the sentence that begins with its path. */
export function mapLost(entry: FileEntry, why: string, checks: readonly Check[]): FileFacts {
  return mapUnread(unread(entry, 'crash', why), checks);
}

/** What one file leaves behind: pure in its path, its bytes, the checks and what the configuration says. */
export function mapFile(file: SourceFile | UnreadFile, checks: readonly Check[], context: MapContext): FileFacts {
  return 'text' in file
    ? factsOf(parseFile(file, undefined, context.dialects), checks, context)
    : mapUnread(file, checks);
}

/** A file without text is still a file: policies about files see it, and what they ask of its content is unknown. */
function mapUnread(unread: UnreadFile, checks: readonly Check[]): FileFacts {
  const { path, tracked, status } = unread;
  const language = languageOf(path);
  const problems = unread.status === 'unread' ? [unread.problem] : [];
  const document: Document = {
    file: { path, ...(tracked !== undefined && { tracked }), text: '', bom: false, bytes: 0 },
    language: language?.name ?? 'text',
    ...(language && { family: language.family }),
    status,
    problems,
  };
  return factsOf(document, checks, { aliases: [], dialects: [] });
}

function factsOf(document: Document, checks: readonly Check[], { aliases, bases }: MapContext): FileFacts {
  const { file } = document;
  const view = viewOf(document, aliases, bases);
  const { rows, problems, calls } = matchDocument(view, checks);
  const unread = unreadCause(document);
  const { directives, problems: malformed } = directivesOf(document, view);
  return {
    path: file.path,
    ...(file.tracked !== undefined && { tracked: file.tracked }),
    language: document.language,
    ...(document.family && { family: document.family }),
    status: document.status,
    bytes: file.bytes,
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    ...(directives.length > 0 && { directives }),
    rows,
    ...(document.family === 'sql' && document.tree && { sql: sqlFact(document) }),
    ...declaredIn(document, view),
    ...packagesIn(document, view),
    ...constantsOf(document, view),
    ...(calls && { calls }),
    ...(isIgnoreFile(file.path) && { ignore: { path: file.path, text: file.text } }),
    problems: [...document.problems, ...problems, ...malformed],
    ...(unread && { unread }),
  };
}

function directivesOf(document: Document, view: DocumentView): DirectivesRead {
  const { file, tree } = document;
  const language = tree && mayHaveDirectives(file.text) ? languageOf(file.path) : undefined;
  const comments = language?.comments?.(document) ?? [];
  return directivesIn(document, comments, (range) => view.place({ type: 'range', range }));
}

/** What the languages of Prisma and Drizzle declare of a database. */
function declaredIn(document: Document, view: DocumentView): Pick<FileFacts, 'prisma' | 'drizzle' | 'journal'> {
  const { file, family, language, tree } = document;
  const place = (range: Range): Place => view.place({ type: 'range', range });
  if (language === 'prisma' && tree) return { prisma: prismaFact(file, place) };
  const drizzle = family === 'code' && mayDeclare(file) ? drizzleFact(view, place) : undefined;
  const journal = journalFact(document);
  return { ...(drizzle && { drizzle }), ...(journal && { journal }) };
}

function packagesIn(document: Document, view: DocumentView): Pick<FileFacts, 'packages'> {
  const packages = packageFact(document, (range) => view.place({ type: 'range', range }));
  return packages ? { packages } : {};
}

function mayDeclare({ path, text }: SourceFile): boolean {
  return text.includes('drizzle-orm/') || path.includes('drizzle');
}

function constantsOf({ family, file, tree }: Document, view: DocumentView): Pick<FileFacts, 'constants'> {
  if (family !== 'code' || !tree || !file.text.includes('export')) return {};
  const constants = exportedConstants(view);
  return Object.keys(constants).length === 0 ? {} : { constants };
}

function isIgnoreFile(path: string): boolean {
  return path === '.gitignore' || path.endsWith('/.gitignore');
}

function unreadCause({ file, status, problems }: Document): Cause | undefined {
  if (status === 'parsed' || status === 'skipped') return undefined;
  const [problem] = problems;
  const place = { path: file.path, ...(problem?.region && { region: problem.region }) };
  return { kind: 'not-read', message: problem?.message ?? `'${file.path}' could not be parsed.`, place };
}
