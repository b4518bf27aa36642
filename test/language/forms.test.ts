import { expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

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
  expect(await verdictsOf(sets('within'), environment)).toMatchInlineSnapshot();
});

test('sets: equal and disjoint', async () => {
  expect(await verdictsOf(sets('equal'), environment)).toMatchInlineSnapshot();
  expect(await verdictsOf(sets('disjoint'), environment)).toMatchInlineSnapshot();
});

test('sets: unique, and a list as a set', async () => {
  const unique = `
id: names-unique
title: Every job has its own name
severity: low
sets: {names: {code: 'job($N)', values: $N}}
require: {unique: names}
`;
  expect(await verdictsOf(unique, { 'a.ts': `job('a');\njob('b');\njob('a');\n` })).toMatchInlineSnapshot();
  const known = `
id: known
title: Every job is known
severity: low
sets: {names: {code: 'job($N)', values: $N}, known: [a, c]}
require: {within: [names, known]}
`;
  expect(await verdictsOf(known, { 'a.ts': `job('a');\njob('b');\n` })).toMatchInlineSnapshot();
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
  expect(await verdictsOf(policy(`{has: {code: 'log(...)'}}`), code)).toMatchInlineSnapshot();
  expect(await verdictsOf(policy(`{inside: {code: 'class $C {...}'}}`), code)).toMatchInlineSnapshot();
  const order = (step: string): string => `
id: order
title: Order
severity: low
subject: {code: 'send($X)'}
require: {${step}: {code: 'check($X)'}}
`;
  const calls = { 'a.ts': `function f() {\n  check(a);\n  send(a);\n}\nfunction g() {\n  send(a);\n  check(a);\n}\nfunction h() {\n  check(b);\n  send(a);\n}\n` };
  expect(await verdictsOf(order('follows'), calls)).toMatchInlineSnapshot();
  expect(await verdictsOf(order('precedes'), calls)).toMatchInlineSnapshot();
});

test('a relative config path: wrong value, absence, default, first', async () => {
  const policy = (require: string): string => `
id: timeout
title: Every job has a timeout
severity: low
message: Job '$JOB' has no timeout.
subject: {config: '.github/workflows/*.yml', path: jobs.$JOB}
require: ${require}
`;
  const files = {
    '.github/workflows/ci.yml': `on: push
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
  expect(await verdictsOf(policy('{path: timeout-minutes, value: {maximum: 30}}'), files)).toMatchInlineSnapshot();
  expect(await verdictsOf(policy('{path: timeout-minutes, value: {maximum: 30}, absent: ok}'), files)).toMatchInlineSnapshot();
  expect(
    await verdictsOf(policy("{first: [timeout-minutes, '^.^.timeout', {default: 99}], value: {maximum: 30}}"), files),
  ).toMatchInlineSnapshot();
});

test('project: git semantics', async () => {
  const policy = `
id: env-ignored
title: Environment files are ignored
severity: high
project: true
require: {git: {ignores: [.env, .env.local], keeps: [.env.example], untracked: [.env]}}
`;
  expect(await verdictsOf(policy, { '.gitignore': '.env*\n!.env.example\n' })).toMatchInlineSnapshot();
  expect(await verdictsOf(policy, { '.gitignore': '.env*\n!.env.*\n' })).toMatchInlineSnapshot();
  expect(await verdictsOf(policy, { 'a.txt': 'x\n' })).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
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
  ).toMatchInlineSnapshot();
});
