import type { Log, Run, ToolComponent } from 'sarif';
import type { Report } from '../../model/report.ts';
import type { Format, FormatOptions } from '../format.ts';
import { wellFormedValue } from '../well-formed.ts';
import { notificationDescriptors, notificationsOf, stopsRun } from './notifications.ts';
import { resultsOf } from './results.ts';
import { ruleOf } from './rules.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What code scanning accepts: fails only, because every result in the file becomes an alert whatever its `kind` says. */
export const sarif: Format = {
  name: 'sarif',
  description: 'SARIF 2.1.0 with the failures, to upload to code scanning',
  render: (report, options) => `${JSON.stringify(logOf(report, options), wellFormedValue)}\n`,
};

function logOf(report: Report, options: FormatOptions): Log {
  return { $schema: schema, version: '2.1.0', runs: [runOf(report, options)] };
}

/** No times, absolute paths or random ids: the same report gives the same bytes. */
function runOf(report: Report, { includeReview }: FormatOptions): Run {
  const indexes = new Map(report.policies.map(({ info }, index) => [info.id, index] as const));
  const { results, leftOut } = resultsOf(report, includeReview, indexes);
  return {
    tool: { driver: driverOf(report) },
    automationDetails: { id: 'bylaw/' },
    invocations: [
      {
        executionSuccessful: !report.problems.some(stopsRun),
        toolExecutionNotifications: notificationsOf(report, leftOut, indexes),
      },
    ],
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n'],
    results,
  };
}

function driverOf({ tool, policies }: Report): ToolComponent {
  return {
    name: tool.name,
    fullName: `${tool.name}: policy as code`,
    version: tool.version,
    semanticVersion: tool.version,
    isComprehensive: true,
    rules: policies.map(({ info }) => ruleOf(info)),
    notifications: notificationDescriptors(),
  };
}
