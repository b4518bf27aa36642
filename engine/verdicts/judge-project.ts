import type { Check, PolicyForm } from '../model/policy.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import { evidenceOf, stated, tried, whyInapplicable } from './evidence.ts';
import { questionOf } from './judge-subjects.ts';
import { answerOf } from './kleene.ts';
import type { Decision, Question } from './question.ts';
import { badness } from '../model/verdict.ts';
import { uniqueCauses, uniqueEvidence } from './unique.ts';
import { unknownKind } from './unread.ts';
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
    return [{ ...nothing, kind: 'notApplicable', evidence: uniqueEvidence(whyInapplicable(check, {}, refuted)) }];
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
  if (answer === true) {
    const { evidence, bindings } = ways[0]!;
    const held = evidence.length > 0 ? evidence : stated(check, form.require, true, bindings);
    return { ...common, kind: 'pass', causes: [], evidence: uniqueEvidence([...evidenceOf(assignment), ...held]) };
  }
  const causes = answer === false ? assignment.causes : [...assignment.causes, ...answer];
  const place = refuted.find((evidence) => evidence.place)?.place;
  return {
    ...common,
    kind: causes.length === 0 ? 'fail' : unknownKind(causes),
    ...(place && { place }),
    evidence: uniqueEvidence([
      ...evidenceOf(assignment),
      ...(answer === false ? tried(check, form.require, assignment.bindings, refuted) : refuted),
    ]),
    causes: uniqueCauses(causes),
  };
}
