import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../engine/files/list.ts';
import { readSource } from '../engine/files/read.ts';
import { mapWorkspace } from '../engine/run/map-workspace.ts';
import { contextOf } from '../engine/run/context.ts';
import { compiledSet } from '../engine/policy-set.ts';
import { reduceFacts } from '../engine/scan.ts';

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
