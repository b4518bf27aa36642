import type { Report } from '../model/report.ts';
import type { Format } from './format.ts';
import { wellFormedValue } from './well-formed.ts';

/** Raised when a reader of `schemas/report.schema.json` would have to change. */
const reportVersion = 2;

export const json: Format = {
  name: 'json',
  description: 'the whole report with every verdict, as in schemas/report.schema.json',
  render: (report) => `${JSON.stringify(written(report), stable, 2)}\n`,
};

/** Names what is written: a report can come with more than its interface says. */
function written(report: Report): Report & { readonly reportVersion: number } {
  const { tool, policies, findings, suppressed, known, baseline, exemptions, verdicts, files, problems, revision } =
    report;
  return {
    reportVersion,
    tool,
    ...(revision && { revision }),
    policies,
    findings,
    suppressed,
    known,
    ...(baseline && { baseline }),
    exemptions,
    verdicts,
    files,
    problems,
  };
}

/** In what order the keys of an object came about is an accident: but for the report's own they are sorted. */
function stable(key: string, value: unknown): unknown {
  if (key === '' || value === null || typeof value !== 'object' || Array.isArray(value))
    return wellFormedValue(key, value);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
