import { expect, test } from 'vitest';
import { effectiveOf, judged, shown } from './effective-of.ts';

const path = 'supabase/config.toml';
const text = `[auth]
enable_signup = true
jwt_expiry = 60
[functions.pay]
import_map = "x"
[db.seed]
enabled = true
[remotes.prod]
project_id = "p"
[remotes.prod.auth]
enable_signup = false
[remotes.prod.functions.pay]
verify_jwt = false
`;

test('the defaults of the CLI, and what a branch says otherwise', () => {
  const [main, prod, ...others] = effectiveOf({ [path]: text }, path);
  expect(others).toEqual([]);
  const cli = (key: string): string => `It is the Supabase CLI's default of '${key}'.`;
  const kept = "'remotes.prod' does not say otherwise.";
  const both = (keys: string): readonly unknown[] => [shown(main, keys), shown(prod, keys)];
  expect(both('auth.enable_signup')).toEqual([true, false]);
  expect(both('auth.jwt_expiry')).toEqual([60, [60, path, 3, kept]]);
  const verified = cli('functions.*.verify_jwt');
  expect(both('functions.pay.verify_jwt')).toEqual([[true, path, 4, verified], false]);
  expect(both('api.schemas')).toEqual([
    [['public', 'graphql_public'], path, undefined, cli('api.schemas')],
    [['public', 'graphql_public'], path, undefined, cli('api.schemas')],
  ]);
  expect(both('auth.email.otp_length')[0]).toEqual([6, path, 1, cli('auth.email.otp_length')]);
  expect(both('db.seed.enabled')).toEqual([true, [false, path, 6, cli('db.seed.enabled')]]);
  expect(both('db.major_version')[0]).toContain('? ');
  expect(both('remotes')).toEqual([undefined, undefined]);
});

const signup = `{path: auth.enable_signup, effective: true, value: false}`;

test('each configuration can be a subject; of the document as a whole a difference is unknown', async () => {
  const files = { [path]: text };
  expect(await judged(`subject: {config: '**/config.toml', effective: true}\nrequire: ${signup}\n`, files)).toEqual([
    ['fail', `${path}:2`, `'auth.enable_signup' is true, expected false. @ ${path}:2`],
    ['pass', `${path}:8`, `'auth.enable_signup' is false. @ ${path}:11`],
  ]);
  const differ = `'${path}' amounts to 2 configurations, which differ in this: a subject with 'effective: true' is each of them.`;
  const review = (word: string): Promise<unknown> =>
    judged(`subject: {config: '**/config.toml'}\n${word}: ${signup}\n`, files);
  expect(await review('require')).toEqual([
    ['review', `${path}:1`, `Not certain: 'auth.enable_signup' is false. @ ${path}:11`, `${differ} @ ${path}:1`],
  ]);
  expect(await review('forbid')).toEqual([['review', `${path}:1`, `${differ} @ ${path}:1`]]);
  const same = { [path]: text.replace('enable_signup = true', 'enable_signup = false') };
  expect((await judged(`subject: {config: '**/config.toml'}\nrequire: ${signup}\n`, same))[0]?.[0]).toBe('pass');
});

test('a range over all configurations', async () => {
  const forbid = `forbid: {config: '**/config.toml', path: functions.$F.verify_jwt, effective: true, value: false}\n`;
  expect(await judged(forbid, { [path]: text })).toEqual([['fail', `${path}:13`]]);
  const unverified = { [path]: text.replace('import_map = "x"', 'verify_jwt = false') };
  expect(await judged(forbid, unverified)).toEqual([
    ['fail', `${path}:5`],
    ['fail', `${path}:13`],
  ]);
});

test('around an effective value stands what stands around it in its configuration', async () => {
  const inside = (value: boolean): string =>
    `subject: {config: '**/config.toml', path: auth.jwt_expiry, effective: true}\nrequire: {inside: {path: enable_signup, value: ${value}}}\n`;
  const kinds = async (policy: string): Promise<unknown> =>
    (await judged(policy, { [path]: text })).map(([kind]) => kind);
  // One value that is written once counts in both configurations: the worse verdict stands.
  expect(await kinds(inside(true))).toEqual(['fail']);
  const has = `subject: {config: '**/config.toml', effective: true}\nrequire: {has: {path: verify_jwt, value: false}}\n`;
  expect(await kinds(has)).toEqual(['fail', 'pass']);
});
