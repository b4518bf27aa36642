import type { PackFile } from '../../../engine/policies/load.ts';

const mark = `
id: no-mark
title: No mark is left
severity: high
message: "'$MARK' is a mark, {0} and \`all\`."
description: Marks are *temporary*.
taxa: { cwe: ['546', '89'], owasp-top-10-2025: [A05], asvs-5.0: ['8.2.1'] }
references: [https://example.com/marks]
tags: [hygiene]
forbid: { text: '(?<MARK>MARK\\w*)' }
`;

const noEval = `
id: no-eval
title: Nothing is evaluated
severity: critical
message: $X is run as code.
taxa: { cwe: ['95'] }
fix: { safe: false, replace: "JSON.parse(\\n  $X,\\n)" }
forbid: { code: eval($X) }
`;

const noTaint = `
id: no-tainted-query
title: Queries are made of constants
severity: high
message: A query is made of what a client sends.
taxa: { cwe: [CWE-89], owasp-top-10-2021: [A03] }
forbid: { taint: { sources: { code: req.query }, sinks: { code: db.query($Q) } } }
`;

const jobHasLimit = `
id: job-has-limit
title: Every job has a limit
severity: low
subject: { config: '**/*.yaml', path: jobs.$JOB }
when: { path: runs-on }
require: { path: limit }
`;

const nothingFound = `
id: nothing-to-find
title: Nobody writes Fortran
severity: medium
subject: { config: '**/*.fortran', path: a }
require: { path: b }
`;

const exposed = `
id: tables-have-rls
title: Tables of the public schema have row level security
severity: medium
confidence: medium
subject: { schema: { table: $S.$T, exposed: true } }
require: { schema: { rls: true } }
`;

/** One policy of each kind that a log has to show. */
export const policies: readonly PackFile[] = [
  { path: 'rules/pack.yaml', text: "name: fixtures\nversion: 1.2.3\nlanguage: 1\nprofiles: { all: '*' }\n" },
  ...Object.entries({ mark, noEval, noTaint, jobHasLimit, nothingFound, exposed }).map(([name, text]) => ({
    path: `rules/${name}.yaml`,
    text,
  })),
];
