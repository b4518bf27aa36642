import { expect, test } from 'vitest';
import { checkTexts } from '../../engine/index.ts';
import { policy } from './checks.ts';

const policies = [
  policy(
    'privileged',
    "forbid: {config: '**/*.{yaml,json,toml}', path: services.$SERVICE.privileged, value: true}",
    '$SERVICE is privileged.',
  ),
  policy('health', "subject: {config: '**/*.{yaml,json,toml}', path: services.*}\nrequire: {path: healthcheck}"),
  policy('unpinned', "forbid: {config: '**/*.yaml', path: jobs.*.steps.*.uses, value: $USES}", '$USES is not pinned.'),
  policy('token', "forbid: {config: '**/*.yaml', path: jobs.*.steps.*.with.token}"),
  policy('no-eval', 'forbid: {code: eval(...)}'),
  policy('logged', "subject: {code: 'async function $F(...) { ... }'}\nrequire: {has: {code: log(...)}}"),
  policy('to-do', 'forbid: {text: TODO}'),
  policy(
    'rls',
    'subject: {schema: {table: $S.$T}}\nrequire: {schema: {rls: true}}',
    '$S.$T has no row level security.',
  ),
  policy('no-default', 'forbid: {sql: ALTER TABLE $T ADD COLUMN $C $TYPE}'),
];

const compose = `services:
  web:
    image: nginx
    privileged: true
    ports:
      - 80:80
  db:
    image: postgres
    privileged: true
    # TODO volumes
`;
const workflow = `jobs:
  build:
    steps:
      - name: Check out
        uses: actions/checkout@main
        with:
          token: x
      - run: npm ci
      - uses: actions/setup-node@main
        with:
          token: x
`;
const code = `import { x } from 'y';

export async function POST(request) {
  const body = await request.json();
  // TODO check it
  return eval(body.formula);
}

export async function GET(request) {
  const a = eval('1');
  return eval(
    request.url,
  );
}
`;
const migration = `create table public.orders (
  id int primary key,
  total int
);
create table public.users (
  id int primary key
);
alter table public.users
  add column name text;
-- TODO policies
`;
const toml = `title = "x"

[services.web]
image = "nginx"
privileged = true

[services.db]
privileged = true # TODO
`;
const json = `{
  "title": "x",
  "services": {
    "web": {
      "image": "nginx",
      "privileged": true
    },
    "db": {
      "privileged": true,
      "image": "postgres"
    }
  }
}
`;

type Edit = (text: string) => string;

const replace =
  (from: string, to: string): Edit =>
  (text) => {
    if (!text.includes(from)) throw new Error(`'${from}' is not there to be edited`);
    return text.replace(from, to);
  };
const everyLine =
  (change: Edit): Edit =>
  (text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? line : change(line)))
      .join('\n');
const anyText: readonly Edit[] = [
  (text) => `\n\n${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\n\n'),
  (text) => text.trimEnd(),
  everyLine((line) => line.replace(/^ +/, '  $&')),
];
/** Lines of a finding of several lines: what stands on them is its own. */
const belongsToAFinding = /eval\($|^ +request\.url|^ +\);|^alter|^ +add column/;
const comments = (mark: string): readonly Edit[] => [
  (text) => `${mark} first\n${text}`,
  everyLine((line) => `${/^ */.exec(line)![0]}${mark} above\n${line}`),
  everyLine((line) => (line.includes(mark) || belongsToAFinding.test(line) ? line : `${line} ${mark} behind`)),
];

const samples: readonly (readonly [path: string, text: string, findings: number, edits: readonly Edit[]])[] = [
  [
    'compose.yaml',
    compose,
    5,
    [
      ...comments('#'),
      replace('image: nginx', 'image: nginx:2\n    user: me'),
      replace('    image: nginx\n    privileged: true\n', '    privileged: true\n    image: nginx\n'),
      replace('services:\n', 'name: x\nservices:\n  cache:\n    healthcheck: {test: x}\n'),
      replace('80:80', '81:80'),
    ],
  ],
  [
    '.github/workflows/ci.yaml',
    workflow,
    4,
    [
      ...comments('#'),
      replace('    steps:\n', '    steps:\n      - run: echo first\n'),
      replace('npm ci', 'npm ci --ignore-scripts'),
      replace('          token: x\n      - run', '          depth: 0\n          token: x\n      - run'),
    ],
  ],
  [
    'app/route.ts',
    code,
    6,
    [
      ...comments('//'),
      replace("import { x } from 'y';", "import { z } from 'y';\nfunction other() {}"),
      replace('await request.json()', 'await request.text()'),
      (text) =>
        text.slice(text.indexOf('export async function GET')) +
        text.slice(0, text.indexOf('export async function GET')),
    ],
  ],
  [
    'supabase/migrations/1.sql',
    migration,
    4,
    [
      ...comments('--'),
      replace('  total int\n', '  total bigint,\n  note text\n'),
      replace('create table public.users', 'create schema app;\ncreate table public.users'),
    ],
  ],
  [
    'services.toml',
    toml,
    5,
    [
      ...comments('#'),
      replace('"nginx"', '"nginx:2"'),
      replace('title = "x"', 'name = "y"'),
      replace('image = "nginx"\nprivileged = true', 'privileged = true\nimage = "nginx"'),
    ],
  ],
  [
    'services.json',
    json,
    4,
    [
      replace('"nginx"', '"nginx:2"'),
      replace('  "title": "x",\n', ''),
      replace('"privileged": true,\n      "image": "postgres"', '"image": "postgres",\n      "privileged": true'),
    ],
  ],
];

async function fingerprints(path: string, text: string): Promise<readonly string[]> {
  const { findings, problems } = await checkTexts(policies, { [path]: text });
  expect(problems).toEqual([]);
  return findings.map(({ policy: id, fingerprint }) => `${id} ${fingerprint}`).sort();
}

test.each(samples)('edits of other lines of %s change no fingerprint', async (path, text, count, edits) => {
  const before = await fingerprints(path, text);
  expect(before).toHaveLength(count);
  expect(new Set(before).size).toBe(count);
  for (const edit of [...anyText, ...edits]) {
    expect(await fingerprints(path, edit(text))).toEqual(before);
  }
});

test.each(samples.filter(([path]) => !path.startsWith('supabase')))('a move of %s changes none', async (path, text) => {
  const elsewhere = `packages/a/${path.replace(/(\w+)\.(\w+)$/, 'other.$2')}`;
  expect(await fingerprints(elsewhere, text)).toEqual(await fingerprints(path, text));
});

test('what matched, its name and its policy tell findings apart', async () => {
  const identities = async (text: string): Promise<readonly string[]> =>
    (await fingerprints('a.ts', text)).map((item) => item.replace(/:\d+$/, ''));
  const texts = [
    'eval(a);',
    'eval(b);',
    'function f() { eval(a) }',
    'function g() { eval(a) }',
    'const f = { g: () => eval(a) }',
  ];
  const all = (await Promise.all(texts.map(identities))).flat();
  expect(new Set(all).size).toBe(texts.length);
});

test('whoever changes what stands on a further line of a match has made another finding', async () => {
  const edits: readonly (readonly [path: string, text: string, edit: Edit])[] = [
    ['a.ts', code, replace('    request.url,\n', '    request.nextUrl,\n')],
    ['supabase/migrations/1.sql', migration, replace('  add column name text', '  add column name text not null')],
  ];
  for (const [path, text, edit] of edits) {
    const before = new Set(await fingerprints(path, text));
    expect((await fingerprints(path, edit(text))).filter((one) => !before.has(one))).toHaveLength(1);
  }
});

test('twins are numbered', async () => {
  const [first, second, third] = await fingerprints('a.ts', 'eval(a);\neval(a);\n  eval(a);\n');
  expect([second, third]).toEqual([first!.replace(/1$/, '2'), first!.replace(/1$/, '3')]);
});

test('a text too long to be kept is known by its beginning', async () => {
  const long = (end: string): string => `eval('${'x'.repeat(1200)}${end}');\n`;
  const before = await fingerprints('a.ts', long('a'));
  expect(await fingerprints('a.ts', `\n  foo(); ${long('a')}`)).toEqual(before);
  expect(await fingerprints('a.ts', long('a').replace('x', 'y'))).not.toEqual(before);
});
