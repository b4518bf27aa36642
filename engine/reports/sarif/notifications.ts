import type { Invocation, Location, Notification } from 'sarif';
import type { Problem } from '../../model/problem.ts';
import type { FileReport, Report } from '../../model/report.ts';
import { locationOf } from './location.ts';
import { plain } from './message.ts';
import { isAboutConfiguration, noticeIndex, type NoticeKind } from './notices.ts';
import type { RuleIndexes } from './rules.ts';
import { isInside, uriOf } from './uri.ts';

/**
 * How the run went. Failures do not make it unsuccessful, nor do files that could not be read: of a run that was not
 * successful GitHub takes no results. `more` is what the log itself leaves out.
 */
export function invocationOf(report: Report, indexes: RuleIndexes, more: readonly Notification[]): Invocation {
  const all = [
    ...report.problems.map((problem) => problemNotification(problem, indexes)),
    ...unexplained(report).map(fileNotification),
    ...openNotifications(report, indexes),
    ...more,
  ];
  const isConfiguration = ({ descriptor }: Notification): boolean => isAboutConfiguration(descriptor?.id ?? '');
  return {
    executionSuccessful: !report.problems.some(stopsRun),
    toolConfigurationNotifications: all.filter(isConfiguration),
    toolExecutionNotifications: all.filter((one) => !isConfiguration(one)),
  };
}

/** Problems that stopped the run; any other leaves the results valid, and must not be of level `error`. */
function stopsRun({ kind, level }: Problem): boolean {
  return (kind === 'policy' || kind === 'configuration') && level === 'error';
}

export function notification(kind: NoticeKind, text: string): Notification {
  return { descriptor: { id: kind, index: noticeIndex(kind) }, level: 'warning', message: { text: plain(text) } };
}

function problemNotification(problem: Problem, indexes: RuleIndexes): Notification {
  const location = problemLocation(problem);
  return {
    ...notification(problem.kind, problem.message),
    ...(stopsRun(problem) && { level: 'error' }),
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
