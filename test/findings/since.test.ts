import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { check, type Report } from '../../engine/index.ts';
import { git, gitOutput, onDisk } from '../files/workspace-on-disk.ts';
import { checked, policy, policyFiles, states } from './checks.ts';

const rls = policy(
  'rls',
  'subject: {code: $DB.from($T)}\nforbid: {exists: {schema: {table: $S.$T, rls: false}}}',
  '$T is read without row level security.',
).text;

function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const root = onDisk({ ...policyFiles, ...files });
  git(root, 'init', '-q', '-b', 'main');
  commit(root);
  return root;
}

function commit(root: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'x', '--allow-empty');
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const since = 'main';

test('only what is new in a change counts, committed or not', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n', 'b.ts': 'eval(b);\n', 'c.ts': 'eval(c);\n' });
  git(root, 'checkout', '-q', '-b', 'topic');
  write(root, 'a.ts', '// above\neval(a);\neval(z);\n');
  rmSync(join(root, 'c.ts'));
  commit(root);
  write(root, 'd.ts', 'eval(d);\n');
  const report = await checked(root, { since });
  expect(states(report)).toEqual(['a.ts:2 unchanged', 'a.ts:3 new', 'b.ts:1 unchanged', 'd.ts:1 new']);
  expect(report.baseline).toMatchObject({ name: gitOutput(root, 'rev-parse', 'main'), absent: [{ path: 'c.ts' }] });
  expect(report.problems).toEqual([]);
});

test('a branch means where this one left it', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n' });
  const fork = gitOutput(root, 'rev-parse', 'HEAD');
  git(root, 'checkout', '-q', '-b', 'topic');
  write(root, 'b.ts', 'eval(b);\n');
  commit(root);
  git(root, 'checkout', '-q', 'main');
  write(root, 'b.ts', 'eval(b);\n');
  write(root, 'c.ts', 'eval(c);\n');
  commit(root);
  git(root, 'checkout', '-q', 'topic');
  const report = await checked(root, { since });
  expect(states(report)).toEqual(['a.ts:1 unchanged', 'b.ts:1 new']);
  expect(report.baseline?.name).toBe(fork);
});

test('a finding is new where its line is old and its partner has changed', async () => {
  const root = repository({
    'policies/rls.yaml': rls,
    'supabase/migrations/1.sql': 'create table orders (id int);\nalter table orders enable row level security;\n',
    'app.ts': "db.from('orders');\n",
  });
  expect(states(await checked(root, { since }))).toEqual([]);
  write(root, 'supabase/migrations/2.sql', 'alter table orders disable row level security;\n');
  expect(states(await checked(root, { since }))).toEqual(['app.ts:1 new']);
  commit(root);
  expect(states(await checked(root, { since }))).toEqual(['app.ts:1 unchanged']);
});

test('the policies and their configuration are those of now', async () => {
  const root = repository({ 'a.ts': 'eval(a); // LOOK\n' });
  write(root, 'policies/two-eyes.yaml', policyFiles['policies/two-eyes.yaml'].replace('LOO[K]', 'eval'));
  expect(states(await checked(root, { since, only: ['two-eyes'] }))).toContain('a.ts:1 unchanged');
});

test('what is read before everything else may have changed too', async () => {
  const aliased = policy('aliased', 'forbid: {code: "import $X from \'./lib/secret\'"}').text;
  const tsconfig = (to: string): string => JSON.stringify({ compilerOptions: { paths: { '@/*': [to] } } });
  const root = repository({
    'policies/aliased.yaml': aliased,
    'tsconfig.json': tsconfig('./src/*'),
    'a.ts': 'eval(a);\n',
  });
  write(root, 'tsconfig.json', tsconfig('./lib/*'));
  expect(states(await checked(root, { since }))).toEqual(['a.ts:1 unchanged']);
});

test('a file that was renamed keeps its findings', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n' });
  renameSync(join(root, 'a.ts'), join(root, 'b.ts'));
  expect(states(await checked(root, { since }))).toEqual(['b.ts:1 updated']);
});

test('what a comment permits now was not known by it then', async () => {
  const root = repository({ 'a.ts': 'eval(a); // bylaw-ignore no-eval: a constant\n' });
  write(root, 'a.ts', 'eval(a);\n');
  expect(states(await checked(root, { since }))).toEqual(['a.ts:1 new']);
});

test('part of a repository, and part of a workspace', async () => {
  const root = repository({
    'pkg/bylaw.yaml': '',
    'pkg/a/a.ts': 'eval(a);\n',
    'pkg/b.ts': 'eval(b);\n',
    'c.ts': 'eval(c);\n',
  });
  write(root, 'pkg/b.ts', 'eval(b);\neval(z);\n');
  const policies = [join(root, 'policies')];
  const report = await check({ cwd: join(root, 'pkg'), paths: ['.'], policies, since });
  expect(states(report)).toEqual(['a/a.ts:1 unchanged', 'b.ts:1 unchanged', 'b.ts:2 new']);
  const part = await check({ cwd: join(root, 'pkg'), paths: ['a'], policies, since });
  expect(states(part)).toEqual(['a/a.ts:1 unchanged']);
  expect(part.baseline?.absent).toEqual([]);
});

test('links, submodules, binary and huge files of the commit do no harm', async () => {
  const other = repository({ 'x.ts': 'eval(x);\n' });
  const root = repository({
    'a.ts': 'eval(a);\n',
    'logo.png': Buffer.from([0, 1]),
    'big.ts': `eval(b);\n//${'x'.repeat(5_000_001)}\n`,
    'odd name\n"é".ts': 'eval(o);\n',
    'node_modules/m/m.ts': 'eval(m);\n',
  });
  symlinkSync('/etc/passwd', join(root, 'link.ts'));
  git(root, 'submodule', '--quiet', 'add', other, 'sub');
  git(root, 'add', '-f', 'node_modules');
  commit(root);
  write(root, 'a.ts', 'eval(a);\neval(a);\n');
  const { findings, known } = await checked(root, { since });
  expect(findings.map(({ place }) => place.path)).toEqual(['a.ts']);
  expect(known.map(({ place }) => place.path)).toEqual(['a.ts', 'odd name\n"é".ts']);
});

const problemsOf = ({ problems }: Report): readonly string[] =>
  problems.map(({ kind, level, message }) => `${kind} ${level}: ${message}`);

test.each(['none', '-h', '--output=x', '', 'main..main', 'HEAD:a.ts', 'main\nmain', '\0'])(
  '%j is no commit',
  async (ref) => {
    const root = repository({ 'a.ts': 'eval(a);\n' });
    const report = await checked(root, { since: ref });
    expect(problemsOf(report)).toEqual([
      `configuration error: '${ref}' is not a commit here. Name a commit, a tag or a branch that this one came from.`,
    ]);
    expect(report.findings).toEqual([]);
  },
);

test('outside of git, and before the first commit, there is nothing to compare with', async () => {
  const root = onDisk({ ...policyFiles, 'a.ts': 'eval(a);\n' });
  expect(problemsOf(await checked(root, { since: 'HEAD' }))).toEqual([
    "configuration error: '--since HEAD' needs a git repository, and there is none here that git can read.",
  ]);
  git(root, 'init', '-q');
  expect(problemsOf(await checked(root, { since: 'HEAD' }))).toEqual([
    "configuration error: 'HEAD' is not a commit here. Name a commit, a tag or a branch that this one came from.",
  ]);
});

test('of a shallow clone it is said how to get the history', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n' });
  git(root, 'branch', 'old');
  commit(root);
  const clone = onDisk({});
  git(clone, 'clone', '-q', '--depth', '1', '--no-single-branch', `file://${root}`, '.');
  const [missing] = problemsOf(await checked(clone, { since: 'main~1' }));
  expect(missing).toContain("Only a part of the history was cloned: fetch all of it ('fetch-depth: 0'");
  const [unrelated] = problemsOf(await checked(clone, { since: 'origin/old' }));
  expect(unrelated).toContain("'origin/old' and what is checked out have no commit in common. Only a part");
});

test('a branch that is only known from the remote is named', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n' });
  git(root, 'branch', 'old');
  const clone = onDisk({});
  git(clone, 'clone', '-q', `file://${root}`, '.');
  expect(problemsOf(await checked(clone, { since: 'old' }))).toEqual([
    "configuration error: 'old' is not a commit here. Did you mean 'origin/old'?",
  ]);
  expect(states(await checked(clone, { since: 'origin/old' }))).toEqual(['a.ts:1 unchanged']);
});

test('what a partial clone lacks is not fetched by anything that its configuration names', async () => {
  const root = repository({ 'a.ts': 'eval(a);\n', 'b.ts': 'eval(b);\n' });
  const ran = join(root, 'ran');
  for (const [key, value] of [
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::sh -c "touch% ${ran}"`],
    ['protocol.ext.allow', 'always'],
  ] as const)
    git(root, 'config', key, value);
  const blob = gitOutput(root, 'rev-parse', 'HEAD:a.ts');
  rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  expect(states(await checked(root, { since }))).toEqual(['a.ts:1 new', 'b.ts:1 unchanged']);
  expect(existsSync(ran)).toBe(false);
});

test('a comment that has expired permits nothing, and what it was about is known all the same', async () => {
  const root = repository({ 'a.ts': 'eval(a); // bylaw-ignore no-eval until 2026-11-20: goes soon\n' });
  const report = await checked(root, { since, today: '2026-11-21' });
  expect(states(report)).toEqual(['a.ts:1 unchanged']);
  expect(report.problems.map(({ message }) => message)).toEqual([
    "This comment expired on 2026-11-20: it permits what 'no-eval' finds there no longer.",
  ]);
});

test('what is written into a file that was there already has not come with a file that is gone', async () => {
  const root = repository({ 'old.ts': 'eval(5);\n', 'live.ts': 'x();\n' });
  rmSync(join(root, 'old.ts'));
  writeFileSync(join(root, 'live.ts'), 'x();\neval(5);\n');
  expect(states(await checked(root, { since }))).toEqual(['live.ts:2 new']);
});
