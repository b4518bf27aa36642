import type { Exemption } from '../../../engine/model/exemption.ts';
import type { Report } from '../../../engine/model/report.ts';
import { place, sampleReport } from '../sample-report.ts';

const [review, route, lock, evaluated, authenticate] = sampleReport.findings;
const setting = place('supabase/config.toml', 'verify_jwt = false');

const exemption: Exemption = {
  place: { ...place('supabase/config.toml', '# edge functions'), path: 'bylaw-exemptions.yaml' },
  policy: 'no-eval',
  files: ['public/**'],
  reason: "The vendor's `script` {as is}",
  owner: 'shop@example.com',
  approver: 'security@example.com',
  ticket: 'SHOP-12',
  created: '2026-01-01',
  expires: '2026-12-31',
};

/** A report with exemptions, a baseline and a revision: nothing that a report can have is missing. */
export const fullReport: Report = withFiles({
  ...sampleReport,
  policies: sampleReport.policies.map(({ info, verdicts }) => ({
    info: { ...info, pack: info.pack ?? 'own' },
    verdicts,
  })),
  findings: [
    { ...review!, baseline: 'new' },
    { ...route!, baseline: 'new', key: 'GET /api/orders/[id]' },
  ],
  suppressed: [
    {
      ...lock!,
      suppression: {
        kind: 'inSource',
        justification: 'bylaw-ignore has-lock-file: built elsewhere',
        place: setting,
        until: '2026-12-31',
      },
    },
    {
      ...evaluated!,
      suppression: { kind: 'external', justification: exemption.reason, place: exemption.place, exemption },
    },
  ],
  known: [{ ...authenticate!, baseline: 'updated', key: 'functions.provision' }],
  baseline: {
    name: 'bylaw-baseline.json',
    absent: [
      {
        policy: 'no-eval',
        kind: 'fail',
        severity: 'medium',
        path: 'old/[gone].ts',
        line: 7,
        key: 'Orders.create',
        fingerprint: '0123456789abcdef:1',
        message: '`x` is run as {code}',
      },
      {
        policy: 'no-longer-there',
        kind: 'review',
        severity: 'low',
        path: 'old/gone.ts',
        fingerprint: 'fedcba9876543210:2',
        message: 'Nobody knows.',
      },
    ],
  },
  exemptions: [{ exemption, state: 'in-force', findings: 1 }],
  revision: { repository: 'https://example.com/shop.git', commit: 'c0ffee'.repeat(6).padEnd(40, '0'), branch: 'main' },
});

/** Samples list some of their files only: with all that they speak of, and with hashes. */
export function withFiles(report: Report): Report {
  const named = [...report.findings, ...report.suppressed, ...report.known, ...report.verdicts].flatMap(
    ({ place }) => place?.path ?? [],
  );
  const known = new Set(report.files.map(({ path }) => path));
  const missing = [...new Set(named)].filter((path) => !known.has(path));
  const added = missing.map((path) => ({ path, status: 'parsed', language: 'json', bytes: 2 }) as const);
  const files = [...report.files, ...added];
  return {
    ...report,
    files: files.map((file) => (file.status === 'unread' ? file : { ...file, sha256: 'ab'.repeat(32) })),
  };
}
