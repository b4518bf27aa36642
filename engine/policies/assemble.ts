import type { AnchorEntry } from '../matches/matcher.ts';
import type { Problem } from '../model/problem.ts';
import { collectCandidates, distinctPacks, duplicates, withDistinctIds } from './candidates.ts';
import type { Configuration, PolicyOverride } from './configuration.ts';
import { mergeDefinitions, type RawDefinition } from './definitions.ts';
import { nearest } from '../model/nearest.ts';
import type { PackFile } from './load.ts';
import { readPacks, type Pack } from './packs.ts';
import { profileProblems } from './profiles.ts';
import { resolvePolicy, type ResolvedPolicy } from './resolve.ts';
import type { Profile } from './schema/pack.ts';
import { select, type Selection } from './select.ts';
import { policyProblem } from './source.ts';

/** The files of what one entry of `extends` leads to: a pack, or a folder of packs or policies. */
export interface LoadedPackFiles {
  readonly files: readonly PackFile[];
  /** Without one everything is in force. */
  readonly profile?: Profile;
}

export interface AssembleInput {
  readonly packs: readonly LoadedPackFiles[];
  readonly configuration?: Configuration;
  /** Globs over ids. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly anchors: readonly AnchorEntry[];
}

export interface Assembled {
  /** Sorted by id. */
  readonly policies: readonly ResolvedPolicy[];
  readonly definitions: ReadonlyMap<string, RawDefinition>;
  readonly problems: readonly Problem[];
}

/** All policies in force: packs, what the workspace changes about them, and what the user selected. */
export function assemblePolicies(input: AssembleInput): Assembled {
  const { configuration, anchors } = input;
  const packs = withDistinctIds(
    input.packs.flatMap((loaded) =>
      readPacks(loaded.files, anchors).map((pack) => ({ pack, profile: loaded.profile })),
    ),
  );
  const distinct = distinctPacks(packs);
  const candidates = collectCandidates(packs);
  const overrides = new Map(configuration?.policies.map((override) => [override.id, override]));
  const resolved = [...candidates.values()].map((candidate) =>
    resolvePolicy(candidate, overrides.get(candidate.id), anchors),
  );
  const merged = mergeDefinitions(
    [...distinct.flatMap(({ definitions }) => definitions), ...(configuration?.definitions ?? [])],
    anchors,
  );
  const selection = select(
    resolved.flatMap(({ policy }) => (policy ? [policy] : [])),
    [...candidates.keys()],
    input,
  );
  const problems = [
    ...distinct.flatMap(packProblems),
    ...duplicates(distinct),
    ...resolved.flatMap((one) => one.problems.filter((problem) => isWanted(problem, selection))),
    ...merged.problems,
    ...unknownOverrides([...overrides.values()], [...candidates.keys()]),
    ...selection.problems,
  ];
  return { policies: selection.policies, definitions: merged.definitions, problems };
}

/** That a rule does not run matters only if it was to run. */
function isWanted({ kind, policy }: Problem, { policies }: Selection): boolean {
  if (kind !== 'skipped-rule') return true;
  return policies.some(({ info, enabled }) => info.id === policy && enabled);
}

/** A profile can only be judged when all policies of its pack could be read. */
function packProblems(pack: Pack): readonly Problem[] {
  return pack.problems.length > 0 ? pack.problems : profileProblems(pack);
}

function unknownOverrides(overrides: readonly PolicyOverride[], ids: readonly string[]): readonly Problem[] {
  return overrides
    .filter(({ id }) => !ids.includes(id))
    .map(({ id, located }) => {
      const meant = nearest(id, ids);
      const hint = meant ? ` Did you mean '${meant}'?` : '';
      return { ...policyProblem(located, `No loaded policy has the id '${id}'.${hint}`, 'key'), kind: 'configuration' };
    });
}
