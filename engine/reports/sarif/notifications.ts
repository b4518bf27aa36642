import type { Location, Notification, ReportingDescriptor } from 'sarif';
import type { Problem, ProblemKind } from '../../model/problem.ts';
import type { FileReport, Report } from '../../model/report.ts';
import { locationOf } from './location.ts';
import { plain } from './message.ts';
import type { RuleIndexes } from './result.ts';
import { mostResults } from './results.ts';
import { isInside, uriOf } from './uri.ts';

type NoticeKind = ProblemKind | 'not-read' | 'not-decided' | 'results-left-out';

const descriptions: Readonly<Record<NoticeKind, string>> = {
  unreadable: 'A file could not be read.',
  vanished: 'A file vanished while the workspace was read.',
  binary: 'A binary file was not read.',
  encoding: 'A file is not valid UTF-8.',
  'too-large': 'A file is larger than the limit.',
  parse: 'A file or a part of it could not be parsed.',
  crash: 'A check crashed.',
  budget: 'A check exceeded its budget.',
  'stale-exception': 'An exception of a policy matches nothing.',
  exemption: 'An exemption matches nothing, has expired or soon will.',
  directive: 'A comment that is meant to exempt findings does not.',
  policy: 'A policy is invalid.',
  'refused-rule': 'A Semgrep rule cannot be run.',
  'skipped-rule': 'A Semgrep rule is for languages that are not read.',
  configuration: 'The configuration is invalid.',
  'not-read': 'A file was not or not completely read.',
  'not-decided': 'A policy could not decide about some of its subjects.',
  'results-left-out': 'There are more results than the log may hold.',
};

const kinds = Object.keys(descriptions) as readonly NoticeKind[];

/** For `tool.driver.notifications`: all kinds, so that their indexes do not depend on what happened. */
export function notificationDescriptors(): ReportingDescriptor[] {
  return kinds.map((id) => ({ id, shortDescription: { text: descriptions[id] } }));
}

/** Problems that stopped the run; any other leaves the results valid, and must not be of level `error`. */
export function stopsRun({ kind }: Problem): boolean {
  return kind === 'policy' || kind === 'configuration';
}

/** What the results do not say: what kept us from judging, and where. */
export function notificationsOf(report: Report, leftOut: number, indexes: RuleIndexes): Notification[] {
  return [
    ...report.problems.map((problem) => problemNotification(problem, indexes)),
    ...unexplained(report).map(fileNotification),
    ...openNotifications(report, indexes),
    ...leftOutNotification(leftOut),
  ];
}

function notification(kind: NoticeKind, text: string): Notification {
  return { descriptor: { id: kind, index: kinds.indexOf(kind) }, level: 'warning', message: { text: plain(text) } };
}

function problemNotification(problem: Problem, indexes: RuleIndexes): Notification {
  const location = problemLocation(problem);
  return {
    ...notification(problem.kind, problem.message),
    ...((stopsRun(problem) || problem.kind === 'refused-rule') && { level: 'error' }),
    ...(location && { locations: [location] }),
    ...associatedRule(problem.policy, indexes),
  };
}

/** A policy file outside the workspace has no address that another machine would understand. */
function problemLocation({ path, region }: Problem): Location | undefined {
  if (path === undefined || !isInside(path)) return undefined;
  if (region === undefined) return { physicalLocation: { artifactLocation: { uri: uriOf(path) } } };
  return locationOf({ path, region });
}

function associatedRule(policy: string | undefined, indexes: RuleIndexes): Pick<Notification, 'associatedRule'> {
  const index = policy === undefined ? undefined : indexes.get(policy);
  return policy === undefined || index === undefined ? {} : { associatedRule: { id: policy, index } };
}

/** Files that were not read as a whole although no problem says so. */
function unexplained({ files, problems }: Report): readonly FileReport[] {
  const explained = new Set(problems.map((problem) => problem.path));
  return files.filter(({ path, status }) => status !== 'parsed' && status !== 'skipped' && !explained.has(path));
}

const fates: Readonly<Record<FileReport['status'], string>> = {
  parsed: 'was read',
  skipped: 'was skipped',
  partial: 'could be parsed in part only',
  failed: 'could not be parsed',
  unread: 'was not read',
};

function fileNotification({ path, status }: FileReport): Notification {
  const text = `'${path}' ${fates[status]}.`;
  return {
    ...notification('not-read', text),
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  };
}

function openNotifications({ policies }: Report, indexes: RuleIndexes): readonly Notification[] {
  return policies
    .filter(({ verdicts }) => verdicts.open > 0)
    .map(({ info, verdicts }) => ({
      ...notification('not-decided', `Policy '${info.id}' could not decide about ${subjects(verdicts.open)}.`),
      ...associatedRule(info.id, indexes),
    }));
}

function subjects(count: number): string {
  return count === 1 ? '1 subject' : `${count} subjects`;
}

function leftOutNotification(leftOut: number): readonly Notification[] {
  if (leftOut === 0) return [];
  const text = `${leftOut} findings of the lowest severity are left out: the log holds ${mostResults} results at most.`;
  return [notification('results-left-out', text)];
}
