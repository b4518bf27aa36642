import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../engine/files/list.ts';
import { readSource } from '../engine/files/read.ts';
import { mapWorkspace } from '../engine/run/map-workspace.ts';
import { contextOf } from '../engine/run/context.ts';
import { compiledSet } from '../engine/policy-set.ts';
import { memoryWorkspace, reduceFacts } from '../engine/scan.ts';
import { compileText } from './language/verdicts-of.ts';

test.each(['before', 'after'])(
  'facts of storefront/%s are plain data: through JSON and back they give the same report',
  async (state) => {
    const root = resolve(`examples/storefront/${state}`);
    const { policies } = await compiledSet({ cwd: process.cwd(), paths: [root] });
    const checks = policies.map(({ check }) => check);
    const { entries, git } = listFiles(root, []);
    const read = (entry: (typeof entries)[number]) => readSource(root, entry);
    const context = contextOf(entries, read);
    const facts = await mapWorkspace(entries, read, checks, () => undefined);
    const workspace = { git, problems: [], isAskedFor: () => true };

    const direct = reduceFacts(facts, checks, context, workspace);
    const {
      facts: facts2,
      checks: checks2,
      context: context2,
    } = JSON.parse(JSON.stringify({ facts, checks, context }));
    expect(reduceFacts(facts2, checks2, context2, workspace)).toEqual(direct);
    expect(direct.verdicts.length).toBeGreaterThan(20);
  },
);

const guarded = `
id: guarded
title: An effect is guarded
severity: high
subject: {code: 'effect(...)'}
require: {guarded-by: {code: 'requireUser($ROLE)'}}
`;

test('what functions of other files make sure of goes through JSON too', async () => {
  const files = {
    'guards.ts': `
      export async function check(role) { const user = await load(role); if (!user) throw new Error('no'); return user; }
      async function load(role) { return requireUser(role); }`,
    'index.ts': "export * as guards from './guards';",
    'act.ts': 'export function act() { effect(1); }',
    'a.ts':
      "import { guards } from './index'; import { act } from './act'; export async function a() { await guards.check('x'); act(); effect(2); }",
    'b.ts':
      "import { check } from './guards'; export async function b(svc) { check('x'); effect(3); await svc.check('x'); effect(4); }",
    'middleware.ts': 'export function mw(req, res, next) { requireUser(req); next(); }',
    'app.ts': "import { mw } from './middleware'; app.get('/', mw, () => { effect(5); });",
  };
  const { checks, problems } = await compileText(guarded);
  expect(problems).toEqual([]);
  const { entries, read, git } = memoryWorkspace(files);
  const context = contextOf(entries, read);
  const facts = await mapWorkspace(entries, read, checks, () => undefined);
  const workspace = { git, problems: [], isAskedFor: () => true };
  const direct = reduceFacts(facts, checks, context, workspace);
  const copy = JSON.parse(JSON.stringify({ facts, checks, context }));
  expect(reduceFacts(copy.facts, copy.checks, copy.context, workspace)).toEqual(direct);
  expect(direct.verdicts.map(({ kind, place }) => `${kind} ${place?.path}:${place?.region?.startColumn}`)).toEqual([
    'pass a.ts:124',
    'pass act.ts:25',
    'pass app.ts:61',
    'fail b.ts:78',
    'review b.ts:111',
  ]);
});
