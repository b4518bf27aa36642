import type { Finding, Report } from '../../../engine/model/report.ts';
import type { Severity } from '../../../engine/model/policy.ts';
import { place, sampleReport } from '../sample-report.ts';

const severities: Readonly<Record<string, Severity>> = { 'has-lock-file': 'info', 'route-checks-owner': 'high' };

/** A report of so many findings, one in ten of them of high severity. */
export function manyFindings(count: number, more: (i: number) => Partial<Finding> = () => ({})): Report {
  const at = place('supabase/config.toml', 'verify_jwt = false');
  const findings = Array.from({ length: count }, (_, i): Finding => {
    const policy = i % 10 === 9 ? 'route-checks-owner' : 'has-lock-file';
    return {
      policy,
      kind: 'fail',
      severity: severities[policy]!,
      message: `Number ${i}.`,
      place: at,
      fingerprint: `${i.toString(16).padStart(16, '0')}:1`,
      related: [],
      ...more(i),
    };
  });
  return { ...sampleReport, findings, verdicts: [] };
}
