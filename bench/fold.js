import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chain } from './chain.js';

const BYTES = 10_000_000;

/** Texts of real migrations, again and again until they are long enough; each round in a chain of its own. */
function repeated(folder) {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const files = [];
  for (let bytes = 0, round = 0; texts.length > 0 && bytes < BYTES; round++) {
    for (const [i, text] of texts.entries()) {
      files.push({ path: `p${round}/supabase/migrations/${String(i).padStart(14, '0')}_x.sql`, text });
      bytes += text.length;
    }
  }
  return files;
}

/** The files as a workspace on disk, gone when the work is over. */
function withWorkspace(files, work) {
  const root = mkdtempSync(join(tmpdir(), 'bylaw-bench-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return work(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A new process, from its start to its end. */
function measure(root, workers) {
  const start = performance.now();
  const program = fileURLToPath(new URL('fold-process.js', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, root, ...workers], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { wall: performance.now() - start, ...JSON.parse(stdout) };
}

function median(runs, value) {
  return runs.map(value).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
}

const { values, positionals } = parseArgs({
  options: { workers: { type: 'string' }, runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const [folder] = positionals;
const files = folder === undefined ? chain(2400, BYTES) : repeated(folder);
const runs = withWorkspace(files, (root) =>
  Array.from({ length: Number(values.runs) }, () =>
    measure(root, values.workers === undefined ? [] : [values.workers]),
  ),
);
const seconds = (name) => `${(median(runs, (run) => run[name]) / 1000).toFixed(2)} s`;
const walls = runs.map(({ wall }) => (wall / 1000).toFixed(2)).join(', ');
console.log(runs[0].made);
console.log(`load ${seconds('load')}, map ${seconds('map')}, fold ${seconds('fold')}`);
console.log(`the whole process ${seconds('wall')} (${walls})`);
console.log(`processor time ${seconds('cpu')}`);
console.log(`peak memory ${median(runs, ({ memory }) => memory).toFixed(0)} MB`);
