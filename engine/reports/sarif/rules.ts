import type { MultiformatMessageString, PropertyBag, ReportingDescriptor } from 'sarif';
import type { PolicyInfo } from '../../model/policy.ts';
import { plainText } from '../plain-text.ts';
import { precisions, severityNames } from './levels.ts';
import { atMost, plain } from './message.ts';

const longestDescription = 1024;
const longestName = 255;
const mostTags = 20;

/** A policy as a SARIF rule, with all that GitHub requires to be there and not empty. */
export function ruleOf(policy: PolicyInfo): ReportingDescriptor {
  const helpUri = policy.references.find(isWebAddress);
  return {
    id: policy.id,
    name: nameOf(policy.id),
    shortDescription: { text: atMost(longestDescription, plain(policy.title)) },
    fullDescription: { text: atMost(longestDescription, plain(plainText(policy.description ?? '') || policy.title)) },
    help: helpOf(policy),
    ...(helpUri !== undefined && { helpUri: new URL(helpUri).href }),
    defaultConfiguration: { level: severityNames[policy.severity].level },
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
    tags: tagsOf(policy),
    precision: precisions[policy.confidence],
    'problem.severity': problemSeverity,
    'security-severity': securitySeverity,
  };
}

/** GitHub shows the first ten and refuses more than twenty: what others filter by comes first. */
function tagsOf({ taxa, tags }: PolicyInfo): string[] {
  const weaknesses = (taxa['cwe'] ?? []).map((cwe) => `external/cwe/cwe-${cwe.replace(/\D/g, '').padStart(3, '0')}`);
  return [...new Set(['security', ...weaknesses, ...tags])].slice(0, mostTags);
}

function isWebAddress(reference: string): boolean {
  return /^https?:/i.test(reference) && URL.canParse(reference);
}
