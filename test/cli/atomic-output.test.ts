import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { writeAtomic } from '../../engine/index.ts';
import { bin, runBuilt } from './built.ts';
import { folderOf, noEval } from './run-cli.ts';

const outputs = ['json', 'sarif', 'junit'] as const;
const argv = ['check', '--policies', 'p', ...outputs.flatMap((name) => ['-o', `${name}=../out/${name}`])];
const old = 'old '.repeat(100_000);

/** A disk so slow that a kill hits a write: each takes about half a second. */
const slowDisk = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const clock = new Int32Array(new SharedArrayBuffer(4));
fs.writeFileSync = (file, data) => {
  const target = typeof file === 'number' ? file : fs.openSync(file, 'w');
  const bytes = Buffer.from(data);
  const step = Math.ceil(bytes.length / 50);
  for (let at = 0; at < bytes.length; at += step) {
    fs.writeSync(target, bytes, at, Math.min(step, bytes.length - at));
    Atomics.wait(clock, 0, 0, 10);
  }
};
syncBuiltinESMExports();
`;

/** What is checked, beside the folder of the reports: these would be checked with it. */
function workspace(): string {
  const code = Array.from({ length: 400 }, (_, i) => `eval(a${i});\n`).join('');
  const files = { 'in/p/no-eval.yaml': noEval('high'), 'in/a.ts': code, 'out/.keep': '', 'slow-disk.mjs': slowDisk };
  return join(folderOf(files), 'in');
}

function contents(cwd: string): readonly string[] {
  return outputs.map((name) => readFileSync(join(cwd, '../out', name), 'utf8'));
}

function temporaries(cwd: string): readonly string[] {
  return readdirSync(join(cwd, '../out')).filter((name) => name.endsWith('.tmp'));
}

/** Starts a check, and kills it so long after it began to write, or after it started. Says how it ended. */
async function killed(cwd: string, after: 'start' | 'write', delay: number): Promise<NodeJS.Signals | null> {
  const stop = new AbortController();
  const child = spawn(process.execPath, ['--import=../slow-disk.mjs', bin, ...argv], { cwd, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  const kill = async (): Promise<void> => {
    if (delay > 0) await pause(delay);
    child.kill('SIGKILL');
  };
  if (after === 'start') void kill();
  else watch(join(cwd, '../out'), { signal: stop.signal }).once('change', () => void kill());
  const signal = await ended;
  stop.abort();
  return signal;
}

describe('a run that is killed', () => {
  test('leaves each report as it was, or whole, whenever it happens', { timeout: 300_000 }, async () => {
    const cwd = workspace();
    const started = performance.now();
    expect(runBuilt(argv, { cwd }).exitCode).toBe(1);
    const duration = performance.now() - started;
    const whole = contents(cwd);
    const signals: (NodeJS.Signals | null)[] = [];
    // Most hit the second and a half in which it writes; the last any moment of the run.
    for (const [after, delay] of [
      ...[100, 600, 1100, 1500].map((most) => ['write', Math.random() * most] as const),
      ['start', Math.random() * duration] as const,
    ]) {
      for (const name of outputs) writeFileSync(join(cwd, '../out', name), old);
      signals.push(await killed(cwd, after, delay));
      const left = contents(cwd).map((text, i) => (text === old ? 'old' : text === whole[i] ? 'new' : 'half'));
      expect(left).not.toContain('half');
    }
    expect(signals).toContain('SIGKILL');
    expect(temporaries(cwd)).not.toEqual([]);
    // What it leaves beside them goes with a later run.
    for (const name of temporaries(cwd)) utimesSync(join(cwd, '../out', name), 0, 0);
    expect(runBuilt(argv, { cwd }).exitCode).toBe(1);
    expect(temporaries(cwd)).toEqual([]);
    expect(contents(cwd)).toEqual(whole);
  });
});

describe('what killed runs leave beside a file', () => {
  const unique = '6f1f6a55-1c1d-4d0e-9a37-0b6b1b3e9f10';

  function write(names: readonly string[], age: number): readonly string[] {
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, 'part'])));
    const then = new Date(Date.now() - age);
    for (const name of names) utimesSync(join(folder, name), then, then);
    writeAtomic(join(folder, 'a.sarif'), 'new');
    expect(readFileSync(join(folder, 'a.sarif'), 'utf8')).toBe('new');
    return readdirSync(folder).filter((name) => name !== 'a.sarif');
  }

  test('is removed when it is an hour old', () => {
    expect(write([`.a.sarif.${unique}.tmp`], 3_700_000)).toEqual([]);
  });

  test('stays while another run may be writing it', () => {
    expect(write([`.a.sarif.${unique}.tmp`], 60_000)).toEqual([`.a.sarif.${unique}.tmp`]);
  });

  test('is nothing else: files of other names stay', () => {
    const others = [`.b.sarif.${unique}.tmp`, '.a.sarif.tmp', `.a.sarif.${unique}.bak`, `a.sarif.${unique}.tmp`];
    expect(write(others, 3_700_000)).toEqual([...others].sort());
  });
});
