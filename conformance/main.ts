import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import micromatch from 'micromatch';
import { casesIn, folderOf } from './cases.ts';
import { evaluate, type Result } from './evaluate.ts';

const usage = `Usage: npm run conformance -- --cases DIR [--only GLOB] [--json FILE] [--verbose]

  --cases DIR   the folder of cases (repeatable)
  --only GLOB   only cases whose name, a path below DIR, fits
  --json FILE   write all results there
  --verbose     list every case, also the correct ones and those left out
`;

/** Runs the cases and prints how many are correct; the exit code is 0 if all are. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      verbose: { type: 'boolean' },
    },
  });
  const folders = values.cases ?? [];
  if (folders.length === 0 || !folders.every((folder) => existsSync(folder))) {
    process.stderr.write(usage);
    return 2;
  }
  const results = await resultsOf(folders, values.only ?? []);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${[...listing(results, values.verbose ?? false), '', ...totals(results)].join('\n')}\n`);
  return results.every(({ outcome }) => outcome === 'correct' || outcome === 'left-out') ? 0 : 1;
}

export async function resultsOf(folders: readonly string[], only: readonly string[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const folder of folders) {
    const cases = casesIn(folder).filter(
      ({ name }) => only.length === 0 || micromatch.isMatch(name, [...only], { dot: true }),
    );
    for (const one of cases) results.push(await evaluate(one));
  }
  return results;
}

const slow = 1000;

function listing(results: readonly Result[], verbose: boolean): readonly string[] {
  const shown = results.filter(({ outcome }) => verbose || outcome === 'wrong' || outcome === 'refused');
  return [
    ...shown.map(({ name, outcome, details }) =>
      [`${outcome}: ${name}`, ...details.map((detail) => `    ${detail}`)].join('\n'),
    ),
    ...results
      .filter(({ milliseconds }) => milliseconds > slow)
      .map(({ name, milliseconds }) => `slow: ${name}: ${milliseconds} ms`),
  ];
}

function totals(results: readonly Result[]): readonly string[] {
  const counted = results.filter(({ outcome }) => outcome !== 'left-out');
  const groups = new Map<string, Result[]>();
  for (const result of counted) groups.set(groupOf(result), [...(groups.get(groupOf(result)) ?? []), result]);
  return [
    ...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => total(name, group)),
    total('all', counted),
    `${results.length - counted.length} left out (--verbose says why)`,
  ];
}

/** Patterns by the language of their targets; rules by what they are. */
function groupOf({ kind, name }: Result): string {
  if (kind !== 'pattern') return kind;
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return `pattern ${folderOf(name) === 'ts' ? 'ts' : extension}`;
}

function total(name: string, results: readonly Result[]): string {
  const correct = results.filter(({ outcome }) => outcome === 'correct').length;
  const refused = results.filter(({ outcome }) => outcome === 'refused').length;
  const percent = results.length === 0 ? '' : ` (${((100 * correct) / results.length).toFixed(1)} %)`;
  return `${name.padEnd(16)} ${correct} of ${results.length} correct${percent}${refused > 0 ? `, ${refused} refused` : ''}`;
}
