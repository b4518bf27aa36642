import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { chmodSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../../engine/files/list.ts';
import { check, describeFiles } from '../../engine/index.ts';
import { findingsOf, folder, git, hostile, judgedInnocent, messagesOf, run, write } from './workspace.ts';

/** A repository whose own settings name a program for everything for which git runs one. */
function booby(): { readonly root: string; readonly ran: string } {
  const root = hostile({ '.gitignore': 'ignored/\n', 'ignored/a.js': '' });
  const ran = join(folder(), 'ran');
  const trap = join(folder(), 'trap.sh');
  writeFileSync(trap, `#!/bin/sh\necho "$0 $@" >> '${ran}'\ncat\n`);
  chmodSync(trap, 0o755);
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'x');
  write(root, { '.gitattributes': '* filter=trap diff=trap merge=trap\n' });
  for (const [key, value] of Object.entries({
    'core.fsmonitor': trap,
    'core.hooksPath': join(trap, '..'),
    'core.pager': trap,
    'core.editor': trap,
    'core.sshCommand': trap,
    'core.gitProxy': trap,
    'diff.external': trap,
    'diff.trap.command': trap,
    'diff.trap.textconv': trap,
    'filter.trap.clean': trap,
    'filter.trap.smudge': trap,
    'filter.trap.process': trap,
    'filter.trap.required': 'true',
    'merge.trap.driver': trap,
    'credential.helper': trap,
    'uploadpack.packObjectsHook': trap,
    'gpg.program': trap,
    'alias.ls-files': `!${trap}`,
    'alias.check-ignore': `!${trap}`,
    'alias.cat-file': `!${trap}`,
    'alias.rev-parse': `!${trap}`,
    'pager.ls-files': trap,
    'pager.diff': trap,
    'pager.log': trap,
    'remote.origin.url': `ext::${trap}`,
    'remote.origin.promisor': 'true',
    'extensions.partialClone': 'origin',
  }))
    execFileSync('git', ['config', key, value], { cwd: root });
  for (const hook of ['post-index-change', 'post-checkout', 'pre-commit', 'reference-transaction']) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> '${ran}'\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
    symlinkSync(trap, join(trap, '..', hook));
  }
  return { root, ran };
}

test('no program that a repository names is run', async () => {
  const { root, ran } = booby();
  expect(findingsOf(await run(root))).toEqual(judgedInnocent);
  expect(findingsOf(await run(root, ['innocent.js', 'ignored']))).toContain('no-eval innocent.js:1');
  await describeFiles({ cwd: root, paths: ['.', 'ignored'] });
  await check({ cwd: root, paths: ['.'], policies: ['policies'], since: 'HEAD' });
  expect(existsSync(ran)).toBe(false);
});

test('a repository that git cannot use is walked, and that is said', async () => {
  const said: string[] = [];
  const cases: readonly ((root: string) => void)[] = [
    (root) => write(root, { '.git': 'gitdir: /etc\n' }),
    (root) => write(root, { '.git': 'gitdir: .git\n' }),
    (root) => write(root, { '.git/HEAD': 'x' }),
    (root) => {
      git(root, 'init', '-q');
      git(root, 'add', '.');
      write(root, { '.git/index': Buffer.from('DIRC\0\0\0\x02\xff\xff\xff\xff garbage', 'latin1') });
    },
    (root) => {
      git(root, 'init', '-q');
      write(root, { '.git/config': '[core\nbroken' });
    },
    (root) => {
      git(root, 'init', '-q');
      git(root, 'config', 'core.worktree', '/etc');
    },
  ];
  for (const spoil of cases) {
    const root = hostile({});
    spoil(root);
    const report = await run(root);
    expect(findingsOf(report)).toEqual(judgedInnocent);
    said.push(...messagesOf(report).map((message) => message.replaceAll(root, 'ROOT')));
  }
  expect(said.length).toBe(cases.length);
  for (const message of said)
    expect(message).toMatch(
      /^Which files of 'ROOT' git tracks or ignores is not known: (git says:|the repository here).* The folder was listed without git\.$/,
    );
});

test('the index of another repository makes nothing of it readable', async () => {
  const other = folder();
  write(other, { 'secret.js': 'eval(secret);\n', 'innocent.js': '' });
  git(other, 'init', '-q');
  git(other, 'add', '.');
  const root = hostile({ '.git': `gitdir: ${join(other, '.git')}\n` });
  expect(findingsOf(await run(root))).toEqual(judgedInnocent);
});

test('paths of an index that lead out of the folder are not read', async () => {
  const root = hostile({});
  git(root, 'init', '-q');
  git(root, 'add', '.');
  const blob = execFileSync('git', ['hash-object', '-w', 'innocent.js'], { cwd: root, encoding: 'utf8' }).trim();
  const long = `${'d/'.repeat(2_500)}x.js`;
  execFileSync('git', ['update-index', '--add', '--cacheinfo', `100644,${blob},${long}`], { cwd: root });
  const report = await run(root);
  expect(findingsOf(report)).toEqual(judgedInnocent);
});

const odd = [
  '--policies',
  '-o',
  'a b.js',
  'line\nbreak.js',
  'tab\t.js',
  'bell\u0007.js',
  '\u001b[31mred.js',
  'quote".js',
  "single'.js",
  'back\\slash.js',
  '$(touch ran).js',
  ';ls.js',
  '*.js',
  '{a,b}.js',
  '[a].js',
  'e\u0301.js',
  '\u202ertl.js',
  `${'n'.repeat(250)}.js`,
  ' .js',
  `drizzle${'-a'.repeat(100)}.js`,
  '#.js',
  '!.js',
  '%2e.js',
  'con.js',
  '__proto__',
  'constructor/toString.js',
];

test.each([true, false])('names of all sorts are names of files and nothing else (git: %s)', async (withGit) => {
  const root = hostile(Object.fromEntries(odd.map((name) => [name, 'eval(x);\n'])));
  if (withGit) {
    git(root, 'init', '-q');
    git(root, 'add', '.');
  }
  const expected = odd.filter((name) => name.endsWith('.js')).map((name) => `no-eval ${name}:1`);
  const report = await run(root);
  expect(findingsOf(report)).toEqual([...judgedInnocent, ...expected].sort());
  expect(messagesOf(report)).toEqual([]);
  expect(existsSync(join(root, 'ran'))).toBe(false);
});

test('a .gitignore file with patterns that would take hours is not obeyed in them, which is said', async () => {
  const name = `${'a'.repeat(200)}.js`;
  const patterns = [`${'*a'.repeat(40)}b`, `${'**/a/'.repeat(40)}b`, 'ignored.js'];
  const root = hostile({
    '.gitignore': `${patterns.join('\n')}\n`,
    [name]: 'eval(x);\n',
    'ignored.js': 'eval(x);\n',
    [`${'a/'.repeat(500)}a.js`]: 'eval(x);\n',
  });
  const before = process.cpuUsage().user;
  const report = await run(root);
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(20_000);
  expect(findingsOf(report)).toEqual(
    [...judgedInnocent, `no-eval ${name}:1`, `no-eval ${'a/'.repeat(500)}a.js:1`].sort(),
  );
  expect(messagesOf(report)).toEqual([
    "'.gitignore' is not valid gitignore: A pattern has too many wildcards, or is too long, and is not obeyed.",
    "'.gitignore' is not valid gitignore: A pattern has too many wildcards, or is too long, and is not obeyed.",
  ]);
});

test('folders that are gone or cannot be listed are said', () => {
  const root = folder();
  write(root, { 'a.js': '', 'gone/b.js': '' });
  git(root, 'init', '-q');
  git(root, 'add', '.');
  rmSync(join(root, 'gone'), { recursive: true });
  expect(listFiles(root, []).entries.map(({ path }) => path)).toEqual(['a.js']);
});

test('20,000 files are listed and judged', { timeout: 180_000 }, async () => {
  const root = hostile(
    Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f/${i % 200}/${i}.txt`, `${i}\n`])),
  );
  git(root, 'init', '-q');
  const before = process.cpuUsage().user;
  const report = await run(root);
  expect(findingsOf(report)).toEqual(judgedInnocent);
  expect(report.files.length).toBe(20_006);
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(120_000);
});
