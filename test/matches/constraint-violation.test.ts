import { expect, test } from 'vitest';
import { violationOf } from '../../engine/matches/constraint-violation.ts';
import type { Binding } from '../../engine/model/binding.ts';
import type { Json } from '../../engine/model/document.ts';
import type { Constraint } from '../../engine/model/formula.ts';
import { judged } from './config/effective/effective-of.ts';

function of(value: Json): Binding {
  return { text: '', value: value as never };
}

test.each<[Constraint, Json, ReturnType<typeof violationOf>]>([
  [{ required: ['x'] }, {}, { path: [], kind: 'missing', message: "has no 'x'" }],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, { path: [], kind: 'missing', message: "has no 'b'" }],
  [
    { properties: { 'a/b': { items: { required: ['~'] } } } },
    { 'a/b': [{ '~': 1 }, {}] },
    { path: ['a/b', 1], kind: 'missing', message: "has no '~'" },
  ],
  [
    { additionalProperties: false, properties: { a: {} } },
    { a: 1, q: 2 },
    { path: ['q'], kind: 'key', message: 'must not be there' },
  ],
  [{ unevaluatedProperties: false }, { q: 2 }, { path: ['q'], kind: 'key', message: 'must not be there' }],
  [
    { propertyNames: { pattern: '^[A-Z]' } },
    { A: 1, b: 2 },
    { path: ['b'], kind: 'key', message: 'is a key that must match pattern "^[A-Z]"' },
  ],
  [{ uniqueItems: true }, ['a', 'b', 'a'], { path: [2], kind: 'value', message: 'is there twice' }],
  [{ items: { enum: [1, 2] } }, [1, 3], { path: [1], kind: 'value', message: 'must be 1 or 2' }],
  [{ properties: { a: { const: 'x' } } }, { a: 'y' }, { path: ['a'], kind: 'value', message: "must be 'x'" }],
  [
    { properties: { a: { semver: '^2' } } },
    { a: '1.0.0' },
    { path: ['a'], kind: 'value', message: "must fit 'semver'" },
  ],
  [
    { properties: { a: { not: { const: 1 } } } },
    { a: 1 },
    { path: ['a'], kind: 'value', message: 'must NOT be valid' },
  ],
  [
    { if: { required: ['a'] }, then: { required: ['b'] } },
    { a: 1 },
    { path: [], kind: 'missing', message: "has no 'b'" },
  ],
  // Of alternatives the one that went deepest was meant; none, where they all fail at one place.
  [
    { anyOf: [{ type: 'string' }, { properties: { a: { properties: { b: { const: 2 } } } } }] },
    { a: { b: 3 } },
    { path: ['a', 'b'], kind: 'value', message: 'must be 2' },
  ],
  [
    { properties: { x: { oneOf: [{ type: 'string' }, { properties: { b: { maximum: 2 } } }] } } },
    { x: { b: 3 } },
    { path: ['x', 'b'], kind: 'value', message: 'must be <= 2' },
  ],
  [
    { properties: { x: { anyOf: [{ const: 1 }, { const: 2 }] } } },
    { x: 3 },
    { path: ['x'], kind: 'value', message: 'fits none of the alternatives' },
  ],
  [{ anyOf: [{ const: 1 }, { const: 2 }] }, 3, { path: [], kind: 'value', message: 'fits none of the alternatives' }],
  [
    { allOf: [{ required: ['a'] }, { properties: { a: { minimum: { ref: '$LOW' } } } }] },
    { a: 1 },
    { path: ['a'], kind: 'value', message: 'must be >= 5' },
  ],
  [{ not: { const: 1 } }, 1, undefined],
  [{ const: 1 }, 1, undefined],
])('%j of %j', (constraint, value, expected) => {
  expect(violationOf(constraint, of(value), { LOW: of(5) })).toEqual(expected);
});

const text = `{
  "jobs": {
    "build": { "image": "node", "tags": ["a", "b", "a"] },
    "__proto__": { "image": "x" }
  }
}
`;

test.each([
  ['path: jobs.build, value: {required: [timeout]}', "'jobs.build' does not fit: it has no 'timeout'.", 3],
  ['path: jobs, value: {properties: {build: {required: [user]}}}', "'jobs' does not fit: 'build' has no 'user'.", 3],
  [
    'path: jobs.build, value: {additionalProperties: false, properties: {image: {}}}',
    "'jobs.build' does not fit: 'tags' must not be there.",
    3,
  ],
  [
    'path: jobs, value: {propertyNames: {pattern: "^[a-z]"}}',
    `'jobs' does not fit: '__proto__' is a key that must match pattern "^[a-z]".`,
    4,
  ],
  [
    'path: jobs, value: {additionalProperties: {properties: {image: {const: node}}}}',
    "'jobs' does not fit: '__proto__.image' must be 'node'.",
    4,
  ],
  ['path: jobs.build.tags, value: {uniqueItems: true}', "'jobs.build.tags' does not fit: '2' is there twice.", 3],
  ['value: {required: [version]}', "The document does not fit: it has no 'version'.", undefined],
  [
    'path: jobs.build.image, value: {pattern: "^x"}',
    "'jobs.build.image' is \"node\", expected text that matches '^x'.",
    3,
  ],
  [
    'path: jobs.build.tags, value: {maxItems: 2}',
    '\'jobs.build.tags\' is ["a", "b", "a"], expected at most 2 entries long.',
    3,
  ],
])('%s', async (matcher, message, line) => {
  const place = line === undefined ? 'a.json' : `a.json:${line}`;
  expect(await judged(`subject: {config: a.json}\nrequire: {${matcher}}\n`, { 'a.json': text })).toEqual([
    ['fail', place, `${message} @ ${place}`],
  ]);
});
