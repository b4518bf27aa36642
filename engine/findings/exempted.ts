import type { ExemptionReport } from '../model/exemption.ts';
import type { Problem } from '../model/problem.ts';
import type { Finding } from '../model/report.ts';
import { directiveProblems, suppressedInSource } from './directives.ts';
import { matchExemptions, reportExemptions, suppressedByExemption, type Matched } from './exemptions.ts';
import type { Permissions, Run } from './permissions.ts';

/** Findings that count, and those that a comment or an exemption permits; together they are what was found. */
export interface Exempted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly exemptions: readonly ExemptionReport[];
  readonly problems: readonly Problem[];
}

/** Marks what is permitted and deletes nothing. Without permissions only what a Semgrep rule's own comments say counts. */
export function exempted(found: readonly Finding[], run: Run, permissions: Permissions | undefined): Exempted {
  const exemptions = permissions ? matchExemptions(found, permissions) : [];
  const suppressionOf = permissions ? suppressing(exemptions, run, permissions) : () => undefined;
  const marked = found.map((finding): Finding => {
    const suppression = finding.suppression ?? suppressionOf(finding);
    return suppression ? { ...finding, suppression } : finding;
  });
  const split = {
    findings: marked.filter(({ suppression }) => !suppression),
    suppressed: marked.filter(({ suppression }) => suppression !== undefined),
  };
  if (!permissions) return { ...split, exemptions: [], problems: [] };
  const reported = reportExemptions(exemptions, new Set(split.findings), run, permissions);
  const problems = [...reported.problems, ...directiveProblems(found, run, permissions)];
  return { ...split, exemptions: reported.exemptions, problems };
}

/** What was decided, owned and dated in the file of exemptions weighs more than a comment. */
function suppressing(
  exemptions: readonly Matched[],
  run: Run,
  permissions: Permissions,
): (finding: Finding) => Finding['suppression'] {
  const byExemption = suppressedByExemption(exemptions, permissions);
  const inSource = suppressedInSource(run, permissions);
  return (finding) => byExemption(finding) ?? inSource(finding);
}
