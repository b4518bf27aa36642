import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { listFiles } from '../../engine/files/list.ts';
import { readSource } from '../../engine/files/read.ts';
import { migrationOf } from '../../engine/facts/kept-statements.ts';
import type { FileFacts } from '../../engine/model/fact.ts';
import type { Check } from '../../engine/model/policy.ts';
import { compiledSet } from '../../engine/policy-set.ts';
import { batchesOf } from '../../engine/run/batches.ts';
import { contextOf } from '../../engine/run/context.ts';
import * as source from '../../engine/run/map-workspace.ts';

// Node runs threads of what is built, and not of TypeScript.
const built = (await import(new URL('../../dist/run/map-workspace.js', import.meta.url).href)) as typeof source;

type Disk = Omit<source.Disk, 'root'>;

function map(root: string, disk: Disk, checks: readonly Check[] = [], { mapWorkspace } = built) {
  const { entries } = listFiles(root, []);
  const read = (entry: (typeof entries)[number]) => readSource(root, entry);
  return mapWorkspace(entries, read, checks, () => undefined, contextOf(entries, read), { root, ...disk });
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bylaw-threads-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const table = (name: string): string => `create table public.${name} (id int primary key, at timestamptz);\n`;
const tables = (prefix: string, bytes: number): string =>
  Array.from({ length: Math.ceil(bytes / 70) }, (_, i) => table(`${prefix}_${i}`)).join('');

const HUGE = 'supabase/migrations/2_huge.sql';
/** The largest is the first that a thread takes; `later` is too large for the main thread, so a thread has to take it. */
const migrations = {
  'supabase/migrations/1_first.sql': table('first'),
  [HUGE]: tables('huge', 4_500_000),
  'supabase/migrations/3_later.sql': tables('later', 70_000),
  'supabase/migrations/4_last.sql': table('last'),
};

test.each([
  ['before', 3],
  ['after', 2],
])('the facts of storefront/%s are the same on %i threads as on one', { timeout: 120_000 }, async (state, workers) => {
  const root = resolve('examples/storefront', state);
  const { policies } = await compiledSet({ cwd: process.cwd(), paths: [root] });
  const checks = policies.map(({ check }) => check);
  const alone = await map(root, { workers: 1 }, checks);
  expect(alone.flatMap(({ rows }) => rows).length).toBeGreaterThan(20);
  expect(await map(root, { workers }, checks)).toEqual(alone);
});

/** What is said of the file that was lost, and that nothing else was. */
async function lostIn(disk: Disk): Promise<readonly FileFacts['problems'][]> {
  const { [HUGE]: _, ...others } = migrations;
  const facts = await map(folderOf(migrations), disk);
  expect(facts.filter(({ path }) => path !== HUGE)).toEqual(await map(folderOf(others), { workers: 1 }));
  expect(facts[1]).toMatchObject({ path: HUGE, status: 'unread', language: 'sql' });
  expect(facts[1]!.unread?.kind).toBe('not-read');
  return facts.map(({ problems }) => problems);
}

const lost = (why: string): FileFacts['problems'] => [
  {
    kind: 'crash',
    level: 'warning',
    message: `'${HUGE}' could not be examined${why}.`,
    path: HUGE,
  },
];

test('a file that takes more memory than a thread has costs itself alone', { timeout: 120_000 }, async () => {
  const limits = { resources: { maxOldGenerationSizeMb: 130 } };
  const problems = await lostIn({ workers: 2, limits });
  expect(problems).toEqual([[], lost(': it takes too much memory'), [], []]);
});

test('a file that takes too long costs itself alone', { timeout: 120_000 }, async () => {
  const problems = await lostIn({ workers: 2, limits: { stuckAfter: 1500 } });
  expect(problems).toEqual([[], lost(' within 1.5 s'), [], []]);
});

test('where threads cannot start, the main one does their work', { timeout: 120_000 }, async () => {
  const root = folderOf({ ...migrations, [HUGE]: tables('large', 200_000) });
  const alone = await map(root, { workers: 1 });
  expect(alone.map(({ sql }) => sql && migrationOf(sql).statements.length)).toEqual([1, 2858, 1000, 1]);
  expect(await map(root, { workers: 3, limits: { resources: { maxOldGenerationSizeMb: 4 } } })).toEqual(alone);
});

test('what is nested deeply leaves the same facts on a thread', { timeout: 120_000 }, async () => {
  const sum = `create table sums (a int default ${'1+'.repeat(3_000)}1);\n`;
  const root = folderOf({ ...migrations, [HUGE]: sum + tables('large', 100_000) });
  const alone = await map(root, { workers: 1 });
  expect(alone.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await map(root, { workers: 2 })).toEqual(alone);
});

test('what goes wrong with a file on the main thread costs that file alone, too', async () => {
  const entries = ['a.ts', 'b.ts'].map((path) => ({ path }));
  const read = ({ path }: { readonly path: string }) => {
    if (path === 'a.ts') throw new Error('the disk is gone');
    return { path, text: '1;', bom: false, bytes: 2 };
  };
  const facts = await source.mapWorkspace(entries, read, [], () => undefined);
  expect(facts.map(({ status, problems }) => [status, problems.map(({ message }) => message)])).toEqual([
    ['unread', ["'a.ts' could not be examined: the disk is gone."]],
    ['parsed', []],
  ]);
});

test('batches hold each file once, the largest first, and are of about the same size', () => {
  const sizes = [10_000, 900_000, 0, 30_000, 30_000, ...new Array<number>(400).fill(500)];
  const batches = batchesOf(sizes, 2);
  expect(batches.slice(0, 3)).toEqual([[1], [3, 4], expect.arrayContaining([0])]);
  expect([...batches.flat()].sort((a, b) => a - b)).toEqual([...sizes.keys()]);
  // a small file counts as a kilobyte
  expect(batches.slice(2).every((batch) => batch.length < 50)).toBe(true);
  expect(batchesOf([], 2)).toEqual([]);
});
