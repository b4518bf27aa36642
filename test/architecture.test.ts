import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from './cli/run-cli.ts';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const house = readFileSync(join(root, 'engine/README.md'), 'utf8');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** What dependency-cruiser finds wrong in the `engine/` of a folder, as `rule: from → to`. */
function violationsIn(folder: string): readonly string[] {
  const argv = [cruiser, 'engine', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).sort();
}

/** A house with these files, under the rules of this one. */
function houseOf(files: Readonly<Record<string, string>>): string {
  const folder = folderOf({ 'package.json': '{"type":"module","dependencies":{"yaml":"2"}}', ...files });
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Rows of a table of the map, by the text of the first cell. */
function tableAfter(heading: string): readonly (readonly string[])[] {
  const [, rest = ''] = house.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  const rows = [...section.matchAll(/^\| `.*$/gm)].map(([row]) => row.split('|').slice(1, -1));
  return rows.map((cells) => cells.map((cell) => cell.trim()));
}

function namesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

interface Broken {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
}

/** One import for each rule that it breaks; the files are named so that no two cases meet. */
const broken: readonly Broken[] = [
  ['a report that imports a document', 'reports/a.ts', '../documents/a1.ts', 'reports-sees-only-model'],
  ['a verdict that parses', 'verdicts/b.ts', '../documents/b1.ts', 'verdicts-sees-only-model-facts-matches'],
  ['a document that knows policies', 'documents/c.ts', '../policies/c1.ts', 'documents-sees-only-model'],
  ['the vocabulary that knows a station', 'model/d.ts', '../files/d1.ts', 'model-sees-only-itself'],
  ['a policy that reads the disk', 'policies/e.ts', 'node:fs', 'disk-only-in-files'],
  ['a matcher that starts a program', 'matches/f.ts', 'node:child_process', 'disk-only-in-files'],
  ['a command that imports a station', 'cli/g.ts', '../reports/g1.ts', 'cli-sees-only-index'],
  ['a library that knows its command', 'h.ts', './cli/h1.ts', 'library-knows-no-cli'],
  ['a station that imports the whole way', 'run/i.ts', '../i1.ts', 'run-sees-only-model-files-documents-matches-facts'],
  ['a folder that the table does not name', 'utils/j.ts', '../model/j1.ts', 'every-folder-is-a-station'],
  ['a package that is not a dependency', 'documents/k.ts', 'commander', 'only-listed-packages'],
  ['an import that leads nowhere', 'files/l.ts', './nowhere.ts', 'no-unresolvable'],
].map(([what = '', from = '', to = '', rule = '']) => ({ what, from, to, rule }));

let foundInBroken: readonly string[] | undefined;

/** Cruised once for all cases. */
function violationsOfBroken(): readonly string[] {
  const importing = broken.map(({ from, to }) => [`engine/${from}`, `export * as other from '${to}';\n`]);
  const imported = broken
    .filter(({ to }) => /\d\.ts$/.test(to))
    .map(({ from, to }) => join('engine', dirname(from), to));
  const nothing = imported.map((path) => [path, 'export const nothing = 0;\n']);
  return (foundInBroken ??= violationsIn(houseOf(Object.fromEntries([...importing, ...nothing]))));
}

describe('boundaries', () => {
  test('the engine keeps them', () => {
    expect(violationsIn(root)).toEqual([]);
  });

  test.each(broken.map((it) => [it.what, it] as const))('%s is found', (_, { rule, from }) => {
    const found = violationsOfBroken().filter((line) => line.includes(`engine/${from} → `));
    expect(found.map((line) => line.split(':')[0])).toEqual([rule]);
  });

  test('a type counts as an import, and so does a circle of types', () => {
    const folder = houseOf({
      'engine/reports/a.ts': `import type { B } from './b.ts';\nexport type A = B | 1;\n`,
      'engine/reports/b.ts': `import type { A } from './a.ts';\nimport type { D } from '../documents/d.ts';\nexport type B = A | D;\n`,
      'engine/documents/d.ts': 'export type D = 2;\n',
    });
    expect(violationsIn(folder)).toEqual([
      'no-circular: engine/reports/a.ts → engine/reports/b.ts',
      'reports-sees-only-model: engine/reports/b.ts → engine/documents/d.ts',
    ]);
  });
});

describe('the map of the house', () => {
  const stations = tableAfter('Stations');

  test('names exactly the folders that there are', () => {
    const folders = readdirSync(join(root, 'engine'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(stations.flatMap(([name]) => namesIn(name)).sort()).toEqual(folders.map(({ name }) => `${name}/`).sort());
  });

  test('names every file beside the folders', () => {
    const files = readdirSync(join(root, 'engine')).filter((name) => name.endsWith('.ts'));
    expect(files.filter((name) => !house.includes(`\`${name}\``))).toEqual([]);
  });

  test('says who may import whom as the rules do', () => {
    const { forbidden } = require(join(root, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { name: string; comment: string; to: { pathNot?: string } }[];
    };
    expect(forbidden.filter(({ comment }) => !comment.endsWith('.'))).toEqual([]);
    for (const [name = '', , others] of stations.filter(([name]) => name !== '`cli/`')) {
      const station = name.replace(/[`/]/g, '');
      const rule = forbidden.find((candidate) => candidate.name.startsWith(`${station}-sees-only-`));
      const allowed = /\((.*)\)/.exec(rule?.to.pathNot ?? '')?.[1]?.split('|') ?? [];
      expect([station, new Set(allowed)]).toEqual([station, new Set([station, 'model', ...namesIn(others)])]);
    }
  });

  test('names every library in use', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: object;
      optionalDependencies: object;
    };
    const named = tableAfter('Third-party libraries').flatMap(([name]) => namesIn(name));
    expect(named).toEqual(Object.keys({ ...dependencies, ...optionalDependencies }).sort());
  });
});
