import type { Bindings, Cause } from '../model/binding.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Check, PolicyForm, VerdictKind } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import { badness, type Evidence, type FlowPlace, type Suppression, type Verdict } from '../model/verdict.ts';
import type { Refutation } from '../model/fact.ts';
import { preparedReduceAnchor } from '../matches/prepare.ts';
import type { WorldObject } from '../matches/matcher.ts';
import { decide } from './decide.ts';
import { evidenceOf, noSubject, notFoundIn, stated, tried, whyInapplicable } from './evidence.ts';
import { unheard, type Decision, type Question, type Subject } from './question.ts';
import { isCompared, placeholders } from '../model/message.ts';
import { reduceAlternatives } from './exists.ts';
import { answerOf } from './kleene.ts';
import { uniqueCauses, uniqueEvidence } from './unique.ts';
import { unknownKind, unreadVerdicts } from './unread.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

type SubjectForm = Extract<PolicyForm, { form: 'forbid' | 'require' }>;

/** A possible subject: a fact row, or an object of the schema. */
export interface Candidate {
  readonly subject: Subject;
  readonly place: Place;
  /** As of `Verdict`. */
  readonly key?: string;
  /** Path of the document that it counts in. */
  readonly countsIn: string;
  readonly bindings: Bindings;
  /** Whether it is a subject at all. */
  readonly rest: Formula;
  readonly causes: readonly Cause[];
  readonly when: Formula;
  readonly require: Formula;
  readonly refutations: readonly Refutation[];
  /** Why `when` is a no, as far as its document tells. */
  readonly inapplicable: readonly Refutation[];
  readonly history: readonly Evidence[];
  readonly fix?: string;
  readonly suppression?: Suppression;
  readonly flow?: readonly FlowPlace[];
  readonly notes?: readonly string[];
}

const YES: Formula = { op: 'true' };
const NO: Formula = { op: 'any', of: [] };

/** A verdict for each subject, one for each file that was not read, and one for the policy if there is nothing else to say. */
export function judgeSubjects(check: Check, form: SubjectForm, facts: WorkspaceFacts): readonly Verdict[] {
  const matcher = check.matchers[form.subject]!;
  const verdicts = mergeAlternatives(
    check,
    candidatesOf(check, form, facts).flatMap((candidate) => judgeCandidate(check, candidate, facts)),
  );
  const unread = unreadVerdicts(check, matcher, facts);
  if (verdicts.length + unread.length > 0) return [...verdicts, ...unread];
  return [nothingFound(check, form, matcher, facts)];
}

/** Everything that may be a subject of the policy. */
export function candidatesOf(check: Check, form: SubjectForm, facts: WorkspaceFacts): readonly Candidate[] {
  const matcher = check.matchers[form.subject]!;
  return matcher.station === 'map' ? rowCandidates(check, form, facts) : objectCandidates(form, matcher, facts);
}

function rowCandidates(check: Check, form: SubjectForm, facts: WorkspaceFacts): readonly Candidate[] {
  return facts.rows(check.policy.id, form.subject).map((row) => ({
    subject: { node: row.node, ...(row.matched !== undefined && { matched: row.matched }) },
    place: row.place,
    ...(row.key !== undefined && { key: row.key }),
    countsIn: row.countsIn ?? row.place.path,
    bindings: row.bindings,
    rest: row.rest,
    causes: [],
    when: row.when ?? YES,
    require: form.form === 'forbid' ? NO : (row.require ?? YES),
    refutations: row.refutations ?? [],
    inapplicable: row.inapplicable ?? [],
    history: [],
    ...(row.fix !== undefined && { fix: row.fix }),
    ...(row.suppression && { suppression: row.suppression }),
    ...(row.flow && { flow: row.flow }),
    ...(row.notes && { notes: row.notes }),
  }));
}

function objectCandidates(form: SubjectForm, { formula }: RangingMatcher, facts: WorkspaceFacts): readonly Candidate[] {
  return reduceAlternatives(formula).flatMap(({ anchor, rest }) =>
    [...(preparedReduceAnchor(anchor)?.range(facts.world, {}) ?? [])].map(({ object, bindings, unknown }) => ({
      subject: { node: object.id, object },
      place: object.place,
      key: object.id,
      countsIn: object.place.path,
      bindings,
      rest,
      causes: unknown ? [unknown] : [],
      when: form.when ?? YES,
      require: form.form === 'forbid' ? NO : form.require,
      refutations: [],
      inapplicable: [],
      history: historyOf(object),
    })),
  );
}

const latestShown = 3;

/** Where the object comes from and what happened to it last; a table that was altered twenty times would bury the finding. */
function historyOf({ history = [] }: WorldObject): readonly Evidence[] {
  const hidden = history.length - 1 - latestShown;
  if (hidden <= 0) return history;
  return [...history.slice(0, 1), { message: `${hidden} further changes.` }, ...history.slice(-latestShown)];
}

/** A verdict, and the names that the subject itself binds. */
interface Judged {
  readonly verdict: Verdict;
  readonly own: readonly string[];
}

function judgeCandidate(check: Check, candidate: Candidate, facts: WorkspaceFacts): readonly Judged[] {
  const own = Object.keys(candidate.bindings);
  return assignmentVerdicts(check, candidate, facts).map((verdict) => ({ verdict, own }));
}

/** One verdict for each assignment under which the policy applies: all of them must satisfy it. */
function assignmentVerdicts(check: Check, candidate: Candidate, facts: WorkspaceFacts): readonly Verdict[] {
  const question = questionOf(check, candidate.subject, facts);
  const subjects = decide(candidate.rest, candidate.bindings, question).map((found) =>
    withCauses(found, candidate.causes),
  );
  return subjects.flatMap((found) => {
    const refuted = candidate.inapplicable.map(shown);
    const applies = decide(candidate.when, found.bindings, {
      ...question,
      refute: (evidence) => refuted.push(evidence),
    });
    if (applies.length === 0)
      return isOpen(found)
        ? []
        : [verdict(check, candidate, 'notApplicable', found, whyInapplicable(check, found.bindings, refuted))];
    return applies.map((assignment) => judgeAssignment(check, candidate, withCauses(assignment, found.causes), facts));
  });
}

function shown({ message, place }: Refutation): Evidence {
  return { message, place };
}

function isOpen({ causes }: Decision): boolean {
  return causes.length > 0;
}

function withCauses(decision: Decision, causes: readonly Cause[]): Decision {
  return causes.length === 0 ? decision : { ...decision, causes: [...causes, ...decision.causes] };
}

function judgeAssignment(check: Check, candidate: Candidate, assignment: Decision, facts: WorkspaceFacts): Verdict {
  const refuted = candidate.refutations.map(shown);
  const question = {
    ...questionOf(check, candidate.subject, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  const ways = decide(candidate.require, assignment.bindings, question);
  const answer = answerOf(ways);
  const way = ways[0] ? evidenceOf(ways[0]) : [];
  const evidence = [...evidenceOf(assignment), ...way];
  if (answer === true) {
    const notes = (candidate.notes ?? []).map((message) => ({ message }));
    const held = way.length + notes.length > 0 ? notes : required(check, true, ways[0]!.bindings);
    return verdict(check, candidate, 'pass', { ...assignment, causes: [], evidence }, held);
  }
  const causes = answer === false ? assignment.causes : [...assignment.causes, ...answer];
  const kind = causes.length === 0 ? 'fail' : unknownKind(causes);
  // The way of tainted data says it all.
  const why = answer === false && !candidate.flow ? whyNot(check, assignment.bindings, refuted) : refuted;
  return verdict(check, candidate, kind, { ...assignment, causes, evidence }, [...why, ...candidate.history]);
}

/** What is required, as far as the policy requires anything: what a bare `forbid` matches is there to be seen. */
function required(check: Check, holds: boolean, bindings: Bindings): readonly Evidence[] {
  return check.judge.form === 'require' ? stated(check, check.judge.require, holds, bindings) : [];
}

function whyNot(check: Check, bindings: Bindings, refuted: readonly Evidence[]): readonly Evidence[] {
  return check.judge.form === 'require' ? tried(check, check.judge.require, bindings, refuted) : refuted;
}

function verdict(
  check: Check,
  candidate: Candidate,
  kind: VerdictKind,
  found: Decision,
  more: readonly Evidence[],
): Verdict {
  const place = kind === 'fail' || kind === 'review' ? preciselyAt(candidate) : candidate.place;
  return {
    policy: check.policy.id,
    kind,
    subject: candidate.subject.node,
    ...(candidate.key !== undefined && { key: candidate.key }),
    place,
    ...(place.path !== candidate.countsIn && { countsIn: [candidate.countsIn] }),
    bindings: { ...comparedBy(check, kind, candidate), ...found.bindings },
    evidence: uniqueEvidence([...found.evidence, ...more]),
    causes: uniqueCauses(found.causes),
    ...(candidate.fix !== undefined && check.fix && { fix: { safe: check.fix.safe, text: candidate.fix } }),
    ...(candidate.suppression && (kind === 'fail' || kind === 'review') && { suppression: candidate.suppression }),
    ...(candidate.flow && (kind === 'fail' || kind === 'review') && { flow: candidate.flow }),
  };
}

/** What the message calls `$EXPECTED` and `$ACTUAL`: of the first value that is another than the one required. */
function comparedBy({ policy }: Check, kind: VerdictKind, { refutations }: Candidate): Bindings {
  if ((kind !== 'fail' && kind !== 'review') || !placeholders(policy.message).some(isCompared)) return {};
  const compared = refutations.find((one) => one.compared)?.compared;
  return {
    EXPECTED: { text: compared?.expected ?? 'what is required' },
    ACTUAL: { text: compared?.actual ?? 'not known' },
  };
}

/** A wrong value inside a config subject is reported where it stands (policy-language.md, "Config paths"). */
function preciselyAt({ place, refutations }: Candidate): Place {
  const precise = refutations.find((refutation) => refutation.precise)?.place;
  return precise ?? place;
}

/** A subject is one (node, bindings). What `when` binds besides tells subjects apart only where the message names it; the worst verdict stands. */
function mergeAlternatives({ policy }: Check, judged: readonly Judged[]): readonly Verdict[] {
  const named = placeholders(policy.message);
  const merged = new Map<string, Verdict>();
  for (const { verdict: item, own } of judged) {
    const names = [...new Set([...own, ...named])].sort();
    const key = JSON.stringify([item.subject, names.map((name) => [name, item.bindings[name]?.text])]);
    const before = merged.get(key);
    const worse = before && badness(item.kind) <= badness(before.kind) ? before : item;
    merged.set(key, before ? countingIn(worse, before, item) : item);
  }
  return [...merged.values()];
}

/** A value that several documents inherit is one subject, and about all of them. */
function countingIn(worse: Verdict, one: Verdict, other: Verdict): Verdict {
  if (!one.countsIn && !other.countsIn) return worse;
  const paths = [one, other].flatMap(({ place, countsIn }) => countsIn ?? (place ? [place.path] : []));
  return { ...worse, countsIn: [...new Set(paths)].sort() };
}

/** No subject: for a bare `forbid` that is what it asks for, if there was something to look at. */
function nothingFound(
  { policy }: Check,
  form: SubjectForm,
  { formula }: RangingMatcher,
  facts: WorkspaceFacts,
): Verdict {
  const looked = facts.examined(formula);
  const kind = form.form === 'forbid' && looked > 0 ? 'pass' : 'vacuous';
  const evidence = [kind === 'pass' ? notFoundIn(formula, looked) : noSubject(formula)];
  const common = { policy: policy.id, kind, subject: policy.id, bindings: {}, evidence, causes: [] } as const;
  return form.form === 'forbid' ? { ...common, examined: looked } : common;
}

export function questionOf(check: Check, subject: Subject, facts: WorkspaceFacts): Question {
  const about = subject.object && { about: subject.object };
  const guards = check.guards && { guards: check.guards };
  return {
    policy: check.policy.id,
    facts,
    matchers: check.matchers,
    ...guards,
    subject,
    ...about,
    refute: unheard,
  };
}
