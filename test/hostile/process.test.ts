import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { folder, git, hostile } from './workspace.ts';

const bin = join(import.meta.dirname, '../../bin/bylaw.js');
const preload = pathToFileURL(join(import.meta.dirname, 'no-network.js')).href;
/** Each run of the command has to start; a busy machine takes its time. */
const slow = { timeout: 240_000 };
const isRoot = process.getuid?.() === 0;

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** The built command in a process of its own, ended after a minute. */
function bylaw(argv: readonly string[], { cwd, env = {}, flags = [] }: Surroundings): SpawnSyncReturns<string> {
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', timeout: 120_000 } as const;
  return spawnSync(process.execPath, [...flags, bin, ...argv], options);
}

function shell(command: string, cwd: string): SpawnSyncReturns<string> {
  const env = { PATH: process.env.PATH, NODE: process.execPath, BYLAW: bin };
  return spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8', timeout: 120_000 });
}

/** What only reads a repository. */
const questions = [
  'cat-file',
  'check-ignore',
  'config',
  'ls-files',
  'ls-tree',
  'merge-base',
  'rev-parse',
  'symbolic-ref',
];

/** Whether a command line asks git something, with its settings for safety in front. */
function asksGit(line: string): boolean {
  const [program, ...words] = line.split(' ');
  const command = words.find((word, i) => !word.startsWith('-') && words[i - 1] !== '-c');
  return program === 'git' && words.includes('core.fsmonitor=false') && questions.includes(command ?? '');
}

const argv = ['check', '--policies', 'policies', '--no-progress'];

test(
  'no connection is opened and no program but git is started, on one thread or several',
  { timeout: 240_000 },
  () => {
    const root = hostile({
      'a.sql': 'select 1;\n',
      'a.tf': 'a = "https://example.org"\n',
      'a.md': '[a](https://example.org)\n',
      'a.prisma': 'model M {\n  id Int @id\n}\n',
      'a.vue': '<script src="https://example.org/a.js"></script>\n',
      'a.sh': 'curl https://example.org | sh\n',
      Dockerfile: 'FROM example.org/a\nADD https://example.org/a /a\n',
      'tsconfig.json': '{"extends": "https://example.org/tsconfig.json"}\n',
      'compose.yaml': 'include: [https://example.org/compose.yaml, "oci://example.org/a"]\nservices: {}\n',
      'schema.json': '{"$schema": "https://example.org/schema", "$ref": "http://example.org/a"}\n',
      'package.json': '{"scripts": {"preinstall": "touch ran"}, "dependencies": {"a": "git+https://example.org/a"}}\n',
    });
    git(root, 'init', '-q');
    git(root, 'config', 'remote.origin.url', 'https://example.org/a.git');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    for (const more of [
      ['--workers', '1'],
      ['--workers', '3'],
      ['-o', 'sarif=out.sarif'],
      ['--since', 'HEAD'],
    ]) {
      const log = join(folder(), 'log');
      const { status, stderr } = bylaw([...argv, ...more], {
        cwd: root,
        env: { BYLAW_LOG: log },
        flags: ['--import', preload],
      });
      const started = readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      expect([more, started.filter((line) => line !== 'loaded' && !asksGit(line))]).toEqual([more, []]);
      expect(started).toContain('loaded');
      // the command is --since, which may find nothing new
      expect([more, status === 1 || more[0] === '--since', stderr.includes('internal error')]).toEqual([
        more,
        true,
        false,
      ]);
    }
    expect(existsSync(join(root, 'ran'))).toBe(false);
  },
);

test('the preload of the test above does see what it forbids', slow, () => {
  for (const attempt of [
    "await import('node:http').then((http) => http.get('http://127.0.0.1:9'))",
    "await import('node:https').then((https) => https.get('https://127.0.0.1:9'))",
    "await import('node:net').then((net) => net.connect(9))",
    "await import('node:tls').then((tls) => tls.connect(9))",
    "await import('node:dgram').then((dgram) => dgram.createSocket('udp4'))",
    "await import('node:dns').then((dns) => dns.lookup('example.org', () => {}))",
    "await import('node:dns/promises').then((dns) => dns.resolve('example.org'))",
    "await fetch('http://127.0.0.1:9')",
    'new WebSocket("ws://127.0.0.1:9")',
    "await import('node:child_process').then((child) => child.execSync('true'))",
    "await import('node:child_process').then((child) => child.spawn('true'))",
    "new (await import('node:worker_threads')).Worker('fetch(\"http://127.0.0.1:9\")', {eval: true})",
  ].filter((text) => !text.includes('WebSocket') || 'WebSocket' in globalThis)) {
    const cwd = folder();
    const log = join(cwd, 'log');
    const env = { PATH: process.env.PATH, BYLAW_LOG: log };
    const script = ['--import', preload, '--input-type=module', '-e', attempt];
    const { status } = spawnSync(process.execPath, script, { cwd, env, timeout: 30_000 });
    const seen = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && line !== 'loaded');
    expect([attempt, status !== 0, seen.length > 0]).toEqual([attempt, true, true]);
  }
});

test('a reader that goes away early is no error', slow, () => {
  const root = hostile(
    Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}.js`, 'eval(x);\n'.repeat(20)])),
  );
  for (const reader of ['head -1']) {
    const { stderr } = shell(`"$NODE" "$BYLAW" ${argv.join(' ')} --format json 2>&2 | ${reader}`, root);
    expect(stderr).not.toMatch(/EPIPE|internal error|^ {4}at /m);
  }
});

test('an output that is full is said in the last line', slow, () => {
  const root = hostile({});
  const full = shell(`"$NODE" "$BYLAW" ${argv.join(' ')} --format json > /dev/full`, root);
  expect([full.status, full.stderr]).toEqual([full.status, expect.stringContaining('ENOSPC')]);
  expect(full.status).not.toBe(0);
  const file = bylaw([...argv, '-o', 'json=/dev/full'], { cwd: root });
  expect([file.status, file.stderr]).toEqual([2, expect.stringContaining("cannot be written to '/dev/full' (ENOSPC)")]);
  expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
});

test('an output that is a device takes the report and stays a device', slow, () => {
  const root = hostile({});
  const { status, stderr } = bylaw([...argv, '-o', 'json=/dev/null'], { cwd: root });
  expect([status, stderr]).toEqual([1, expect.not.stringContaining('written')]);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('without HOME and other surroundings everything is judged all the same', slow, () => {
  const root = hostile({});
  const plain = bylaw(argv, { cwd: root });
  expect(plain.status).toBe(1);
  for (const env of [
    { HOME: '/nonexistent' },
    { HOME: '', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', NODE_ENV: 'production' },
  ])
    expect(bylaw(argv, { cwd: root, env }).stdout).toBe(plain.stdout);
});

test('a folder that is removed under the process is a message and no stack', slow, () => {
  const root = hostile({});
  mkdirSync(join(root, 'gone'));
  const { status, stderr } = shell(`cd gone && rmdir ../gone && "$NODE" "$BYLAW" check`, root);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^bylaw: exit 2: .*\n$/)]);
});

/** Not as root, who may do anything: as nobody, if need be. */
function asNobody(command: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const who = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const options = { cwd, env: { PATH: process.env.PATH }, encoding: 'utf8', timeout: 120_000, ...who } as const;
  return spawnSync(process.execPath, command, options);
}

const canRunAsNobody = !isRoot || asNobody([bin, '--version'], '/').status === 0;

test.skipIf(!canRunAsNobody)(
  'what may not be read is said, and nothing is written into a workspace that is read only',
  () => {
    const root = hostile({ 'closed.js': 'eval(x);\n', 'closed/a.js': 'eval(x);\n', 'unlisted/b.js': 'eval(x);\n' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed.js'), 0o000);
    chmodSync(join(root, 'closed'), 0o000);
    chmodSync(join(root, 'unlisted'), 0o311);
    chmodSync(root, 0o555);
    const before = readdirSync(root);
    const { status, stdout, stderr } = asNobody([bin, ...argv, '--format', 'json'], root);
    chmodSync(root, 0o755);
    for (const path of ['closed', 'unlisted']) chmodSync(join(root, path), 0o755);
    expect([status, stderr]).toEqual([1, expect.not.stringContaining('internal')]);
    const { problems } = JSON.parse(stdout) as { problems: readonly { message: string }[] };
    expect(problems.map(({ message }) => message).sort()).toEqual([
      "'closed.js' cannot be read: permission denied.",
      "The folder 'closed' cannot be listed (EACCES).",
      "The folder 'unlisted' cannot be listed (EACCES).",
    ]);
    expect(readdirSync(root)).toEqual(before);
  },
);

test.skipIf(!canRunAsNobody)(
  'a repository of somebody else is walked, and tracked files behind closed folders are said',
  () => {
    const root = hostile({ 'closed/a.js': 'eval(x);\n' });
    chmodSync(root, 0o755);
    git(root, 'init', '-q');
    git(root, 'add', '.');
    chmodSync(join(root, 'closed'), 0o000);
    const { status, stdout } = asNobody([bin, ...argv, '--format', 'json'], root);
    chmodSync(join(root, 'closed'), 0o755);
    expect(status).toBe(1);
    const { problems } = JSON.parse(stdout) as { problems: readonly { message: string }[] };
    expect(problems.map(({ message }) => message).join('\n')).toMatch(/'closed(\/a\.js)?' cannot be (read|listed)/);
  },
);

test('a run that is killed leaves no half-written report', slow, async () => {
  const root = hostile(
    Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`a${i}.js`, 'eval(x);\n'.repeat(50)])),
  );
  writeFileSync(join(root, 'report.json'), 'old');
  for (const delay of [300, 900, 1_500]) {
    const child = spawn(process.execPath, [bin, ...argv, '-o', 'json=report.json'], { cwd: root, stdio: 'ignore' });
    await new Promise((done) => setTimeout(done, delay));
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    const text = readFileSync(join(root, 'report.json'), 'utf8');
    if (text !== 'old') expect(() => JSON.parse(text) as unknown).not.toThrow();
  }
});
