import * as keys from '../../engine/policies/semgrep/keys.ts';
import { foreignLanguages, readLanguages } from '../../engine/policies/semgrep/languages.ts';
import { severityNames } from '../../engine/policies/semgrep/metadata.ts';
import { options } from '../../engine/policies/semgrep/options.ts';
import { semgrepVersion } from '../../engine/policies/semgrep/rule.ts';
import { block, code, codes, page, table } from './markdown.ts';

const sections: readonly (readonly [title: string, table: keys.KeyTable])[] = [
  ['Of a rule', keys.ruleKeys],
  ['Under `patterns`, `pattern-either`, `pattern-not`, `pattern-inside`, `pattern-not-inside`', keys.formulaKeys],
  ['Conditions, directly under `patterns`', keys.conditionKeys],
  ['`metavariable-regex`', keys.metavariableRegexKeys],
  ['`metavariable-pattern`', keys.metavariablePatternKeys],
  ['`metavariable-comparison`', keys.metavariableComparisonKeys],
  ['`metavariable-analysis`', keys.metavariableAnalysisKeys],
  ['`metavariable-type`', keys.metavariableTypeKeys],
  ['`semgrep-internal-metavariable-name`', keys.metavariableNameKeys],
  ['`match` and everything below it', keys.matchKeys],
  ['`where`, beside the keys of a formula', keys.whereKeys],
  ['`pattern-sources`, and `sources` of `taint`', keys.sourceKeys],
  ['`pattern-sinks`, and `sinks`', keys.sinkKeys],
  ['`pattern-sanitizers`, and `sanitizers`', keys.sanitizerKeys],
  ['`pattern-propagators`, and `propagators`', keys.propagatorKeys],
  ['`taint`', keys.taintKeys],
  ['`paths`', keys.pathKeys],
  ['`fix-regex`', keys.fixRegexKeys],
];

export function semgrepPage(): string {
  return page(
    'Semgrep rules',
    'A YAML file whose top key is `rules` is a Semgrep rule file, and runs as it is.',
    ...usage,
    ...differences,
    '## Measured',
    '[`npm run conformance`](../conformance/README.md) runs tests of patterns and rules in the formats of Semgrep’s own, and prints ' +
      'how many are fully correct.',
    ...languageSection(),
    ...meaningSection(),
    '## Keys',
    'Every key of the rule schema is supported, read without effect where that changes no finding, or refused with its place. ' +
      'A key that is none of the schema is refused as well.',
    ...sections.flatMap(([title, entries]) => [`### ${title}`, keyTable('key', entries)]),
    '## Options',
    'The keys of `options`, with Semgrep’s defaults.',
    keyTable('option', options),
  );
}

const usage: readonly string[] = [
  block('sh', 'bylaw check --semgrep rules.yaml --semgrep more-rules/ src/'),
  block(
    'yaml',
    '# bylaw.yaml\nextends: [bylaw:recommended, ./rules.yaml, ./rules-folder]\npolicies:\n  my-rule: {severity: low}\n  another-rule: {enabled: false}',
  ),
  '- `--semgrep` takes files (YAML or JSON) and folders (of which it reads the YAML files), and may be repeated. Like `--policies` it takes the place of what ' +
    '`bylaw.yaml` extends; given together, both are in force. What `bylaw.yaml` says under `policies` holds in any case.\n' +
    '- In a folder, files named `*.test.yaml`, `*.fixed.yaml` or with a leading dot are no rules; other YAML files without ' +
    '`rules` are left out, and the report says so.\n' +
    '- A folder of policies, or an entry of `extends`, may hold rule files and native policies side by side.\n' +
    '- `bylaw list`, `lint`, `--only` and `--skip` treat a rule like a policy of the same id.\n' +
    '- Where several rules share an id, they go by `folder.of.the.file.id` (with the name of the file where that is not enough), ' +
    'as Semgrep itself names rules of local files. Of two rules of one file that share an id the second is refused.',
  '## What happens to a rule that cannot run',
  table(
    ['', 'level', 'the other rules', 'exit code'],
    [
      ['the file is not valid YAML, `rules` is no list, a rule has no `id`', 'error', 'do not run', '2'],
      [
        'a rule is refused: a key, value, pattern or regular expression that this version does not support',
        'error',
        'run',
        '2',
      ],
      ['a rule is skipped: none of its languages is read here', 'warning', 'run', 'as without it'],
      ['a rule runs in part: some of its languages are not read here', 'warning', 'run', 'as without it'],
    ],
  ),
  'Each is named with its place. `--skip id`, or `enabled: false` in `bylaw.yaml`, takes a refused rule out of the run, and exit ' +
    'code 2 with it.',
];

const differences: readonly string[] = [
  '## What is different from Semgrep',
  '- Files are chosen by Bylaw: what git ignores is left out, and there are no further default ignores (Semgrep leaves out ' +
    '`test/`, `tests/`, `*.min.js` and others unless a `.semgrepignore` says otherwise). `.semgrepignore` is not read; use ' +
    '`paths`, or name the folders to check.\n' +
    '- Of a file that does not parse, what stands around the broken places is examined and its findings count; where a rule finds nothing in it, it is not decided (exit code 3): never a pass.\n' +
    '- A `nosemgrep` comment may name a rule by any longer or shorter path: `nosemgrep: javascript.lang.my-rule` holds for the rule ' +
    '`my-rule`, because here the path is not part of the id.\n' +
    '- A check that exceeds its budget of steps, or a regular expression that takes more than 2 seconds on a file, is reported with rule and file (exit code 3). There are no other time limits.\n' +
    `- \`min-version\` and \`max-version\` are compared with ${semgrepVersion}, the Semgrep whose meaning of rules is implemented.\n` +
    '- Semgrep’s Pro features (flow through functions and files, supply chain, secrets validation) are not there. `interfile: true` ' +
    'is read, and the rule runs as Semgrep CE runs it.',
  '## `nosemgrep` comments',
  '`nosemgrep`, `nosem` or `noopengrep`, in any case, on the first line of a match or alone on the line before, suppresses it; ' +
    'with `: id, id` only findings of these rules. Suppressed findings do not count for the exit code and are not listed as text; ' +
    'the summary counts them, `--format json` holds them under `suppressed`, and SARIF marks them with `suppressions`. They hold for ' +
    'Semgrep rules, not for native policies.',
];

function languageSection(): readonly string[] {
  return [
    '## Languages',
    table(
      ['`languages`', 'read as', 'files'],
      Object.entries(readLanguages).map(([name, { language, files }]) => [
        code(name),
        code(language),
        files ? codes(files) : 'all',
      ]),
    ),
    `Known, and not read by this version: ${codes(foreignLanguages)}.`,
  ];
}

function meaningSection(): readonly string[] {
  return [
    '## Severity and confidence',
    table(
      ['`severity`', 'here'],
      Object.entries(severityNames).map(([name, severity]) => [code(name), severity]),
    ),
    'The default of `--fail-on` is `medium`: findings of `INFO` and `LOW` are shown and do not change the exit code. ' +
      '`metadata.confidence` goes into reports; unlike that of a native policy, low confidence of a Semgrep rule leaves its findings ' +
      'failures, since that is what they are in Semgrep.',
    '## Metadata',
    table(
      ['`metadata`', 'becomes'],
      [
        ['`cwe`', 'taxon `cwe`: `CWE-89: …` is `89`'],
        [
          '`owasp`',
          'taxa `owasp-top-10-2021` and so on: `A03:2021 - Injection` is `A03`; without a year it is of 2017',
        ],
        ['`asvs`', 'taxon `asvs-4.0`'],
        ['`category`, `technology`, `subcategory`, `tags`', 'tags'],
        ['`references`, `source-rule-url`, `source`', 'references'],
        ['`confidence`', 'confidence'],
        ['`help`, `remediation`', 'remedy'],
        ['anything else', 'is free-form in Semgrep as well, and stays in the file'],
      ],
    ),
    'The title of a rule is the first sentence of its message, its description the whole.',
  ];
}

const words = { supported: 'yes', noted: 'no effect', refused: 'refused' } as const;

function keyTable(title: string, entries: keys.KeyTable): string {
  return table(
    [title, 'supported', ''],
    Object.entries(entries).map(([name, { status, about }]) => [code(name), words[status], about]),
  );
}
