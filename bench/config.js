import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import TOML from '@iarna/toml';
import { parseTree } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { languageOf, languages } from '../dist/documents/all.js';
import { configTexts } from './config-texts.js';

/** What the parsers underneath do with the same texts, without places, checks or masks of ours. */
const parsers = {
  json: (text) => parseTree(text, []),
  toml: (text) => TOML.parse(text),
  yaml: (text) => parseAllDocuments(text, { uniqueKeys: false, merge: true, logLevel: 'silent', prettyErrors: false }),
};

/** For YAML what counts is the time of the parser itself. */
const targets = { json: '≥ 30 MB/s', toml: '≥ 8 MB/s', yaml: "≤ 1.5 × the parser's own time" };

/** The files of configuration below a folder, by language. */
function textsBelow(folder) {
  const found = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const language = entry.isFile() && !/[\\/](node_modules|\.git)[\\/]/.test(path) ? languageOf(path) : undefined;
    if (language?.family === 'config') (found[language.name] ??= []).push({ path, text: readFileSync(path, 'utf8') });
  }
  return found;
}

/**
 * Seconds that each of some works takes for all files: of every file its fastest round counts, so that what else the machine does has
 * little say. The works take turns, after a round to warm up.
 */
function fastest(files, works, seconds) {
  const best = works.map(() => files.map(() => Infinity));
  const round = () => {
    for (const [i, file] of files.entries()) {
      for (const [w, work] of works.entries()) best[w][i] = Math.min(best[w][i], timed(work, file));
    }
  };
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) round();
  return best.map((times) => times.reduce((sum, time) => sum + time, 0) / 1000);
}

function timed(work, file) {
  const start = performance.now();
  try {
    work(file);
  } catch {
    // The parsers underneath throw at what we report.
  }
  return performance.now() - start;
}

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const texts = positionals[0] === undefined ? configTexts() : textsBelow(positionals[0]);
for (const { name, family, parse, load } of languages) {
  const files = texts[name];
  if (family !== 'config' || !files) continue;
  await load?.();
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const works = [({ path, text }) => parse({ path, text, bom: false, bytes: text.length }).tree?.root];
  if (parsers[name]) works.push(({ text }) => parsers[name](text));
  const [own, parser] = fastest(files, works, Number(values.seconds));
  const ratio = parser ? `${(own / parser).toFixed(2)} × the parser's own time` : '';
  const speed = `${(bytes / 1e6 / own).toFixed(1)} MB/s`;
  console.log(
    [name.padEnd(11), `${(bytes / 1e6).toFixed(2)} MB`, speed.padStart(11), ratio.padEnd(32), targets[name] ?? '']
      .join('  ')
      .trimEnd(),
  );
}
