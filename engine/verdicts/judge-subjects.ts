import type { Bindings, Cause } from '../model/binding.ts';
import type { Formula, RangingMatcher } from '../model/formula.ts';
import type { Check, PolicyForm, VerdictKind } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import { badness, type Evidence, type FlowPlace, type Suppression, type Verdict } from '../model/verdict.ts';
import type { Refutation } from '../model/fact.ts';
import { preparedReduceAnchor } from '../matches/prepare.ts';
import type { WorldObject } from '../matches/matcher.ts';
import { decide } from './decide.ts';
import { unheard, type Decision, type Question, type Subject } from './question.ts';
import { isCompared, placeholders } from '../model/message.ts';
import { reduceAlternatives } from './exists.ts';
import { answerOf } from './kleene.ts';
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
    const refuted: Evidence[] = [];
    const applies = decide(candidate.when, found.bindings, {
      ...question,
      refute: (evidence) => refuted.push(evidence),
    });
    if (applies.length === 0)
      return isOpen(found) ? [] : [verdict(check, candidate, 'notApplicable', found, refuted.slice(0, 1))];
    return applies.map((assignment) => judgeAssignment(check, candidate, withCauses(assignment, found.causes), facts));
  });
}

function isOpen({ causes }: Decision): boolean {
  return causes.length > 0;
}

function withCauses(decision: Decision, causes: readonly Cause[]): Decision {
  return causes.length === 0 ? decision : { ...decision, causes: [...causes, ...decision.causes] };
}

function judgeAssignment(check: Check, candidate: Candidate, assignment: Decision, facts: WorkspaceFacts): Verdict {
  const refuted: Evidence[] = [...candidate.refutations];
  const question = {
    ...questionOf(check, candidate.subject, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  const ways = decide(candidate.require, assignment.bindings, question);
  const answer = answerOf(ways);
  const evidence = [...assignment.evidence, ...(ways[0]?.evidence ?? [])];
  const notes = (candidate.notes ?? []).map((message) => ({ message }));
  if (answer === true) return verdict(check, candidate, 'pass', { ...assignment, causes: [], evidence }, notes);
  const causes = answer === false ? assignment.causes : [...assignment.causes, ...answer];
  const kind = causes.length === 0 ? 'fail' : unknownKind(causes);
  return verdict(check, candidate, kind, { ...assignment, causes, evidence }, [...refuted, ...candidate.history]);
}

/** Something we did not look at outweighs something a person could tell. */
export function unknownKind(causes: readonly Cause[]): VerdictKind {
  return causes.some(({ kind }) => kind === 'not-read') ? 'open' : 'review';
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

export function uniqueEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return uniqueBy(evidence, ({ message, place }) => JSON.stringify([message, place?.path, place?.region]));
}

export function uniqueCauses(causes: readonly Cause[]): readonly Cause[] {
  return uniqueBy(causes, ({ kind, message, place }) => JSON.stringify([kind, message, place?.path]));
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item] as const).reverse()).values()].reverse();
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

/** A file that could have held a subject and was not read: open, never a pass. */
export function unreadVerdicts(
  { policy }: Check,
  { formula, station }: RangingMatcher,
  facts: WorkspaceFacts,
): readonly Verdict[] {
  if (station === 'reduce') return doubtVerdicts(policy.id, formula, facts);
  return facts.unread(policy.id, formula).map(({ path, cause }) => ({
    policy: policy.id,
    kind: 'open',
    subject: path,
    place: { path },
    bindings: {},
    evidence: [],
    causes: [cause],
  }));
}

function doubtVerdicts(policy: string, formula: Formula, facts: WorkspaceFacts): readonly Verdict[] {
  const unread = facts.unread(policy, formula).map(({ cause }) => cause);
  return uniqueCauses(unread).map((cause) => ({
    policy,
    kind: unknownKind([cause]),
    subject: cause.place?.path ?? policy,
    ...(cause.place && { place: cause.place }),
    bindings: {},
    evidence: [],
    causes: [cause],
  }));
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
  const common = { policy: policy.id, kind, subject: policy.id, bindings: {}, evidence: [], causes: [] } as const;
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
