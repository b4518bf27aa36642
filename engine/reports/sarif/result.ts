import type { CodeFlow, Fix, Result } from 'sarif';
import type { Place } from '../../model/region.ts';
import type { Finding } from '../../model/report.ts';
import type { Evidence } from '../../model/verdict.ts';
import type { Grade } from './levels.ts';
import type { ResultLimits } from './limits.ts';
import { coordinates, locationOf, subjectLocation } from './location.ts';
import { messageOf } from './message.ts';
import type { RuleIndexes } from './rules.ts';
import { uriOf } from './uri.ts';

export function resultOf(finding: Finding, grade: Grade, indexes: RuleIndexes, limits: ResultLimits): Result {
  const { kind, message, place, key, fingerprint, flow } = finding;
  const related = finding.related.filter(hasPlace).slice(0, limits.related);
  const fix = finding.fix && fixOf(place, finding.fix);
  return {
    ...ruleReference(finding.policy, indexes),
    ...grade,
    message: messageOf(kind === 'review' ? `To review: ${message}` : message, related),
    locations: [subjectLocation(place, key)],
    ...relatedLocations(related),
    partialFingerprints: fingerprintsOf(fingerprint, finding.lineHash ?? place.lineHash),
    ...(fix && { fixes: [fix] }),
    ...(flow && { codeFlows: [codeFlowOf(bothEnds(flow, limits.steps))] }),
  };
}

/** Whether the limits left out something of it. */
export function isCut({ related, flow = [] }: Finding, limits: ResultLimits): boolean {
  return related.filter(hasPlace).length > limits.related || flow.length > limits.steps;
}

export function ruleReference(policy: string, indexes: RuleIndexes): Pick<Result, 'ruleId' | 'ruleIndex'> {
  const ruleIndex = indexes.get(policy);
  return { ruleId: policy, ...(ruleIndex !== undefined && { ruleIndex }) };
}

/** GitHub knows an alert again by the line; whoever asks for more than lines takes ours, which edits of other lines do not change. */
export function fingerprintsOf(fingerprint: string, lineHash?: string): Readonly<Record<string, string>> {
  return {
    ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
    'bylawMatch/v1': fingerprint,
  };
}

/** The way of tainted data; its steps are told in the order in which they happen. */
function codeFlowOf(flow: NonNullable<Finding['flow']>): CodeFlow {
  const locations = flow.map(({ message, place }, i) => ({
    location: { ...locationOf(place), message: messageOf(message, []) },
    executionOrder: i + 1,
    nestingLevel: 0,
    importance: i === 0 || i === flow.length - 1 ? ('essential' as const) : ('important' as const),
  }));
  return { threadFlows: [{ locations }] };
}

/** Of too long a way the middle is left out: where it begins and where it ends matter most. */
function bothEnds<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const first = Math.floor(most / 2);
  return [...all.slice(0, first), ...all.slice(first - most)];
}

export type PlacedEvidence = Evidence & Required<Pick<Evidence, 'place'>>;

export function hasPlace(evidence: Evidence): evidence is PlacedEvidence {
  return evidence.place !== undefined;
}

export function relatedLocations(related: readonly PlacedEvidence[]): Pick<Result, 'relatedLocations'> {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ message, place }, index) => ({
      id: index + 1,
      ...locationOf(place),
      message: messageOf(message, []),
    })),
  };
}

/** A replacement that changes nothing is no fix. */
function fixOf({ path, snippet, frame }: Place, { safe, region, text }: NonNullable<Finding['fix']>): Fix | undefined {
  const inserted = frame?.lineBreaks === '\r\n' ? text.replace(/\r?\n/g, '\r\n') : text;
  if (inserted === snippet) return undefined;
  const replacement = { deletedRegion: coordinates(region), insertedContent: { text: inserted } };
  return {
    description: {
      text: safe ? 'Apply the safe fix of the policy.' : 'Apply the suggestion of the policy and review it.',
    },
    artifactChanges: [{ artifactLocation: { uri: uriOf(path) }, replacements: [replacement] }],
  };
}
