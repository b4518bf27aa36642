import type { Bindings, Cause } from '../model/binding.ts';
import type { Check, PolicyForm, SetSource } from '../model/policy.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import { evidenceOf, noSubject, whyInapplicable } from './evidence.ts';
import { isCertain, type Decision } from './question.ts';
import { candidatesOf, questionOf, type Candidate } from './judge-subjects.ts';
import { nearest } from './nearest.ts';
import { collect, type CollectedSet, type Element } from './set-elements.ts';
import { uniqueCauses, uniqueEvidence } from './unique.ts';
import { unknownKind, unreadVerdicts } from './unread.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

type SetsPolicy = Extract<PolicyForm, { form: 'sets' }>;

/** Compares collections of values; each distinct value of the first is a subject (of both for `equal`), or what `subject` names. */
export function judgeSets(check: Check, form: SetsPolicy, facts: WorkspaceFacts): readonly Verdict[] {
  const { subject, ...plain } = form;
  return subject === undefined
    ? judgeValues(check, plain, facts)
    : judgePerSubject(check, { ...plain, subject }, facts);
}

/** The sets are compared once for each subject, of the elements that agree with its bindings. */
function judgePerSubject(
  check: Check,
  form: SetsPolicy & { readonly subject: number },
  facts: WorkspaceFacts,
): readonly Verdict[] {
  const asForbid = { form: 'forbid', subject: form.subject } as const;
  const verdicts = candidatesOf(check, asForbid, facts).flatMap((candidate) =>
    applicable(check, candidate, facts).map((found) =>
      'kind' in found ? found : subjectVerdict(check, candidate, found, relationOf(check, form, facts, found.bindings)),
    ),
  );
  const all = [...verdicts, ...unreadVerdicts(check, check.matchers[form.subject]!, facts)];
  return all.length > 0 ? all : [vacuous(check, form)];
}

/** The assignments under which the policy applies to the subject, or the verdict that it does not. */
function applicable(check: Check, candidate: Candidate, facts: WorkspaceFacts): readonly (Decision | Verdict)[] {
  const refuted: Evidence[] = candidate.inapplicable.map(({ message, place }) => ({ message, place }));
  const question = {
    ...questionOf(check, candidate.subject, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  return decide(candidate.rest, candidate.bindings, question).flatMap((found): readonly (Decision | Verdict)[] => {
    const ways = decide(candidate.when, found.bindings, question);
    if (ways.length === 0) return [notApplicable(check, candidate, found, refuted)];
    return ways.map((way) => ({ ...way, causes: [...found.causes, ...way.causes] }));
  });
}

function notApplicable(
  check: Check,
  { subject, place, key }: Candidate,
  { bindings }: Decision,
  refuted: readonly Evidence[],
): Verdict {
  const evidence = whyInapplicable(check, bindings, refuted);
  const named = key === undefined ? {} : { key };
  const { id } = check.policy;
  return { policy: id, kind: 'notApplicable', subject: subject.node, ...named, place, bindings, evidence, causes: [] };
}

function subjectVerdict(check: Check, candidate: Candidate, found: Decision, { verdicts, doubts }: Related): Verdict {
  const unsure = [...candidate.causes, ...found.causes];
  const failed = verdicts.filter(({ kind }) => kind === 'fail');
  const causes = [...unsure, ...doubts, ...verdicts.flatMap((element) => element.causes)];
  const kind = failed.length > 0 && unsure.length === 0 ? 'fail' : causes.length > 0 ? unknownKind(causes) : 'pass';
  return {
    policy: check.policy.id,
    kind,
    subject: candidate.subject.node,
    ...(candidate.key !== undefined && { key: candidate.key }),
    place: candidate.place,
    bindings: found.bindings,
    evidence: uniqueEvidence([...evidenceOf(found), ...elementEvidence(kind, verdicts)]),
    causes: uniqueCauses(kind === 'fail' ? [] : causes),
  };
}

const mostElements = 10;

/** Of a fail the elements that are to blame, else all that were compared. */
function elementEvidence(kind: Verdict['kind'], verdicts: readonly Verdict[]): readonly Evidence[] {
  const told = kind === 'fail' ? verdicts.filter((one) => one.kind === 'fail') : verdicts;
  if (told.length === 0) return [{ message: 'There is no element to compare.' }];
  const shown = told
    .slice(0, mostElements)
    .flatMap((element) => [
      { message: comparedWith(element), ...(element.place && { place: element.place }) },
      ...element.evidence,
    ]);
  const hidden = told.length - mostElements;
  return hidden > 0 ? [...shown, { message: `And ${hidden} further elements.` }] : shown;
}

function comparedWith({ kind, key }: Verdict): string {
  if (key === undefined) return 'Compared: a value that is not known.';
  return kind === 'fail' ? `Fails for '${key}'.` : `Compared: '${key}'.`;
}

interface Related {
  readonly verdicts: readonly Verdict[];
  /** Why further elements may be missing from the set that is asked about. */
  readonly doubts: readonly Cause[];
}

function relationOf(check: Check, form: SetsPolicy, facts: WorkspaceFacts, bindings: Bindings): Related {
  const [first, second] = form.sets.of.map((name) => collect(check, form.sets.sets[name]!, facts, bindings));
  const doubts = [...first!.doubts, ...(form.sets.relation === 'equal' ? (second?.doubts ?? []) : [])];
  return { verdicts: relationVerdicts(check, form, first!, second), doubts };
}

function judgeValues(check: Check, form: SetsPolicy, facts: WorkspaceFacts): readonly Verdict[] {
  const refuted: Evidence[] = [];
  const question = {
    ...questionOf(check, { node: 'workspace' }, facts),
    refute: (evidence: Evidence) => void refuted.push(evidence),
  };
  const applies = form.when ? decide(form.when, {}, question) : [{ bindings: {}, causes: [], evidence: [] }];
  if (applies.length === 0)
    return [{ ...vacuous(check, form), kind: 'notApplicable', evidence: whyInapplicable(check, {}, refuted) }];
  const causes = applies[0]!.causes;
  const { verdicts } = relationOf(check, form, facts, {});
  const unread = form.sets.of.flatMap((name, i) =>
    i === 0 || form.sets.relation === 'equal' ? unreadOf(check, form.sets.sets[name]!, facts) : [],
  );
  const all = [...verdicts, ...unread].map((verdict) => underDoubt(verdict, causes));
  return all.length > 0 ? all : [vacuous(check, form)];
}

/** Where it is unknown whether the policy applies, nothing is a fail. */
function underDoubt(verdict: Verdict, causes: readonly Cause[]): Verdict {
  if (causes.length === 0 || verdict.kind !== 'fail') return verdict;
  return { ...verdict, kind: unknownKind(causes), causes };
}

function vacuous({ policy, matchers }: Check, { subject, sets: { of } }: SetsPolicy): Verdict {
  const evidence = [
    subject === undefined ? { message: `'${of[0]}' has no element.` } : noSubject(matchers[subject]!.formula),
  ];
  return { policy: policy.id, kind: 'vacuous', subject: policy.id, bindings: {}, evidence, causes: [] };
}

function relationVerdicts(
  check: Check,
  { sets }: SetsPolicy,
  first: CollectedSet,
  second?: CollectedSet,
): readonly Verdict[] {
  if (sets.relation === 'unique')
    return subjectsOf(first).map((subject) => uniqueVerdict(check, subject, first, sets.of[0]!));
  if (!second) return [];
  const [a, b] = sets.of as [string, string];
  const forward = subjectsOf(first).map((subject) =>
    membership(check, subject, second, b, sets.relation !== 'disjoint'),
  );
  if (sets.relation !== 'equal') return forward;
  return [
    ...forward,
    ...subjectsOf(second)
      .map((subject) => membership(check, subject, first, a, true))
      .filter(({ kind }) => kind !== 'pass'),
  ];
}

/** All occurrences of one value, the certain ones first; a value that is not static stands alone. */
type Occurrences = readonly [Element, ...Element[]];

function subjectsOf({ elements }: CollectedSet): readonly Occurrences[] {
  const groups = new Map<string, [Element, ...Element[]]>();
  for (const element of [...elements.filter(isCertain), ...elements.filter((one) => !isCertain(one))]) {
    const key = element.key ?? `not static: ${element.node}`;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return [...groups.values()];
}

function membership(
  check: Check,
  subject: Occurrences,
  other: CollectedSet,
  otherName: string,
  wanted: boolean,
): Verdict {
  const [element] = subject;
  const partners = other.elements.filter(({ key }) => key !== undefined && key === element.key);
  const partner = partners.find(isCertain) ?? partners[0];
  const vague = other.elements.filter(({ key }) => key === undefined);
  const unsure = partner ? partner.causes : [...other.doubts, ...vague.flatMap(({ causes }) => causes)];
  const doubts = [...element.causes, ...unsure];
  const evidence = partner ? foundEvidence(partner, otherName) : missingEvidence(element, other, otherName);
  if (doubts.length > 0) return setVerdict(check, subject, unknownKind(doubts), partner ? evidence : [], doubts);
  return setVerdict(check, subject, (partner !== undefined) === wanted ? 'pass' : 'fail', evidence);
}

function foundEvidence({ text, place }: Element, otherName: string): readonly Evidence[] {
  return [{ message: `'${text}' is in '${otherName}'.`, ...(place && { place }) }];
}

function missingEvidence({ text }: Element, { elements }: CollectedSet, otherName: string): readonly Evidence[] {
  const candidates = elements.flatMap((other) =>
    other.place ? [{ name: 'element', binding: { text: other.text }, place: other.place }] : [],
  );
  const size = new Set(elements.map(({ key }) => key)).size;
  return [
    { message: `'${text}' is not in '${otherName}', which has ${size === 1 ? '1 element' : `${size} elements`}.` },
    ...nearest({ element: { text } }, candidates).map(({ binding, place }) => ({
      message: `The nearest in '${otherName}' is '${binding.text}'.`,
      place,
    })),
  ];
}

/** Two certain occurrences fail; one that may not count, or a value that is not known, could be a second. */
function uniqueVerdict(check: Check, subject: Occurrences, { elements, doubts }: CollectedSet, name: string): Verdict {
  if (subject.filter(isCertain).length > 1) return setVerdict(check, subject, 'fail', []);
  const vague = elements.filter(({ key, node }) => key === undefined && node !== subject[0].node);
  const causes = [...subject, ...vague].flatMap((element) => element.causes).concat(doubts);
  const once = causes.length > 0 ? [] : [{ message: `'${subject[0].text}' is once in '${name}'.` }];
  return setVerdict(check, subject, causes.length > 0 ? unknownKind(causes) : 'pass', once, causes);
}

const mostOccurrences = 10;

function setVerdict(
  check: Check,
  [element, ...others]: Occurrences,
  kind: Verdict['kind'],
  evidence: readonly Evidence[],
  causes: readonly Cause[] = [],
): Verdict {
  const shown = others
    .slice(0, mostOccurrences)
    .flatMap(({ place }) => (place ? [{ message: 'Also here.', place }] : []));
  const hidden = others.length - mostOccurrences;
  const more = hidden > 0 ? [{ message: `And at ${hidden} more places.` }] : [];
  return {
    policy: check.policy.id,
    kind,
    subject: element.key === undefined ? element.node : element.text,
    ...(element.key !== undefined && { key: element.text }),
    ...(element.place && { place: element.place }),
    bindings: element.bindings,
    evidence: [...evidence, ...(kind === 'pass' ? [] : [...shown, ...more])],
    causes: uniqueCauses(causes),
  };
}

function unreadOf(check: Check, source: SetSource, facts: WorkspaceFacts): readonly Verdict[] {
  return source.from === 'list' ? [] : unreadVerdicts(check, check.matchers[source.matcher]!, facts);
}
