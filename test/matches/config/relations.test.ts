import { expect, test } from 'vitest';
import { judged } from './effective/effective-of.ts';

/** The verdict, and where it is reported, of one policy about one file. */
async function verdict(
  policy: string,
  text: string,
  path = 'a.json',
): Promise<readonly (string | readonly string[])[]> {
  const found = await judged(policy, { [path]: text });
  return found.map((one) => (typeof one === 'string' ? one : one.slice(0, 2)));
}

const bound = (where: string): string => `subject: {config: a.json}
require:
  all:
    - {path: a, value: $A}
    - {path: b, value: $B}
  where: {$A: ${where}}
`;

test.each([
  ['{ref: $B}', '1', '1', 'pass'],
  ['{ref: $B}', '1', '"1"', 'fail'],
  ['{ref: $B}', '[1, 2]', '[1, 2]', 'pass'],
  ['{less-than: {ref: $B}}', '1', '2', 'pass'],
  ['{less-than: {ref: $B}}', '2', '2', 'fail'],
  ['{less-than: {ref: $B}}', '"1"', '2', 'fail'],
  ['{starts-with-list: {ref: $B}}', '["a", "b", "c"]', '["a", "b"]', 'pass'],
  ['{starts-with-list: {ref: $B}}', '["a", "b", "c"]', '["b"]', 'fail'],
  ['{starts-with-list: {ref: $B}}', '["a"]', '["a", "b"]', 'fail'],
  ['{starts-with-list: {ref: $B}}', '["a"]', '"a"', 'fail'],
  ['{same-set: {ref: $B}}', '["a", "b"]', '["b", "a"]', 'pass'],
  ['{same-set: {ref: $B}}', '["a", "b"]', '["a"]', 'fail'],
  ['{same-set: {ref: $B}}', '["a"]', '1', 'fail'],
  ['{same-set: [a, b]}', '["b", "a"]', 'null', 'pass'],
  ['{not: {ref: $B}}', 'null', 'null', 'fail'],
  ['{enum: [{ref: $B}, 9]}', '7', '7', 'pass'],
  ['{ref: $B}', '{"x": 1}', '{"x": 1}', 'review'],
])('%s of %s and %s: %s', async (where, a, b, kind) => {
  expect((await verdict(bound(where), `{"a": ${a}, "b": ${b}}`)).map((one) => one[0])).toEqual([kind]);
});

test('a template in one of two related values is unknown', async () => {
  const policy = bound('{less-than: {ref: $B}}').replace('a.json', 'a.yml');
  expect(await verdict(policy, 'a: 1\nb: {{ .Values.b }}\n', 'a.yml')).toEqual([['review', 'a.yml:1']]);
  const listed = bound('{same-set: {ref: $B}}').replace('a.json', 'a.yml');
  expect(await verdict(listed, 'a: [x]\nb: [x, "{{ y }}"]\n', 'a.yml')).toEqual([['review', 'a.yml:1']]);
});

const requiring = (matcher: string): string => `subject: {config: a.json}\nrequire: ${matcher}\n`;

test.each([
  ['{path: x.y, value: true}', '{"x": {}}', 'fail', 'a.json:1'],
  ['{path: x.y, value: true, absent: ok}', '{"x": {}}', 'pass', 'a.json:1'],
  ['{path: x.y, value: true, absent: ok}', '{"x": {"y": false}}', 'fail', 'a.json:1'],
  ['{path: x.y, value: true, absent: {default: true}}', '{}', 'pass', 'a.json:1'],
  ['{path: x.y, value: true, absent: {default: false}}', '{}', 'fail', 'a.json'],
  ['{path: x.y, value: true, absent: {default: true}}', '{"x": {"y": null}}', 'fail', 'a.json:1'],
  ['{path: x.y, value: null}', '{"x": {"y": null}}', 'pass', 'a.json:1'],
  ['{path: x.y, value: null}', '{"x": {}}', 'fail', 'a.json:1'],
  ['{first: [x.y, z, {default: 1}], value: 1}', '{}', 'pass', 'a.json:1'],
  ['{first: [x.y, z, {default: 1}], value: 2}', '{}', 'fail', 'a.json'],
  ['{first: [x.y, z, {default: 1}], value: 2}', '{"z": 2}', 'pass', 'a.json:1'],
  ['{first: [x.y, z, {default: 1}], value: 2}', '{"x": {"y": null}, "z": 2}', 'fail', 'a.json:1'],
  ['{path: x.y, value: {minimum: 3}, absent: {default: 3}}', '{"x": 1}', 'pass', 'a.json:1'],
])('%s of %s: %s', async (matcher, text, kind, place) => {
  expect(await verdict(requiring(matcher), text)).toEqual([[kind, place]]);
});

test('what is missing is reported at the nearest key there is', async () => {
  const text = '{\n  "x": {\n    "other": 1\n  }\n}\n';
  expect(await judged(requiring('{path: x.y.z, value: true}'), { 'a.json': text })).toEqual([
    ['fail', 'a.json:2', "'x.y.z' is missing, expected true. @ a.json:2"],
  ]);
});

test('what does not fit says nothing of what a template may add', async () => {
  const policy = `subject: {config: a.yml}\nforbid: {path: '*.privileged', value: true}\n`;
  const text = 'web: {privileged: false}\n{{ .Values.more }}: {privileged: false}\n';
  expect(await verdict(policy, text, 'a.yml')).toEqual([['review', 'a.yml:1']]);
  const jsonPath = `subject: {config: a.yml}\nforbid: {jsonpath: '$..privileged', value: true}\n`;
  expect(await verdict(jsonPath, text, 'a.yml')).toEqual([['review', 'a.yml:1']]);
});
