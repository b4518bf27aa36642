import type { Bindings, Cause } from '../model/binding.ts';
import type { Check, PolicyForm, SetSource } from '../model/policy.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { decide } from './decide.ts';
import type { Decision } from './question.ts';
import {
  candidatesOf,
  questionOf,
  uniqueCauses,
  unknownKind,
  unreadVerdicts,
  type Candidate,
} from './judge-subjects.ts';
import { nearest } from './nearest.ts';
import { collect, type CollectedSet, type Element } from './set-elements.ts';
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
    decide(candidate.rest, candidate.bindings, questionOf(check, candidate.subject, facts)).map((found) =>
      subjectVerdict(check, candidate, found, relationOf(check, form, facts, found.bindings)),
    ),
  );
  const all = [...verdicts, ...unreadVerdicts(check, check.matchers[form.subject]!, facts)];
  return all.length > 0 ? all : [vacuous(check)];
}

function subjectVerdict(check: Check, candidate: Candidate, found: Decision, elements: readonly Verdict[]): Verdict {
  const causes = [...candidate.causes, ...found.causes, ...elements.flatMap((element) => element.causes)];
  const failed = elements.filter(({ kind }) => kind === 'fail');
  const certain = candidate.causes.length + found.causes.length === 0;
  const kind = failed.length > 0 && certain ? 'fail' : causes.length > 0 ? unknownKind(causes) : 'pass';
  return {
    policy: check.policy.id,
    kind,
    subject: candidate.subject.node,
    place: candidate.place,
    bindings: found.bindings,
    evidence: failed.flatMap(({ subject, place, evidence }) => [
      { message: `Fails for ${subject}.`, ...(place && { place }) },
      ...evidence,
    ]),
    causes: uniqueCauses(kind === 'fail' ? [] : causes),
  };
}

function relationOf(check: Check, form: SetsPolicy, facts: WorkspaceFacts, bindings: Bindings): readonly Verdict[] {
  const [first, second] = form.sets.of.map((name) => collect(check, form.sets.sets[name]!, facts, bindings));
  return relationVerdicts(check, form, first!, second);
}

function judgeValues(check: Check, form: SetsPolicy, facts: WorkspaceFacts): readonly Verdict[] {
  const verdicts = relationOf(check, form, facts, {});
  const unread = form.sets.of.flatMap((name, i) =>
    i === 0 || form.sets.relation === 'equal' ? unreadOf(check, form.sets.sets[name]!, facts) : [],
  );
  if (verdicts.length + unread.length > 0) return [...verdicts, ...unread];
  return [vacuous(check)];
}

function vacuous({ policy }: Check): Verdict {
  return { policy: policy.id, kind: 'vacuous', subject: policy.id, bindings: {}, evidence: [], causes: [] };
}

function relationVerdicts(
  check: Check,
  { sets }: SetsPolicy,
  first: CollectedSet,
  second?: CollectedSet,
): readonly Verdict[] {
  if (sets.relation === 'unique') return subjectsOf(first).map((subject) => uniqueVerdict(check, subject));
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

/** All occurrences of one value, in order; a value that is not static stands alone. */
type Occurrences = readonly [Element, ...Element[]];

function subjectsOf({ elements }: CollectedSet): readonly Occurrences[] {
  const groups = new Map<string, [Element, ...Element[]]>();
  for (const element of elements) {
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
  const vague = other.elements.filter(({ key }) => key === undefined);
  const partner = other.elements.find(({ key }) => key !== undefined && key === element.key);
  const doubts = [...element.causes, ...(partner ? [] : [...other.doubts, ...vague.flatMap(({ causes }) => causes)])];
  const evidence = partner ? foundEvidence(partner, otherName) : missingEvidence(element, other, otherName);
  if (doubts.length > 0) return setVerdict(check, subject, unknownKind(doubts), partner ? evidence : [], doubts);
  return setVerdict(check, subject, (partner !== undefined) === wanted ? 'pass' : 'fail', evidence);
}

function foundEvidence({ place }: Element, otherName: string): readonly Evidence[] {
  return [{ message: `In '${otherName}'.`, ...(place && { place }) }];
}

function missingEvidence({ text }: Element, { elements }: CollectedSet, otherName: string): readonly Evidence[] {
  const candidates = elements.flatMap((other) =>
    other.place ? [{ name: 'element', binding: { text: other.text }, place: other.place }] : [],
  );
  const close = nearest({ element: { text } }, candidates);
  if (close.length === 0)
    return [{ message: `It is not in '${otherName}' (${new Set(elements.map(({ key }) => key)).size} in all).` }];
  return close.map(({ binding, place }) => ({ message: `The nearest in '${otherName}' is '${binding.text}'.`, place }));
}

function uniqueVerdict(check: Check, subject: Occurrences): Verdict {
  const [element, ...others] = subject;
  if (element.causes.length > 0) return setVerdict(check, subject, unknownKind(element.causes), [], element.causes);
  return setVerdict(check, subject, others.length === 0 ? 'pass' : 'fail', []);
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
    ...(element.place && { place: element.place }),
    bindings: element.bindings,
    evidence: [...evidence, ...(kind === 'pass' ? [] : [...shown, ...more])],
    causes: uniqueCauses(causes),
  };
}

function unreadOf(check: Check, source: SetSource, facts: WorkspaceFacts): readonly Verdict[] {
  return source.from === 'list' ? [] : unreadVerdicts(check, check.matchers[source.matcher]!, facts);
}
