import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { expect, test } from 'vitest';
import { junit } from '../../engine/reports/junit/junit.ts';
import { clean, hostile, large, plain, report, withReviews } from './ci-report.ts';

function children(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => child instanceof XmlElement);
}

function suites(of: typeof report, options = plain): readonly XmlElement[] {
  const { root } = parseXml(junit.render(of, options));
  expect(root?.name).toBe('testsuites');
  return children(root!);
}

function results(of: typeof report, options = plain): readonly string[] {
  return suites(of, options).flatMap((suite) =>
    children(suite).map((test) => {
      const [result] = children(test);
      return `${test.attributes.classname} / ${test.attributes.name}: ${result?.name ?? 'pass'}`;
    }),
  );
}

test('the whole report', async () => {
  await expect(junit.render(report, withReviews)).toMatchFileSnapshot('expected/ci.junit.xml');
});

test('only what passed is a pass', () => {
  expect(results(report).filter((line) => line.endsWith(': pass'))).toEqual([
    'checks-owner / src/e.ts: pass',
    'limits / api/package.json: pass',
  ]);
});

test('failed, not decided, to review, exempted, known, vacuous and problems', () => {
  expect(results(report, withReviews).filter((line) => !line.endsWith(': pass'))).toEqual([
    'checks-owner / app/(shop)/[id]/a b#c.tsx: GET /a: skipped',
    'checks-owner / src/b.ts: GET /b: failure',
    'checks-owner / exempted: skipped',
    'checks-owner / in the baseline: skipped',
    'limits / package.json: failure',
    'no-eval / app/(shop)/[id]/a b#c.tsx: failure',
    'no-eval / app/(shop)/[id]/a b#c.tsx (2): failure',
    'no-privileged-pods / subjects: skipped',
    'tables-have-rls / db/1.sql: table public.a: error',
    'tables-have-rls / db/1.sql: table public.b: error',
    'tables-have-rls / tables-have-rls: error',
    'problems / parse: db/2.sql: skipped',
    'problems / directive: src/b.ts: error',
    'problems / crash: error',
    'problems / stale-exception: /home/me/p.yaml: skipped',
  ]);
});

test('reviews that were not asked for are counted, and their file does not pass', () => {
  const said = results(report).filter((line) => line.startsWith('checks-owner'));
  expect(said).toContain('checks-owner / to review: skipped');
  expect(said.filter((line) => line.includes('(shop)'))).toEqual([]);
});

test('the counts are those of the tests', () => {
  const root = parseXml(junit.render(report, withReviews)).root!;
  const attributes = ['tests', 'failures', 'errors', 'skipped'] as const;
  const sum = (name: string): number =>
    children(root).reduce((total, suite) => total + Number(suite.attributes[name]), 0);
  for (const name of attributes) expect(Number(root.attributes[name])).toBe(sum(name));
  for (const suite of children(root)) {
    const kinds = children(suite).map((test) => children(test)[0]?.name ?? 'pass');
    const count = (kind: string): string => String(kinds.filter((found) => found === kind).length);
    expect(suite.attributes).toMatchObject({
      tests: String(kinds.length),
      ...{ failures: count('failure'), errors: count('error'), skipped: count('skipped') },
    });
  }
});

test('a parser reads what was meant, without what XML cannot hold', () => {
  const shown = hostile.replace(/[\u0000\u001b\u202e]|\p{Surrogate}/gu, '\ufffd'); // eslint-disable-line no-control-regex
  const [failure] = suites(report)
    .flatMap(children)
    .flatMap(children)
    .filter(({ attributes }) => attributes.type === 'critical');
  expect(failure?.attributes.message).toBe(shown);
  expect(failure?.text).toBe(`${shown}\napp/(shop)/[id]/a b#c.tsx:7:3`);
});

test('every character that XML forbids is gone', () => {
  const message = [0, 1, 8, 0xb, 0xc, 0xe, 0x1f, 0x7f, 0x85, 0x9f, 0xd800, 0xfffe, 0xffff]
    .map((code) => String.fromCharCode(code))
    .join('');
  const findings = report.findings.map((finding) => ({ ...finding, message, place: { path: `${message}.ts` } }));
  const text = junit.render({ ...report, findings }, withReviews);
  expect(text).toMatch(/^[\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  expect(() => parseXml(text)).not.toThrow();
});

test('no two tests of a suite have one name: GitLab would drop the second', () => {
  for (const suite of suites({ ...report, findings: [...report.findings, ...report.findings] }, withReviews)) {
    const names = children(suite).map(({ attributes }) => attributes.name);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('ten thousand findings stay far below what GitLab takes, 30 MB', () => {
  const text = junit.render(large(10_000), plain);
  expect(text.length).toBeLessThan(10_000_000);
  expect(children(parseXml(text).root!)[0]?.attributes).toMatchObject({ tests: '10000', failures: '10000' });
});

test('a clean run has its passes', () => {
  expect(results(clean)).toEqual(['checks-owner / src/e.ts: pass', 'checks-owner / src/f.ts: pass']);
});
