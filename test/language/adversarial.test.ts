import { expect, test } from 'vitest';
import { checkText } from './verdicts-of.ts';

type Files = Readonly<Record<string, string>>;

/** What an adversarial reader tried, and the verdicts that the contract asks for, in order. */
const cases: readonly (readonly [name: string, policy: string, files: Files, verdicts: string])[] = [
  [
    'has: {sql} about a file looks at the whole file',
    "subject: {file: '**'}\nforbid: {has: {sql: 'DELETE FROM $T'}}",
    { 'a.sql': 'delete from a;\n' },
    'fail',
  ],
  [
    'a certain hit does not hide an uncertain one that binds another value',
    "project: true\nrequire: {not: {all: [{exists: {code: 'f($X, $Q)', where: {$Q: 1}}}, {exists: {code: g($X)}}]}}",
    { 'a.ts': "f('a', 1); f('b', q); g('b');\n" },
    'review',
  ],
  [
    'nor a file that was not read',
    "project: true\nrequire: {not: {all: [{exists: {config: 'a/*.yaml', path: x, value: $X}}, {exists: {config: b.yaml, path: y, value: $X}}]}}",
    { 'a/1.yaml': 'x: a\n', 'a/2.yaml': 'x: [\n', 'b.yaml': 'y: b\n' },
    'open',
  ],
  [
    'the same in when: every assignment must satisfy',
    "subject: {file: s.txt}\nwhen: {exists: {code: 'f($X, $Q)', where: {$Q: 1}}}\nrequire: {exists: {code: g($X)}}",
    { 's.txt': 's\n', 'a.ts': "f('a', 1); f('b', q); g('a');\n" },
    'review',
  ],
  [
    'many uncertain hits are not cut',
    "project: true\nrequire: {not: {all: [{exists: {code: 'f($X, $Q)', where: {$Q: {const: 1}}}}, {exists: {code: g($X)}}]}}",
    { 'a.ts': `${Array.from({ length: 25 }, (_, i) => `f('v${i}', q);`).join(' ')} g('v24');\n` },
    'review',
  ],
  [
    'the order of a list has no meaning: not before its binder',
    "subject: {code: 'function $S() { ... }'}\nforbid: {all: [{not: {has: {code: f($Y)}}}, {has: {code: h($Y)}}]}",
    { 'a.ts': "function s() { h('a'); f('b'); }\n" },
    'fail',
  ],
  [
    'nor after it',
    "subject: {code: 'function $S() { ... }'}\nforbid: {all: [{has: {code: h($Y)}}, {not: {has: {code: f($Y)}}}]}",
    { 'a.ts': "function s() { h('a'); f('b'); }\n" },
    'fail',
  ],
  [
    'not about the workspace before its binder',
    'project: true\nrequire: {not: {all: [{not: {exists: {code: f($Y)}}}, {exists: {code: h($Y)}}]}}',
    { 'a.ts': "h('a'); f('b');\n" },
    'fail',
  ],
  [
    'a constraint on a name that another exists binds waits for it',
    'project: true\nrequire: {all: [{exists: {code: f($N), where: {$M: {const: 1}}}}, {exists: {code: h($M)}}]}',
    { 'a.ts': 'f(1); h(1);\n' },
    'pass',
  ],
  [
    'and fails where that value is another',
    'project: true\nrequire: {all: [{exists: {code: f($N), where: {$M: {const: 1}}}}, {exists: {code: h($M)}}]}',
    { 'a.ts': 'f(1); h(2);\n' },
    'fail',
  ],
  [
    'an uncertain member of a set is no certain partner',
    "sets: {read: {code: read($N), values: $N}, doc: {code: 'doc($N, $V)', where: {$V: true}, values: $N}}\nrequire: {within: [read, doc]}",
    { 'a.ts': "read('A'); doc('A', x);\n" },
    'review',
  ],
  [
    'the certain occurrence of a value decides',
    "sets: {read: {code: 'read($N, $V)', where: {$V: true}, values: $N}, doc: {code: doc($N), values: $N}}\nrequire: {within: [read, doc]}",
    { 'a.ts': "read('A', x); read('A', true);\n" },
    'fail',
  ],
  [
    'unread files of a set beside a subject',
    "subject: {file: 'apps/$APP/package.json'}\nsets: {read: {code: read($N), files: 'apps/$APP/**', values: $N}, doc: {config: 'apps/$APP/doc.yaml', path: $N, values: $N}}\nrequire: {within: [read, doc]}",
    { 'apps/x/package.json': '{}\n', 'apps/x/a.ts': 'const = ;\n', 'apps/x/doc.yaml': 'A: 1\n' },
    'open',
  ],
  [
    'when beside sets',
    'when: {exists: {file: nope}}\nsets: {a: {code: read($N), values: $N}, b: [x]}\nrequire: {within: [a, b]}',
    { 'a.ts': "read('y');\n" },
    'notApplicable',
  ],
  [
    'unique: an uncertain second occurrence, and a value that is not known',
    "sets: {a: {code: 'job($N, $V)', where: {$V: true}, values: $N}}\nrequire: {unique: a}",
    { 'a.ts': "job('A', true); job('A', x);\n" },
    'review',
  ],
  [
    'distinct values that are not static are only possibly distinct',
    'project: true\nrequire: {exists: {code: f($X), count: {min: 2}, distinct: $X}}',
    { 'a.ts': 'f(x);\n', 'b.ts': 'f(y);\n' },
    'review',
  ],
  [
    'and only possibly too many',
    'project: true\nrequire: {exists: {code: f($X), count: {max: 1}, distinct: $X}}',
    { 'a.ts': 'f(x); f(x);\n' },
    'review',
  ],
  [
    'a project is judged under every assignment of when',
    "project: true\nwhen: {exists: {config: a.yaml, path: 'fns.$F'}}\nrequire: {exists: {file: 'src/${F}.ts'}}",
    { 'a.yaml': 'fns:\n  one: 1\n  two: 2\n', 'src/one.ts': 'x;\n' },
    'fail',
  ],
  [
    'an unread alternative of a subject stays open',
    "subject: [{file: 'a.ts'}, {code: f($X)}]\nforbid: {has: {text: evil}}",
    { 'a.ts': 'const = ;\n' },
    'pass open',
  ],
  [
    'an exception speaks of values, not of source text',
    "forbid: {env: {name: $NAME, access: read}}\nexcept: [{$NAME: 'npm_*', reason: r}]",
    { 'a.ts': 'process.env[npm_key];\nprocess.env.npm_config;\n' },
    'fail notApplicable',
  ],
  [
    'a slash in a value is a character like any other, and brackets in a path are a folder',
    "forbid: {code: f($X)}\nexcept: [{$X: '@acme*', reason: r}, {files: 'app/(auth)/[id]/*.ts', reason: r}]",
    { 'a.ts': "f('@acme/x');\n", 'app/(auth)/[id]/route.ts': 'f(1);\n' },
    'notApplicable notApplicable',
  ],
  [
    'open outweighs review',
    "subject: {file: s.txt}\nwhen: {exists: {config: a.yaml, path: 'k.$X'}}\nrequire: {exists: {config: 'c/${X}.yaml', path: v, value: 1}}",
    { 's.txt': '', 'a.yaml': 'k: {one: 1, two: 2}\n', 'c/one.yaml': 'v: {{ .V }}\n', 'c/two.yaml': 'v: [\n' },
    'open',
  ],
  [
    'other: true means the subject of the policy, also inside another exists',
    'subject: {code: f($X)}\nrequire: {exists: {code: g($X), not: {exists: {code: f($X), other: true}}}}',
    { 'a.ts': 'f(1); g(1);\n' },
    'pass',
  ],
  [
    'and also where focus reports a part of it',
    'subject: {code: f($X), focus: $X}\nrequire: {not: {exists: {code: f($X), other: true}}}',
    { 'a.ts': "f('x');\n" },
    'pass',
  ],
  [
    'names bound in only some patterns of a list join with the subject',
    "subject: {code: 'function $S() { ... }'}\nwhen: {exists: {code: [f($Y), 'g($Z)']}}\nrequire: {has: {code: h($Y)}}",
    { 'a.ts': "f('b');\nfunction s() { h('a'); h('b'); }\n" },
    'pass',
  ],
  [
    'low confidence is at most review, whatever unknown means',
    'confidence: low\nunknown: fail\nsubject: {code: f($X)}\nrequire: {where: {$X: 1}}',
    { 'a.ts': 'f(x);\n' },
    'review',
  ],
  [
    'sets beside a subject may be constrained by its names',
    "subject: {file: 'apps/$APP/package.json'}\nsets: {a: {code: 'read($A, $N)', where: {$A: {ref: $APP}}, values: $N}, b: [x]}\nrequire: {within: [a, b]}",
    { 'apps/web/package.json': '{}\n', 'a.ts': "read('web', 'x'); read('api', 'y');\n" },
    'pass',
  ],
];

test.each(cases)('%s', async (_, policy, files, verdicts) => {
  const report = await checkText(`id: p\ntitle: T\nseverity: high\n${policy}\n`, files);
  expect(report.problems.filter(({ kind }) => kind === 'crash' || kind === 'budget')).toEqual([]);
  const kinds = report.problems.some(({ kind }) => kind === 'policy')
    ? ['refused']
    : report.verdicts.map(({ kind }) => kind);
  expect(kinds.join(' ')).toBe(verdicts);
});
