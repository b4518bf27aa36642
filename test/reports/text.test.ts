import { expect, test } from 'vitest';
import type { Report } from '../../engine/model/report.ts';
import type { FormatOptions } from '../../engine/reports/format.ts';
import { text } from '../../engine/reports/text/text.ts';
import { cleanReport, emptyReport, sampleReport } from './sample-report.ts';

const plain: FormatOptions = { colour: false, includeReview: false, evidence: false };

test('a report with everything in it', async () => {
  await expect(text.render(sampleReport, plain)).toMatchFileSnapshot('expected/sample.txt');
});

test('a clean run says what it examined', async () => {
  await expect(text.render(cleanReport, plain)).toMatchFileSnapshot('expected/clean.txt');
});

test('a run without subjects does not look like a clean one', async () => {
  await expect(text.render(emptyReport, plain)).toMatchFileSnapshot('expected/empty.txt');
});

test('where no policy ran or nothing was decided, it does not say that policies found no subject', () => {
  const lastLine = (report: Report) => text.render(report, plain).trimEnd().split('\n').at(-1);
  expect(lastLine({ ...emptyReport, policies: [] })).toBe('Nothing was checked: no policy ran.');
  const [policy] = emptyReport.policies;
  const open = { ...policy!, verdicts: { ...policy!.verdicts, vacuous: 0, open: 1 } };
  expect(lastLine({ ...emptyReport, policies: [open] })).toBe('Nothing examined, 1 not decided.');
});

test('colours come with the option only, and change nothing but the colour', () => {
  const coloured = text.render(sampleReport, { ...plain, colour: true });
  expect(coloured).toContain('\u001b[31m');
  expect(text.render(sampleReport, plain)).not.toContain('\u001b');
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(text.render(sampleReport, plain)); // eslint-disable-line no-control-regex
});

test('no line of prose is wider than the page, and none ends in blanks', () => {
  const lines = text.render(sampleReport, plain).split('\n');
  expect(lines.filter((line) => line.length > 102)).toEqual([]);
  expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
});

test('nothing from a file reaches the terminal as a control character', () => {
  const [finding] = sampleReport.findings;
  const hostile = '\u001b]0;owned\u0007\u009b31m';
  const evidence = { message: hostile, place: { path: hostile } };
  const findings = [{ ...finding!, message: hostile, place: { path: hostile }, related: [evidence] }];
  const files = [{ path: hostile, status: 'unread' as const, language: 'text', bytes: 0 }];
  const problems = [{ kind: 'parse' as const, level: 'error' as const, message: hostile, path: hostile }];
  const causes = [{ kind: 'not-read' as const, ...evidence }];
  const verdicts = sampleReport.verdicts.map((verdict) => ({ ...verdict, place: { path: hostile }, causes }));
  const printed = text.render({ ...sampleReport, findings, files, problems, verdicts }, plain);
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/); // eslint-disable-line no-control-regex
  expect(printed).toContain('␛]0;owned␇');
});

test('one doubt about many is shown with code a few times, then by places; findings without one all are', () => {
  const [sample] = sampleReport.findings;
  const { policy } = sample!;
  const at = (n: number): { path: string } => ({ path: `f${String(n).padStart(2, '0')}.sql` });
  const many = Array.from({ length: 15 }, (_, n) => n);
  const findings = many.map((n) => ({ ...sample!, kind: 'review' as const, message: `Message ${n}.`, place: at(n) }));
  const causes = [{ kind: 'not-static' as const, message: 'The reason.' }];
  const verdicts = findings.map(({ place }, n) => ({
    ...{ policy, kind: 'review' as const, subject: `s${n}`, place, bindings: {}, evidence: [], causes },
  }));
  const shown = (report: typeof sampleReport): readonly string[] =>
    text
      .render(report, plain)
      .split('\n')
      .filter((line) => /Message|more|^    f\d/.test(line));
  const places = many.slice(3, 13).map((n) => `    ${at(n).path}`);
  expect(shown({ ...emptyReport, policies: sampleReport.policies, findings, verdicts })).toEqual([
    ...['  Message 0.', '  Message 1.', '  Message 2.', '  12 more findings for the same reason:'],
    ...[...places, '    and 2 more'],
  ]);
  const plainOnes = shown({ ...emptyReport, policies: sampleReport.policies, findings });
  expect(plainOnes).toEqual(many.map((n) => `  Message ${n}.`));
});
