import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { assemblePolicies } from '../../../engine/policies/assemble.ts';
import { readYaml } from '../../../engine/policies/yaml-source.ts';
import { fakeAnchors } from './fake-anchors.ts';
import { shown } from './shown.ts';

const pieces = [
  'id',
  'forbid',
  'code',
  ': ',
  ':',
  '\n',
  '\n  ',
  '\n    ',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '&a ',
  '*a',
  '<<',
  '|\n',
  '"',
  "'",
  '# ',
  '---\n',
  '!!str ',
  'param',
  'x',
  '~',
  '\r\n',
  '\t',
  '%',
  '😀',
];

test('whatever stands in a file, loading it ends in data or problems', () => {
  assert(
    property(array(constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const { policies, problems } = assemblePolicies({
        packs: [{ files: [{ path: 'p.yaml', text: parts.join('') }] }],
        anchors: fakeAnchors,
      });
      expect(policies.length + problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('a node that holds itself is refused', () => {
  expect(shown(readYaml('p.yaml', 'a: &a [*a]\n').problems)).toEqual([
    "p.yaml:1:8-1:10 '*a' stands inside the node that it names.",
  ]);
});
