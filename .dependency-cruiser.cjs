// Who may import whom: the table of engine/README.md, kept true. `npm run boundaries` and test/architecture.test.ts run it.

/** Station → the other stations it may import. Everything may import `model`, and itself. */
const table = {
  model: [],
  files: [],
  documents: [],
  flow: ['documents'],
  matches: ['documents', 'flow'],
  policies: ['documents', 'matches'],
  facts: ['documents'],
  run: ['files', 'documents', 'matches', 'facts'],
  verdicts: ['facts', 'matches'],
  findings: [],
  reports: [],
};

/** One sentence each: what would be lost if the station could see more. */
const reasons = {
  model: 'What travels between stations knows no station.',
  files: 'The disk end knows nothing of what files mean.',
  documents: 'A language parses text; it knows no policy and no disk.',
  flow: 'What code does, step by step: it knows the tree of a document, and nothing of what policies look for in it.',
  matches: 'A matcher sees one document; what needs a second one is left to the reduce.',
  policies: 'Policies become checks from texts they are handed; they read no disk and run nothing.',
  facts: 'Facts are plain rows about documents; they know neither matchers nor policies.',
  run: 'The map schedules reading, parsing and matching; it decides nothing.',
  verdicts: 'The reduce never opens a file and never parses one: it has the facts and no documents.',
  findings: 'A finding is made from a verdict alone.',
  reports: 'A format sees the report and nothing else.',
};

const stationRules = Object.entries(table).map(([station, others]) => ({
  name: `${station}-sees-only-${['model', ...others].filter((other) => other !== station).join('-') || 'itself'}`,
  comment: reasons[station],
  severity: 'error',
  from: { path: `^engine/${station}/` },
  to: { path: '^engine/', pathNot: `^engine/(${[station, 'model', ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...stationRules,
    {
      name: 'cli-sees-only-index',
      comment: 'The command line is a user of the library like any other: what it needs, index.ts exports.',
      severity: 'error',
      from: { path: '^engine/cli/' },
      to: { path: '^engine/', pathNot: ['^engine/cli/', '^engine/index\\.ts$'] },
    },
    {
      name: 'library-knows-no-cli',
      comment: 'The library can be used without a terminal.',
      severity: 'error',
      from: { path: '^engine/', pathNot: '^engine/cli/' },
      to: { path: '^engine/cli/' },
    },
    {
      name: 'every-folder-is-a-station',
      comment: 'A folder that the table does not name would be bound by no rule.',
      severity: 'error',
      from: { path: '^engine/[^/]+/', pathNot: `^engine/(${Object.keys(table).join('|')}|cli)/` },
      to: {},
    },
    {
      name: 'disk-only-in-files',
      comment: 'Only files/ touches the disk and starts git, so the rest is a function of its input.',
      severity: 'error',
      from: { path: '^engine/', pathNot: '^engine/files/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|fs/promises|child_process)$' },
    },
    {
      name: 'engine-knows-no-tests',
      comment: 'What is shipped depends on nothing that is not.',
      severity: 'error',
      from: { path: '^engine/' },
      to: { path: '^(test|bench|examples|dist)/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thing cut in the wrong place; types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-listed-packages',
      comment: 'A package in use is a dependency of package.json; only types may be a development dependency.',
      severity: 'error',
      from: { path: '^engine/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
