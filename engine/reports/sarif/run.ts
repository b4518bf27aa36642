import type { Notification, Run, ToolComponent, VersionControlDetails } from 'sarif';
import type { Report } from '../../model/report.ts';
import type { Revision } from '../../model/revision.ts';
import { wellFormedValue } from '../well-formed.ts';
import { noticeDescriptors } from './notices.ts';
import { invocationOf } from './notifications.ts';
import { ruleOf, type RuleIndexes } from './rules.ts';
import { taxonomiesOf, type Taxonomies } from './taxonomies.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What stands for the root of the workspace; where that is, is left out: it differs from machine to machine. */
const root = 'SRCROOT';

export function ruleIndexes({ policies }: Report): RuleIndexes {
  return new Map(policies.map(({ info }, index) => [info.id, index] as const));
}

/**
 * A run but for its results. No times, absolute paths or random ids: the same report gives the same bytes.
 * `category` keeps logs of one repository apart; GitHub asks for the slash at its end. `more` is what the log leaves out.
 */
export function runOf(report: Report, category: string, more: readonly Notification[]): Omit<Run, 'results'> {
  const taxonomies = taxonomiesOf(report.policies.map(({ info }) => info));
  return {
    tool: { driver: driverOf(report, taxonomies) },
    automationDetails: { id: category },
    ...provenanceOf(report.revision),
    invocations: [invocationOf(report, ruleIndexes(report), more)],
    ...(taxonomies.components.length > 0 && { taxonomies: taxonomies.components }),
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n'],
  };
}

/** Compact: GitHub takes 10 MB at most. */
export function written(run: Run): string {
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, wellFormedValue)}\n`;
}

function driverOf({ tool, policies }: Report, taxonomies: Taxonomies): ToolComponent {
  return {
    name: tool.name,
    fullName: `${tool.name}: policy as code`,
    version: tool.version,
    semanticVersion: tool.version,
    isComprehensive: true,
    ...(taxonomies.references.length > 0 && { supportedTaxonomies: taxonomies.references }),
    rules: policies.map(({ info }) => ruleOf(info, taxonomies.relationshipsOf(info))),
    notifications: noticeDescriptors(),
  };
}

/** Without a remote there is no address to give. */
function provenanceOf(revision: Revision | undefined): Pick<Run, 'originalUriBaseIds' | 'versionControlProvenance'> {
  if (revision?.repository === undefined) return {};
  const { repository, commit, branch } = revision;
  const details: VersionControlDetails = {
    repositoryUri: repository,
    revisionId: commit,
    ...(branch !== undefined && { branch }),
    mappedTo: { uriBaseId: root },
  };
  const description = { text: 'The root of the workspace that was checked.' };
  return { originalUriBaseIds: { [root]: { description } }, versionControlProvenance: [details] };
}
