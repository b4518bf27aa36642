// Prints what `action.yml` gives out, as lines for $GITHUB_OUTPUT, from the reports in the folder that it is called with, and
// writes the category that it is called with into the log to upload.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', category = ''] = process.argv.slice(2);
const reportFile = join(folder, 'report.json');
const sarifFile = join(folder, 'bylaw.sarif');

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** GitHub refuses the log of a run that says it did not succeed, and would close the alerts of one without results. */
function isForUpload(log) {
  return log?.runs[0]?.invocations?.[0]?.executionSuccessful === true;
}

/** `upload-sarif` takes its input `category` only where a log has none, and ours has; GitHub asks for the slash at its end. */
function writeCategory(log) {
  const id = category.endsWith('/') ? category : `${category}/`;
  const runs = log.runs.map((run) => ({ ...run, automationDetails: { ...run.automationDetails, id } }));
  writeFileSync(sarifFile, `${JSON.stringify({ ...log, runs })}\n`);
}

/** Nothing where no policy ran: that is no count of 0. */
function countsOf({ policies, findings, verdicts }) {
  if (policies.length === 0) return {};
  const count = (rows, kind) => rows.filter((row) => row.kind === kind).length;
  return {
    failures: count(findings, 'fail'),
    reviews: count(findings, 'review'),
    'not-decided': count(verdicts, 'open'),
  };
}

const report = read(reportFile);
const log = read(sarifFile);
if (isForUpload(log) && category !== '') writeCategory(log);
const outputs = {
  ...(report && { 'report-file': reportFile, ...countsOf(report) }),
  ...(isForUpload(log) && { 'sarif-file': sarifFile }),
};
for (const [name, value] of Object.entries(outputs)) console.log(`${name}=${value}`);
