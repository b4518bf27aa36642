import { describe, expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

/** Authentication before any effect. */
const authenticated = `
id: authenticated
title: An effect is guarded
severity: high
subject: {code: 'effect(...)'}
require:
  guarded-by:
    any:
      - code: ['requireUser(...)', 'isAdmin(...)', 'getUser(...)', 'withUser(...)']
      - code: ['$A === process.env.SECRET', '$A !== process.env.SECRET']
`;

type Files = string | Readonly<Record<string, string>>;

async function kindsOf(policy: string, files: Files): Promise<string> {
  const verdicts = await verdictsOf(policy, typeof files === 'string' ? { 'a.ts': files } : files);
  return verdicts.map((line) => line.split(' ')[0]).join(' ');
}

const inOneFunction: readonly (readonly [string, string, string])[] = [
  ['it runs before', 'pass', 'requireUser(); effect();'],
  ['it runs afterwards', 'fail', 'effect(); requireUser();'],
  ['awaited', 'pass', 'await requireUser(req); await effect();'],
  ['there is none', 'fail', 'log(); effect();'],
  ['in an argument', 'pass', 'effect(await requireUser());'],
  ['the result is tested, the failing branch returns', 'pass', 'if (!isAdmin(u)) return; effect();'],
  ['the failing branch throws', 'pass', "if (!isAdmin(u)) { throw new Error('no'); } effect();"],
  ['the failing branch does not leave', 'fail', 'if (!isAdmin(u)) log(); effect();'],
  ['inverted', 'fail', 'if (isAdmin(u)) return; effect();'],
  ['in the passing branch', 'pass', 'if (isAdmin(u)) { effect(); }'],
  ['in the failing branch', 'fail', 'if (isAdmin(u)) { log(); } else { effect(); }'],
  ['&&', 'pass', 'isAdmin(u) && effect();'],
  ['||', 'fail', 'isAdmin(u) || effect();'],
  ['a conditional', 'pass', 'return isAdmin(u) ? effect() : undefined;'],
  ['another way round the test', 'fail', 'if (isAdmin(u) || isPublic) effect();'],
  ['a further condition', 'pass', 'if (isAdmin(u) && isOpen) effect();'],
  ['through a variable', 'pass', 'const ok = isAdmin(u); if (!ok) return; effect();'],
  ['through a variable, and on', 'fail', 'const ok = isAdmin(u); if (!ok) log(); effect();'],
  ['a variable of two', 'pass', 'const ok = isAdmin(u) && isOpen; if (!ok) return; effect();'],
  ['a variable of either', 'fail', 'const ok = isAdmin(u) || isPublic; if (!ok) return; effect();'],
  ['a variable that is changed', 'fail', 'let ok = isAdmin(u); ok = true; if (!ok) return; effect();'],
  ['destructured', 'pass', 'const { user, error } = await getUser(); if (error) return; effect();'],
  ['destructured deeply', 'pass', 'const { data: { user } } = await getUser(); if (!user) return; effect();'],
  ['destructured, and on', 'fail', 'const { data: { user } } = await getUser(); if (!user) log(); effect();'],
  [
    'an error in a condition of two',
    'pass',
    'const { data, error } = await getUser(); if (error || !data.user) return; effect();',
  ],
  [
    'a condition that lets too many pass',
    'fail',
    'const { data } = await getUser(); if (!data.user && !isPublic) return; effect();',
  ],
  ['optional chaining', 'pass', 'const session = await getUser(); if (!session?.user) return; effect();'],
  ['optional chaining that tests nothing', 'pass', 'const session = await getUser(); log(session?.user); effect();'],
  ['compared with null', 'pass', 'const user = await getUser(); if (user === null) return; effect();'],
  ['compared with null the other way', 'fail', 'const user = await getUser(); if (user !== null) return; effect();'],
  ['compared with false', 'pass', 'if (isAdmin(u) === false) return; effect();'],
  ['not not', 'pass', 'const ok = !!isAdmin(u); if (!ok) return; effect();'],
  ['Boolean()', 'pass', 'if (!Boolean(await getUser())) return; effect();'],
  ['a denial that is returned', 'pass', 'const denied = await requireUser(); if (denied) return denied; effect();'],
  ['a response', 'pass', 'const user = await requireUser(); if (user instanceof Response) return user; effect();'],
  ['a status', 'pass', 'const auth = await requireUser(); if (auth.status !== 200) return; effect();'],
  ['asked about whoever passed', 'pass', 'const user = await requireUser(); if (user.isPro) log(); effect();'],
  ['a comparison', 'pass', 'if (given !== process.env.SECRET) return; effect();'],
  ['a comparison inverted', 'fail', 'if (given === process.env.SECRET) return; effect();'],
  ['a comparison that nobody tests', 'fail', 'const same = given === process.env.SECRET; effect();'],
  ['a comparison in a variable', 'pass', 'const same = given === process.env.SECRET; if (!same) return; effect();'],
  ['only where the secret is set', 'fail', 'if (req.s && given !== process.env.SECRET) return; effect();'],
  ['or where it is missing', 'pass', 'if (!req.s || given !== process.env.SECRET) return; effect();'],
  ['in one branch only', 'fail', 'if (req.body) { requireUser(); } effect();'],
  ['in both branches', 'pass', 'if (req.body) { requireUser(); } else { await getUser(); } effect();'],
  ['in a case', 'fail', "switch (req.method) { case 'POST': requireUser(); break; default: log(); } effect();"],
  ['in every case', 'pass', "switch (req.method) { case 'POST': requireUser(); break; default: return; } effect();"],
  ['fallen through', 'fail', "switch (req.method) { case 'POST': requireUser(); case 'GET': effect(); }"],
  ['what it throws is swallowed', 'fail', 'try { await requireUser(); } catch { log(); } effect();'],
  ['what it throws is thrown again', 'pass', 'try { await requireUser(); } catch (e) { log(); throw e; } effect();'],
  ['what it throws ends the way', 'pass', 'try { await requireUser(); } catch { return; } effect();'],
  ['within the try', 'pass', 'try { await requireUser(); effect(); } catch { log(); }'],
  ['in the catch', 'fail', 'try { await requireUser(); log(); } catch { effect(); }'],
  ['in the finally', 'fail', 'try { await requireUser(); } finally { effect(); }'],
  ['behind a finally', 'pass', 'try { await requireUser(); } finally { log(); } effect();'],
  ['a promise that is caught', 'fail', 'await requireUser().catch(() => null); effect();'],
  [
    'a caught promise that is tested',
    'pass',
    'const user = await getUser().catch(() => null); if (!user) return; effect();',
  ],
  [
    'a caught promise with a stand-in',
    'fail',
    'const user = await getUser().catch(() => guest()); if (!user) return; effect();',
  ],
  ['awaited later, swallowed', 'fail', 'const p = requireUser(); try { await p; } catch { log(); } effect();'],
  ['Promise.all', 'pass', 'await Promise.all([requireUser(), other()]); effect();'],
  ['Promise.allSettled', 'fail', 'await Promise.allSettled([requireUser()]); effect();'],
  ['a loop that may not run', 'fail', 'for (const item of items) { requireUser(item); } effect();'],
  ['before a loop', 'pass', 'requireUser(); for (const item of items) { effect(item); }'],
  ['later in a loop', 'fail', 'for (const item of items) { effect(item); requireUser(); }'],
  ['continue', 'pass', 'for (const item of items) { if (!isAdmin(item)) continue; effect(item); }'],
  ['do … while', 'pass', 'do { requireUser(); } while (more()); effect();'],
  ['in a callback of an array method', 'pass', 'requireUser(); items.forEach((item) => effect(item));'],
  ['only in a callback', 'fail', 'items.forEach(() => requireUser()); effect();'],
  ['within the callback', 'pass', 'items.forEach((item) => { if (!isAdmin(item)) return; effect(item); });'],
  ['a function of its own that is called', 'pass', 'requireUser(); const act = () => effect(); act();'],
  ['a function of its own that is called before', 'fail', 'const act = () => effect(); act(); requireUser();'],
  [
    'a variable of the function around',
    'pass',
    'const user = await getUser(); later(() => { if (!user) return; effect(); });',
  ],
];

describe('in a function that the workspace does not call', () => {
  test.each(inOneFunction)('%s: %s', async (_, expected, body) => {
    expect(await kindsOf(authenticated, `export async function handler(req, u, items, given) { ${body} }`)).toBe(
      expected,
    );
  });
});

const acrossFunctions: readonly (readonly [string, string, Files])[] = [
  [
    'a function that throws',
    'pass',
    'async function check() { if (!(await getUser())) throw 1; } export async function f() { await check(); effect(); }',
  ],
  [
    'a function that may return before',
    'fail',
    'async function check(a) { if (a) return; await requireUser(); } export async function f() { await check(); effect(); }',
  ],
  [
    'a function that swallows',
    'fail',
    'async function check() { try { await requireUser(); } catch {} } export async function f() { await check(); effect(); }',
  ],
  [
    'a function nobody waits for',
    'fail',
    'async function check() { await requireUser(); } export async function f() { check(); effect(); }',
  ],
  [
    'a function that answers null',
    'pass',
    'async function who() { const u = await getUser(); if (!u) return null; return u; } export async function f() { const u = await who(); if (!u) return; effect(); }',
  ],
  [
    'an answer that nobody tests',
    'fail',
    'async function who() { const u = await getUser(); if (!u) return null; return u; } export async function f() { const u = await who(); effect(); }',
  ],
  [
    'an answer that is tested the wrong way',
    'fail',
    'async function who() { const u = await getUser(); if (!u) return null; return u; } export async function f() { const u = await who(); if (u) return; effect(); }',
  ],
  [
    'null before it asks',
    'pass',
    'async function who(t) { if (!t) return null; return await getUser(t); } export async function f() { const u = await who(); if (!u) return; effect(); }',
  ],
  [
    'a guest before it asks',
    'fail',
    'async function who(t) { if (!t) return { guest: true }; return await getUser(t); } export async function f() { const u = await who(); if (!u) return; effect(); }',
  ],
  [
    'the promise is true',
    'fail',
    'async function ok() { return isAdmin(u); } export async function f() { if (!ok()) return; effect(); }',
  ],
  [
    'the promise awaited',
    'pass',
    'async function ok() { return isAdmin(u); } export async function f() { if (!(await ok())) return; effect(); }',
  ],
  [
    'a predicate',
    'pass',
    'const ok = (u) => isAdmin(u) && u.open; export function f(u) { if (!ok(u)) return; effect(); }',
  ],
  [
    'a predicate of either',
    'fail',
    'const ok = (u) => isAdmin(u) || u.open; export function f(u) { if (!ok(u)) return; effect(); }',
  ],
  [
    'an object with ok',
    'pass',
    'async function who() { const u = await getUser(); if (!u) return { ok: false }; return { ok: true, u }; } export async function f() { const r = await who(); if (!r.ok) return; effect(); }',
  ],
  [
    'an object with an error',
    'pass',
    "async function who() { const u = await getUser(); if (!u) return { error: 'no' }; return { u }; } export async function f() { const r = await who(); if ('error' in r) return; effect(); }",
  ],
  [
    'an object with an error, destructured',
    'pass',
    "async function who() { const u = await getUser(); if (!u) return { error: 'no', u: null }; return { error: null, u }; } export async function f() { const { error, u } = await who(); if (error) return; effect(); }",
  ],
  [
    'a field that says nothing',
    'fail',
    'async function who() { const u = await getUser(); if (!u) return { ok: false, at: 1 }; return { ok: true, at: 1 }; } export async function f() { const r = await who(); if (!r.at) return; effect(); }',
  ],
  [
    'a response on failure',
    'pass',
    'async function deny() { const u = await getUser(); if (!u) return new Response(null, { status: 401 }); return null; } export async function f() { const denied = await deny(); if (denied) return denied; effect(); }',
  ],
  [
    'a response or a user',
    'pass',
    'async function who() { const u = await getUser(); if (!u) return new Response(null); return { u }; } export async function f() { const r = await who(); if (r instanceof Response) return r; effect(); }',
  ],
  [
    'a function that never returns',
    'pass',
    "function deny(): never { throw new Error('no'); } export function f(u) { if (!isAdmin(u)) deny(); effect(); }",
  ],
  ['called where it is guarded', 'pass', 'function act() { effect(); } export function f() { requireUser(); act(); }'],
  [
    'called where it is not',
    'fail',
    'function act() { effect(); } export function f() { requireUser(); act(); } export function g() { act(); }',
  ],
  ['called nowhere', 'fail', 'function act() { effect(); } export function f() { requireUser(); }'],
  ['calls only itself', 'fail', 'function act() { effect(); act(); }'],
  [
    'recursive, guarded at first',
    'pass',
    'function walk(n) { effect(n); walk(n.next); } export function f(n) { requireUser(); walk(n); }',
  ],
  [
    'each other, guarded once only',
    'fail',
    'function a(n) { effect(n); b(n); } function b(n) { a(n); } export function f(n) { requireUser(); a(n); } export function g(n) { b(n); }',
  ],
  [
    'a recursive guard',
    'pass',
    'function check(n) { if (n) { check(n - 1); return; } requireUser(); } export function f() { check(3); effect(); }',
  ],
  [
    'a field of its own result, for ever',
    'fail',
    'function last(n) { if (n) return last(n - 1).next; return isAdmin(n); } export function f(n) { if (!last(n)) return; effect(); }',
  ],
  [
    'a method of its own name',
    'fail',
    'async function check() { await client.auth.check(); } export async function f() { await check(); effect(); }',
  ],
  [
    'an answer that something else gives',
    'pass',
    'async function ok() { await requireUser(); return await db.count() > 0; } export async function f() { if (!(await ok())) return; effect(); }',
  ],
  ['handed to a server', 'fail', 'requireUser(); Deno.serve(async (req) => { effect(); });'],
  ['handed to a server by name', 'fail', 'const handler = async (req) => { effect(); }; Deno.serve(handler);'],
  [
    'handed to a server, guarded within',
    'pass',
    'Deno.serve(async (req) => { await requireUser(req); return effect(); });',
  ],
  ['a route with middleware', 'pass', "app.post('/x', requireUser(), async (req) => { effect(); });"],
  ['a wrapper that is the guard', 'pass', 'export const POST = withUser(async (req) => { effect(); });'],
  [
    'a wrapper of the workspace',
    'pass',
    'const wrap = (run) => async (req) => { const u = await getUser(req); if (!u) return null; return run(req, u); }; export const POST = wrap(async (req) => { effect(); });',
  ],
  [
    'a wrapper of the workspace that guards nothing',
    'fail',
    'const wrap = (run) => async (req) => { log(req); return run(req); }; export const POST = wrap(async (req) => { effect(); });',
  ],
  [
    'a shadowed name',
    'fail',
    'export function f() { const check = () => log(); check(); effect(); } function check() { requireUser(); }',
  ],
  ['a method', 'pass', 'class A { check() { if (!isAdmin(this.u)) throw 1; } act() { this.check(); effect(); } }'],
  ['module code', 'pass', 'await requireUser(); effect();'],
  ['module code without', 'fail', 'effect(); await requireUser();'],
  [
    'a server action',
    'fail',
    "'use server'; export async function act() { effect(); } export async function page() { await requireUser(); await act(); }",
  ],
];

const acrossFiles: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    'a guard of another file',
    'pass',
    {
      'a.ts': "import { check } from './auth'; export async function f() { await check(); effect(); }",
      'auth.ts': 'export async function check() { if (!(await getUser())) throw 1; }',
    },
  ],
  [
    'under another name',
    'pass',
    {
      'a.ts': "import { check as c } from './auth'; export async function f() { await c(); effect(); }",
      'auth.ts': 'export async function check() { await requireUser(); }',
    },
  ],
  [
    'the default of a file',
    'pass',
    {
      'a.ts': "import c from './auth'; export async function f() { await c(); effect(); }",
      'auth.ts': 'export default async function () { await requireUser(); }',
    },
  ],
  [
    'of a namespace',
    'pass',
    {
      'a.ts': "import * as auth from './auth'; export async function f() { await auth.check(); effect(); }",
      'auth.ts': 'export const check = async () => { await requireUser(); };',
    },
  ],
  [
    'through a barrel',
    'pass',
    {
      'a.ts': "import { check } from './lib'; export async function f() { await check(); effect(); }",
      'lib/index.ts': "export * from './auth';",
      'lib/auth.ts': 'export async function check() { await requireUser(); }',
    },
  ],
  [
    'an object of functions',
    'pass',
    {
      'a.ts': "import { auth } from './auth'; export async function f() { await auth.check(); effect(); }",
      'auth.ts': 'export const auth = { check: async () => { await requireUser(); } };',
    },
  ],
  [
    'a name that guards nothing',
    'fail',
    {
      'a.ts': "import { check } from './auth'; export async function f() { await check(); effect(); }",
      'auth.ts': 'export async function check() { log(); }',
    },
  ],
  [
    'a package',
    'fail',
    { 'a.ts': "import { check } from 'some-package'; export async function f() { await check(); effect(); }" },
  ],
  [
    'an answer that is tested',
    'pass',
    {
      'a.ts':
        "import { who } from './auth'; export async function f() { const u = await who(); if (!u) return; effect(); }",
      'auth.ts': 'export async function who() { const { data } = await getUser(); return data.user ?? null; }',
    },
  ],
  [
    'called from another file, guarded',
    'pass',
    {
      'a.ts': 'export function act() { effect(); }',
      'b.ts': "import { act } from './a'; export function f() { requireUser(); act(); }",
    },
  ],
  [
    'called from another file, not guarded',
    'fail',
    {
      'a.ts': 'export function act() { effect(); }',
      'b.ts': "import { act } from './a'; export function f() { requireUser(); act(); } export function g() { act(); }",
    },
  ],
  [
    'called from a test',
    'pass',
    {
      'a.ts': 'export function act() { effect(); }',
      'b.ts': "import { act } from './a'; export function f() { requireUser(); act(); }",
      'a.test.ts': "import { act } from './a'; act();",
    },
  ],
  [
    'called from a guarded test only',
    'fail',
    { 'a.ts': 'export function act() { effect(); }', 'a.test.ts': "import { act } from './a'; requireUser(); act();" },
  ],
  [
    'a handler registered elsewhere',
    'fail',
    {
      'a.ts': 'export function act() { effect(); }',
      'b.ts': "import { act } from './a'; requireUser(); app.post('/x', act);",
    },
  ],
  [
    'a file that does not parse',
    'open open',
    {
      'a.ts': "import { check } from './auth'; export async function f() { await check(); effect(); }",
      'auth.ts': 'export async function (',
    },
  ],
  [
    'a file that does not matter',
    'pass open',
    {
      'a.ts': "import { check } from './auth'; export async function f() { requireUser(); await check(); effect(); }",
      'auth.ts': 'export async function (',
    },
  ],
  [
    'a file that is not there',
    'open',
    { 'a.ts': "import { check } from './generated'; export async function f() { await check(); effect(); }" },
  ],
  [
    'a method of something unknown',
    'review',
    {
      'a.ts': 'export async function f(deps) { await deps.check(); effect(); }',
      'auth.ts': 'export class Auth { async check() { await requireUser(); } }',
    },
  ],
  ['a method that nobody has', 'fail', { 'a.ts': 'export async function f(deps) { await deps.check(); effect(); }' }],
  [
    'round and round',
    'pass',
    {
      'a.ts':
        "import { b } from './b'; export function a(n) { if (n) return b(n); requireUser(); } export function f() { a(1); effect(); }",
      'b.ts': "import { a } from './a'; export function b(n) { return a(n - 1); }",
    },
  ],
];

describe('through calls', () => {
  test.each([...acrossFunctions, ...acrossFiles])('%s: %s', async (_, expected, files) => {
    expect(await kindsOf(authenticated, files)).toBe(expected);
  });
});

const signed = `
id: signed
title: The signature is verified before the body is used
severity: high
subject: {code: 'JSON.parse($BODY)'}
require: {guarded-by: {code: 'constructEvent($BODY, ...)'}}
`;

test.each([
  ['the same body', 'pass', 'constructEvent(body, sig); JSON.parse(body);'],
  ['another body', 'fail', 'constructEvent(other, sig); JSON.parse(body);'],
  ['swallowed', 'fail', 'try { constructEvent(body, sig); } catch (e) { log(e); } JSON.parse(body);'],
  [
    'answered',
    'pass',
    'try { constructEvent(body, sig); } catch (e) { return new Response(null, { status: 400 }); } JSON.parse(body);',
  ],
  ['parsed first', 'fail', 'const event = JSON.parse(body); constructEvent(body, sig);'],
])('signature before parse, %s: %s', async (_, expected, body) => {
  expect(await kindsOf(signed, `export function POST(body, other, sig) { ${body} }`)).toBe(expected);
});

const validated = `
id: validated
title: Input is validated before it is used
severity: high
subject: {code: 'save($X)'}
require: {guarded-by: {any: [{code: '$_.safeParse($X)'}, {code: '$_.parse($X)'}, {code: 'isValid($X)'}]}}
`;

test.each([
  ['parse throws', 'pass', 'schema.parse(input); save(input);'],
  ['safeParse, tested', 'pass', 'const r = schema.safeParse(input); if (!r.success) return; save(input);'],
  [
    'safeParse, tested by its error',
    'pass',
    'const { error } = schema.safeParse(input); if (error) return; save(input);',
  ],
  ['safeParse, tested the wrong way', 'fail', 'const r = schema.safeParse(input); if (r.success) return; save(input);'],
  ['safeParse, on in any case', 'fail', 'const r = schema.safeParse(input); if (!r.success) log(r); save(input);'],
  ['a predicate', 'pass', 'if (!isValid(input)) throw 1; save(input);'],
  ['a predicate that nobody asks', 'fail', 'isValid(input); save(input);'],
  ['something else', 'fail', 'schema.parse(other); save(input);'],
  ['another variable of that name', 'fail', '{ const input = other; schema.parse(input); } save(input);'],
  ['in a loop', 'pass', 'for (const item of input) { if (!isValid(item)) continue; save(item); }'],
])('validation before use, %s: %s', async (_, expected, body) => {
  expect(await kindsOf(validated, `export function POST(input, other) { ${body} }`)).toBe(expected);
});

describe('middleware', () => {
  const mw = (body: string): string => `function mw(req, res, next) { ${body} } `;
  const hono = (body: string): string => `const mw = async (c, next) => { ${body} }; `;
  const app = "app.post('/x', mw, (req, res) => { effect(); });";

  test.each([
    ['lets pass behind the guard', 'pass', mw('requireUser(req); next();') + app],
    ['stops on failure', 'pass', mw('if (!getUser(req)) return res.status(401).end(); next();') + app],
    ['goes on after a failure', 'fail', mw('if (!getUser(req)) log(); next();') + app],
    ['lets some pass', 'fail', mw('if (req.isPublic) return next(); requireUser(req); next();') + app],
    ['hands on what went wrong', 'pass', mw('try { requireUser(req); next(); } catch (e) { next(e); }') + app],
    ['does not say when it lets pass', 'review', mw('requireUser(req); later(next);') + app],
    ['has nothing to do with it', 'fail', mw('later(next);') + app],
    ['in an array', 'pass', mw('requireUser(req); next();') + app.replace('mw', '[log, mw]')],
    ['behind the handler', 'fail', `${mw('requireUser(req); next();')}app.post('/x', (req) => { effect(); }, mw);`],
    ['with a context', 'pass', `${hono('if (!getUser(c)) return c.text(401); await next();')}${app}`],
    [
      'of another file',
      'pass',
      {
        'a.ts': `import { mw } from './mw'; ${app}`,
        'mw.ts': `export ${mw('requireUser(req); next();')}`,
      },
    ],
    ['of a package', 'fail', `import { mw } from 'some-package'; ${app}`],
  ] as const)('%s: %s', async (_, expected, files) => {
    expect(await kindsOf(authenticated, files)).toBe(expected);
  });
});

describe('reach: calls', () => {
  const reaching = `
id: reaching
title: A function authenticates before any effect
severity: high
subject: {file: 'functions/$FN/index.ts'}
require: {not: {has: {code: 'effect(...)', reach: calls, not: {guarded-by: {code: 'requireUser(...)'}}}}}
`;
  const serve = (body: string, imported = ''): Readonly<Record<string, string>> => ({
    'functions/a/index.ts': `${imported}Deno.serve(async (req) => { ${body} });`,
  });
  const shared = {
    'shared.ts': 'export function act() { effect(); }\nexport async function check() { await requireUser(); }',
  };
  const from = "import { act, check } from '../../shared';";

  test.each([
    ['an effect of its own, guarded', 'pass', serve('requireUser(); effect();')],
    ['an effect of its own', 'fail', serve('effect();')],
    ['none at all', 'pass', serve('log();')],
    ['in a function of the file', 'fail', serve('act();', 'function act() { effect(); } ')],
    ['in another file', 'fail', { ...serve('act();', from), ...shared }],
    ['in another file, guarded here', 'pass', { ...serve('requireUser(); act();', from), ...shared }],
    ['in another file, guarded by a third function', 'pass', { ...serve('await check(); act();', from), ...shared }],
    ['in another file, guarded too late', 'fail', { ...serve('act(); await check();', from), ...shared }],
    [
      'unguarded elsewhere, which is not this function',
      'pass',
      { ...serve('requireUser(); act();', from), ...shared, 'other.ts': "import { act } from './shared'; act();" },
    ],
    [
      'two steps away',
      'fail',
      {
        ...serve('first();', "import { first } from '../../first';"),
        'first.ts': "import { act } from './shared'; export const first = () => act();",
        ...shared,
      },
    ],
    [
      'recursive',
      'fail',
      {
        ...serve('a(1);', "import { a } from '../../a';"),
        'a.ts': 'export function a(n) { if (n) a(n - 1); effect(); }',
      },
    ],
    ['in a file that does not parse', 'open', { ...serve('act();', from), 'shared.ts': 'export function (' }],
    ['in a file that is not there', 'open', serve('act();', from)],
    ['in a package', 'pass', serve('act();', "import { act } from 'some-package';")],
    [
      'in a method of something unknown',
      'review',
      { ...serve('req.service.act();'), 'b.ts': 'export class Service { act() { effect(); } }' },
    ],
  ] as const)('%s: %s', async (_, expected, files) => {
    expect(await kindsOf(reaching, files)).toBe(expected);
  });
});

describe('by: flow', () => {
  const policy = (step: string): string => `
id: order
title: Order on every path
severity: high
subject: {code: 'open(...)'}
require: {${step}: {code: 'close(...)', by: flow}}
`;

  test.each([
    ['precedes', 'on the only way', 'pass', 'open(); close();'],
    ['precedes', 'before', 'fail', 'close(); open();'],
    ['precedes', 'on one way', 'fail', 'open(); if (x) { close(); }'],
    ['precedes', 'on both', 'pass', 'open(); if (x) { close(); } else { log(); close(); }'],
    ['precedes', 'an early return', 'fail', 'open(); if (x) return; close();'],
    ['precedes', 'an exception is no normal exit', 'pass', 'open(); if (x) throw 1; close();'],
    ['precedes', 'finally', 'pass', 'open(); try { if (x) return; } finally { close(); }'],
    ['precedes', 'in a loop that may not run', 'fail', 'open(); for (const y of x) close();'],
    ['precedes', 'in a function', 'pass', 'const end = () => { close(); }; open(); end();'],
    ['follows', 'on the only way', 'pass', 'close(); open();'],
    ['follows', 'on one way', 'fail', 'if (x) close(); open();'],
    ['follows', 'its result does not matter', 'pass', 'if (close()) log(); open();'],
    ['follows', 'swallowed', 'fail', 'try { close(); } catch {} open();'],
  ])('%s, %s: %s', async (step, _, expected, body) => {
    expect(await kindsOf(policy(step), `export function f(x) { ${body} }`)).toBe(expected);
  });
});

describe('about a route', () => {
  const policy = (before: string): string => `
id: routes
title: A route authenticates
severity: high
subject: {route: {path: $PATH, method: $M}}
require: {guarded-by: {code: 'requireUser(...)'${before}}}
`;
  const effects = ", before: {code: 'effect(...)'}";

  test.each([
    [
      'each effect',
      'pass',
      effects,
      'export async function GET() { log(); await requireUser(); effect(1); effect(2); }',
    ],
    [
      'one effect is not',
      'fail',
      effects,
      'export async function GET() { effect(1); await requireUser(); effect(2); }',
    ],
    ['no effect: every normal exit', 'pass', effects, 'export async function GET() { await requireUser(); return 1; }'],
    [
      'no effect, one exit',
      'fail',
      effects,
      'export async function GET(r) { if (r) return 2; await requireUser(); return 1; }',
    ],
    [
      'no effect, an exit that refuses',
      'pass',
      effects,
      'export async function GET() { const u = await requireUser(); if (!u) return no(); return u; }',
    ],
    [
      'no effect, refused and on',
      'fail',
      effects,
      'export async function GET() { const u = await requireUser(); if (!u) log(); return u; }',
    ],
    [
      'no effect, an exit of failure',
      'pass',
      effects,
      'export async function GET(r) { try { await requireUser(); return 1; } catch { return new Response(null, { status: 500 }); } }',
    ],
    ['what wraps the handler', 'fail', effects, 'export const GET = wrap(async () => { effect(1); });'],
    ['what wraps it is the guard', 'pass', effects, 'export const GET = requireUser(async () => { effect(1); });'],
    ['elsewhere', 'review', effects, "export { GET } from './handler';"],
  ])('%s: %s', async (_, expected, before, text) => {
    expect(await kindsOf(policy(before), { 'app/x/route.ts': text })).toBe(expected);
  });
});

describe('about a route, by default', () => {
  const policy = (subject: string, require: string): string => `
id: routes
title: A route authenticates
severity: high
subject: ${subject}
require: ${require}
`;
  const plain = policy('{route: {method: $M}}', "{guarded-by: {code: 'requireUser(...)'}}");
  const route = { 'api-route': 'name: api-route\nmatcher: {route: {path: $PATH}}\n' };
  const definitions = { ...route, 'sensitive-effect': "name: sensitive-effect\nmatcher: {code: 'effect(...)'}\n" };
  const early = 'export async function GET() { log(); await requireUser(); return effect(1); }';
  const late = 'export async function GET(x) { if (x) return 1; await requireUser(); return effect(1); }';

  test.each<readonly [string, string, string, string, Readonly<Record<string, string>>]>([
    ['every effect of the definition', 'pass', plain, late, definitions],
    ['every normal exit where no definition is in force', 'fail', plain, late, {}],
    ['every normal exit, guarded', 'pass', plain, early, {}],
    ['an unguarded effect', 'fail', plain, 'export function GET() { effect(1); }', definitions],
    [
      'beside the anchor',
      'pass',
      policy('{route: {method: $M}}', '{all: [{guarded-by: {code: "requireUser(...)"}}]}'),
      late,
      definitions,
    ],
    [
      'of a definition',
      'pass',
      policy('{use: api-route}', "{guarded-by: {code: 'requireUser(...)'}}"),
      late,
      definitions,
    ],
    [
      'of a list',
      'pass',
      policy('{all: [{use: api-route}]}', "{any: [{guarded-by: {code: 'requireUser(...)'}}]}"),
      late,
      definitions,
    ],
    [
      'another node within is asked about itself',
      'fail',
      policy(
        '{route: {method: $M}}',
        "{not: {has: {code: 'return ...', not: {guarded-by: {code: 'requireUser(...)'}}}}}",
      ),
      late,
      definitions,
    ],
  ])('%s: %s', async (_, expected, text, code, given) => {
    const verdicts = await verdictsOf(text, { 'app/x/route.ts': code }, given);
    expect(verdicts.map((line) => line.split(' ')[0]).join(' ')).toBe(expected);
  });
});
