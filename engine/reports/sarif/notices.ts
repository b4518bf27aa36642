import type { ReportingDescriptor } from 'sarif';
import type { ProblemKind } from '../../model/problem.ts';

/** What a log says besides its results. */
export type NoticeKind = ProblemKind | 'not-read' | 'not-decided' | 'results-left-out' | 'details-left-out';

interface Notice {
  readonly what: string;
  /** What to do about it. */
  readonly help: string;
  /** About policies and settings, not about what happened on the way. Jenkins shows these as issues, and only these. */
  readonly configuration?: true;
}

const notices: Readonly<Record<NoticeKind, Notice>> = {
  unreadable: { what: 'A file could not be read.', help: 'Let the user that runs the check read it, or exclude it.' },
  vanished: { what: 'A file vanished while the workspace was read.', help: 'Check again when nothing writes there.' },
  binary: { what: 'A binary file was not read.', help: 'Exclude it if it is binary; mend it if it should be text.' },
  encoding: { what: 'A file is not valid UTF-8.', help: 'Save it as UTF-8.' },
  'too-large': { what: 'A file is larger than the limit.', help: 'Exclude it if it is generated; split it if not.' },
  parse: { what: 'A file or a part of it could not be parsed.', help: 'Mend the syntax, or exclude the file.' },
  crash: { what: 'A check crashed.', help: 'Report it to the makers, with the file if possible.' },
  budget: { what: 'A check exceeded its budget.', help: 'Simplify the policy, or exclude the file.' },
  'stale-exception': {
    what: 'An exception of a policy matches nothing.',
    help: 'Remove it from the policy.',
    configuration: true,
  },
  exemption: {
    what: 'An exemption matches nothing, has expired or soon will.',
    help: 'Remove it, or have it approved anew.',
    configuration: true,
  },
  directive: {
    what: 'A comment that is meant to exempt findings does not.',
    help: 'Mend what is wrong with it, or remove it.',
    configuration: true,
  },
  policy: { what: 'A policy is invalid.', help: 'Mend it as the message says.', configuration: true },
  'refused-rule': {
    what: 'A Semgrep rule cannot be run.',
    help: 'Write it without what the message names, or leave it out.',
    configuration: true,
  },
  'skipped-rule': {
    what: 'A Semgrep rule is for languages that are not read.',
    help: 'Nothing has to be done: it would find nothing.',
  },
  configuration: { what: 'The configuration is invalid.', help: 'Mend it as the message says.', configuration: true },
  'not-read': { what: 'A file was not or not completely read.', help: 'See what the other notifications say of it.' },
  'not-decided': {
    what: 'A policy could not decide about some of its subjects.',
    help: 'See why in the evidence, in the format sarif-audit or text.',
  },
  'results-left-out': {
    what: 'There are more results than the log may hold.',
    help: 'See all of them in the format sarif-audit, json or text.',
  },
  'details-left-out': {
    what: 'There is more about a result or a rule than the log may hold.',
    help: 'See all of it in the format sarif-audit or json.',
  },
};

const kinds = Object.keys(notices) as readonly NoticeKind[];

export function noticeIndex(kind: NoticeKind): number {
  return kinds.indexOf(kind);
}

export function isAboutConfiguration(kind: string): boolean {
  return kinds.some((known) => known === kind && notices[known].configuration);
}

/** For `tool.driver.notifications`: all kinds, so that their indexes do not depend on what happened. */
export function noticeDescriptors(): ReportingDescriptor[] {
  return kinds.map((id) => ({
    id,
    shortDescription: { text: notices[id].what },
    fullDescription: { text: notices[id].what },
    help: { text: notices[id].help },
  }));
}
