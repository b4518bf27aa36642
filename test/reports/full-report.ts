import type { Exemption } from '../../engine/model/exemption.ts';
import type { Finding, Report } from '../../engine/model/report.ts';
import { sampleReport } from './sample-report.ts';

const [review, joined, lockFile, evaluated] = sampleReport.findings as [Finding, Finding, Finding, Finding];
const exemptions = 'exemptions.yaml';

function exemption(line: number, rest: Partial<Exemption>): Exemption {
  const region = {
    start: line * 100,
    end: line * 100 + 50,
    startLine: line,
    startColumn: 3,
    endLine: line,
    endColumn: 53,
  };
  return {
    place: { path: exemptions, region },
    policy: 'no-eval',
    subject: 'vendor*',
    reason: 'The vendor replaces it in the spring.',
    owner: 'web@acme.example',
    created: '2026-10-01',
    expires: '2027-03-31',
    ...rest,
  };
}

const permitted = exemption(2, { approver: 'ciso@acme.example', ticket: 'SEC-12' });

/** The sample with all that sets findings aside: comments, exemptions in every state, a baseline; and what else a report may hold. */
export const fullReport: Report = {
  ...sampleReport,
  findings: [review, joined].map((finding) => ({ ...finding, key: 'GET', baseline: 'new' as const })),
  suppressed: [
    {
      ...lockFile,
      suppression: {
        kind: 'inSource',
        justification: 'The lock file is in the parent folder.',
        place: { path: lockFile.place.path },
        until: '2026-12-24',
      },
    },
    {
      ...evaluated,
      suppression: {
        kind: 'external',
        justification: permitted.reason,
        place: permitted.place,
        until: permitted.expires,
        exemption: permitted,
      },
    },
  ],
  known: [{ ...sampleReport.findings[4]!, baseline: 'updated' }],
  baseline: {
    name: '.bylaw/baseline.json',
    absent: [
      {
        policy: 'no-eval',
        kind: 'fail',
        severity: 'medium',
        path: 'public/old.js',
        line: 7,
        key: 'run',
        fingerprint: '0123456789abcdef:1',
        message: "'eval(x)' is run as code.",
      },
    ],
  },
  exemptions: [
    { exemption: permitted, state: 'in-force', findings: 1 },
    { exemption: exemption(9, { policy: 'route-*', expires: '2026-12-01' }), state: 'expiring', findings: 1 },
    { exemption: exemption(16, { files: ['app/**'], expires: '2026-11-01' }), state: 'expired', findings: 2 },
    { exemption: exemption(23, {}), state: 'unused', findings: 0 },
  ],
  verdicts: sampleReport.verdicts.map((verdict) =>
    verdict.subject === 'package.json:file' ? { ...verdict, key: 'package.json', countsIn: ['package.json'] } : verdict,
  ),
  files: sampleReport.files.map((file) =>
    file.status === 'partial'
      ? { ...file, unparsed: [{ start: 40, end: 41, startLine: 3, startColumn: 5, endLine: 3, endColumn: 6 }] }
      : file.status === 'parsed'
        ? { ...file, sha256: 'a1'.repeat(32) }
        : file,
  ),
  problems: [
    ...sampleReport.problems,
    { kind: 'exemption', level: 'warning', message: 'An exemption matches nothing.', path: exemptions },
    { kind: 'directive', level: 'error', message: 'A comment that is meant to exempt names no reason.', path: 'a.ts' },
  ],
  revision: { repository: 'https://github.com/acme/shop', commit: 'c0ffee'.padEnd(40, '0'), branch: 'main' },
};
