import { byCodeUnits } from '../../model/by-code-units.ts';
import type { Migration } from '../../model/sql-change.ts';
import type { ReplayProblem } from '../../model/catalog.ts';
import { sqlRole } from '../../documents/sql/sql-role.ts';

/**
 * The files to fold, in the order in which the tools run them; without migrations the files that hold a schema as a whole
 * (of Prisma and Drizzle only those come here whose package has no SQL).
 * Supabase, Prisma, dbmate and Drizzle go by the name as text, Flyway by its versions, the others by the leading number, and by the
 * release before it where each has a folder.
 * Where Drizzle's journal is there, its numbers count.
 */
export function migrationOrder(facts: readonly Migration[]): readonly Migration[] {
  const migrations = facts.filter(({ path }) => sqlRole(path) === 'migration');
  const wholes = facts.filter(({ path }) => sqlRole(path) === 'schema' || !path.endsWith('.sql'));
  const chosen = migrations.length > 0 ? migrations : wholes;
  return [...chosen].sort(
    (a, b) =>
      byCodeUnits(chainOf(a.path), chainOf(b.path)) ||
      (a.step ?? 0) - (b.step ?? 0) ||
      compareSteps(stepOf(a.path), stepOf(b.path), chainOf(a.path)),
  );
}

/**
 * The files by databases: two chains in which steps are called the same are copies of each other, or of two databases. As one
 * chain the second would run into everything that the first has made.
 */
export function chainsApart<T extends { readonly path: string }>(files: readonly T[]): readonly (readonly T[])[] {
  const chains = new Map<string, T[]>();
  const others: T[] = [];
  for (const file of files) {
    if (sqlRole(file.path) !== 'migration') others.push(file);
    else chains.set(chainOf(file.path), [...(chains.get(chainOf(file.path)) ?? []), file]);
  }
  const apart: T[][][] = [];
  for (const [, chain] of [...chains].sort(([a], [b]) => byCodeUnits(a, b))) {
    const beside = apart.find((group) => !group.some((one) => isCopy(one, chain)));
    if (beside) beside.push(chain);
    else apart.push([chain]);
  }
  const [first = [], ...rest] = apart;
  return [[...others, ...first.flat()], ...rest.map((group) => group.flat())];
}

/** At least half of the steps of the shorter one. */
function isCopy(a: readonly { readonly path: string }[], b: readonly { readonly path: string }[]): boolean {
  const steps = new Set(a.map(({ path }) => stepOf(path)));
  const shared = b.filter(({ path }) => steps.has(stepOf(path))).length;
  return shared > 0 && shared * 2 >= Math.min(a.length, b.length);
}

/** The folder of a chain, where it is not the only one of its project. */
export function folderOf(files: readonly { readonly path: string }[]): string {
  const folders = files.filter(({ path }) => sqlRole(path) === 'migration').map(({ path }) => chainOf(path));
  return [...new Set(folders)].sort().join(', ');
}

const SUPABASE = /(^|\/)supabase\/migrations$/i;

/** The folder of the chain: two chains in one workspace are not mixed. */
function chainOf(path: string): string {
  const folder = /^(.*?(?:^|\/)(?:migrations?|migrate|drizzle))\//i.exec(path)?.[1];
  return folder ?? '';
}

function stepOf(path: string): string {
  return path.slice(chainOf(path).length);
}

/** `V1.10__x.sql` after `V1.9__x.sql`; `R__x.sql`, which runs whenever it changed, after all of them. */
const FLYWAY = /(?:^|\/)V(\d+(?:[._]\d+)*)__[^/]*$/;
const REPEATED = /(?:^|\/)R__[^/]*$/;
/** `0.16/01__x.sql` after `0.9/02__y.sql`, in the same folder. */
const RELEASE = /^(.*?\/)[vV]?(\d+(?:\.\d+)+)\//;

function compareSteps(a: string, b: string, chain: string): number {
  if (SUPABASE.test(chain)) return byCodeUnits(a, b);
  const [repeatedA, repeatedB] = [a, b].map((step) => REPEATED.test(step));
  if (repeatedA !== repeatedB) return repeatedA ? 1 : -1;
  const [versionA, versionB] = [a, b].map((step) => versionOf(FLYWAY.exec(step)?.[1]));
  if (versionA && versionB) return compareVersions(versionA, versionB) || byCodeUnits(a, b);
  const byRelease = compareReleases(a, b);
  if (byRelease !== 0) return byRelease;
  const [numberA, numberB] = [a, b].map((step) => /^\/?(?:.*\/)?[vV]?(\d+)[^/]*$/.exec(step)?.[1]);
  if (numberA && numberB && numberA.length !== numberB.length && Math.max(numberA.length, numberB.length) < 14) {
    return Number(numberA) - Number(numberB) || byCodeUnits(a, b);
  }
  return byCodeUnits(a, b);
}

function compareReleases(a: string, b: string): number {
  const [, folderA, nameA] = RELEASE.exec(a) ?? [];
  const [, folderB, nameB] = RELEASE.exec(b) ?? [];
  const [releaseA, releaseB] = [versionOf(nameA), versionOf(nameB)];
  return folderA === folderB && releaseA && releaseB ? compareVersions(releaseA, releaseB) : 0;
}

function versionOf(name: string | undefined): readonly number[] | undefined {
  return name?.split(/[._]/).map(Number);
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
}

/** Supabase keeps the number as the key of what has run: of two files with the same one the second fails. */
export function repeatedVersions(paths: readonly string[]): readonly ReplayProblem[] {
  const first = new Map<string, string>();
  return paths.flatMap((path): readonly ReplayProblem[] => {
    const number = SUPABASE.test(chainOf(path)) ? /^\/(\d+)_/.exec(stepOf(path))?.[1] : undefined;
    if (number === undefined) return [];
    const version = `${chainOf(path)} ${number}`;
    const other = first.get(version);
    if (other === undefined) {
      first.set(version, path);
      return [];
    }
    const object = `migration ${number}`;
    const message = `A strict run stops here: ${object} exists already, in '${other}'; the order of the two is not said.`;
    return [{ problem: 'duplicate', object, message, place: { path } }];
  });
}
