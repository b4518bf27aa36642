import type { Check, PolicyForm } from '../model/policy.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import { questionOf, uniqueCauses, uniqueEvidence, unknownKind } from './judge-subjects.ts';
import { answerOf } from './kleene.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

type ProjectForm = Extract<PolicyForm, { form: 'project' }>;

/** One verdict about the workspace as a whole. */
export function judgeProject(check: Check, form: ProjectForm, facts: WorkspaceFacts): Verdict {
  const refuted: Evidence[] = [];
  const question = {
    ...questionOf(check, { node: 'workspace' }, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  const common = { policy: check.policy.id, subject: check.policy.id, bindings: {}, causes: [] };
  const applies = form.when ? decide(form.when, {}, question) : [{ bindings: {}, causes: [], evidence: [] }];
  if (applies.length === 0) return { ...common, kind: 'notApplicable', evidence: refuted };

  const assignment = applies[0]!;
  const ways = decide(form.require, assignment.bindings, question);
  const answer = answerOf(ways);
  if (answer === true) return { ...common, kind: 'pass', evidence: ways[0]!.evidence };
  const causes = answer === false ? assignment.causes : [...assignment.causes, ...answer];
  const place = refuted.find((evidence) => evidence.place)?.place;
  return {
    ...common,
    kind: causes.length === 0 ? 'fail' : unknownKind(causes),
    ...(place && { place }),
    bindings: assignment.bindings,
    evidence: uniqueEvidence(refuted),
    causes: uniqueCauses(causes),
  };
}
