import { expect, test } from 'vitest';
import { checkTexts } from '../../engine/scan.ts';
import { problemsOf, verdictsOf } from './verdicts-of.ts';

const sets = (relation: string): string => `
id: env-documented
title: Every environment variable that the code reads is documented
severity: medium
message: "'$NAME' is not documented."
sets:
  read: {env: {name: $NAME, access: read}, values: $NAME}
  documented: {config: '.env.{example,sample}', path: $NAME, commented: true, values: $NAME}
require: {${relation}: [read, documented]}
except: [{$NAME: [NODE_ENV, 'VERCEL_*'], reason: set by the platform}]
`;

const environment = {
  '.env.example': 'DATABASE_URL=\n# STRIPE_KEY=\nUNUSED=1\n',
  'a.ts': `const url = process.env.DATABASE_URL;
const key = process.env['STRIPE_KEY'];
const { SECRET } = process.env;
if (process.env.NODE_ENV) use(process.env.SECRET);
export const get = (name: string) => process.env[name];
`,
};

test('sets: within', async () => {
  expect(await verdictsOf(sets('within'), environment)).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:13 | [.env.example:1:14 'DATABASE_URL' is in 'documented'.]",
      "pass a.ts:2:13 | [.env.example:2:14 'STRIPE_KEY' is in 'documented'.]",
      "fail a.ts:3:9 | 'SECRET' is not documented. | ['SECRET' is not in 'documented', which has 3 elements.] | [a.ts:4:31 Also here.]",
      "notApplicable a.ts:4:5 | [Left out by design: set by the platform]",
      "review a.ts:5:38 | 'name' is not documented. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically.",
    ]
  `);
});

test('sets: equal and disjoint', async () => {
  expect(await verdictsOf(sets('equal'), environment)).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:13 | [.env.example:1:14 'DATABASE_URL' is in 'documented'.]",
      "pass a.ts:2:13 | [.env.example:2:14 'STRIPE_KEY' is in 'documented'.]",
      "fail a.ts:3:9 | 'SECRET' is not documented. | ['SECRET' is not in 'documented', which has 3 elements.] | [a.ts:4:31 Also here.]",
      "notApplicable a.ts:4:5 | [Left out by design: set by the platform]",
      "review a.ts:5:38 | 'name' is not documented. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically.",
      "review .env.example:3:8 | 'UNUSED' is not documented. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically.",
    ]
  `);
  expect(await verdictsOf(sets('disjoint'), environment)).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:13 | 'DATABASE_URL' is not documented. | [.env.example:1:14 'DATABASE_URL' is in 'documented'.]",
      "fail a.ts:2:13 | 'STRIPE_KEY' is not documented. | [.env.example:2:14 'STRIPE_KEY' is in 'documented'.]",
      "pass a.ts:3:9 | ['SECRET' is not in 'documented', which has 3 elements.]",
      "notApplicable a.ts:4:5 | [Left out by design: set by the platform]",
      "review a.ts:5:38 | 'name' is not documented. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically.",
    ]
  `);
});

test('sets: unique, and a list as a set', async () => {
  const unique = `
id: names-unique
title: Every job has its own name
severity: low
sets: {names: {code: 'job($N)', values: $N}}
require: {unique: names}
`;
  expect(await verdictsOf(unique, { 'a.ts': `job('a');\njob('b');\njob('a');\n` })).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | Every job has its own name. | [a.ts:3:1 Also here.]",
      "pass a.ts:2:1 | ['b' is once in 'names'.]",
    ]
  `);
  const known = `
id: known
title: Every job is known
severity: low
sets: {names: {code: 'job($N)', values: $N}, known: [a, c]}
require: {within: [names, known]}
`;
  expect(await verdictsOf(known, { 'a.ts': `job('a');\njob('b');\n` })).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | ['a' is in 'known'.]",
      "fail a.ts:2:1 | Every job is known. | ['b' is not in 'known', which has 2 elements.]",
    ]
  `);
});

test('subject with forbid, and has, inside, precedes, follows', async () => {
  const policy = (forbid: string): string => `
id: no-log
title: No logging here
severity: low
subject: {code: 'function $F(...) {...}'}
forbid: ${forbid}
`;
  const code = {
    'a.ts': `function a() { log(1); }
function b() { if (x) { log(2); } }
class C { m() { function c() { return 1; } } }
function d() { return 1; }
`,
  };
  expect(await verdictsOf(policy(`{has: {code: 'log(...)'}}`), code)).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | No logging here. | [a.ts:1:16 It has code 'log(...)' in it.]",
      "fail a.ts:2:1 | No logging here. | [a.ts:2:25 It has code 'log(...)' in it.]",
      "pass a.ts:3:11 | [It has no code 'log(...)' in it.]",
      "pass a.ts:3:17 | [It has no code 'log(...)' in it.]",
      "pass a.ts:4:1 | [It has no code 'log(...)' in it.]",
    ]
  `);
  expect(await verdictsOf(policy(`{inside: {code: 'class $C {...}'}}`), code)).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | [It is not inside code 'class * {...}'.]",
      "pass a.ts:2:1 | [It is not inside code 'class * {...}'.]",
      "fail a.ts:3:11 | No logging here. | [a.ts:3:1 It is inside code 'class C {...}'.]",
      "fail a.ts:3:17 | No logging here. | [a.ts:3:1 It is inside code 'class C {...}'.]",
      "pass a.ts:4:1 | [It is not inside code 'class * {...}'.]",
    ]
  `);
  const order = (step: string): string => `
id: order
title: Order
severity: low
subject: {code: 'send($X)'}
require: {${step}: {code: 'check($X)'}}
`;
  const calls = {
    'a.ts': `function f() {\n  check(a);\n  send(a);\n}\nfunction g() {\n  send(a);\n  check(a);\n}\nfunction h() {\n  check(b);\n  send(a);\n}\n`,
  };
  expect(await verdictsOf(order('follows'), calls)).toMatchInlineSnapshot(`
    [
      "pass a.ts:3:3 | [a.ts:2:3 It comes after code 'check(a)'.]",
      "fail a.ts:6:3 | Order. | [No code 'check(a)' comes before it.]",
      "fail a.ts:11:3 | Order. | [No code 'check(a)' comes before it.]",
    ]
  `);
  expect(await verdictsOf(order('precedes'), calls)).toMatchInlineSnapshot(`
    [
      "fail a.ts:3:3 | Order. | [No code 'check(a)' comes after it.]",
      "pass a.ts:6:3 | [a.ts:7:3 It comes before code 'check(a)'.]",
      "fail a.ts:11:3 | Order. | [No code 'check(a)' comes after it.]",
    ]
  `);
});

test('a relative config path: wrong value, absence, default, first', async () => {
  const policy = (require: string): string => `
id: timeout
title: Every job has a timeout
severity: low
message: Job '$JOB' has no timeout.
subject: {config: 'ci/*.yml', path: jobs.$JOB}
require: ${require}
`;
  const files = {
    'ci/jobs.yml': `on: push
timeout: 5
jobs:
  build:
    timeout-minutes: 90
  test:
    timeout-minutes: 10
  lint:
    runs-on: ubuntu
  vague:
    timeout-minutes: \${{ vars.T }}
`,
  };
  expect(await verdictsOf(policy('{path: timeout-minutes, value: {maximum: 30}}'), files)).toMatchInlineSnapshot(`
    [
      "fail ci/jobs.yml:5:22 | Job 'build' has no timeout. 'timeout-minutes' is 90, expected 30 or less. | [ci/jobs.yml:5:22 'timeout-minutes' is 90, expected 30 or less.]",
      "pass ci/jobs.yml:7:5 | [ci/jobs.yml:7:22 'timeout-minutes' is 30 or less.]",
      "fail ci/jobs.yml:8:3 | Job 'lint' has no timeout. 'timeout-minutes' is missing, expected 30 or less. | [ci/jobs.yml:8:3 'timeout-minutes' is missing, expected 30 or less.]",
      "review ci/jobs.yml:11:5 | Job 'vague' has no timeout. The value is a template that is filled in later. | not-static: The value is a template that is filled in later. | [ci/jobs.yml:11:22 Not certain: 'timeout-minutes' is 30 or less.]",
    ]
  `);
  expect(await verdictsOf(policy('{path: timeout-minutes, value: {maximum: 30}, absent: ok}'), files))
    .toMatchInlineSnapshot(`
      [
        "fail ci/jobs.yml:5:22 | Job 'build' has no timeout. 'timeout-minutes' is 90, expected 30 or less. | [ci/jobs.yml:5:22 'timeout-minutes' is 90, expected 30 or less.]",
        "pass ci/jobs.yml:7:5 | [ci/jobs.yml:7:22 'timeout-minutes' is 30 or less, or it is absent.]",
        "pass ci/jobs.yml:9:5 | ['timeout-minutes' is 30 or less, or it is absent.]",
        "review ci/jobs.yml:11:5 | Job 'vague' has no timeout. The value is a template that is filled in later. | not-static: The value is a template that is filled in later. | [ci/jobs.yml:11:22 Not certain: 'timeout-minutes' is 30 or less, or it is absent.]",
      ]
    `);
  expect(
    await verdictsOf(policy("{first: [timeout-minutes, '^.^.timeout', {default: 99}], value: {maximum: 30}}"), files),
  ).toMatchInlineSnapshot(`
    [
      "fail ci/jobs.yml:5:22 | Job 'build' has no timeout. 'timeout-minutes' or '^.^.timeout' is 90, expected 30 or less. | [ci/jobs.yml:5:22 'timeout-minutes' or '^.^.timeout' is 90, expected 30 or less.]",
      "pass ci/jobs.yml:7:5 | [ci/jobs.yml:7:22 'timeout-minutes' or '^.^.timeout' is 30 or less.]",
      "pass ci/jobs.yml:9:5 | [ci/jobs.yml:2:10 'timeout-minutes' or '^.^.timeout' is 30 or less.]",
      "review ci/jobs.yml:11:5 | Job 'vague' has no timeout. The value is a template that is filled in later. | not-static: The value is a template that is filled in later. | [ci/jobs.yml:11:22 Not certain: 'timeout-minutes' or '^.^.timeout' is 30 or less.]",
    ]
  `);
});

test('project: git semantics', async () => {
  const policy = `
id: env-ignored
title: Environment files are ignored
severity: high
project: true
require: {git: {ignores: [.env, .env.local], keeps: [.env.example], untracked: [.env]}}
`;
  expect(await verdictsOf(policy, { '.gitignore': '.env*\n!.env.example\n' })).toMatchInlineSnapshot(`
    [
      "pass | [.gitignore:1:1 Git ignores '.env' and '.env.local' and keeps '.env.example' and does not track '.env'.]",
    ]
  `);
  expect(await verdictsOf(policy, { '.gitignore': '.env*\n!.env.*\n' })).toMatchInlineSnapshot(`
    [
      "fail .gitignore:2:1 | Environment files are ignored. '.env.local' is not ignored by git: '!.env.*' in line 2 of '.gitignore' decides. | [.gitignore:2:1 '.env.local' is not ignored by git: '!.env.*' in line 2 of '.gitignore' decides.]",
    ]
  `);
  expect(await verdictsOf(policy, { 'a.txt': 'x\n' })).toMatchInlineSnapshot(`
    [
      "fail a.txt | Environment files are ignored. '.env' is not ignored by git: no pattern of a .gitignore file fits. '.env.local' is not ignored by git: no pattern of a .gitignore file fits. | [a.txt '.env' is not ignored by git: no pattern of a .gitignore file fits.] | [a.txt '.env.local' is not ignored by git: no pattern of a .gitignore file fits.]",
    ]
  `);
});

test('parity over an inventory, the subject itself not counted', async () => {
  const policy = `
id: parity
title: All methods of a route are protected alike
severity: critical
message: "$M $PATH is not protected, but another method of it is."
subject: {route: {path: $PATH, method: $M}}
when: {exists: {route: {path: $PATH}, other: true, has: {code: 'requireUser(...)'}}}
require: {has: {code: 'requireUser(...)'}}
`;
  expect(
    await verdictsOf(policy, {
      'app/api/a/route.ts': `export async function GET(r: Request) { return ok(); }\nexport async function POST(r: Request) { await requireUser(r); return ok(); }\n`,
      'app/api/b/route.ts': `export async function GET(r: Request) { return ok(); }\n`,
      'app/api/c/route.ts': `export const GET = withLog(async (r: Request) => { await requireUser(r); return ok(); });\nexport { POST } from './handlers';\n`,
    }),
  ).toMatchInlineSnapshot(`
    [
      "fail app/api/a/route.ts:1:8 | GET /api/a is not protected, but another method of it is. | [app/api/a/route.ts:2:8 Found: a route whose path is '/api/a' with code 'requireUser(...)' in it.] | [It has no code 'requireUser(...)' in it.]",
      "notApplicable app/api/a/route.ts:2:8 | [There is no other route whose path is '/api/a' with code 'requireUser(...)' in it.] | [app/api/c/route.ts:1:14 The nearest candidate is '/api/c'.]",
      "notApplicable app/api/b/route.ts:1:8 | [There is no other route whose path is '/api/b' with code 'requireUser(...)' in it.] | [app/api/a/route.ts:2:8 The nearest candidate is '/api/a'.] | [app/api/c/route.ts:1:14 The nearest candidate is '/api/c'.]",
      "pass app/api/c/route.ts:1:14 | [app/api/c/route.ts:2:10 Not certain: Found: a route whose path is '/api/c' with code 'requireUser(...)' in it.] | [app/api/c/route.ts:1:58 It has code 'requireUser(...)' in it.]",
      "review app/api/c/route.ts:2:10 | POST /api/c is not protected, but another method of it is. The handler is exported from './handlers', which is another file. | not-static: The handler is exported from './handlers', which is another file. | [app/api/c/route.ts:1:14 Found: a route whose path is '/api/c' with code 'requireUser(...)' in it.]",
    ]
  `);
});

test('a list compared with a list', async () => {
  const policy = `
id: fk-indexed
title: Every foreign key is covered by an index
severity: low
message: "$K is not indexed."
subject: {schema: {foreign-key: $K, table: '$S.$T', columns: $FK}}
require: {exists: {schema: {index: $I, table: '$S.$T', columns: $COLS}, where: {$COLS: {starts-with-list: {ref: $FK}}}}}
`;
  expect(
    await verdictsOf(policy, {
      'supabase/migrations/20250101000000_a.sql': `create table u (id bigint primary key);
create table a (u bigint references u, v bigint references u);
create index on a (u, v);
`,
    }),
  ).toMatchInlineSnapshot(`
    [
      "pass supabase/migrations/20250101000000_a.sql:2:26 | [supabase/migrations/20250101000000_a.sql:3:17 Found: index public.a_u_v_idx.]",
      "fail supabase/migrations/20250101000000_a.sql:2:49 | a_v_fkey is not indexed. | [There is no index in the schema whose table is 'public.a' and columns is COLS where COLS is a list that begins with 'v'.]",
    ]
  `);
});

test('sets beside a subject are compared once for each subject', async () => {
  const policy = `
id: env-documented-per-app
title: Every app documents the environment variables it reads
severity: medium
message: "The app '$APP' reads a variable that its own sample does not name."
subject: {file: 'apps/$APP/main.ts'}
sets:
  read: {env: {name: $NAME, access: read}, files: 'apps/$APP/**', values: $NAME}
  documented: {config: 'apps/$APP/.env.example', path: $NAME, values: $NAME}
require: {within: [read, documented]}
`;
  expect(
    await verdictsOf(policy, {
      'apps/web/main.ts': 'use(process.env.PORT, process.env.SECRET);\n',
      'apps/web/.env.example': 'PORT=1\n',
      'apps/api/main.ts': 'use(process.env.PORT);\n',
      'apps/api/.env.example': 'PORT=1\nSECRET=\n',
      'apps/job/main.ts': 'use(process.env[name]);\n',
    }),
  ).toMatchInlineSnapshot(`
    [
      "pass apps/api/main.ts | [apps/api/main.ts:1:5 Compared: 'PORT'.] | [apps/api/.env.example:1:6 'PORT' is in 'documented'.]",
      "review apps/job/main.ts | The app 'job' reads a variable that its own sample does not name. The value of 'name' is not known statically. | not-static: The value of 'name' is not known statically. | [apps/job/main.ts:1:5 Compared: a value that is not known.]",
      "fail apps/web/main.ts | The app 'web' reads a variable that its own sample does not name. | [apps/web/main.ts:1:23 Fails for 'SECRET'.] | ['SECRET' is not in 'documented', which has 1 element.]",
    ]
  `);
});

test('a policy that may not be asked so is refused with its place', async () => {
  const base = `id: x\ntitle: X\nseverity: low\n`;
  expect(await problemsOf(`${base}forbid: {has: {code: 'f()'}}\n`)).toMatchInlineSnapshot(`
    [
      "4:9 This matcher needs an anchor that says which nodes it speaks of: 'code', 'schema', 'config', 'file' …",
    ]
  `);
  expect(await problemsOf(`${base}subject: {code: 'f($X)'}\nrequire: {schema: {table: $X}}\n`)).toMatchInlineSnapshot(`
    [
      "5:10 'schema' cannot be asked about a node of a document. Ask the workspace: 'exists: {schema: …}'.",
    ]
  `);
  expect(await problemsOf(`${base}subject: {schema: {table: $T}}\nrequire: {has: {code: 'f()'}}\n`))
    .toMatchInlineSnapshot(`
    [
      "5:16 'has' cannot be asked about an object of the schema.",
      "5:16 'code' cannot be asked about an object of the schema. Ask the workspace: 'exists: {code: …}'.",
    ]
  `);
  expect(await problemsOf(`${base}message: "$Y"\nforbid: {code: 'f($X)', where: {$Z: 1}}\n`)).toMatchInlineSnapshot(`
    [
      "5:33 Nothing binds '$Z' here.",
      "4:10 Nothing binds '$Y' of the message; bound are: $X.",
    ]
  `);
  expect(await problemsOf(`${base}forbid: {code: 'f($X)', file: '*.ts'}\n`)).toMatchInlineSnapshot(`
    [
      "4:25 A matcher has one anchor, but 'code' and 'file' stand together. Use 'files' to restrict the path.",
    ]
  `);
  expect(await problemsOf(`${base}forbid: {code: 'f($X)', path: a.b}\n`)).toMatchInlineSnapshot(`
    [
      "4:25 'path' belongs to 'config', not to 'code'.",
    ]
  `);
  expect(await problemsOf(`${base}forbid: {code: 'f($X'}\n`)).toMatchInlineSnapshot(`
    [
      "4:16 The pattern 'f($X' is not JavaScript or TypeScript: write an expression, one or more statements, a class member or a property, with '$X' for code and '...' for any number of arguments, items or statements.",
    ]
  `);
  expect(await problemsOf(`${base}forbid: {use: nothing}\n`)).toMatchInlineSnapshot(`
    [
      "4:15 No definition is named 'nothing'.",
      "4:9 This matcher needs an anchor that says which nodes it speaks of: 'code', 'schema', 'config', 'file' …",
    ]
  `);
  expect(await problemsOf(`${base}forbid: {use: a}\n`, { a: `matcher: {use: b}\n`, b: `matcher: [{use: a}]\n` }))
    .toMatchInlineSnapshot(`
    [
      "1:17 The definition 'a' uses itself: a → b → a.",
      "4:9 This matcher needs an anchor that says which nodes it speaks of: 'code', 'schema', 'config', 'file' …",
    ]
  `);
});

test('definitions, value definitions and focus', async () => {
  const policy = `
id: no-secret-literal
title: No secret is written into the code
severity: high
message: "The secret '$K' is written here."
forbid: {use: assignment-of-text, where: {$K: {use: secret-name}, $V: {minLength: 4, not: {use: placeholder}}}, focus: $V}
`;
  const definitions = {
    'assignment-of-text': `matcher: [{code: '$K = "$V"'}, {code: '({$K: "$V"})', files: '*.ts'}]\n`,
    'secret-name': `value: {pattern: '(?:TOKEN|SECRET)$'}\n`,
    placeholder: `value: {enum: [changeme]}\n`,
  };
  expect(
    await verdictsOf(
      policy,
      { 'a.ts': `const API_TOKEN = 'abcd1234';\nlet SECRET = "changeme";\nconst NAME = 'abcd1234';\n` },
      definitions,
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:19 | The secret 'API_TOKEN' is written here.",
    ]
  `);
});

test('a message names what was expected and what is there', async () => {
  const policy = `
id: timeout
title: Every job ends in time
severity: low
message: "Job '$JOB' may take $ACTUAL minutes, not $EXPECTED."
subject: {config: 'ci/*.yml', path: jobs.$JOB}
require: {path: timeout-minutes, value: {maximum: 30}}
`;
  const files = {
    'ci/jobs.yml':
      'jobs:\n  a: { timeout-minutes: 90 }\n  b: { steps: [] }\n  c: { timeout-minutes: "${{ vars.T }}" }\n  d: { timeout-minutes: 9 }\n',
  };
  const { problems, findings } = await checkTexts([{ path: 'policy.yaml', text: policy }], files);
  expect({ problems, messages: findings.map(({ kind, message }) => [kind, message]) }).toMatchInlineSnapshot(`
    {
      "messages": [
        [
          "fail",
          "Job 'a' may take 90 minutes, not 30 or less.",
        ],
        [
          "fail",
          "Job 'b' may take missing minutes, not 30 or less.",
        ],
        [
          "review",
          "Job 'c' may take not known minutes, not what is required. The value is a template that is filled in later.",
        ],
      ],
      "problems": [],
    }
  `);
  const forbidding = policy.replace('require: {path: timeout-minutes, value: {maximum: 30}}', 'forbid: {path: steps}');
  const refused = await checkTexts([{ path: 'policy.yaml', text: forbidding }], files);
  expect(refused.problems.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "Nothing binds '$ACTUAL' of the message; bound are: $JOB.",
      "Nothing binds '$EXPECTED' of the message; bound are: $JOB.",
    ]
  `);
});

test('a value definition may stand in the value of a config path', async () => {
  const policy = `
id: image
title: Images are ours
severity: low
message: "'$ACTUAL' is not ours."
subject: {config: 'ci/*.yml', path: 'jobs.*'}
require: {path: image, value: {use: our-image}}
`;
  const definition = 'name: our-image\nvalue: {pattern: "^ghcr.io/acme/"}\n';
  const report = await checkTexts(
    [
      { path: 'policy.yaml', text: policy },
      { path: 'definitions/our-image.yaml', text: definition },
    ],
    { 'ci/jobs.yml': 'jobs:\n  a: { image: "ghcr.io/acme/a" }\n  b: { image: "ghcr.io/other/b" }\n' },
  );
  expect([report.problems, report.findings.map(({ message }) => message)]).toEqual([
    [],
    ["'ghcr.io/other/b' is not ours."],
  ]);
});

test('a command knows the mapping around its script', async () => {
  const policy = `
id: publishes
title: Only the release workflow publishes
severity: low
message: $JOB publishes.
forbid: {shell: 'npm publish ...', inside: {config: 'ci/*.yml', path: jobs.$JOB}}
`.replaceAll('ci/*', '.github/workflows/*');
  const report = await checkTexts([{ path: 'policy.yaml', text: policy }], {
    '.github/workflows/ci.yml':
      'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          npm ci\n          npm publish --tag x\n',
  });
  expect([report.problems, report.findings.map(({ message, place }) => [message, place.region?.startLine])]).toEqual([
    [],
    [['a publishes.', 7]],
  ]);
});

test.each([
  ["{sql: 'DELETE FROM $T'}", [['fail', 2], 'pass', 'pass', 'pass', ['review', 6]]],
  ["{code: 'eval(...)'}", [['open', 2], ['fail', 3], ['open', 4], 'pass', ['review', 6]]],
  ['{contentSchema: {type: object, required: [token]}}', ['pass', 'pass', ['fail', 4], 'pass', ['review', 6]]],
])('what a string of configuration holds: %s', async (value, expected) => {
  const text = `jobs:
  a: { run: 'delete from users' }
  b: { run: 'const x = eval(input)' }
  c: { run: '{"token": 1}' }
  d: { run: 'null' }
  e: { run: '\${{ inputs.x }}' }
`;
  for (const forbid of [`{path: run, value: ${value}}`, `{path: run, value: $V, where: {$V: ${value}}}`]) {
    const policy = `
id: embedded
title: T
severity: low
message: M
subject: {config: 'ci/*.yml', path: 'jobs.*'}
forbid: ${forbid}
`;
    const { problems, verdicts } = await checkTexts([{ path: 'policy.yaml', text: policy }], { 'ci/jobs.yml': text });
    expect(problems).toEqual([]);
    expect(verdicts.map(({ kind, place }) => (kind === 'pass' ? kind : [kind, place?.region?.startLine]))).toEqual(
      expected,
    );
  }
});
