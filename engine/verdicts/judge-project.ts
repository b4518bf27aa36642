import type { Check, PolicyForm } from '../model/policy.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import { questionOf, uniqueCauses, uniqueEvidence, unknownKind } from './judge-subjects.ts';
import { answerOf } from './kleene.ts';
import type { Decision, Question } from './question.ts';
import { badness } from '../model/verdict.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

type ProjectForm = Extract<PolicyForm, { form: 'project' }>;

/** The workspace as a whole, under every assignment for which the policy applies: the worst verdict stands. */
export function judgeProject(check: Check, form: ProjectForm, facts: WorkspaceFacts): readonly Verdict[] {
  const refuted: Evidence[] = [];
  const question = {
    ...questionOf(check, { node: 'workspace' }, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  const applies = form.when ? decide(form.when, {}, question) : [{ bindings: {}, causes: [], evidence: [] }];
  if (applies.length === 0) {
    const nothing = { policy: check.policy.id, subject: check.policy.id, bindings: {}, causes: [] };
    return [{ ...nothing, kind: 'notApplicable', evidence: refuted }];
  }
  const verdicts = applies.map((assignment) => judgeAssignment(check, form, assignment, question));
  const worst = Math.max(...verdicts.map(({ kind }) => badness(kind)));
  return verdicts.filter(({ kind }) => badness(kind) === worst).slice(0, worst === badness('fail') ? undefined : 1);
}

function judgeAssignment(check: Check, form: ProjectForm, assignment: Decision, asked: Question): Verdict {
  const refuted: Evidence[] = [];
  const question = { ...asked, refute: (evidence: Evidence) => void refuted.push(evidence) };
  const common = { policy: check.policy.id, subject: check.policy.id, bindings: assignment.bindings };
  const ways = decide(form.require, assignment.bindings, question);
  const answer = answerOf(ways);
  if (answer === true) return { ...common, kind: 'pass', causes: [], evidence: ways[0]!.evidence };
  const causes = answer === false ? assignment.causes : [...assignment.causes, ...answer];
  const place = refuted.find((evidence) => evidence.place)?.place;
  return {
    ...common,
    kind: causes.length === 0 ? 'fail' : unknownKind(causes),
    ...(place && { place }),
    evidence: uniqueEvidence(refuted),
    causes: uniqueCauses(causes),
  };
}
