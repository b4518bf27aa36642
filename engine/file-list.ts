import { languageOf } from './documents/all.ts';
import { compileGlobs } from './documents/glob-list.ts';
import { parseFile } from './documents/parse.ts';
import type { SqlFile } from './documents/sql/node.ts';
import { judgeRole, type SqlRole } from './documents/sql/sql-role.ts';
import { listFiles } from './files/list.ts';
import { whyIgnored } from './files/why-ignored.ts';
import type { DialectChoice } from './model/context.ts';
import type { Document, Family, ReadStatus } from './model/document.ts';
import { preventsRun, type Problem } from './model/problem.ts';
import type { Request } from './model/request.ts';
import type { FileEntry } from './model/source-file.ts';
import type { Dialect } from './model/sql.ts';
import { workspaceOf } from './policy-set.ts';
import { contextOf } from './run/context.ts';
import { loadLanguages } from './run/map-workspace.ts';
import { openWorkspace, type Workspace } from './scan.ts';

/** A file that a check reads, and what it takes it for. */
export interface ListedFile {
  readonly path: string;
  readonly language: string;
  readonly family?: Family;
  /** Of SQL. */
  readonly dialect?: Dialect;
  /** Of a file of SQL: what it is to the schema. */
  readonly role?: SqlRole;
  readonly status: ReadStatus;
  /** Each completes a sentence; `listed` only where the file is read for no other reason than that it was named. */
  readonly why: {
    readonly listed?: string;
    readonly language: string;
    readonly dialect?: string;
    readonly role?: string;
    readonly status?: string;
  };
}

export interface FileList {
  readonly files: readonly ListedFile[];
  readonly problems: readonly Problem[];
}

/** The files that a check of the request would read. The reasons are those of the functions that decide. */
export async function describeFiles(request: Request): Promise<FileList> {
  const { root, sql, problems } = workspaceOf(request);
  if (problems.some(preventsRun)) return { files: [], problems };
  const workspace = openWorkspace(root, request, sql);
  if (workspace.problems.some(preventsRun)) return { files: [], problems: workspace.problems };
  await loadLanguages(workspace.entries);
  const context = contextOf(workspace.entries, workspace.read, sql);
  const whyListed = unlisted(root, workspace.git);
  const files = workspace.entries
    .filter(({ path }) => workspace.isAskedFor(path))
    .map((entry) => describe(entry, workspace, context.dialects, whyListed(entry.path)));
  return { files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)), problems: workspace.problems };
}

/** Why a file would not be read if it, or a folder around it, had not been named. */
function unlisted(root: string, git: boolean): (path: string) => string | undefined {
  const all = new Set(listFiles(root, []).entries.map(({ path }) => path));
  return (path) => {
    if (all.has(path)) return undefined;
    const rule = whyIgnored(root, path, git);
    return `only because it is named${rule === undefined ? '' : `: ${rule}`}`;
  };
}

function describe(
  entry: FileEntry,
  { read }: Workspace,
  dialects: readonly DialectChoice[],
  listed: string | undefined,
): ListedFile {
  const { path } = entry;
  const language = languageOf(path);
  const glob = language?.globs.find((one) => compileGlobs([one])(path));
  const file = read(entry);
  const document = 'text' in file ? parseFile(file, language, dialects) : undefined;
  const status = document?.status ?? ('text' in file ? 'parsed' : file.status);
  const whyStatus = document
    ? problemsOf(document)
    : 'problem' in file
      ? file.problem.message
      : entry.isLink
        ? 'it is a symbolic link, and links are not followed'
        : 'its name is that of a binary file';
  const sql = language?.name === 'sql' ? sqlOf(path, document) : undefined;
  return {
    path,
    language: language?.name ?? 'text',
    ...(language && { family: language.family }),
    ...sql?.is,
    status,
    why: {
      ...(listed !== undefined && { listed }),
      language: glob === undefined ? 'no language has a glob that fits' : `the glob '${glob}'`,
      ...sql?.why,
      ...(whyStatus !== undefined && { status: whyStatus }),
    },
  };
}

function sqlOf(path: string, document: Document | undefined): Pick<ListedFile, 'why'> & { readonly is: object } {
  const { role, why } = judgeRole(path);
  const root = document?.tree?.root as SqlFile | undefined;
  return {
    is: { ...(root && { dialect: root.dialect.dialect }), role },
    why: { ...(root && { dialect: root.dialect.why }), role: why } as ListedFile['why'],
  };
}

function problemsOf({ problems }: Document): string | undefined {
  const [first, ...others] = problems;
  if (!first) return undefined;
  const line = first.region === undefined ? '' : `line ${first.region.startLine}: `;
  return `${line}${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}
