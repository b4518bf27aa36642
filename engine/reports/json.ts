import type { Report } from '../model/report.ts';
import type { Format } from './format.ts';
import { wellFormedValue } from './well-formed.ts';

/** Raised when a reader of `schemas/report.schema.json` would have to change. */
const reportVersion = 1;

export const json: Format = {
  name: 'json',
  description: 'the whole report with every verdict, as in schemas/report.schema.json',
  render: (report) => `${JSON.stringify(written(report), stable, 2)}\n`,
};

/** Names what is written: a report can come with more than its interface says. */
function written({ tool, policies, findings, suppressed, verdicts, files, problems }: Report): object {
  return { reportVersion, tool, policies, findings, suppressed, verdicts, files, problems };
}

/** Names that come from policies are sorted: their order is an accident of how they were found. */
function stable(key: string, value: unknown): unknown {
  const isRecord = key === 'bindings' || key === 'taxa';
  return isRecord && value instanceof Object ? sorted(value) : wellFormedValue(key, value);
}

function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
