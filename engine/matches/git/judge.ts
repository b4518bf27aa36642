import { compileGlobs } from '../../documents/glob-list.ts';
import type { Cause } from '../../model/binding.ts';
import type { Place } from '../../model/region.ts';
import type { World, WorldObject } from '../matcher.ts';
import { concretePaths } from './folders.ts';
import { ignoredBy, type IgnoreAnswer } from './ignored.ts';
import { placeOfRule, placeOfWorkspace } from './place.ts';

/** The value of a `git` matcher. */
export interface GitDemand {
  readonly ignores?: readonly string[];
  readonly keeps?: readonly string[];
  readonly tracked?: readonly string[];
  readonly untracked?: readonly string[];
}

export interface GitAnswer {
  readonly holds: true | false | Cause;
  /** The workspace, placed at the line of a .gitignore file that decided first. */
  readonly object: WorldObject;
  readonly refutations: readonly { readonly message: string; readonly place: Place }[];
}

/** One part of a demand, decided. */
interface Finding {
  readonly holds: true | false | Cause;
  readonly message: string;
  readonly place: Place;
  /** Whether a line of a .gitignore file decided. */
  readonly isDecidedByLine: boolean;
}

/** Decides a demand as a whole: a clear no outweighs what is not known. */
export function judge(demand: GitDemand, world: World): GitAnswer {
  const findings = [
    ...ignoring(demand.ignores ?? [], true, world),
    ...ignoring(demand.keeps ?? [], false, world),
    ...tracking(demand, world),
  ];
  const refuted = findings.filter((finding) => finding.holds === false);
  const open = findings.map((finding) => finding.holds).find((holds) => typeof holds === 'object');
  const decisive = (refuted.length > 0 ? refuted : findings).find((finding) => finding.isDecidedByLine);
  return {
    holds: refuted.length > 0 ? false : (open ?? true),
    object: { id: 'workspace', place: decisive?.place ?? placeOfWorkspace(world) },
    refutations: refuted.map(({ message, place }) => ({ message, place })),
  };
}

function ignoring(patterns: readonly string[], wanted: boolean, world: World): readonly Finding[] {
  return patterns
    .flatMap((pattern) => concretePaths(pattern, world.files))
    .map((path) => {
      const answer = ignoredBy(world.ignores, path);
      const place = answer.by ? placeOfRule(world, answer.by) : placeOfWorkspace(world);
      return {
        holds: answer.ignored === wanted,
        message: sentence(path, answer, world),
        place,
        isDecidedByLine: answer.by !== undefined,
      };
    });
}

function sentence(path: string, { ignored, by }: IgnoreAnswer, world: World): string {
  if (by)
    return `'${path}' is ${ignored ? '' : 'not '}ignored by git: '${by.pattern}' in line ${by.line} of '${by.path}' decides.`;
  const onlyAsFolder = !path.endsWith('/') && ignoredBy(world.ignores, `${path}/`).ignored;
  const hint = onlyAsFolder ? ` As a folder, '${path}/', it is.` : '';
  return `'${path}' is not ignored by git: no pattern of a .gitignore file fits.${hint}`;
}

function tracking({ tracked = [], untracked = [] }: GitDemand, world: World): readonly Finding[] {
  if (tracked.length + untracked.length > 0 && !world.git) return [notARepository(world)];
  return [
    ...tracked
      .filter((glob) => !firstTracked(glob, world))
      .map((glob) => no(`No file that git tracks fits '${glob}'.`, placeOfWorkspace(world))),
    ...untracked.flatMap((glob) => {
      const path = firstTracked(glob, world);
      return path === undefined ? [] : [no(`'${path}' is tracked by git.`, { path })];
    }),
  ];
}

function no(message: string, place: Place): Finding {
  return { holds: false, message, place, isDecidedByLine: false };
}

function notARepository(world: World): Finding {
  const message = 'The workspace is not a git repository: which files are tracked is not known.';
  return { holds: { kind: 'not-read', message }, message, place: placeOfWorkspace(world), isDecidedByLine: false };
}

/** A glob stands for the files it fits and, where it fits a folder, for all files in it. */
function firstTracked(glob: string, { files }: World): string | undefined {
  const path = glob.replace(/\/$/, '');
  const fits = compileGlobs([path, `${path}/**`]);
  return files.find((file) => file.tracked === true && fits(file.path))?.path;
}
