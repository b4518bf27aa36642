import { expect, test } from 'vitest';
import type { Json } from '../../engine/model/document.ts';
import type { VerdictKind } from '../../engine/model/policy.ts';
import { verdictsOf } from '../language/verdicts-of.ts';

type Files = Readonly<Record<string, string>>;
type Policy = { readonly [key: string]: Json };

const broken = { 'broken.ts': 'const = ;\n' };
const handler = 'export function GET() {\n  audit();\n}\nexport function POST() {\n  drop();\n}\n';
const flags = 'flags:\n  alpha: true\n  beta: false\n  gamma: "{{ open }}"\n';
const tables =
  'create table public.orders (id int primary key, status text);\nalter table public.orders enable row level security;\ncreate table public.notes (id int);\n';

/** One policy a form and kind of matcher, over workspaces that bring about its verdicts. */
const cases: readonly (readonly [name: string, policy: Policy, files: Files])[] = [
  ['forbid, code', { forbid: { code: 'eval(...)' } }, { 'a.ts': 'eval(x);\n' }],
  ['forbid, code: nothing', { forbid: { code: 'eval(...)' } }, { 'a.ts': 'let x;\n', 'b.ts': 'let y;\n' }],
  ['forbid, code: unread', { forbid: { code: 'eval(...)' } }, { 'a.ts': 'let x;\n', ...broken }],
  ['forbid, code: no document', { forbid: { code: 'eval(...)' } }, { 'a.md': '# text\n' }],
  [
    'subject and require, code in code',
    { subject: { code: 'export function $F() {...}' }, require: { has: { code: 'audit()' } } },
    { 'a.ts': handler },
  ],
  [
    'subject and require, several alternatives',
    {
      subject: { code: 'export function $F() {...}' },
      require: {
        any: [{ has: { code: 'audit()' } }, { where: { $F: { pattern: '^P' } } }, { exists: { file: 'docs/${F}.md' } }],
      },
    },
    { 'a.ts': `${handler}export function HEAD() {\n}\n` },
  ],
  [
    'subject and forbid, code',
    { subject: { code: 'export function $F() {...}' }, forbid: { has: { code: 'drop()' } } },
    { 'a.ts': handler },
  ],
  [
    'order of statements',
    { subject: { code: 'send($X)' }, require: { follows: { code: 'check($X)' } } },
    { 'a.ts': 'check(a);\nsend(a);\nsend(b);\n' },
  ],
  ['config', { subject: { config: 'conf.yaml', path: 'flags.$N' }, require: { value: true } }, { 'conf.yaml': flags }],
  [
    'config, a constraint and an absent value',
    {
      subject: { config: 'conf.yaml', path: 'jobs.$J' },
      require: { path: 'timeout', value: { type: 'integer', maximum: 30 } },
    },
    { 'conf.yaml': 'jobs:\n  a: {timeout: 10}\n  b: {timeout: 90}\n  c: {name: x}\n  d: {timeout: "{{ t }}"}\n' },
  ],
  ['config, forbidden', { forbid: { config: '*.yaml', path: 'flags.$N', value: false } }, { 'conf.yaml': flags }],
  [
    'schema',
    { subject: { schema: { table: '$S.$T' } }, require: { schema: { rls: true } } },
    { 'migrations/1.sql': tables },
  ],
  [
    'schema, several alternatives',
    {
      subject: { schema: { table: '$S.$T' } },
      require: { any: [{ schema: { rls: true } }, { schema: { 'primary-key': { minItems: 1 } } }] },
    },
    { 'migrations/1.sql': tables },
  ],
  [
    'sql',
    {
      subject: { sql: 'CREATE TABLE $T (...)' },
      require: { exists: { sql: 'ALTER TABLE $T ENABLE ROW LEVEL SECURITY' } },
    },
    { 'migrations/1.sql': tables },
  ],
  [
    'join of code and schema',
    { subject: { code: "db.from('$T')" }, require: { exists: { schema: { table: 'public.$T' } } } },
    { 'a.ts': "db.from('orders');\ndb.from('order');\ndb.from(name);\n", 'migrations/1.sql': tables },
  ],
  [
    'join of code and config, with a condition',
    {
      subject: { code: 'flag($N)' },
      when: { exists: { config: 'conf.yaml', path: 'flags.$N' } },
      require: { exists: { config: 'conf.yaml', path: 'flags.$N', value: true } },
    },
    { 'a.ts': "flag('alpha');\nflag('beta');\nflag('gamma');\nflag('delta');\n", 'conf.yaml': flags },
  ],
  [
    'join with what was not read',
    { subject: { code: 'flag($N)' }, require: { exists: { code: 'define($N)', files: '{b,broken}.ts' } } },
    { 'a.ts': "flag('x');\nflag('y');\n", 'b.ts': "define('x');\n", ...broken },
  ],
  [
    'count',
    { subject: { code: 'flag($N)' }, require: { exists: { code: 'define($N)', files: 'b.ts', count: { max: 1 } } } },
    { 'a.ts': "flag('x');\nflag('y');\n", 'b.ts': "define('x');\ndefine('x');\n" },
  ],
  [
    'guarded-by',
    { subject: { code: 'drop($X)' }, require: { 'guarded-by': { code: 'requireUser()' } } },
    { 'a.ts': 'export function a() {\n  requireUser();\n  drop(1);\n}\nexport function b() {\n  drop(2);\n}\n' },
  ],
  [
    'taint',
    { forbid: { taint: { sources: { code: 'req.query' }, sinks: { code: 'db.query($Q)' } } } },
    { 'a.ts': "db.query(req.query);\ndb.query('select 1');\n" },
  ],
  [
    'sets: within',
    {
      sets: { used: { code: 'use($N)', values: '$N' }, known: { config: 'conf.yaml', path: 'flags.$N', values: '$N' } },
      require: { within: ['used', 'known'] },
    },
    { 'a.ts': "use('alpha');\nuse('betta');\nuse(name);\n", 'conf.yaml': flags },
  ],
  [
    'sets: unique',
    { sets: { names: { code: 'job($N)', values: '$N' } }, require: { unique: 'names' } },
    { 'a.ts': "job('a');\njob('b');\njob('a');\n" },
  ],
  [
    'sets: nothing to compare',
    { sets: { names: { code: 'job($N)', values: '$N' } }, require: { unique: 'names' } },
    { 'a.ts': 'let x;\n' },
  ],
  [
    'sets of each subject',
    {
      subject: { config: 'jobs/${J}.yaml' },
      sets: { wanted: { config: 'jobs/${J}.yaml', path: 'needs.*', value: '$N', values: '$N' }, given: ['a', 'b'] },
      require: { within: ['wanted', 'given'] },
    },
    { 'jobs/x.yaml': 'needs: [a, b]\n', 'jobs/y.yaml': 'needs: [a, c]\n' },
  ],
  [
    'project',
    { project: true, require: { any: [{ exists: { file: 'LICENSE' } }, { exists: { file: 'LICENSE.md' } }] } },
    { 'LICENSE.md': 'MIT\n' },
  ],
  [
    'project: no',
    { project: true, require: { any: [{ exists: { file: 'LICENSE' } }, { exists: { file: 'LICENSE.md' } }] } },
    { 'README.md': '# text\n' },
  ],
  [
    'project: not applicable',
    { project: true, when: { exists: { file: 'package.json' } }, require: { exists: { file: 'LICENSE' } } },
    { 'README.md': '# text\n' },
  ],
  ['project, git', { project: true, require: { git: { ignores: ['.env'] } } }, { '.gitignore': '.env*\n' }],
  [
    'project, git: no',
    { project: true, require: { git: { ignores: ['.env'] } } },
    { 'z/a.ts': '', 'package.json': '{}\n' },
  ],
  [
    'a condition of the subject itself',
    {
      subject: { config: 'conf.yaml', path: 'jobs.$J' },
      when: { path: 'on', value: true },
      require: { path: 'owner' },
    },
    { 'conf.yaml': 'jobs:\n  a: {on: true, owner: x}\n  b: {on: true}\n  c: {on: false}\n' },
  ],
  [
    'left out by design',
    { forbid: { code: 'eval(...)' }, except: [{ files: ['legacy/**'], reason: 'It goes with the next release.' }] },
    { 'legacy/a.ts': 'eval(x);\n' },
  ],
  ['low confidence', { confidence: 'low', forbid: { code: 'eval(...)' } }, { 'a.ts': 'eval(x);\n' }],
  [
    'unknown is a fail where the policy says so',
    { unknown: 'fail', subject: { code: 'use($N)' }, require: { where: { $N: { const: 'a' } } } },
    { 'a.ts': "use('a');\nuse(b);\n" },
  ],
  ['text', { subject: { file: '*.md' }, require: { has: { text: '^# ' } } }, { 'a.md': '# a\n', 'b.md': 'b\n' }],
  [
    'dependency',
    {
      subject: { dependency: { name: '$N', direct: true } },
      require: { where: { $N: { not: { pattern: '^left-' } } } },
    },
    { 'package.json': '{"dependencies": {"left-pad": "^1.0.0", "vue": "^3.0.0"}}\n' },
  ],
];

async function linesOf(policy: Policy, files: Files): Promise<readonly string[]> {
  return verdictsOf(JSON.stringify({ id: 'p', title: 'The title.', severity: 'low', ...policy }), files);
}

test('every verdict says what it rests on', async () => {
  const told: string[] = [];
  for (const [name, policy, files] of cases) {
    const lines = await linesOf(policy, files);
    told.push(
      `# ${name}`,
      ...lines.flatMap((line) => line.split(' | ').map((part, i) => (i === 0 ? part : `    ${part}`))),
      '',
    );
  }
  await expect(told.join('\n')).toMatchFileSnapshot('expected/evidence.txt');
});

test('all six verdicts occur among them, and none is silent', async () => {
  const kinds = new Set<string>();
  for (const [name, policy, files] of cases) {
    for (const line of await linesOf(policy, files)) {
      kinds.add(line.split(' ')[0]!);
      // What a bare `forbid` matches is there to be seen.
      if (!line.includes('fail') || !('forbid' in policy)) expect(`${name}: ${line}`).toMatch(/ \| /);
    }
  }
  const all: readonly VerdictKind[] = ['fail', 'notApplicable', 'open', 'pass', 'review', 'vacuous'];
  expect([...kinds].sort()).toEqual(all);
});
