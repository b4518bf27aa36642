// What bench/fold.js measures: the workspace in a folder, from its files to its catalogs, as `bylaw check` does it.
import { performance } from 'node:perf_hooks';
import { foldDatabases } from '../dist/facts/fold/databases.js';
import { listFiles } from '../dist/files/list.js';
import { readSource } from '../dist/files/read.js';
import { contextOf } from '../dist/run/context.js';
import { mapWorkspace } from '../dist/run/map-workspace.js';

const [root, workers] = process.argv.slice(2);
const loaded = performance.now();
const { entries } = listFiles(root, []);
const read = (entry) => readSource(root, entry);
const context = contextOf(entries, read);
const disk = { root, ...(workers !== undefined && { workers: Number(workers) }) };
const facts = await mapWorkspace(entries, read, [], () => undefined, context, disk);
const mapped = performance.now();
const catalogs = foldDatabases(facts, context.databases);
const folded = performance.now();

const { user, system } = process.cpuUsage();
const bytes = facts.reduce((sum, one) => sum + one.bytes, 0);
const count = (name) => catalogs.reduce((sum, catalog) => sum + catalog[name].length, 0);
console.log(
  JSON.stringify({
    made: `${facts.length} files, ${(bytes / 1e6).toFixed(1)} MB → ${count('relations')} relations, ${count('routines')} functions, ${count('indexes')} indexes`,
    load: loaded,
    map: mapped - loaded,
    fold: folded - mapped,
    cpu: (user + system) / 1000,
    memory: process.resourceUsage().maxRSS / 1024,
  }),
);
