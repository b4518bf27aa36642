import type { Exemption } from '../../engine/model/exemption.ts';
import type { PolicyInfo, Severity, VerdictKind } from '../../engine/model/policy.ts';
import type { Place } from '../../engine/model/region.ts';
import type { Finding, PolicyReport, Report } from '../../engine/model/report.ts';
import type { Verdict } from '../../engine/model/verdict.ts';

/* What the formats for continuous integration are tested with: little of everything, and text that breaks what is not escaped. */

export const plain = { colour: false, includeReview: false, evidence: false };
export const withReviews = { ...plain, includeReview: true };

export function info(id: string, severity: Severity): PolicyInfo {
  const path = `policies/${id}.yaml`;
  return { id, severity, path, title: id, message: id, confidence: 'high', references: [], taxa: {}, tags: [] };
}

export function policy(of: PolicyInfo, verdicts: Partial<Record<VerdictKind, number>>): PolicyReport {
  return { info: of, verdicts: { pass: 0, fail: 0, review: 0, open: 0, notApplicable: 0, vacuous: 0, ...verdicts } };
}

export function at(path: string, line: number, lastLine = line): Place {
  const region = { start: 0, end: 4, startLine: line, startColumn: 3, endLine: lastLine, endColumn: 7 };
  return { path, region };
}

let count = 0;

export function finding(of: PolicyInfo, place: Place, message: string, rest: Partial<Finding> = {}): Finding {
  count++;
  const fingerprint = `${count.toString(16).padStart(16, '0')}:1`;
  return {
    policy: of.id,
    kind: 'fail',
    severity: of.severity,
    message,
    place,
    fingerprint,
    related: [],
    ...rest,
  };
}

export function verdict(of: PolicyInfo, kind: VerdictKind, place?: Place, rest: Partial<Verdict> = {}): Verdict {
  const subject = place === undefined ? of.id : `${place.path}:${place.region?.startLine}`;
  return {
    policy: of.id,
    kind,
    subject,
    ...(place && { place }),
    bindings: {},
    evidence: [],
    causes: [],
    ...rest,
  };
}

const noEval = info('no-eval', 'critical');
const owner = info('checks.owner', 'medium');
const tables = info('tables-have-rls', 'high');
const pods = info('no-privileged-pods', 'low');
const limits = info('limits', 'info');

const page = 'app/(shop)/[id]/a b#c.tsx';
const migration = { path: 'db/2.sql' };
const unread = { kind: 'not-read', message: "'db/2.sql' could not be parsed.", place: migration } as const;

/** Every character that some format gives a meaning, control characters, and half a pair. */
export const hostile =
  '| <b>x</b> `c` *e* _f_ [g](h) ~~i~~ $j$ \\ & "q" \'r\' 100%, @team #12:\r\nnext ::error::\u0000\u001b[31m\u202e]]>\ud83d.';

const exemption: Exemption = {
  place: at('bylaw-exemptions.yaml', 4),
  policy: 'checks.owner',
  subject: 'GET *',
  reason: 'Old | clients',
  owner: '@acme/shop',
  created: '2026-01-01',
  expires: '2026-12-01',
};

export const report: Report = {
  tool: { name: 'bylaw', version: '1.2.3' },
  policies: [
    policy(owner, { pass: 2, fail: 3, review: 1 }),
    policy(limits, { fail: 1, notApplicable: 1 }),
    policy(noEval, { fail: 2 }),
    policy(pods, { vacuous: 1 }),
    policy(tables, { open: 3, pass: 1 }),
  ],
  findings: [
    finding(owner, at(page, 3), 'Nobody asks whose row it is.', { kind: 'review', key: 'GET /a' }),
    finding(noEval, at(page, 7, 9), hostile),
    finding(noEval, at(page, 12), 'Text becomes code.'),
    finding(limits, { path: 'package.json' }, 'No limit is set.'),
    finding(owner, at('src/b.ts', 1), 'Nobody asks whose row it is.', { key: 'GET /b' }),
  ],
  suppressed: [
    finding(owner, at('src/c.ts', 2), 'Exempted.', {
      suppression: { kind: 'external', justification: 'Old', exemption },
    }),
  ],
  known: [finding(owner, at('src/d.ts', 2), 'Known.', { baseline: 'unchanged' })],
  baseline: {
    name: 'bylaw-baseline.json',
    absent: [
      {
        policy: 'no-eval',
        kind: 'fail',
        severity: 'low',
        path: 'gone.ts',
        fingerprint: 'f:1',
        message: 'It was there.',
      },
    ],
  },
  exemptions: [
    { exemption, state: 'expiring', findings: 1 },
    {
      exemption: { ...exemption, policy: 'limits', expires: '2026-02-01', place: at('x.yaml', 9) },
      state: 'expired',
      findings: 0,
    },
    { exemption: { ...exemption, policy: 'no-eval' }, state: 'in-force', findings: 4 },
  ],
  verdicts: [
    verdict(owner, 'review', at(page, 3)),
    verdict(owner, 'fail', at('src/b.ts', 1)),
    verdict(owner, 'pass', at('src/b.ts', 5)),
    verdict(owner, 'pass', at('src/e.ts', 1)),
    verdict(owner, 'fail', at('src/c.ts', 2)),
    verdict(owner, 'fail', at('src/d.ts', 2)),
    verdict(limits, 'fail', { path: 'package.json' }),
    verdict(limits, 'notApplicable', { path: 'api/package.json' }),
    verdict(noEval, 'fail', at(page, 7, 9)),
    verdict(noEval, 'fail', at(page, 12)),
    verdict(pods, 'vacuous'),
    verdict(tables, 'open', at('db/1.sql', 1), { causes: [unread], key: 'table public.a' }),
    verdict(tables, 'open', at('db/1.sql', 2), { causes: [unread], key: 'table public.b' }),
    verdict(tables, 'open', undefined),
    verdict(tables, 'pass', undefined, { examined: 4 }),
  ],
  files: [
    { path: page, status: 'parsed', language: 'javascript', bytes: 10 },
    { path: 'db/1.sql', status: 'parsed', language: 'sql', bytes: 10 },
    { path: 'db/2.sql', status: 'failed', language: 'sql', bytes: 10 },
    { path: 'logo.png', status: 'skipped', language: 'text', bytes: 10 },
  ],
  problems: [
    { kind: 'parse', level: 'warning', message: "Syntax error in 'db/2.sql'.", ...at('db/2.sql', 3) },
    { kind: 'directive', level: 'error', message: 'A comment has no reason.', ...at('src/b.ts', 8) },
    { kind: 'crash', level: 'warning', message: 'A check crashed.', policy: 'limits' },
    { kind: 'stale-exception', level: 'warning', message: 'It matches nothing.', path: '/home/me/p.yaml' },
  ],
  revision: { repository: 'https://github.com/acme/shop.git', commit: 'c0ffee', branch: 'main' },
};

/** All is well. */
export const clean: Report = {
  ...report,
  policies: [policy(owner, { pass: 2 })],
  verdicts: [verdict(owner, 'pass', at('src/e.ts', 1)), verdict(owner, 'pass', at('src/f.ts', 1))],
  files: report.files.filter(({ status }) => status === 'parsed'),
  ...{ findings: [], suppressed: [], known: [], exemptions: [], problems: [] },
  baseline: { name: 'bylaw-baseline.json', absent: [] },
};

/** So many findings, the worst last, each with a message of this length. */
export function large(size: number, length = 60): Report {
  const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
  const findings = Array.from({ length: size }, (_, i) => {
    const severity = severities[Math.floor((i * severities.length) / size)]!;
    return finding({ ...noEval, severity }, at(`src/${i}.ts`, i + 1), `${i} `.padEnd(length, 'x'));
  });
  const verdicts = findings.map(({ place }) => verdict(noEval, 'fail', place));
  return { ...clean, policies: [policy(noEval, { fail: size })], findings, verdicts };
}
