import type { Finding, PolicyReport, Report } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { counted } from '../counted.ts';
import type { Case, Suite } from './suite.ts';

/**
 * One test for each finding and each subject not decided, one for each file in which all others pass. Where something is not
 * listed (reviews that were not asked for, what is exempted or known), a skipped test counts it: it must not look like a pass.
 */
export function policySuite({ info: { id }, verdicts }: PolicyReport, report: Report, includeReview: boolean): Suite {
  const mine = ({ policy }: { readonly policy: string }): boolean => policy === id;
  const findings = report.findings.filter(mine);
  const listed = findings.filter(({ kind }) => kind === 'fail' || includeReview);
  const hidden = findings.filter((finding) => !listed.includes(finding));
  const judged = report.verdicts.filter(mine);
  const cases = [
    ...listed.map(ofFinding),
    ...judged.filter(({ kind }) => kind === 'open').map(ofOpen),
    ...counting(hidden, 'to review', 'not listed'),
    ...counting(report.suppressed.filter(mine), 'exempted', 'it does not count'),
    ...counting(report.known.filter(mine), 'in the baseline', 'it does not count'),
    ...(verdicts.vacuous > 0 ? [vacuous] : []),
    ...passes(judged),
  ];
  return { name: id, cases };
}

const vacuous: Case = {
  name: 'subjects',
  result: { kind: 'skipped', type: 'vacuous', message: 'The policy found no subject to examine.' },
};

function ofFinding({ kind, severity, message, place, key }: Finding): Case {
  const name = nameOf(place.path, key);
  if (kind === 'fail') return { name, place, result: { kind: 'failure', type: severity, message } };
  return { name, place, result: { kind: 'skipped', type: 'review', message: `To review: ${message}` } };
}

function ofOpen({ place, key, subject, causes }: Verdict): Case {
  const message = ['Not decided.', ...causes.map((cause) => cause.message)].join(' ');
  const name = place ? nameOf(place.path, key) : (key ?? subject);
  return { name, ...(place && { place }), result: { kind: 'error', type: 'open', message } };
}

function nameOf(path: string, key: string | undefined): string {
  return key === undefined || key === path ? path : `${path}: ${key}`;
}

function counting(findings: readonly Finding[], what: string, why: string): readonly Case[] {
  if (findings.length === 0) return [];
  const message = `${counted(findings.length, 'finding')} ${what}: ${why}.`;
  return [{ name: what, result: { kind: 'skipped', type: 'count', message } }];
}

/** A file passes if every subject in it does; a verdict without a place is about the workspace. */
function passes(verdicts: readonly Verdict[]): readonly Case[] {
  const kinds = new Map<string, Set<string>>();
  for (const { kind, place } of verdicts) {
    const path = place?.path ?? '';
    const known = kinds.get(path);
    if (known) known.add(kind);
    else kinds.set(path, new Set([kind]));
  }
  return [...kinds]
    .filter(([, found]) => [...found].every((kind) => kind === 'pass' || kind === 'notApplicable'))
    .map(([path]) => (path === '' ? { name: 'workspace' } : { name: path, place: { path } }));
}
