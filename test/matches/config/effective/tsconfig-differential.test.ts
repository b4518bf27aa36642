import ts from 'typescript';
import { expect, test } from 'vitest';
import { configurationsOf } from '../../../../engine/matches/config/effective/all.ts';
import { entry, viewsOf } from './effective-of.ts';

/** Small and repeatable: the same chains in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const options = ['strict', 'strictNullChecks', 'noImplicitAny', 'noUnusedLocals', 'skipLibCheck', 'noEmit'];
const values = [true, false, true, null];
const folders = ['', 'app/', 'app/deep/', 'config/'];

/** A workspace of configurations that inherit from any that were made before them. */
function workspace(seed: number): Readonly<Record<string, string>> {
  const roll = dice(seed);
  const files: Record<string, string> = {};
  const paths: string[] = [];
  for (let i = 0; i < 6; i++) {
    const path = `${folders[roll(folders.length)]}tsconfig.${i}.json`;
    const named = Array.from({ length: roll(3) }, () => paths[roll(Math.max(paths.length, 1))]).filter(
      (one) => one !== undefined,
    );
    const up = '../'.repeat(path.split('/').length - 1) || './';
    const bases = named.map((one) => up + (roll(2) === 0 ? one : one.replace(/\.json$/, '')));
    const chosen = options.filter(() => roll(3) === 0).map((option) => [option, values[roll(values.length)]]);
    files[path] = JSON.stringify({
      ...(bases.length > 0 && { extends: bases.length === 1 && roll(2) === 0 ? bases[0] : bases }),
      ...(roll(4) > 0 && { compilerOptions: Object.fromEntries(chosen) as object }),
    });
    paths.push(path);
  }
  files['package.json'] = JSON.stringify({ devDependencies: { typescript: '^6.0.0' } });
  return files;
}

/** What the compiler itself makes of a file, its defaults included. */
function compiled(path: string, files: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const textAt = (at: string): string | undefined => files[at.replace(/^\//, '')];
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    readDirectory: () => [],
    fileExists: (at) => textAt(at) !== undefined,
    readFile: textAt,
  };
  const folder = `/${path.split('/').slice(0, -1).join('/')}`;
  const read = ts.parseConfigFileTextToJson(path, files[path]!).config as object;
  const { options: parsed } = ts.parseJsonConfigFileContent(read, host, folder, undefined, `/${path}`);
  const strict = parsed.strict ?? true;
  const fallback: Readonly<Record<string, boolean>> = { strict, strictNullChecks: strict, noImplicitAny: strict };
  return Object.fromEntries(options.map((option) => [option, parsed[option] ?? fallback[option] ?? false]));
}

test('chains of configurations come to what the compiler makes of them', () => {
  let inherited = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const files = workspace(seed);
    const viewOf = viewsOf(files);
    for (const path of Object.keys(files).filter((one) => one.includes('tsconfig'))) {
      const [root] = configurationsOf(viewOf(path));
      const found = options.map((option) => entry(root!, `compilerOptions.${option}`));
      inherited += found.filter((node) => node?.home && node.source).length;
      expect([seed, path, Object.fromEntries(options.map((option, i) => [option, found[i]?.value]))]).toEqual([
        seed,
        path,
        compiled(path, files),
      ]);
    }
  }
  expect(inherited).toBeGreaterThan(150);
});
