import { expect, test } from 'vitest';
import { rule } from './read.ts';

/** What is marked in the file, and what is said about it. */
test.each([
  ['pattern: f()\npatern-not: g()', "patern-not: A rule has no key 'patern-not'. Allowed are: "],
  ['pattern: f()\nmesage: x', "mesage: A rule has no key 'mesage'. Did you mean 'message'?"],
  ['message: m', "id: Exactly one of 'pattern', 'patterns', 'pattern-either', 'pattern-regex' must stand here."],
  [
    'pattern: f()\npattern-regex: a',
    "Exactly one of 'pattern', 'patterns', 'pattern-either', 'pattern-regex' must stand here.",
  ],
  [
    'pattern: {a: 1}',
    '{a: 1}: a text must stand here: a pattern that contains ": " must be quoted or written as a | block.',
  ],
  ['patterns: [{pattern-not: f()}]', 'patterns: a formula needs a pattern that is not negated.'],
  ['patterns: [{pattern: f(), pattern-not: g()}]', 'pattern: exactly one key must stand here. Is a hyphen missing?'],
  ['patterns: [f()]', "f(): a bare text cannot stand here; write 'pattern: f()'."],
  ['pattern-either: [{pattern-not: f()}]', 'pattern-not: a negation cannot be an alternative.'],
  [
    'patterns: [{pattern: f()}, {pattern-not: {pattern-not: g()}}]',
    "a negation has no meaning directly inside 'pattern-not'.",
  ],
  [
    'patterns: [{pattern: f()}, {pattern-wher-python: x}]',
    "pattern-wher-python: A formula has no key 'pattern-wher-python'. Allowed are: ",
  ],
  [
    'patterns: [{pattern: f()}, {pattern-where-python: x}]',
    "pattern-where-python: 'pattern-where-python' is not supported.",
  ],
  [
    'patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: X, regex: a}}]',
    "X: 'X' is no metavariable, such as '$X' or '$...ARGS'.",
  ],
  [
    'patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $X, regexp: a}}]',
    "regexp: 'metavariable-regex' has no key 'regexp'. Did you mean 'regex'?",
  ],
  [
    'patterns: [{pattern: f($X)}, {metavariable-analysis: {metavariable: $X, analyzer: entropy_v2}}]',
    "entropy_v2: The analyzer 'entropy_v2' is not supported; 'entropy' and 'redos' are.",
  ],
  [
    'patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: python, pattern: g()}}]',
    "python: This version does not read 'python' inside a metavariable.",
  ],
  [
    'patterns: [{pattern: f($X)}, {metavariable-comparison: {comparison: $X > 1, strip: true}}]',
    "'strip' needs a 'metavariable'.",
  ],
  ['patterns: [{pattern: f($X)}, {metavariable-type: {metavariable: $X}}]', "'type' or 'types' is missing."],
  [
    'match: {all: [f()], any: [g()]}',
    "match: Exactly one of 'pattern', 'regex', 'all', 'any', 'not', 'inside', 'anywhere' must stand here.",
  ],
  ['match: {pattern: f(), as: $X}', "as: 'as' is not supported."],
  [
    'match: {pattern: f(), where: [{language: js}]}',
    "An entry of 'where' needs 'metavariable', 'comparison' or 'focus'.",
  ],
  ['match: {all: [{not: f()}]}', 'all: a formula needs a pattern that is not negated.'],
  ['mode: join\njoin: {}', "join: 'join' is not supported. Join mode is not supported"],
  ['mode: extract\npattern: f()', "extract: The mode 'extract' is not supported; 'search' and 'taint' are."],
  ['mode: taint\npattern-sources: [{pattern: f()}]', "'pattern-sinks' is missing."],
  ['taint: {sources: [f()], sinks: [{pattern: g(), lable: A}]}', "lable: An entry has no key 'lable'."],
  [
    'pattern: f()\noptions: {vardef_asign: true}',
    "vardef_asign: 'options' has no key 'vardef_asign'. Did you mean 'vardef_assign'?",
  ],
  ['pattern: f()\noptions: {vardef_assign: 1}', "1: The option 'vardef_assign' must be true or false."],
  [
    'pattern: f()\noptions: {generic_engine: grep}',
    "grep: The option 'generic_engine' must be one of 'spacegrep', 'aliengrep'.",
  ],
  [
    'mode: taint\npattern-sources: [{pattern: a()}]\npattern-sinks: [{pattern: b($X), requires: [{$X: A}]}]',
    "A list under 'requires', one formula for each metavariable, belongs to Semgrep's proprietary engine",
  ],
  [
    'mode: taint\npattern-sources: [{pattern: a()}]\npattern-sinks: [{pattern: b()}]\npattern-propagators: [{pattern: f($X), from: $X, to: $Y}]',
    "$Y: Nothing in this propagator binds '$Y'.",
  ],
  [
    'pattern: f()\noptions: {guarded_taint_signatures: true}',
    "guarded_taint_signatures: The option 'guarded_taint_signatures: true' is not supported.",
  ],
  [
    'pattern: f()\nseverity: EROR',
    "EROR: Semgrep has no severity 'EROR'. Did you mean 'ERROR'? Allowed are: CRITICAL, ",
  ],
  [
    'pattern: f()\nlanguages: [javasript]',
    "javasript: Semgrep has no language 'javasript'. Did you mean 'javascript'?",
  ],
  [
    'pattern: f()\nmin-version: 2.0.0',
    "2.0.0: It says 'min-version: 2.0.0', and this version gives rules the meaning of Semgrep 1.100.0.",
  ],
  ['pattern: f()\nmax-version: 1.2.3', "1.2.3: It says 'max-version: 1.2.3', and this version"],
  ['pattern: f()\nmin-version: soon', "soon: 'soon' is no version such as '1.2.3'."],
  ['pattern: f()\npaths: {includes: [a]}', "includes: 'paths' has no key 'includes'. Did you mean 'include'?"],
  ['pattern: f()\nfix-regex: {regex: "(", replacement: x}', '"(": '],
  ['pattern: f()\nfix-regex: {regex: a}', "'replacement' is missing."],
  ['pattern-either: []', 'pattern-either: a list of alternatives needs at least one.'],
  ['match: {any: []}', 'any: a list of alternatives needs at least one.'],
  ['mode: taint\npattern-sources: []\npattern-sinks: [{pattern: g()}]', "'pattern-sources' needs at least one entry."],
  [
    'pattern: f()\npattern-sources: [{pattern: g()}]',
    "pattern-sources: 'pattern-sources' has no effect in this rule of mode 'search'.",
  ],
  ['pattern: f()\nmatch: {pattern: g()}', "pattern: 'pattern' has no effect in this rule of mode 'search'."],
  [
    'patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $Y, regex: a}}]',
    "patterns: nothing in this formula binds '$Y'.",
  ],
  ['patterns: [{pattern: f($X)}, {focus-metavariable: $Y}]', "patterns: nothing in this formula binds '$Y'."],
  ['match: {pattern: f($X), where: [{focus: $Y}]}', "pattern: nothing in this formula binds '$Y'."],
  ['pattern: f()\nvalidators: []', "validators: 'validators' is not supported."],
])('%s', (text, message) => {
  expect(rule(text).problems[0]).toContain(message);
});

test('every problem of a rule is told, not only the first', () => {
  const { problems } = rule('pattern: f()\nmesage: x\noptions: {vardef_asign: true}\nseverity: EROR');
  expect(problems.map((problem) => problem.split(':')[0])).toEqual(['mesage', 'EROR', 'vardef_asign']);
});

test('a rule for languages that are not read is skipped, whatever else is wrong with it', () => {
  const { problems, foreign } = rule(
    'languages: [python, ruby]\npattern: f()\noptions: {guarded_taint_signatures: true}',
  );
  expect({ problems, foreign }).toEqual({
    problems: [],
    foreign: [
      "[python, ruby]: The rule 'r' is skipped: it is written for 'python' and 'ruby', which this version does not read.",
    ],
  });
});

test('a rule for several languages runs for those that are read', () => {
  const { parts, foreign } = rule('languages: [ts, python, json, js]\npattern: f()');
  expect(parts.map(({ rule: { language }, files }) => ({ language, files }))).toEqual([
    { language: 'javascript', files: ['**/*.{ts,tsx,mts,cts}', '**/*.{js,jsx,mjs,cjs}'] },
    { language: 'json', files: ['**/*.{json,ipynb}'] },
  ]);
  expect(foreign).toEqual([
    "[ts, python, json, js]: The rule 'r' runs only in part: it is also written for 'python', which this version does not read.",
  ]);
});
