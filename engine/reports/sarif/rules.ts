import type {
  MultiformatMessageString,
  PropertyBag,
  ReportingDescriptor,
  ReportingDescriptorRelationship,
} from 'sarif';
import type { PolicyInfo } from '../../model/policy.ts';
import { plainText } from '../plain-text.ts';
import { precisions, severityNames } from './levels.ts';
import { mostTags } from './limits.ts';
import { atMost, plain } from './message.ts';
import { weaknessNumber } from './taxonomy.ts';

const longestDescription = 1024;
const longestName = 255;

/** Rule id → index in the driver's rules. */
export type RuleIndexes = ReadonlyMap<string, number>;

/** A policy as a SARIF rule, with all that GitHub requires to be there and not empty. */
export function ruleOf(policy: PolicyInfo, relationships: ReportingDescriptorRelationship[]): ReportingDescriptor {
  const helpUri = policy.references.find(isWebAddress);
  return {
    id: policy.id,
    name: nameOf(policy.id),
    shortDescription: { text: atMost(longestDescription, plain(policy.title)) },
    fullDescription: { text: atMost(longestDescription, plain(plainText(policy.description ?? '') || policy.title)) },
    help: helpOf(policy),
    ...(helpUri !== undefined && { helpUri: new URL(helpUri).href }),
    defaultConfiguration: { level: severityNames[policy.severity].level },
    ...(relationships.length > 0 && { relationships }),
    properties: propertiesOf(policy),
  };
}

/** The id in PascalCase; it has to differ from the id. */
function nameOf(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return atMost(longestName, name === id ? `${name}Policy` : name);
}

function helpOf(policy: PolicyInfo): MultiformatMessageString {
  const markdown = [
    policy.description ?? `${policy.title}.`,
    policy.remedy && `## Remedy\n\n${policy.remedy.trim()}`,
    policy.references.length > 0 &&
      `## References\n\n${policy.references.map((reference) => `- ${reference}`).join('\n')}`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part) => String(part).trim())
    .join('\n\n');
  return { text: plain(plainText(markdown)), markdown };
}

function propertiesOf(policy: PolicyInfo): PropertyBag {
  const { securitySeverity, problemSeverity } = severityNames[policy.severity];
  return {
    tags: tagsOf(policy).slice(0, mostTags),
    precision: precisions[policy.confidence],
    'problem.severity': problemSeverity,
    'security-severity': securitySeverity,
  };
}

/** What others filter by comes first. GitHub and GitLab know weaknesses by these tags only, not by taxonomies. */
export function tagsOf({ taxa, tags }: PolicyInfo): readonly string[] {
  const numbers = (taxa['cwe'] ?? []).flatMap((cwe) => weaknessNumber(cwe) ?? []);
  const weaknesses = numbers.map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`);
  return [...new Set(['security', ...weaknesses, ...tags])];
}

function isWebAddress(reference: string): boolean {
  return /^https?:/i.test(reference) && URL.canParse(reference);
}
