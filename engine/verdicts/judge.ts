import { BudgetExceeded } from '../matches/budget.ts';
import type { Cause } from '../model/binding.ts';
import type { Check } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { excepted, staleExceptions } from './except.ts';
import { judgeProject } from './judge-project.ts';
import { judgeSets } from './judge-sets.ts';
import { judgeSubjects } from './judge-subjects.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly Problem[];
}

/** All verdicts of all checks: the whole reduce. It opens no file. */
export function judge(checks: readonly Check[], facts: WorkspaceFacts): Judged {
  const judged = checks.map((check) => judgeSafely(check, facts));
  return {
    verdicts: judged.flatMap(({ verdicts }) => verdicts),
    problems: judged.flatMap(({ problems }) => problems),
  };
}

/** As in the map, a check that cannot finish is a problem and an open verdict; the other checks go on. */
function judgeSafely(check: Check, facts: WorkspaceFacts): Judged {
  try {
    return judgeCheck(check, facts);
  } catch (error) {
    const { id } = check.policy;
    const message = `The check '${id}' could not be judged: ${(error as Error).message}`;
    const kind = error instanceof BudgetExceeded || error instanceof RangeError ? 'budget' : 'crash';
    const cause: Cause = { kind: 'not-read', message };
    return {
      verdicts: [{ policy: id, kind: 'open', subject: id, bindings: {}, evidence: [], causes: [cause] }],
      problems: [{ kind, level: 'warning', message, policy: id }],
    };
  }
}

function judgeCheck(check: Check, facts: WorkspaceFacts): Judged {
  const verdicts = verdictsOf(check, facts).map((verdict) => moderated(check, verdict));
  return { verdicts: verdicts.map((verdict) => excepted(check, verdict)), problems: staleExceptions(check, verdicts) };
}

function verdictsOf(check: Check, facts: WorkspaceFacts): readonly Verdict[] {
  switch (check.judge.form) {
    case 'project':
      return judgeProject(check, check.judge, facts);
    case 'sets':
      return judgeSets(check, check.judge, facts);
    default:
      return judgeSubjects(check, check.judge, facts);
  }
}

const lowConfidence: Evidence = { message: 'What this policy finds is a hint: a person has to decide.' };

/** A policy of low confidence never fails, unless it is a rule of Semgrep's; `unknown: fail` makes what is not static a fail. */
function moderated({ policy, unknown }: Check, verdict: Verdict): Verdict {
  if (verdict.kind === 'fail' && policy.confidence === 'low' && policy.dialect !== 'semgrep')
    return { ...verdict, kind: 'review', evidence: [...verdict.evidence, lowConfidence] };
  if (verdict.kind === 'review' && unknown === 'fail' && policy.confidence !== 'low')
    return { ...verdict, kind: 'fail' };
  return verdict;
}
