import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, describeFiles, outcome } from '../../engine/index.ts';
import { listFiles } from '../../engine/files/list.ts';
import { readSource } from '../../engine/files/read.ts';
import {
  findingsOf,
  folder,
  git,
  hostile,
  innocent,
  judgedInnocent,
  messagesOf,
  policies,
  run,
  statusesOf,
  write,
} from './workspace.ts';

const secret = { 'secret.js': 'eval(secret);\n', 'deep/secret.txt': 'TOKEN_OUTSIDEX\n' };

function outside(): string {
  const root = folder();
  write(root, secret);
  return root;
}

test.each([true, false])(
  'links are skipped, and said in one sentence for each sort of place (git: %s)',
  async (withGit) => {
    const elsewhere = outside();
    const root = hostile({ 'real/a.js': 'let x;\n' });
    symlinkSync(join(elsewhere, 'secret.js'), join(root, 'out.js'));
    symlinkSync(elsewhere, join(root, 'outside'));
    symlinkSync('/dev/zero', join(root, 'zero.js'));
    symlinkSync('nowhere', join(root, 'broken.js'));
    symlinkSync('circle-b', join(root, 'circle-a'));
    symlinkSync('circle-a', join(root, 'circle-b'));
    symlinkSync('..', join(root, 'real/loop'));
    symlinkSync('real/a.js', join(root, 'inside.js'));
    if (withGit) {
      git(root, 'init', '-q');
      git(root, 'add', '.');
    }
    const report = await run(root);
    expect(findingsOf(report)).toEqual(judgedInnocent);
    expect(messagesOf(report)).toEqual([
      "2 symbolic links are not followed; what they lead to is checked only where it stands itself: 'inside.js', 'real/loop'.",
      "3 symbolic links lead out of the workspace; what they lead to is not checked: 'out.js', 'outside', 'zero.js'.",
      "3 symbolic links lead nowhere: 'broken.js', 'circle-a', 'circle-b'.",
    ]);
    const links = ['broken.js', 'circle-a', 'circle-b', 'inside.js', 'out.js', 'outside', 'real/loop', 'zero.js'];
    expect(statusesOf(report)).toEqual(Object.fromEntries(links.map((link) => [link, 'skipped'])));
    const { files } = await describeFiles({ cwd: root, paths: ['.'] });
    expect(files.find(({ path }) => path === 'out.js')).toMatchObject({
      status: 'skipped',
      why: { status: 'it is a symbolic link, and links are not followed' },
    });
  },
);

test('a tree full of links is said in one sentence', () => {
  const root = folder();
  write(root, { 'store/a.js': '' });
  mkdirSync(join(root, 'modules'));
  for (let i = 0; i < 1_000; i++) symlinkSync('../store/a.js', join(root, `modules/m${String(i).padStart(3, '0')}`));
  const { entries, problems } = listFiles(root, []);
  expect(entries.length).toBe(1_001);
  expect(messagesOf({ problems })).toEqual([
    "1000 symbolic links are not followed; what they lead to is checked only where it stands itself: 'modules/m000', 'modules/m001', 'modules/m002', 'modules/m003', 'modules/m004' and 995 more.",
  ]);
});

test('a file or folder that becomes a link after it was listed is not followed', () => {
  const elsewhere = outside();
  const root = folder();
  write(root, { 'a.js': 'let x;\n', 'b.js': 'let x;\n', 'deep/secret.txt': '' });
  const { entries } = listFiles(root, []);
  rmSync(join(root, 'a.js'));
  symlinkSync(join(elsewhere, 'secret.js'), join(root, 'a.js'));
  rmSync(join(root, 'b.js'));
  rmSync(join(root, 'deep'), { recursive: true });
  symlinkSync(join(elsewhere, 'deep'), join(root, 'deep'));
  const read = entries.map((entry) => readSource(root, entry));
  expect(read.map((file) => ('problem' in file ? file.problem.message : file))).toEqual([
    "'a.js' is a symbolic link; links are not followed.",
    "'b.js' was there when the files were listed, but is gone.",
    "'deep/secret.txt' stands behind a symbolic link that leads out of the workspace.",
  ]);
});

test('a folder of policies or a configuration that leads out of the repository stops the run', async () => {
  const elsewhere = folder();
  write(elsewhere, { 'bylaw.yaml': 'extends: [./policies]\n', ...policies });
  const root = folder();
  write(root, { ...innocent, '.git/HEAD': 'ref: refs/heads/main\n' });
  const errors = async (bylaw: string): Promise<readonly string[]> => {
    rmSync(join(root, 'bylaw.yaml'), { force: true });
    writeFileSync(join(root, 'bylaw.yaml'), bylaw);
    const report = await check({ cwd: root, paths: ['.'] });
    expect(outcome(report, { failOn: 'medium', failOnReview: false }).exitCode).toBe(2);
    expect(report.files).toEqual([]);
    return messagesOf(report);
  };
  const refused = (written: string): string =>
    `The policies at '${written}' lie outside of the repository. Name them with '--policies', or install them as a package.`;
  symlinkSync(join(elsewhere, 'policies'), join(root, 'linked'));
  expect(await errors('extends: [./linked]\n')).toEqual([refused('./linked')]);
  expect(await errors('extends: [../../../../../../../../etc/passwd]\n')).toEqual([
    refused('../../../../../../../../etc/passwd'),
  ]);
  expect(await errors('extends: [/etc/passwd]\n')).toEqual([refused('/etc/passwd')]);
  write(root, { 'own/pack.txt': '' });
  symlinkSync(join(elsewhere, 'policies/no-eval.yaml'), join(root, 'own/no-eval.yaml'));
  symlinkSync(join(elsewhere, 'policies'), join(root, 'own/more'));
  const isLink = (path: string): string =>
    `'${path}' is a symbolic link; links in a folder of policies are not followed.`;
  expect(await errors('extends: [./own]\n')).toEqual([isLink('own/more'), isLink('own/no-eval.yaml')]);
  rmSync(join(root, 'bylaw.yaml'));
  symlinkSync(join(elsewhere, 'bylaw.yaml'), join(root, 'bylaw.yaml'));
  const report = await check({ cwd: root, paths: ['.'] });
  expect(messagesOf(report)).toEqual([
    "'bylaw.yaml' is a symbolic link that leads out of the repository. Name the configuration with '--config'.",
  ]);
});

test('a configuration in a folder of the repository may share the policies of the repository', async () => {
  const root = folder();
  write(root, { '.git/HEAD': 'ref: refs/heads/main\n', ...policies, 'app/bylaw.yaml': 'extends: [../policies]\n' });
  write(join(root, 'app'), innocent);
  expect(findingsOf(await check({ cwd: join(root, 'app'), paths: ['.'] }))).toEqual(judgedInnocent);
});

test('pipes, sockets and devices are never opened for long, and said', async () => {
  const root = hostile({ 'a.js': 'let x;\n' });
  git(root, 'init', '-q');
  write(root, { 'pipe.js': '', 'socket.js': '' });
  git(root, 'add', '.');
  for (const path of ['pipe.js', 'socket.js']) rmSync(join(root, path));
  execFileSync('mkfifo', [join(root, 'pipe.js')]);
  const short = mkdtempSync(join(tmpdir(), 'bs-'));
  const server = createServer().listen(join(short, 's'));
  await new Promise((done) => server.once('listening', done));
  renameSync(join(short, 's'), join(root, 'socket.js'));
  const withGit = await run(root);
  rmSync(join(root, '.git'), { recursive: true });
  const walked = await run(root);
  server.close();
  rmSync(short, { recursive: true });
  for (const report of [withGit, walked]) {
    expect(findingsOf(report)).toEqual(judgedInnocent);
    expect(statusesOf(report)).toEqual({ 'pipe.js': 'unread', 'socket.js': 'unread' });
    expect(messagesOf(report)).toEqual(["'pipe.js' is not a regular file.", "'socket.js' cannot be read (ENXIO)."]);
    expect(outcome(report, { failOn: 'medium', failOnReview: false }).reasons).toContain('4 subjects not decided');
  }
});
