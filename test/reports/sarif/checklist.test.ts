import type { Log, Result, Run } from 'sarif';
import { expect, test } from 'vitest';
import { sarif } from '../../../engine/reports/sarif/sarif.ts';
import { sarifAudit } from '../../../engine/reports/sarif/audit.ts';
import { sampleFiles } from '../sample-report.ts';
import { checklist } from './checklist.ts';
import { examine, type Examined } from './examined.ts';
import { fullReport, withFiles } from './full-report.ts';

const at = fullReport.findings[1]!.place;
const flow = [
  { message: 'From here.', place: at },
  { message: 'To here.', place: at },
];
const report = withFiles({
  ...fullReport,
  findings: fullReport.findings.map((finding, i) => (i === 1 ? { ...finding, flow } : finding)),
});
const options = { colour: false, includeReview: true, evidence: false };
const upload = sarif.render(report, options);
const audit = sarifAudit.render(report, options);

/** A log's parts, to be broken. */
interface Parts {
  readonly log: Log;
  readonly run: Run;
  /** One with related places, a fix and a flow. */
  readonly result: Result;
}

function location({ result }: Parts) {
  return result.locations![0]!.physicalLocation!;
}

type Break = (parts: Parts) => unknown;

/** For each point a log that is wrong by it. */
const breaks: Readonly<Record<number, Break>> = {
  1: ({ result }) => (result.message.text = 'Half \ud83d.'),
  2: ({ log }) => ((log as { version: string }).version = '2.0.0'),
  3: ({ run }) => Object.assign(run, { extra: 1 }),
  4: ({ result }) => (result.ruleIndex = -1),
  5: ({ run }) => run.results?.reverse(),
  6: ({ run }) => (run.tool.driver.version = 'v1'),
  7: ({ run }) => run.tool.driver.rules?.pop(),
  8: ({ run }) => delete run.tool.driver.rules![0]!.help,
  9: ({ run }) => Object.assign(run.tool.driver.rules![0]!.properties!, { 'security-severity': 'high' }),
  10: ({ run }) => (run.tool.driver.rules![1]!.properties!.tags = ['security']),
  11: ({ result }) => (result.ruleId = 'another-rule'),
  12: ({ result }) => delete result.ruleIndex,
  13: ({ run }) => (run.tool.driver.rules![0]!.deprecatedIds = [run.tool.driver.rules![1]!.id]),
  14: ({ run }) => delete run.results,
  15: ({ run }) => delete run.columnKind,
  16: ({ result }) => delete result.level,
  17: ({ result }) => (result.kind = 'pass'),
  18: ({ result }) => delete result.locations![0]!.physicalLocation,
  19: ({ result }) => result.locations?.push(result.locations[0]!),
  20: ({ run, result }) => run.results?.splice(run.results.indexOf(result), 0, result),
  21: ({ result }) => (result.suppressions = []),
  22: (parts) => (location(parts).artifactLocation!.uri = 'app/[id].tsx'),
  23: (parts) => (location(parts).artifactLocation!.uri = './a.ts'),
  24: (parts) => (location(parts).artifactLocation!.uriBaseId = 'SRCROOT'),
  25: (parts) => (location(parts).artifactLocation!.index = 0),
  26: (parts) => (location(parts).artifactLocation!.uri = 'App/page.tsx'),
  27: ({ run }) => (run.artifacts = []),
  28: (parts) => delete location(parts).region!.endColumn,
  29: (parts) => (location(parts).region!.snippet = { text: '\ufeffa' }),
  30: (parts) => (location(parts).region!.endLine! += 100),
  31: (parts) => (location(parts).region!.snippet!.text = ';'),
  32: (parts) => (location(parts).region!.byteOffset = 0),
  33: (parts) => (location(parts).region!.endColumn = location(parts).region!.startColumn!),
  34: (parts) => delete location(parts).region,
  35: ({ result }) => (result.message = { text: 'No sentence' }),
  36: ({ result }) => (result.message.text = 'All of {0}.'),
  37: ({ result }) => (result.message.text = 'See [this](7).'),
  38: ({ result }) => (result.message.text = 'See `this`.'),
  39: ({ result }) => (result.message.markdown = '*this*'),
  40: ({ result }) => delete result.partialFingerprints!['primaryLocationLineHash'],
  41: ({ result }) => (result.partialFingerprints!['primaryLocationLineHash'] = 'abc:1'),
  42: ({ result }) => delete result.partialFingerprints!['bylawMatch/v1'],
  43: ({ run, result }) => run.results?.push({ ...result, partialFingerprints: { primaryLocationLineHash: 'abc:1' } }),
  44: ({ result }) => (result.fingerprints = { a: '1' }),
  45: ({ result }) => delete result.codeFlows![0]!.threadFlows[0]!.locations[0]!.location!.message,
  46: ({ result }) => result.codeFlows![0]!.threadFlows[0]!.locations.reverse(),
  47: ({ result }) => (result.message.text = 'Nothing links there.'),
  48: ({ run }) => (run.automationDetails!.id = 'bylaw'),
  49: ({ run }) => (run.invocations![0]!.executionSuccessful = false),
  50: ({ run }) => run.invocations![0]!.toolExecutionNotifications!.splice(0),
  51: ({ run }) => (run.invocations![0]!.endTimeUtc = '2026-01-01T00:00:00Z'),
  52: ({ run }) => delete run.originalUriBaseIds,
  53: ({ run }) => (run.invocations![0]!.machine = 'mine'),
  54: ({ result }) => delete result.fixes![0]!.description,
  55: ({ run }) => run.taxonomies![0]!.taxa!.reverse(),
  56: ({ run }) => (run.policies = [{ name: 'none', rules: [{ id: 'none' }] }]),
  57: ({ run }) => (run.graphs = []),
};

function partsOf(text: string): Parts {
  const log = JSON.parse(text) as Log;
  const run = log.runs[0]!;
  return { log, run, result: run.results!.find(({ codeFlows }) => codeFlows)! };
}

function examined(profile: Examined['profile'], log: Log): Examined {
  return examine(profile, `${JSON.stringify(log)}\n`, report, sampleFiles);
}

test.each(checklist)('%i: %s', (number, _, point) => {
  expect(point(examined('sarif', JSON.parse(upload) as Log))).toEqual([]);
  expect(point(examined('sarif-audit', JSON.parse(audit) as Log))).toEqual([]);
  const parts = partsOf(upload);
  breaks[number]!(parts);
  expect(point(examined('sarif', parts.log))).not.toEqual([]);
});
