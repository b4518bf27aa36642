import { createHash } from 'node:crypto';
import { lazyLineHash } from '../../engine/documents/line-hash.ts';
import { lineIndex } from '../../engine/documents/lines.ts';
import { placeOf } from '../../engine/documents/place.ts';
import type { PolicyInfo, VerdictKind } from '../../engine/model/policy.ts';
import type { Place } from '../../engine/model/region.ts';
import type { Finding, PolicyReport, Report } from '../../engine/model/report.ts';
import type { Verdict } from '../../engine/model/verdict.ts';

export const sampleFiles: Readonly<Record<string, string>> = {
  'app/api/orders/[id]/route.ts': [
    "import { admin } from '@/lib/supabase';",
    '',
    'export async function GET(req: Request, { params }: { params: { id: string } }) {',
    "\tconst { data } = await admin.from('orders').select('*').eq('id', params.id);",
    '  return Response.json(data);',
    '}',
    '',
  ].join('\n'),
  'app/(shop)/greeting.tsx': 'export const hello = "grüß 😀😀 dich"; eval(`run({a: [1](2)})`);\r\nexport {};\r\n',
  'supabase/config.toml': '# edge functions\r\n[functions.provision]\r\nverify_jwt = false\r\n',
  'supabase/functions/provision/index.ts': [
    'Deno.serve(async (req) => {',
    '  const body = await req.json();',
    '  await provision(body);',
    '  await notify(body);',
    '  await audit(body);',
    '  await cleanUp(body);',
    '  await celebrate(body);',
    '  return new Response(null);',
    '});',
    '',
  ].join('\n'),
  'supabase/migrations/0001_orders.sql': 'create table public.orders (id uuid primary key, total int);\n',
  'public/vendor.js': `${'var a=1;'.repeat(40)}document.write("😀");${'var b=2;'.repeat(40)}`,
};

export function place(path: string, part: string): Place {
  const text = sampleFiles[path] ?? '';
  const start = text.indexOf(part);
  if (start === -1) throw new Error(`'${part}' does not stand in '${path}'.`);
  return placeOf(path, text, lineIndex(text), lazyLineHash(text, false), [start, start + part.length]);
}

const authenticate: PolicyInfo = {
  id: 'supabase-unverified-function-must-authenticate',
  title: 'An edge function deployed without JWT verification authenticates its caller before any effect',
  severity: 'critical',
  confidence: 'high',
  message: "Edge function '$FN' runs with verify_jwt = false and acts before it knows who calls.",
  description:
    'With `verify_jwt = false` **anyone** can call the function.\nWhat it does, it does for strangers.\n\n## Known false positives\n\n- functions behind a private network\n- webhooks that check a signature in *another* function,\n  which we cannot see',
  remedy:
    'Check who calls before anything else:\n\n```ts\nconst { data: { user } } = await supabase.auth.getUser(token);\nif (!user) return new Response(null, { status: 401 });\n```\n\nor see [the guide](https://supabase.com/docs/guides/functions/auth):\n\n1. remove `verify_jwt = false`\n2. deploy again',
  references: ['https://supabase.com/docs/guides/functions/auth'],
  taxa: { cwe: ['306', '862'], 'asvs-5.0': ['8.2.1'] },
  tags: ['authentication', 'supabase'],
  pack: 'supabase',
  path: 'policies/supabase/supabase-unverified-function-must-authenticate.yaml',
  region: { start: 4, end: 50, startLine: 1, startColumn: 5, endLine: 1, endColumn: 51 },
};

const routeChecksOwner: PolicyInfo = {
  id: 'route-checks-owner',
  title: 'A route with an id checks who owns the row',
  severity: 'high',
  confidence: 'medium',
  message: "'$TABLE' is read by id with the service role, and nobody asks whose row it is.",
  remedy: 'Use the client of the user, so that row level security applies.',
  references: ['OWASP API1:2023 Broken Object Level Authorization', 'https://owasp.org/API-Security/'],
  taxa: { cwe: ['639'] },
  tags: [],
  path: 'policies/route-checks-owner.yaml',
};

const noEval: PolicyInfo = {
  id: 'no-eval',
  title: 'No code from strings',
  severity: 'medium',
  confidence: 'low',
  message: '$CODE is run as code.',
  references: [],
  taxa: { cwe: ['95'] },
  tags: ['javascript'],
  path: 'policies/no-eval.yaml',
};

const hasLockFile: PolicyInfo = {
  id: 'has-lock-file',
  title: 'A package.json has a lock file beside it',
  severity: 'info',
  confidence: 'high',
  message: "'$FILE' has no lock file beside it.",
  references: [],
  taxa: {},
  tags: [],
  path: 'policies/has-lock-file.yaml',
};

const tablesHaveRls: PolicyInfo = {
  ...hasLockFile,
  id: 'tables-have-rls',
  title: 'Every exposed table has row level security',
  severity: 'high',
  message: "Table '$T' is exposed without row level security.",
  path: 'policies/tables-have-rls.yaml',
};

const noPrivilegedPods: PolicyInfo = {
  ...hasLockFile,
  id: 'no-privileged-pods',
  title: 'No privileged pods',
  severity: 'critical',
  path: 'policies/no-privileged-pods.yaml',
};

const functionPlace = place(
  'supabase/functions/provision/index.ts',
  sampleFiles['supabase/functions/provision/index.ts']!.trimEnd(),
);
const select = place('app/api/orders/[id]/route.ts', "admin.from('orders').select('*').eq('id', params.id)");
const evaluated = place('app/(shop)/greeting.tsx', 'eval(`run({a: [1](2)})`)');
const written = place('public/vendor.js', 'document.write("😀")');
const table = place('supabase/migrations/0001_orders.sql', 'public.orders');
const setting = place('supabase/config.toml', 'verify_jwt = false');

function policy(info: PolicyInfo, verdicts: Partial<Record<VerdictKind, number>>): PolicyReport {
  return { info, verdicts: { pass: 0, fail: 0, review: 0, open: 0, notApplicable: 0, vacuous: 0, ...verdicts } };
}

function finding(info: PolicyInfo, at: Place, rest: Pick<Finding, 'message' | 'kind'> & Partial<Finding>): Finding {
  return {
    policy: info.id,
    severity: info.severity,
    place: at,
    fingerprint: `${createHash('sha256')
      .update(JSON.stringify([info.id, at]))
      .digest('hex')
      .slice(0, 16)}:1`,
    related: [],
    ...(at.lineHash !== undefined && { lineHash: at.lineHash }),
    ...rest,
  };
}

function verdict(info: PolicyInfo, kind: VerdictKind, at: Place | undefined, rest: Partial<Verdict> = {}): Verdict {
  return {
    policy: info.id,
    kind,
    subject: at === undefined ? info.id : `${at.path}:${at.region?.start ?? 'file'}`,
    ...(at && { place: at }),
    bindings: {},
    evidence: [],
    causes: [],
    ...rest,
  };
}

const joined = [
  { message: 'exists: config functions.provision.verify_jwt = false', place: setting },
  { message: 'nearest: `requireUser` [auth.ts] is called after `provision(body)`' },
];

const notStatic = {
  kind: 'not-static',
  message: "The value of '[1](2)' is not known without running the program.",
  place: evaluated,
} as const;

const notRead = {
  kind: 'not-read',
  message: "'supabase/migrations/0002_seed.sql' could not be parsed at line 3.",
  place: { path: 'supabase/migrations/0002_seed.sql' },
} as const;

/** What a run over a small shop could leave: every kind of finding, verdict, file and problem. */
export const sampleReport: Report = {
  tool: { name: 'Bylaw', version: '0.1.0' },
  policies: [
    policy(hasLockFile, { pass: 1, fail: 1 }),
    policy(noEval, { review: 1, fail: 1 }),
    policy(noPrivilegedPods, { vacuous: 1 }),
    policy(routeChecksOwner, { pass: 3, fail: 1, notApplicable: 2 }),
    policy(authenticate, { fail: 1, pass: 1 }),
    policy(tablesHaveRls, { open: 2 }),
  ],
  findings: [
    finding(noEval, evaluated, {
      kind: 'review',
      message: "'run({a: [1](2)})' is run as code, if `a[i](x)` is what it seems \ud83d",
    }),
    finding(routeChecksOwner, select, {
      kind: 'fail',
      message: "'orders' is read by id in app/api/orders/[id] with the service role, and nobody asks whose row it is.",
      related: [{ message: 'exists: table public.orders', place: table }],
      fix: { safe: false, region: select.region!, text: "user.from('orders').select('*').eq('id', params.id)" },
    }),
    finding(
      hasLockFile,
      { path: 'packages/a b#c%.x/package.json' },
      {
        kind: 'fail',
        message: "'packages/a b#c%.x/package.json' has no lock file beside it",
      },
    ),
    finding(noEval, written, { kind: 'fail', message: '\'document.write("😀")\' is run as code.' }),
    finding(authenticate, functionPlace, {
      kind: 'fail',
      message: "Edge function 'provision' runs with verify_jwt = false and acts before it knows who calls.",
      related: joined,
    }),
  ],
  suppressed: [],
  known: [],
  exemptions: [],
  verdicts: [
    verdict(noEval, 'review', evaluated, { causes: [notStatic] }),
    verdict(noEval, 'fail', written, {
      bindings: { CODE: { text: 'document.write("😀")', nodeType: 'CallExpression' } },
    }),
    verdict(noPrivilegedPods, 'vacuous', undefined),
    verdict(routeChecksOwner, 'fail', select, {
      bindings: { TABLE: { text: 'orders', value: 'orders', schema: 'public', path: select.path } },
      evidence: [{ message: 'exists: table public.orders', place: table }],
    }),
    verdict(
      routeChecksOwner,
      'notApplicable',
      { path: 'app/page.tsx' },
      { evidence: [{ message: 'no id in the path' }] },
    ),
    verdict(hasLockFile, 'fail', { path: 'packages/a b#c%.x/package.json' }),
    verdict(hasLockFile, 'pass', { path: 'package.json' }, { evidence: [{ message: "'package-lock.json' exists" }] }),
    verdict(authenticate, 'fail', functionPlace, {
      bindings: { FN: { text: 'provision', value: 'provision' } },
      evidence: joined,
    }),
    verdict(authenticate, 'pass', { path: 'supabase/functions/hello/index.ts' }, { examined: 2 }),
    verdict(tablesHaveRls, 'open', table, { causes: [notRead] }),
    verdict(tablesHaveRls, 'open', { path: 'supabase/migrations/0000_init.sql' }, { causes: [notRead] }),
  ],
  files: [
    { path: 'app/(shop)/greeting.tsx', status: 'parsed', language: 'javascript', bytes: 100 },
    { path: 'app/api/orders/[id]/route.ts', status: 'parsed', language: 'javascript', bytes: 100 },
    { path: 'public/huge.js', status: 'unread', language: 'javascript', bytes: 100 },
    { path: 'public/vendor.js', status: 'parsed', language: 'javascript', bytes: 100 },
    { path: 'README.md', status: 'skipped', language: 'text', bytes: 100 },
    { path: 'supabase/config.toml', status: 'parsed', language: 'toml', bytes: 100 },
    { path: 'supabase/functions/provision/index.ts', status: 'parsed', language: 'javascript', bytes: 100 },
    { path: 'supabase/migrations/0001_orders.sql', status: 'parsed', language: 'sql', bytes: 100 },
    { path: 'supabase/migrations/0002_seed.sql', status: 'partial', language: 'sql', bytes: 100 },
    { path: 'x:y.yaml', status: 'failed', language: 'yaml', bytes: 100 },
  ],
  problems: [
    {
      kind: 'too-large',
      level: 'warning',
      message: "'public/huge.js' was not read: it has 12,000,000 bytes, the limit is 5,000,000.",
      path: 'public/huge.js',
    },
    {
      kind: 'parse',
      level: 'error',
      message: "Syntax error in 'supabase/migrations/0002_seed.sql' near '{'.",
      path: 'supabase/migrations/0002_seed.sql',
      region: { start: 40, end: 41, startLine: 3, startColumn: 5, endLine: 3, endColumn: 6 },
    },
    {
      kind: 'stale-exception',
      level: 'warning',
      message: "An exception of policy 'route-checks-owner' for '$TABLE' matches nothing.",
      path: '/home/me/policies/route-checks-owner.yaml',
      region: { start: 300, end: 310, startLine: 20, startColumn: 3, endLine: 20, endColumn: 13 },
      policy: 'route-checks-owner',
    },
  ],
};

/** A run that found nothing to look at. */
export const emptyReport: Report = {
  tool: { name: 'Bylaw', version: '0.1.0' },
  policies: [policy(noPrivilegedPods, { vacuous: 1 })],
  findings: [],
  suppressed: [],
  known: [],
  exemptions: [],
  verdicts: [verdict(noPrivilegedPods, 'vacuous', undefined)],
  files: [{ path: 'README.md', status: 'skipped', language: 'text', bytes: 100 }],
  problems: [],
};

/** A run in which all is well. */
export const cleanReport: Report = {
  ...emptyReport,
  policies: [policy(hasLockFile, { pass: 1 })],
  verdicts: [verdict(hasLockFile, 'pass', { path: 'package.json' })],
};
