import { expect, test } from 'vitest';
import { checkText, problemsOf, verdictsOf } from '../../language/verdicts-of.ts';

const policy = (more = ''): string => `
id: no-tainted-query
title: Queries are made of constants
severity: high
message: A query is made of what a client sends.
forbid:
  taint:
    sources: {code: req.query}
    sinks: {code: 'db.query($Q, ...)', focus: $Q}
${more.replace(/^/gm, '    ')}`;

/** Verdicts with their place, and what is said about them. */
const verdicts = (code: string, more = ''): Promise<readonly string[]> => verdictsOf(policy(more), { 'a.ts': code });

const none = (sources: string): string => `[No data of ${sources} in this file arrives here.]`;
const fails = (at: string): string => `fail a.ts:${at} | A query is made of what a client sends.`;

test('each sink is a subject: reached by a source, or not', async () => {
  const code = "const id = req.query.id;\ndb.query('a' + id);\ndb.query('b');\n";
  expect(await verdicts(code)).toEqual([fails('2:10'), `pass a.ts:3:10 | ${none('the one source')}`]);
});

test('without a source every sink passes, and without a sink there is nothing to judge', async () => {
  expect(await verdicts("db.query('b');\n")).toEqual([
    'pass a.ts:1:10 | [There is no source of tainted data in this file.]',
  ]);
  expect(await verdicts('req.query;\n')).toEqual(["vacuous | [There is no code 'db.query(*, ...)'.]"]);
});

test('what is called in the same file is followed: parameters, results, sinks inside, captured variables, this', async () => {
  const code = `function id(x) { return x; }
function constant(x) { return 'a'; }
const run = (sql) => { db.query(sql); };
let kept = '';
function keep(x) { kept = x; }
class Store {
  constructor(x) { this.sql = x; }
  all() { return db.query(this.sql); }
}
export function handler(req) {
  db.query(id(req.query));
  db.query(constant(req.query));
  run(req.query);
  keep(req.query);
  db.query(kept);
  new Store(req.query).all();
}
`;
  expect(await verdicts(code)).toEqual([
    fails('3:33'),
    fails('8:27'),
    fails('11:12'),
    `pass a.ts:12:12 | ${none('any of the 5 sources')}`,
    fails('15:12'),
  ]);
});

test('recursion ends', async () => {
  const code = `function even(n, x) { return n === 0 ? x : odd(n - 1, x); }
function odd(n, x) { return n === 0 ? '' : even(n - 1, x); }
function list(x, rest) { return list({ x, rest }, rest); }
db.query(even(4, req.query));
db.query(even(4, 'a'));
db.query(list(req.query, list));
`;
  expect(await verdicts(code)).toEqual([
    fails('4:10'),
    `pass a.ts:5:10 | ${none('any of the 2 sources')}`,
    `pass a.ts:6:10 | ${none('any of the 2 sources')}`,
  ]);
});

test("with 'through: function' a call hands on what it is given, and is not looked into", async () => {
  const code =
    "function constant(x) { return 'a'; }\nconst run = (sql) => { db.query(sql); };\ndb.query(constant(req.query));\nrun(req.query);\n";
  expect(await verdicts(code, 'through: function')).toEqual([
    `pass a.ts:2:33 | ${none('any of the 2 sources')}`,
    fails('3:10'),
  ]);
});

const review = (at: string, call: string, from = './lib'): string =>
  `review a.ts:${at} | A query is made of what a client sends. '${call}' of '${from}' stands in another file, and what it does with the data is not followed. | not-static: '${call}' of '${from}' stands in another file, and what it does with the data is not followed.`;

test('a call into another file of the workspace leaves a doubt; one of a package does not', async () => {
  const code = `import { build, other } from './lib';
import { format } from 'pg-format';
const t = req.query;
db.query(build(t));
db.query(other());
db.query(format(t));
db.query(format('a'));
other(t);
`;
  expect(await verdicts(code)).toEqual([
    review('4:10', 'build'),
    review('5:10', 'other'),
    fails('6:10'),
    `pass a.ts:7:10 | ${none('the one source')}`,
  ]);
});

test('a module is a file of the workspace where its configuration says so', async () => {
  const code = (from: string): string =>
    `import { build } from '${from}';\nexport const f = (req) => db.query(build(1));\n`;
  const files = {
    'app/tsconfig.json': '{"compilerOptions": {"paths": {"lib/*": ["src/lib/*"]}}}',
    'package.json': '{"workspaces": ["packages/*"]}',
    'packages/sql/package.json': '{"name": "@acme/sql"}',
    'packages/sql/index.ts': 'export const build = (x) => x;\n',
    'app/a.ts': code('lib/build'),
    'b.ts': code('lib/build'),
    'app/c.ts': code('@acme/sql'),
    'd.ts': code('@acme/other'),
  };
  const found = await verdictsOf(policy(), files);
  expect(found.map((verdict) => verdict.split(' | ')[0])).toEqual([
    'review app/a.ts:2:36',
    'review app/c.ts:2:36',
    'pass b.ts:2:36',
    'pass d.ts:2:36',
  ]);
});

test('sanitizers and propagators are matchers', async () => {
  const more = 'sanitizers: {code: escape($X)}\npropagators: [{code: $L.push($X), from: $X, to: $L}]';
  const code = 'const l = [];\nl.push(req.query);\ndb.query(l);\ndb.query(escape(l));\n';
  expect(await verdicts(code, more)).toEqual([fails('3:10'), `pass a.ts:4:10 | ${none('the one source')}`]);
});

test('metavariables of source and sink are the same code', async () => {
  const unified = `
id: same-session
title: Same session
severity: high
message: What '$S' holds is sent back to it.
forbid: {taint: {sources: {code: $S.get(...)}, sinks: {code: $S.set($V)}}}
`;
  expect(await verdictsOf(unified, { 'a.ts': 'const t = a.get(1);\na.set(t);\nb.set(t);\n' })).toEqual([
    "fail a.ts:2:1 | What 'a' holds is sent back to it.",
    `pass a.ts:3:1 | ${none('the one source')}`,
  ]);
});

test('taint is a matcher like others: beside files, in a list, for a subject', async () => {
  const code = 'export function f(req) {\n  db.query(req.query);\n}\n';
  const files = { 'a.ts': code, 'b.ts': code };
  const only = policy().replace('forbid:\n', 'forbid:\n  files: b.ts\n');
  expect(await verdictsOf(only, files)).toEqual(['fail b.ts:2:12 | A query is made of what a client sends.']);
  const taint = '{taint: {sources: {code: req.query}, sinks: {code: db.query($Q)}}}';
  const functions = `id: p\ntitle: T\nseverity: high\nsubject: {code: 'function $F(...) { ... }'}\nforbid: {has: ${taint}}\n`;
  expect(await verdictsOf(functions, { 'a.ts': `${code}function g() {\n  db.query(1);\n}\n` })).toEqual([
    "fail a.ts:1:8 | T. | [a.ts:2:3 It has a place that data from code 'req.query' reaches in it.]",
    "pass a.ts:4:1 | [It has no place that data from code 'req.query' reaches in it.]",
  ]);
});

test('a finding tells the way, in every report', async () => {
  const code = 'const id = (x) => x;\nconst t = req.query;\nconst u = id(t);\ndb.query(u);\n';
  const { findings } = await checkText(policy(), { 'a.ts': code });
  const told = findings.map(({ flow = [] }) =>
    flow.map(({ message, place: { region } }) => `${region?.startLine}:${region?.startColumn} ${message}`),
  );
  expect(told).toEqual([
    [
      '2:11 Tainted data comes from here.',
      '2:7 It is kept here.',
      '3:11 It goes through this call.',
      '3:7 It is kept here.',
      '4:10 It arrives here.',
    ],
  ]);
});

const notCode =
  "Data is followed in code: a matcher in 'taint' needs an anchor that finds code, such as 'code' or 'selector'.";

test.each([
  ['{sources: {code: a}}', "4:10 'taint' needs the key 'sinks'."],
  [
    '{sources: {code: a}, sinks: {code: b}, sanitizers: {code: c, exists: {code: d}}}',
    "4:68 'exists' cannot stand in sanitizers and propagators of 'taint': they are decided file by file.",
  ],
  [
    '{sources: {code: a}, sinks: {code: b}, propagators: [{code: f($X), from: $X, to: $Y}]}',
    "4:98 Nothing in this matcher binds '$Y'.",
  ],
  [
    '{sources: {code: a}, sinks: {code: b}, propagators: {code: f($X), from: $X}}',
    "4:56 'propagators' needs the key 'to'.",
  ],
  ["{sources: {schema: {table: '$T'}}, sinks: {code: b}}", `4:27 ${notCode}`],
  ['{sources: {code: a}, sinks: {files: b}}', `4:45 ${notCode}`],
  [
    '{sources: {code: a}, sinks: {code: b, inside: {use: subject}}}',
    "4:69 Inside 'taint', 'use: subject' cannot speak of the subject: sources and sinks are looked for in the whole file.",
  ],
])('%s is refused', async (taint, problem) => {
  expect(await problemsOf(`id: p\ntitle: T\nseverity: high\nforbid: {taint: ${taint}}\n`)).toEqual([problem]);
});
