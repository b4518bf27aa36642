import type { PropertyBag, Result } from 'sarif';
import type { PolicyInfo } from '../../model/policy.ts';
import type { Place } from '../../model/region.ts';
import type { Evidence, Verdict } from '../../model/verdict.ts';
import { auditGrade } from './levels.ts';
import { subjectLocation } from './location.ts';
import { asSentence, messageOf } from './message.ts';
import { hasPlace, relatedLocations, ruleReference, type PlacedEvidence } from './result.ts';
import type { RuleIndexes } from './rules.ts';

/** A verdict that is no finding, with what led to it. `fallback`: where a verdict about the workspace stands. */
export function verdictResult(verdict: Verdict, policy: PolicyInfo, fallback: Place, indexes: RuleIndexes): Result {
  const place = verdict.place ?? fallback;
  const related = relatedTo(verdict, place);
  return {
    ...ruleReference(verdict.policy, indexes),
    ...auditGrade(verdict.kind, policy.severity),
    message: messageOf(textOf(verdict, policy), related),
    locations: [subjectLocation(place, verdict.key)],
    ...relatedLocations(related),
    properties: propertiesOf(verdict),
  };
}

/** Places of the evidence and of what kept us from deciding, but for the place of the verdict itself. */
function relatedTo({ evidence, causes }: Verdict, place: Place): readonly PlacedEvidence[] {
  const all: readonly Evidence[] = [...evidence, ...causes];
  return all.filter(hasPlace).filter((one) => !isSamePlace(one.place, place));
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.region?.start === b.region?.start && a.region?.end === b.region?.end;
}

function textOf(verdict: Verdict, { title }: PolicyInfo): string {
  const details = [...verdict.causes, ...verdict.evidence].filter(({ place }) => place === undefined);
  return [`${title}: ${answerOf(verdict)}.`, ...details.slice(0, 2).map(({ message }) => asSentence(message))].join(
    ' ',
  );
}

function answerOf({ kind, key, place, examined }: Verdict): string {
  const name = key ?? place?.path;
  const about = name === undefined ? '' : ` for '${name}'`;
  if (kind === 'vacuous') return 'there was nothing to examine';
  if (kind === 'open') return `not decided${about}`;
  if (kind === 'notApplicable') return `not applicable${about && ` to '${name}'`}`;
  const documents = examined === 1 ? '1 document was' : `${examined} documents were`;
  return `holds${about}${examined === undefined ? '' : `; ${documents} examined`}`;
}

/** Everything that led to it in words, beside what has a place. SARIF has one kind for two verdicts: `verdict` tells them apart. */
function propertiesOf({ kind, evidence, causes, examined }: Verdict): PropertyBag {
  return {
    verdict: kind,
    ...(evidence.length > 0 && { evidence: evidence.map(({ message }) => message) }),
    ...(causes.length > 0 && { causes: causes.map(({ kind, message }) => ({ kind, message })) }),
    ...(examined !== undefined && { examined }),
  };
}
