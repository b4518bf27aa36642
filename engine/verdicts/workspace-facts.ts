import type { Cause } from '../model/binding.ts';
import type { ModuleAlias } from '../model/context.ts';
import type { FactRow, FileFacts } from '../model/fact.ts';
import { callGraph, type CallGraph } from './call-graph.ts';
import { importResolver, withImports } from './imports.ts';
import type { Formula } from '../model/formula.ts';
import { isReadFor, speaksOf } from '../matches/prepare.ts';
import type { World } from '../matches/matcher.ts';

/** All that the reduce judges from; built once from the facts of all files. */
export interface WorkspaceFacts {
  readonly world: World;
  readonly files: readonly FileFacts[];
  /** Who calls whom; made when first asked for. */
  calls(): CallGraph;
  rows(policy: string, matcher: number): readonly FactRow[];
  /** Why a match of this formula may have been missed: files it speaks of that were not (wholly) read, or where the check crashed. */
  unread(policy: string, formula: Formula): readonly Unread[];
  /** How many files that were read the formula speaks of. */
  examined(formula: Formula): number;
}

export interface Unread {
  readonly path: string;
  readonly cause: Cause;
}

export function workspaceFacts(
  files: readonly FileFacts[],
  world: World,
  aliases: readonly ModuleAlias[] = [],
): WorkspaceFacts {
  const resolve = importResolver(files, aliases);
  const rows = groupRows(files.flatMap((file) => file.rows.map((row) => withImports(row, resolve))));
  const incomplete = files.filter(({ unread, problems }) => unread || problems.some(({ policy }) => policy));
  // A formula belongs to one policy and is asked about again for each subject.
  const unreadOf = new Map<Formula, readonly Unread[]>();
  const unreadFor = (policy: string, formula: Formula): readonly Unread[] =>
    incomplete.flatMap((file) => {
      const cause = causeFor(policy, formula, file);
      return cause && speaksOf(formula, file.path, file.family) ? [{ path: file.path, cause }] : [];
    });
  let calls: CallGraph | undefined;
  return {
    world,
    files,
    calls: () => (calls ??= callGraph(files, aliases)),
    rows: (policy, matcher) => rows.get(`${policy} ${matcher}`) ?? [],
    unread: (policy, formula) => {
      const known = unreadOf.get(formula) ?? unreadFor(policy, formula);
      unreadOf.set(formula, known);
      return known;
    },
    examined: (formula) =>
      files.filter(
        ({ path, family, status, sql }) =>
          status !== 'skipped' && isReadFor(formula, status, sql?.isSchemaRead) && speaksOf(formula, path, family),
      ).length,
  };
}

function causeFor(
  policy: string,
  formula: Formula,
  { path, status, unread, problems, sql }: FileFacts,
): Cause | undefined {
  const crashed = problems.find((problem) => problem.policy === policy);
  if (crashed) return { kind: 'not-read', message: crashed.message, place: { path } };
  return isReadFor(formula, status, sql?.isSchemaRead) ? undefined : unread;
}

function groupRows(rows: readonly FactRow[]): Map<string, FactRow[]> {
  const groups = new Map<string, FactRow[]>();
  for (const row of rows) {
    const key = `${row.policy} ${row.matcher}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
