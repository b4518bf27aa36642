import type { CodeFlow, Fix, Result } from 'sarif';
import type { Finding } from '../../model/report.ts';
import type { Evidence } from '../../model/verdict.ts';
import { severityNames } from './levels.ts';
import { coordinates, locationOf } from './location.ts';
import { messageOf } from './message.ts';
import { uriOf } from './uri.ts';

/** GitHub's limit for locations of one result. */
const mostRelated = 100;

/** Rule id → index in the driver's rules. */
export type RuleIndexes = ReadonlyMap<string, number>;

export function resultOf(finding: Finding, indexes: RuleIndexes): Result {
  const related = finding.related.filter(hasPlace).slice(0, mostRelated);
  const ruleIndex = indexes.get(finding.policy);
  const lineHash = finding.lineHash ?? finding.place.lineHash;
  return {
    ruleId: finding.policy,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: finding.kind === 'review' ? 'note' : severityNames[finding.severity].level,
    message: messageOf(finding.kind === 'review' ? `To review: ${finding.message}` : finding.message, related),
    locations: [locationOf(finding.place)],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    ...(lineHash !== undefined && { partialFingerprints: { primaryLocationLineHash: lineHash } }),
    ...(finding.suppression && { suppressions: [{ ...finding.suppression }] }),
    ...(finding.fix && { fixes: [fixOf(finding.place.path, finding.fix)] }),
    ...(finding.flow && { codeFlows: [codeFlowOf(finding.flow)] }),
  };
}

/** The way of tainted data; its steps are told in the order in which they happen. */
function codeFlowOf(flow: NonNullable<Finding['flow']>): CodeFlow {
  const locations = flow.map(({ message, place }, i) => ({
    location: { ...locationOf(place), message: messageOf(message, []) },
    executionOrder: i + 1,
    importance: i === 0 || i === flow.length - 1 ? ('essential' as const) : ('important' as const),
  }));
  return { threadFlows: [{ locations }] };
}

type PlacedEvidence = Evidence & Required<Pick<Evidence, 'place'>>;

function hasPlace(evidence: Evidence): evidence is PlacedEvidence {
  return evidence.place !== undefined;
}

function relatedLocation({ message, place }: PlacedEvidence, index: number) {
  return { id: index + 1, ...locationOf(place), message: messageOf(message, []) };
}

function fixOf(path: string, { safe, region, text }: NonNullable<Finding['fix']>): Fix {
  const replacement = { deletedRegion: coordinates(region), insertedContent: { text } };
  return {
    description: {
      text: safe ? 'Apply the safe fix of the policy.' : 'Apply the suggestion of the policy and review it.',
    },
    artifactChanges: [{ artifactLocation: { uri: uriOf(path) }, replacements: [replacement] }],
  };
}
