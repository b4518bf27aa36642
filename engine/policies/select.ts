import { compileGlobs } from '../documents/glob-list.ts';
import type { Problem } from '../model/problem.ts';
import type { ResolvedPolicy } from './resolve.ts';
import { nearest } from '../model/nearest.ts';

/** Globs over policy ids, as the user typed them. */
export interface Wishes {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

export interface Selection {
  readonly policies: readonly ResolvedPolicy[];
  readonly problems: readonly Problem[];
}

/** Applies `only` and `skip`. `ids` also holds policies that could not be loaded: to name one of those is no mistake. */
export function select(policies: readonly ResolvedPolicy[], ids: readonly string[], { only, skip }: Wishes): Selection {
  const isWanted = only ? compileGlobs(only) : () => true;
  const isSkipped = compileGlobs(skip ?? []);
  return {
    policies: policies.map((policy) => {
      const { id } = policy.info;
      if (!isWanted(id)) return without(policy, "not selected by 'only'");
      if (isSkipped(id)) return without(policy, "left out by 'skip'");
      // Whoever names a policy by its full id wants to see it, even if a profile leaves it out.
      return only?.includes(id) ? { ...policy, enabled: true } : policy;
    }),
    problems: [...unmatched('only', only, ids), ...unmatched('skip', skip, ids)],
  };
}

function without(policy: ResolvedPolicy, note: string): ResolvedPolicy {
  return { ...policy, enabled: false, notes: [...policy.notes, note] };
}

function unmatched(option: string, globs: readonly string[] | undefined, ids: readonly string[]): readonly Problem[] {
  return (globs ?? [])
    .filter((glob) => !ids.some(compileGlobs([glob])))
    .map((glob) => {
      const meant = nearest(glob, ids);
      const hint = meant ? ` Did you mean '${meant}'?` : '';
      return {
        kind: 'configuration',
        level: 'error',
        message: `'${option}' names '${glob}', and no loaded policy has such an id.${hint}`,
      };
    });
}
