import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fold } from '../dist/facts/fold/fold.js';
import { sqlFact } from '../dist/facts/sql-fact.js';
import { sql } from '../dist/documents/sql/sql.js';
import { viewOf } from '../dist/matches/view.js';
import { chain } from './chain.js';

const BYTES = 10_000_000;

/** Texts of real migrations, again and again until they are long enough; each round in a chain of its own. */
function read(folder) {
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

function factOf(file) {
  const { tree, problems } = sql.parse(file);
  const status = problems.length > 0 ? 'partial' : 'parsed';
  const view = viewOf({ file, language: 'sql', family: 'sql', status, problems: [], ...(tree && { tree }) });
  return sqlFact(view.document, (range) => view.place({ type: 'range', range }));
}

const [folder] = process.argv.slice(2);
const files = folder === undefined ? chain(2400, BYTES) : read(folder);
const sources = files.map(({ path, text }) => ({ path, text, bom: false, bytes: Buffer.byteLength(text) }));
const start = performance.now();
await sql.load();
const facts = sources.map(factOf);
const parsed = performance.now();
const groups = Map.groupBy ? Map.groupBy(facts, project) : grouped(facts);
const context = { platform: 'supabase', exposedSchemas: ['public'], searchPath: ['public', 'extensions'] };
const catalogs = [...groups.values()].map((group) => fold(group, context));
const end = performance.now();

function project({ path }) {
  return path.slice(0, path.indexOf('supabase/'));
}

function grouped(all) {
  const found = new Map();
  for (const one of all) found.set(project(one), [...(found.get(project(one)) ?? []), one]);
  return found;
}

const count = (name) => catalogs.reduce((sum, catalog) => sum + catalog[name].length, 0);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const bytes = sources.reduce((sum, one) => sum + one.bytes, 0);
console.log(
  `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB → ${count('relations')} relations, ${count('routines')} functions, ${count('indexes')} indexes`,
);
console.log(
  `parse and facts ${seconds(parsed - start)}, fold ${seconds(end - parsed)}, together ${seconds(end - start)}`,
);
const { user, system } = process.cpuUsage();
console.log(`processor time of the whole process ${seconds((user + system) / 1000)}`);
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
