import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSuite } from './config-json.ts';
import { jsonPathSuite } from './config-jsonpath.ts';
import type { Suite } from './config-suite.ts';
import { tomlSuite } from './config-toml.ts';
import { yamlSuite } from './config-yaml.ts';

const suites: readonly Suite[] = [yamlSuite, tomlSuite, jsonSuite, jsonPathSuite];

const usage = `Usage: node conformance/config.js FOLDER [--verbose]

Runs the suites that are found in FOLDER through the readers of configuration files:
${suites.map(({ folder, from }) => `  ${folder.padEnd(32)} ${from}`).join('\n')}

  --verbose   list every case that is not correct
`;

/** Prints how many cases of each suite are correct; the exit code is 0 if no group has fewer than it had when it was last measured. */
export function main(argv: readonly string[]): number {
  const folder = argv.find((word) => !word.startsWith('-'));
  const found = suites.filter((suite) => folder !== undefined && existsSync(join(folder, suite.folder)));
  if (folder === undefined || found.length === 0) {
    process.stderr.write(usage);
    return 2;
  }
  let isWorse = false;
  for (const { folder: name, run } of found) {
    for (const { group, total, wrong, known } of run(join(folder, name))) {
      const fewer = wrong.length > known;
      isWorse ||= fewer;
      process.stdout.write(
        `${name}  ${group}: ${total - wrong.length} of ${total}${fewer ? `; ${known} used to be wrong` : ''}\n`,
      );
      if (argv.includes('--verbose')) for (const one of wrong) process.stdout.write(`  ${one}\n`);
    }
  }
  return isWorse ? 1 : 0;
}
