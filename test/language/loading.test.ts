import { expect, test } from 'vitest';
import { compileText, problemsOf, verdictsOf } from './verdicts-of.ts';

const head = `id: one
title: One
severity: low
`;

const problems = (body: string, definitions: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  problemsOf(`${head}${body}\n`, definitions);

test('neither the order of keys nor that of a list under all has a meaning', async () => {
  const files = {
    'a.ts': `function a() { f('x'); g('x'); }\nfunction b() { f('x'); g('y'); }\nfunction c() { f(n()); g('y'); }\n`,
    'app.yaml': 'names: {x: 1}\n',
  };
  const parts = [
    `where: {$X: {ref: $Y}}`,
    `has: {code: 'f($X)'}`,
    `exists: {config: app.yaml, path: names.$Y}`,
    `inside: {file: '**'}`,
  ];
  const orders = permutations(parts);
  const asKeys = orders.map((order) => `{${order.join(', ')}}`);
  const asList = orders.map((order) => `{all: [${order.map((part) => `{${part}}`).join(', ')}]}`);
  const policies = [...asKeys, ...asList].map(
    (require) => `${head}subject: {code: 'function $F(...) {...}'}\nrequire: ${require}\n`,
  );
  const verdicts = await Promise.all(policies.map((policy) => verdictsOf(policy, files)));
  expect(new Set(verdicts.map((lines) => lines.join('\n'))).size).toBe(1);
  expect(verdicts[0]).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | [a.ts It is inside a file.] | [a.ts:1:16 It has code 'f(x)' in it.] | [app.yaml:1:12 Found: 'names.x' in 'app.yaml'.]",
      "pass a.ts:2:1 | [a.ts It is inside a file.] | [a.ts:2:16 It has code 'f(x)' in it.] | [app.yaml:1:12 Found: 'names.x' in 'app.yaml'.]",
      "review a.ts:3:1 | One. The value of 'n()' is not known statically. | not-static: The value of 'n()' is not known statically. | [a.ts Not certain: It is inside a file.] | [a.ts:3:16 Not certain: It has code 'f(n())' in it.] | [app.yaml:1:12 Not certain: Found: 'names.x' in 'app.yaml'.]",
    ]
  `);
});

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length === 0) return [[]];
  return list.flatMap((item, i) => permutations(list.filter((_, at) => at !== i)).map((rest) => [item, ...rest]));
}

test('a constraint inside a step waits for the sibling that binds what it refers to', async () => {
  const files = { 'a.ts': `function a() { f('x'); g('x'); }\nfunction b() { f('x'); g('y'); }\n` };
  const steps = [`{has: {code: 'f($X)', where: {$X: {ref: $Y}}}}`, `{has: {code: 'g($Y)'}}`];
  const policy = (order: readonly string[]): string =>
    `${head}subject: {code: 'function $F(...) {...}'}\nrequire: {all: [${order.join(', ')}]}\n`;
  const [one, other] = [await verdictsOf(policy(steps), files), await verdictsOf(policy(steps.toReversed()), files)];
  expect(one).toEqual(other);
  expect(one).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | [a.ts:1:24 It has code 'g(x)' in it.] | [a.ts:1:16 It has code 'f(x)' where 'x' is the same as 'x' in it.]",
      "fail a.ts:2:1 | One. | [It has no code 'g(*)' in it, or it has no code 'f(*)' where X is the same as Y in it.]",
    ]
  `);
});

test('what is denied waits for what binds its names', async () => {
  const files = { 'a.ts': `function a() { f('x'); g('x'); }\nfunction b() { f('x'); g('y'); }\n` };
  const policy = (require: string): string => `${head}subject: {code: 'function $F(...) {...}'}\nrequire: ${require}\n`;
  const one = await verdictsOf(policy(`{all: [{not: {has: {code: 'g($X)'}}}, {has: {code: 'f($X)'}}]}`), files);
  expect(one).toEqual(await verdictsOf(policy(`{has: {code: 'f($X)'}, not: {has: {code: 'g($X)'}}}`), files));
  expect(one).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | One. | [a.ts:1:24 It has code 'g(x)' in it.]",
      "pass a.ts:2:1 | [a.ts:2:16 It has code 'f(x)' in it.]",
    ]
  `);
});

test('a line of text or a relative path stands behind the anchor that says which nodes', async () => {
  const files = { 'a.ts': `call('secret');\ncall('open');\n`, 'a.yaml': 'a: {b: 1}\nc: {b: 2}\n' };
  const texts = [`{text: secret}`, `{code: 'call(...)'}`];
  const paths = [`{path: b, value: 1}`, `{config: '*.yaml', path: '*'}`];
  const found = (parts: readonly string[]): Promise<readonly string[]> =>
    verdictsOf(`${head}forbid: {all: [${parts.join(', ')}]}\n`, files);
  expect(await found(texts)).toEqual(await found(texts.toReversed()));
  expect(await found(paths)).toEqual(await found(paths.toReversed()));
  expect([...(await found(texts)), ...(await found(paths))]).toMatchInlineSnapshot(`
    [
      "fail a.ts:1:1 | One.",
      "fail a.yaml:1:4 | One.",
    ]
  `);
});

test('a name that only some alternatives bind is left open for the reduce', async () => {
  const deferred = async (exists: string): Promise<readonly string[] | undefined> => {
    const policy = `${head}subject: {code: 'f($X)'}\nrequire: {has: {code: 'g($Y)'}, exists: ${exists}}\n`;
    const { checks, problems: found } = await compileText(policy);
    expect(found).toEqual([]);
    return checks[0]?.deferred;
  };
  expect(await deferred(`{code: ['h($Y)', 'i()']}`)).toEqual(['Y']);
  expect(await deferred(`{sql: ['DELETE FROM $Y', 'TRUNCATE a']}`)).toEqual(['Y']);
  expect(await deferred(`{file: ['a/$Y', 'b']}`)).toEqual(['Y']);
  expect(await deferred(`{files: ['a/$Y', b], code: 'h()'}`)).toEqual(['Y']);
  expect(await deferred(`{config: ['a/\${Y}.yaml', 'b.yaml']}`)).toEqual(['Y']);
  expect(await deferred(`{route: {path: [$Y, '/a']}}`)).toEqual(['Y']);
  expect(await deferred(`{any: [{env: {name: $Y}}, {text: 'a'}]}`)).toEqual(['Y']);
  expect(await deferred(`{text: 'a'}`)).toEqual([]);
});

test('a path that captures only in one of several globs binds nothing for sure', async () => {
  expect(await problems(`message: $X\nforbid: {files: ['a/$X/**', 'b/**'], code: 'f()'}`)).toMatchInlineSnapshot(`
    [
      "4:10 Nothing binds '$X' of the message; bound are: none.",
    ]
  `);
});

test('sets beside a subject may refer to what it binds', async () => {
  const policy = `${head}subject: {code: 'app($APP)'}
sets:
  used: {code: 'use($A, $N)', where: {$A: {ref: $APP}}, values: $N}
  known: [a, b]
require: {within: [used, known]}
`;
  const files = { 'a.ts': `app('one');\napp('two');\nuse('one', 'a');\nuse('two', 'c');\n` };
  expect(await verdictsOf(policy, files)).toMatchInlineSnapshot(`
    [
      "pass a.ts:1:1 | [a.ts:3:1 Compared: 'a'.] | ['a' is in 'known'.]",
      "fail a.ts:2:1 | One. | [a.ts:4:1 Fails for 'c'.] | ['c' is not in 'known', which has 2 elements.]",
    ]
  `);
  expect(await problemsOf(policy.replace('$APP}}', '$OTHER}}'))).toMatchInlineSnapshot(`
    [
      "6:39 Nothing binds '$OTHER' here.",
    ]
  `);
});

test('sets that cannot be compared', async () => {
  const sets = (a: string, b: string): string => `sets:\n  a: ${a}\n  b: ${b}\nrequire: {within: [a, b]}`;
  const pair = `{code: 'f($X, $Y)', values: [$X, $Y]}`;
  expect(await problems(sets(pair, `{code: 'g($X)', values: $X}`))).toMatchInlineSnapshot(`
    [
      "7:19 An element of 'a' has 2 values, one of 'b' one value: they can never be equal.",
    ]
  `);
  expect(await problems(sets(pair, '[[a, b], [c]]'))).toMatchInlineSnapshot(`
    [
      "7:19 An element of 'a' has 2 values, one of 'b' one value: they can never be equal.",
    ]
  `);
  expect(await problems(sets(pair, '[[a, b], [c, d]]'))).toEqual([]);
  expect(await problems(sets(`{code: 'f($X)', values: $N}`, '[a]'))).toMatchInlineSnapshot(`
    [
      "5:30 Nothing in the matcher of this set binds '$N'; bound are: $X.",
    ]
  `);
  expect(await problems(sets(`{code: ['f($X)', 'g()'], values: $X}`, '[a]'))).toMatchInlineSnapshot(`
    [
      "5:39 Nothing in the matcher of this set binds '$X'; bound are: none.",
    ]
  `);
});

test('a count that nothing can have, and distinct without count', async () => {
  expect(await problems(`project: true\nrequire: {exists: {code: 'f()', count: {min: 3, max: 2}}}`))
    .toMatchInlineSnapshot(`
    [
      "5:40 There cannot be at least 3 and at most 2 matches.",
    ]
  `);
  expect(await problems(`project: true\nrequire: {exists: {code: 'f($X)', distinct: $X}}`)).toMatchInlineSnapshot(`
    [
      "5:35 'distinct' says what 'count' counts; without 'count' it has no meaning.",
    ]
  `);
});

test('exceptions for names that nothing binds, and negated globs', async () => {
  const except = (entry: string): Promise<readonly string[]> =>
    problems(`forbid: {code: ['f($X)', 'g($Z)']}\nexcept: [${entry}]`);
  expect(await except(`{$Z: 'a*', $X: '!(a|b)', files: 'src/**', reason: r}`)).toEqual([]);
  expect(await except(`{$Y: a, reason: r}`)).toMatchInlineSnapshot(`
    [
      "5:11 Nothing binds '$Y' of this exception; bound are: $X, $Z.",
    ]
  `);
  expect(await except(`{$X: [a, '!b'], reason: r}`)).toMatchInlineSnapshot(`
    [
      "5:19 The glob '!b' is negated, and would leave out all the rest. Name what is left out.",
    ]
  `);
  expect(await except(`{files: ['/src/**', '!a.ts'], reason: r}`)).toMatchInlineSnapshot(`
    [
      "5:19 The glob '/src/**' must be relative to the workspace root: leave out the leading '/'.",
      "5:30 The glob '!a.ts' is negated, and would leave out all the rest. Name what is left out.",
    ]
  `);
  expect(await problems(`subject: {code: 'f()'}\nforbid: {has: {code: 'g($X)'}}\nexcept: [{$X: a, reason: r}]`))
    .toMatchInlineSnapshot(`
    [
      "6:11 Nothing binds '$X' of this exception; bound are: none.",
    ]
  `);
});

test('what is asked of a subject of another kind', async () => {
  const asked = (subject: string, require: string): Promise<readonly string[]> =>
    problems(`subject: ${subject}\nrequire: ${require}`);
  const config = `{config: '*.yaml', path: a}`;
  expect(await asked(config, `{code: 'f()'}`)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is a node of a config document, and 'code' can never hold for that. Say where to look: 'exists: {code: …}'.",
    ]
  `);
  expect(await asked(config, `{any: [{path: b}, {selector: Identifier}]}`)).toMatchInlineSnapshot(`
    [
      "5:28 The subject is a node of a config document, and 'selector' can never hold for that. Say where to look: 'exists: {selector: …}'.",
    ]
  `);
  expect(await asked(config, `{not: {sql: 'SELECT 1'}}`)).toMatchInlineSnapshot(`
    [
      "5:16 The subject is a node of a config document, and 'sql' can never hold for that. Say where to look: 'exists: {sql: …}'.",
    ]
  `);
  expect(await asked(`{code: 'f()'}`, `{path: a}`)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is code, but a path without 'config' starts from a node of a config document, or from a file. Ask the workspace: 'exists: {config: …}'.",
    ]
  `);
  expect(await asked(`{code: 'f()'}`, `{config: '*.yaml', path: a}`)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is code, and 'config' can never hold for that. Say where to look: 'exists: {config: …}'.",
    ]
  `);
  expect(await asked(`{code: 'f()'}`, `{file: 'src/**'}`)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is code, and 'file' can never hold for that. To restrict the path write 'files', to ask for another file 'exists: {file: …}'.",
    ]
  `);
  expect(await asked(`{file: 'src/**'}`, `{env: {name: A}}`)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is a file, and 'env' can never hold for that. Say where to look: 'has: {env: …}' or 'exists: {env: …}'.",
    ]
  `);
  expect(await problems(`forbid: {code: 'f()'}\nwhen: {path: a}`)).toHaveLength(1);
  for (const fine of [`{has: {code: 'f()'}}`, `{text: a}`, `{path: a}`, `{exists: {code: 'f()'}}`])
    expect(await asked(`{file: '*.yaml'}`, fine)).toEqual([]);
  expect(await asked(`{any: [{code: 'f()'}, ${config}]}`, `{code: 'f()'}`)).toEqual([]);
});

test('a definition is refused only if none of its alternatives can hold', async () => {
  const definitions = {
    mixed: `matcher: {any: [{code: 'f()'}, {sql: 'SELECT 1'}, {path: a}]}\n`,
    called: `matcher: [{code: 'f()'}, {code: 'g()'}]\n`,
  };
  const subject = `subject: {config: '*.yaml', path: a}\nrequire: `;
  expect(await problems(`${subject}{use: mixed}`, definitions)).toEqual([]);
  expect(await problems(`${subject}{use: called}`, definitions)).toMatchInlineSnapshot(`
    [
      "5:10 The subject is a node of a config document, and nothing in the definition 'called' can ever hold for that. Say where to look with 'exists'.",
    ]
  `);
});

test('files within nodes', async () => {
  expect(await problems(`subject: {code: 'f()'}\nrequire: {has: {file: 'a.ts'}}`)).toMatchInlineSnapshot(`
    [
      "5:11 'has' leads to nodes of the same document, never to a file. Ask about the path with 'files', about another file with 'exists: {file: …}'.",
    ]
  `);
  expect(await problems(`subject: {code: 'f()'}\nrequire: {inside: {file: 'a.ts'}}`)).toEqual([]);
});

test('a relative path where there is nothing to start from', async () => {
  expect(await problems(`forbid: {path: a.b}`)).toMatchInlineSnapshot(`
    [
      "4:9 Without 'config' a path starts from the subject, and here is none: say in which files with 'config: <glob>'.",
    ]
  `);
  expect(await problems(`subject: {files: '*.yaml', first: [a, b]}\nrequire: {path: c}`)).toMatchInlineSnapshot(`
    [
      "4:10 Without 'config' a path starts from the subject, and here is none: say in which files with 'config: <glob>'.",
    ]
  `);
  expect(await problems(`project: true\nrequire: {exists: [{config: '*.yaml'}, {path: a.b}]}`)).toMatchInlineSnapshot(`
    [
      "5:40 Without 'config' a path starts from the subject, and here is none: say in which files with 'config: <glob>'.",
    ]
  `);
  expect(await problems(`forbid: {path: a, any: [{config: '*.yaml', path: b}]}`)).toEqual([]);
});

test('use: subject where it cannot speak of the subject', async () => {
  expect(await problems(`subject: {code: 'f()'}\nrequire: {exists: {code: 'f()', not: {use: subject}}}`))
    .toMatchInlineSnapshot(`
    [
      "5:44 Inside 'exists', 'use: subject' cannot speak of the subject. To ask for a match that is not the subject itself write 'other: true'.",
    ]
  `);
  expect(await problems(`subject: {schema: {table: $S.$T}}\nrequire: {not: {use: subject}}`)).toMatchInlineSnapshot(`
    [
      "5:22 'use: subject' speaks of a node of a document, but this policy's subject is none: it is an object of the schema, or the workspace.",
    ]
  `);
  expect(await problems(`project: true\nrequire: {use: subject}`)).toMatchInlineSnapshot(`
    [
      "5:16 'use: subject' speaks of a node of a document, but this policy's subject is none: it is an object of the schema, or the workspace.",
    ]
  `);
  expect(
    await problems(
      `subject: {code: 'f()'}\nrequire: {inside: {code: 'g(...)', has: {code: 'f()', not: {use: subject}}}}`,
    ),
  ).toEqual([]);
});

test('a condition of sets is about the subject, or the workspace', async () => {
  const sets = `sets: {a: {code: 'f($X)', values: $X}}\nrequire: {unique: a}`;
  expect(await problems(`when: {code: 'f()'}\n${sets}`)).toMatchInlineSnapshot(`
    [
      "4:7 'code' cannot be asked about an object of the schema. Ask the workspace: 'exists: {code: …}'.",
    ]
  `);
  expect(await problems(`when: {exists: {code: 'f()'}}\n${sets}`)).toEqual([]);
});

test('regular expressions of constraints that may take exponential time', async () => {
  const where = (constraint: string): Promise<readonly string[]> =>
    problems(`forbid: {code: 'f($X)', where: {$X: ${constraint}}}`);
  expect(await where(`{pattern: '^(a+)+$'}`)).toMatchInlineSnapshot(`
    [
      "4:37 This constraint is not valid: the expression '^(a+)+$' may take exponential time, for in a repeated group the same text can be matched in several ways.",
    ]
  `);
  expect(await where(`{type: object, patternProperties: {'(a|a)*b': {type: string}}}`)).toMatchInlineSnapshot(`
    [
      "4:37 This constraint is not valid: the expression '(a|a)*b' may take exponential time, for in a repeated group the same text can be matched in several ways.",
    ]
  `);
  expect(await where(`{not: {anyOf: [{items: {pattern: '(a+)+'}}, {minLength: 2}]}}`)).toHaveLength(1);
  expect(await where(`{enum: ['(a+)+'], pattern: '^(ab+)+$'}`)).toEqual([]);
  expect(await problems(`forbid: {config: '*.yaml', path: a, value: {pattern: '(a+)+'}}`)).toMatchInlineSnapshot(`
    [
      "4:44 The constraint cannot be read: the expression '(a+)+' may take exponential time, for in a repeated group the same text can be matched in several ways.",
    ]
  `);
  expect(await problems(`forbid: {env: {name: {pattern: '(a+)+'}}}`)).toMatchInlineSnapshot(`
    [
      "4:22 This constraint is not valid: the expression '(a+)+' may take exponential time, for in a repeated group the same text can be matched in several ways.",
    ]
  `);
});
