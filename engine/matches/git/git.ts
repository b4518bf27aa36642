import type { Bindings } from '../../model/binding.ts';
import type { Place } from '../../model/region.ts';
import type { ReduceAnchor, World, WorldMatch } from '../matcher.ts';
import { inspectGit } from './inspect.ts';
import { judge, type GitDemand } from './judge.ts';

const paths = { type: 'array', items: { type: 'string' }, minItems: 1 } as const;

/** What git makes of paths: not what a .gitignore file says but what it means, and what is tracked all the same. */
export const git: ReduceAnchor = {
  name: 'git',
  station: 'reduce',
  documentation:
    'What git makes of paths; all that is demanded must hold. `ignores` and `keeps`: git would, or would not, ignore the path ' +
    '(existing or not; a folder ends with `/`; all but the last segment may be globs over folders) by the .gitignore files of the workspace. ' +
    '`tracked`: some tracked file fits the glob or lies below it; `untracked`: none does.',
  schema: {
    type: 'object',
    properties: { ignores: paths, keeps: paths, tracked: paths, untracked: paths },
    additionalProperties: false,
    minProperties: 1,
  },
  inspect: ({ git: value }) => ({ binds: [], errors: inspectGit(value) }),
  prepare: ({ git: value }) => {
    const demand = value as GitDemand;
    return {
      speaksOf: (path) => path === '.gitignore' || path.endsWith('/.gitignore'),
      range: (world, bindings, refute) => answer(demand, world, bindings, refute),
      match: (world, _object, bindings, refute) => answer(demand, world, bindings, refute),
      doubt: () => undefined,
    };
  },
};

/** The repository is one: whatever the subject is, the match is about the workspace. */
function answer(
  demand: GitDemand,
  world: World,
  bindings: Bindings,
  refute?: (message: string, place: Place) => void,
): readonly WorldMatch[] {
  const { holds, object, refutations } = judge(demand, world);
  for (const { message, place } of refutations) refute?.(message, place);
  if (holds === false) return [];
  return [{ bindings, object, ...(holds !== true && { unknown: holds }) }];
}
