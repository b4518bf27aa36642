import { expect, test } from 'vitest';
import type { FormatOptions } from '../../engine/reports/format.ts';
import type { Verdict } from '../../engine/model/verdict.ts';
import { text } from '../../engine/reports/text/text.ts';
import { checkText } from '../language/verdicts-of.ts';
import { fullReport } from './full-report.ts';
import { sampleReport } from './sample-report.ts';

const plain: FormatOptions = { colour: false, includeReview: false, evidence: false };
const full: FormatOptions = { ...plain, evidence: true };

function section(printed: string, title: string): readonly string[] {
  const lines = printed.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`${title} `));
  const length = lines.slice(start + 1).findIndex((line) => line.includes('────'));
  return start < 0 ? [] : lines.slice(start, start + 1 + length);
}

test('with the evidence everything is said', async () => {
  await expect(text.render(fullReport, full)).toMatchFileSnapshot('expected/evidence.txt');
});

test('without it the findings that do not count are counted', () => {
  const printed = text.render(fullReport, plain);
  expect(section(printed, 'Evidence')).toEqual([]);
  expect(section(printed, 'Exempted')).toEqual([]);
  expect(printed.split('\n').slice(-22)).toEqual([
    'Summary ────────────────────────────────────────────────────────────────────────',
    '',
    '  Files         6 read, 1 partial, 1 not parsed, 1 unread, 1 skipped',
    '    partial     supabase/migrations/0002_seed.sql',
    '    not parsed  x:y.yaml',
    '    unread      public/huge.js',
    '  Coverage      66.6% of 9 files wholly read',
    '  Policies      6 run',
    '  Subjects      12 examined, 2 not decided (of 1 policy)',
    '  Verdicts      5 pass, 4 fail, 1 review, 2 open, 2 not applicable',
    '  Vacuous       1 policy found no subject',
    '                no-privileged-pods',
    '  Exempted      2 findings: 1 by comments, 1 by exemptions',
    '                the first of these ends on 2026-12-24',
    "  Known         1 finding known from '.bylaw/baseline.json', 1 finding of it no longer found",
    '  Exemptions    1 in force, 1 about to expire, 1 expired, 1 unused',
    '                exemptions.yaml:9:3  route-*  expires on 2026-12-01',
    '                exemptions.yaml:16:3  no-eval  expired on 2026-11-01',
    '                exemptions.yaml:23:3  no-eval  matches no finding',
    '',
    '1 failure (1 high), 1 to review, 2 not decided.',
    '',
  ]);
});

test('what is said of many subjects is said once, and every subject is named', async () => {
  const policy = `
id: tables-have-rls
title: Every table has row level security
severity: high
subject: {schema: {table: 'public.$T'}}
require: {schema: {rls: true}}
`;
  const many = Array.from({ length: 300 }, (_, n) => `t${n}`);
  const table = (name: string): string =>
    `create table public.${name} (id int);\nalter table public.${name} enable row level security;\n`;
  const report = await checkText(policy, { 'migrations/1.sql': many.map(table).join('') });
  const lines = section(text.render(report, full), 'Evidence');
  expect(lines.filter((line) => line.includes('Its rls is true.'))).toHaveLength(1);
  expect(lines.flatMap((line) => /table public\.(t\d+)$/.exec(line)?.[1] ?? [])).toEqual([...many].sort());
});

test('packs that have nothing to say of a project are one line each', () => {
  const [vacuous] = sampleReport.policies.filter(({ verdicts }) => verdicts.vacuous > 0);
  const [found] = sampleReport.policies.filter(({ verdicts }) => verdicts.vacuous === 0);
  const of = (policy: typeof vacuous, pack: string, id: string): NonNullable<typeof vacuous> => ({
    ...policy!,
    info: { ...policy!.info, id, pack },
  });
  const policies = [
    ...['a', 'b', 'c'].map((id) => of(vacuous, 'kubernetes', `k8s-${id}`)),
    ...['a', 'b'].map((id) => of(vacuous, 'postgres', `pg-${id}`)),
    of(found, 'postgres', 'pg-c'),
    of(vacuous, 'auth', 'auth-a'),
    of(found, 'auth', 'auth-b'),
  ];
  const printed = text.render({ ...sampleReport, policies }, plain).split('\n');
  const start = printed.findIndex((line) => line.includes('Vacuous'));
  expect(printed.slice(start, start + 5)).toEqual([
    '  Vacuous       6 policies found no subject',
    "                all 3 of 'kubernetes'",
    "                2 of 3 of 'postgres'",
    '                auth-a',
    '',
  ]);
});

test('a doubt that the message tells already is not told again', () => {
  const [finding] = sampleReport.findings;
  const cause = { kind: 'not-static', message: "The value of 'x' is not known." } as const;
  const review = { ...finding!, kind: 'review' as const, message: `Something is off. ${cause.message}`, related: [] };
  const shown = (place: Verdict['place']): readonly string[] => {
    const verdict: Verdict = {
      ...{ policy: review.policy, kind: 'review', subject: 's', place: review.place, bindings: {}, evidence: [] },
      causes: [{ ...cause, ...(place && { place }) }],
    };
    const report = { ...sampleReport, findings: [review], verdicts: [verdict] };
    return section(text.render(report, plain), 'To review').filter((line) => line.includes('  ? '));
  };
  expect(shown(undefined)).toEqual([]);
  expect(shown(review.place)).toEqual([]);
  expect(shown({ path: 'other.ts' })).toEqual(['    ? other.ts  This is the reason.']);
});

test('nothing from a file reaches the terminal as a control character', () => {
  const hostile = '\u001b]0;owned\u0007';
  const place = { path: hostile };
  const verdicts = sampleReport.verdicts.map((verdict) => ({
    ...verdict,
    place,
    key: hostile,
    evidence: [{ message: hostile, place }, { message: hostile }],
    causes: [{ kind: 'not-read' as const, message: hostile }],
    flow: [{ message: hostile, place }],
    suppression: { kind: 'inSource' as const, justification: hostile },
  }));
  const suppressed = fullReport.suppressed.map((finding) => ({ ...finding, place, message: hostile, policy: hostile }));
  const known = suppressed;
  const baseline = { name: hostile, absent: [] };
  const exempted = fullReport.exemptions.map((one) => ({
    ...one,
    exemption: { ...one.exemption, place, policy: hostile },
  }));
  const printed = text.render({ ...sampleReport, verdicts, suppressed, known, baseline, exemptions: exempted }, full);
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/); // eslint-disable-line no-control-regex
});
