import micromatch from 'micromatch';
import { compileGlob } from '../matches/glob.ts';
import type { Check, Exception } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Verdict } from '../model/verdict.ts';

/** A verdict about something the policy leaves out by design is not applicable, with the reason as evidence. */
export function excepted({ except }: Check, verdict: Verdict): Verdict {
  const exception = except.find((entry) => covers(entry, verdict));
  if (!exception) return verdict;
  return {
    ...verdict,
    kind: 'notApplicable',
    causes: [],
    evidence: [{ message: `Left out by design: ${exception.reason}` }],
  };
}

/**
 * Entries that match nothing are reported, but only of policies that this workspace wrote:
 * the platform names that a shipped policy leaves out are not the user's to tidy up.
 */
export function staleExceptions({ policy, except }: Check, verdicts: readonly Verdict[]): readonly Problem[] {
  if (policy.pack !== undefined) return [];
  return except
    .filter((entry) => !verdicts.some((verdict) => covers(entry, verdict)))
    .map((entry) => ({
      kind: 'stale-exception',
      level: 'warning',
      message: `An 'except' entry of the policy '${policy.id}' matches nothing any more: ${entry.reason}`,
      path: policy.path,
      policy: policy.id,
    }));
}

/** Values are compared, never source text: what is not static is not what the exception speaks of. */
function covers({ bindings, files }: Exception, verdict: Verdict): boolean {
  if (files && !(verdict.place && fitsAny(files, verdict.place.path))) return false;
  const names = Object.entries(bindings);
  if (names.length === 0 && !files) return false;
  return names.every(([name, globs]) => {
    const value = verdict.bindings[name]?.value;
    return value !== undefined && globs.some((glob) => fitsValue(glob, String(value)));
  });
}

function fitsAny(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => compileGlob(glob).match(path) !== undefined);
}

/** In a value a slash is a character like any other. */
function fitsValue(glob: string, value: string): boolean {
  const plain = (text: string): string => text.replaceAll('/', '\ue000');
  return glob === '*' || micromatch.isMatch(plain(value), plain(glob), { dot: true });
}
