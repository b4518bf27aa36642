import type { Problem } from '../model/problem.ts';
import type { Place } from '../model/region.ts';
import type { Finding, Report } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';
import type { Format } from './format.ts';
import { counted } from './counted.ts';
import { headline } from './headline.ts';
import { type OpenGroup, openGroups } from './open-groups.ts';
import { severityNames } from './sarif/levels.ts';
import { isInside } from './sarif/uri.ts';
import { grouped } from './text/group.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Workflow commands, which GitHub shows as annotations beside the code. For their syntax and escaping see
 * docs.github.com/actions/reference/workflow-commands-for-github-actions and `ActionCommand.cs` of actions/runner.
 */
export const github: Format = {
  name: 'github',
  description: 'annotations of GitHub Actions: the ten worst of each level, and how many there are besides',
  render: (report, { includeReview }) => {
    const all = [
      ...report.findings.filter(({ kind }) => kind === 'fail' || includeReview).map(ofFinding),
      ...ofOpen(report),
      ...report.problems.map(ofProblem),
    ].sort((a, b) => a.rank - b.rank);
    const shown = levels.flatMap((level) =>
      all.filter((annotation) => annotation.level === level).slice(0, mostOf(level)),
    );
    const commands = [...shown, ...rest(all.length - shown.length)].map(command);
    return `${[...commands, `bylaw: ${headline(report)}.`].join('\n')}\n`;
  },
};

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  /** The least is shown first. */
  readonly rank: number;
  readonly title: string;
  readonly message: string;
  readonly place?: Place;
}

const levels: readonly Level[] = ['error', 'warning', 'notice'];

/** GitHub shows ten annotations of each level for a step. One notice is left for how many are not shown. */
function mostOf(level: Level): number {
  return level === 'notice' ? 9 : 10;
}

const levelNames = { error: 'error', warning: 'warning', note: 'notice' } as const;
const rankOfOpen = severityRank('medium') - 0.5;

function ofFinding({ policy, kind, severity, message, place }: Finding): Annotation {
  const isReview = kind === 'review';
  return {
    level: isReview ? 'notice' : levelNames[severityNames[severity].level],
    rank: severityRank(severity) + (isReview ? 0.5 : 0),
    title: `${policy} (${severity})`,
    message: isReview ? `To review: ${message}` : message,
    place,
  };
}

/**
 * Before warnings of medium severity: what was not decided may hide worse. One unread file can leave a dozen policies open; it is
 * said once, or none of the ten would be left for findings.
 */
function ofOpen(report: Report): readonly Annotation[] {
  return [...grouped(openGroups(report), whyKey).values()].map(ofOneCause);
}

function whyKey({ cause, place }: OpenGroup): string {
  return JSON.stringify([cause.message, place?.path, place?.region?.start]);
}

function ofOneCause(groups: readonly OpenGroup[]): Annotation {
  const policies = [...new Set(groups.map(({ policy }) => policy))];
  const subjects = groups.reduce((sum, group) => sum + group.subjects.length, 0);
  const [cause, place] = [groups[0]?.cause, groups[0]?.place];
  const of = policies.length > 1 ? ` Policies: ${policies.join(', ')}.` : '';
  return {
    level: 'warning',
    rank: rankOfOpen,
    title: `${policies.length > 1 ? `${policies.length} policies` : policies.join('')} (not decided)`,
    message: `${counted(subjects, 'subject')} could not be decided. ${cause?.message ?? ''}${of}`,
    ...(place && { place }),
  };
}

/** Errors first: where a policy is invalid, nothing else has been found. */
function ofProblem({ kind, level, message, path, region }: Problem): Annotation {
  return {
    level,
    rank: level === 'error' ? -1 : severityRank('info'),
    title: `Problem: ${kind}`,
    message,
    ...(path !== undefined && { place: { path, ...(region && { region }) } }),
  };
}

function rest(count: number): readonly Annotation[] {
  if (count === 0) return [];
  const are = count === 1 ? 'annotation is' : 'annotations are';
  const message = `${count} more ${are} not shown here: GitHub shows ten of each level for a step. The other reports of this run have all.`;
  return [{ level: 'notice', rank: 0, title: 'bylaw', message }];
}

function command({ level, title, message, place }: Annotation): string {
  const properties = [...(place ? position(place) : []), ['title', title] as const];
  const written = properties.map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${level} ${written.join(',')}::${escaped(message)}`;
}

/** The runner drops columns of places with several lines, and complains. A file elsewhere cannot be annotated. */
function position({ path, region }: Place): readonly (readonly [name: string, value: string | number])[] {
  if (!isInside(path)) return [];
  if (!region) return [['file', path]];
  const { startLine, endLine, startColumn, endColumn } = region;
  const lines = [
    ['file', path],
    ['line', startLine],
    ['endLine', endLine],
  ] as const;
  return startLine === endLine ? [...lines, ['col', startColumn], ['endColumn', endColumn]] : lines;
}

/** Line breaks stay; what else would move the cursor of whoever reads the log does not. */
function escaped(text: string): string {
  return wellFormed(text)
    .replace(/[^\P{Cc}\r\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
