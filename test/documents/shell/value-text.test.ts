import fc from 'fast-check';
import { expect, test } from 'vitest';
import { json } from '../../../engine/documents/config/json.ts';
import { yaml } from '../../../engine/documents/config/yaml.ts';
import { valueText } from '../../../engine/documents/shell/value-text.ts';
import type { Language } from '../../../engine/documents/language.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';

function value(language: Language, text: string): ConfigNode {
  const { tree } = language.parse({ path: `a.${language.name}`, text, bom: false, bytes: text.length });
  const root = tree!.root as ConfigNode;
  return root.children[0]!;
}

/** What stands in the file where a part of the value is said to stand. */
function written(language: Language, text: string, part: string): string {
  const node = value(language, text);
  const source = valueText(node, text);
  const start = source.text.indexOf(part);
  expect(start).toBeGreaterThanOrEqual(0);
  return text.slice(...source.range(start, start + part.length));
}

test.each([
  ['a literal block', 'a: |\n  one\n    two\n\n  three\n', 'three', 'three'],
  ['an indented line of it', 'a: |\n  one\n    two\n', '  two', '  two'],
  ['a folded block', 'a: >-\n  one\n  two\n\n  three\n', 'two', 'two'],
  ['with an indicator', 'a: |2-\n    one\n   two\n', 'two', 'two'],
  ['after a comment in the header', 'a: | # what\n  one\n  two\n', 'one', 'one'],
  ['line breaks of Windows', 'a: |\r\n  one\r\n  two\r\n', 'two', 'two'],
  ['plain, over two lines', 'a: one\n  two three\n', 'two three', 'two three'],
  ['single quotes', "a: 'it''s one'\n", 'one', 'one'],
  ['double quotes', 'a: "x\\n\\u0041\\"one\\" two"\n', 'one', 'one'],
  ['a folded double quote', 'a: "one \\\n   two"\n', 'two', 'two'],
])('%s', (_name, text, part, expected) => {
  expect(written(yaml, text, part)).toBe(expected);
});

test('JSON', () => {
  expect(written(json, '{"a": "x\\ty \\"curl\\" | bash"}', 'bash')).toBe('bash');
});

test('what is written elsewhere stands where the alias stands', () => {
  const text = 'b: &x one\na: *x\n';
  const root = value(yaml, text).parent!;
  const alias = root.children[1]!;
  expect(text.slice(...valueText(alias, text).range(0, 1))).toBe('*x');
});

test('in a literal block each word of the value stands where it is written', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 6 }), (lines, indent) => {
      const text = `a: |\n${lines.map((one) => ' '.repeat(indent) + one).join('\n')}\n`;
      const node = value(yaml, text);
      const source = valueText(node, text);
      for (const { 0: found, index } of source.text.matchAll(/\w+/g))
        expect(text.slice(...source.range(index, index + found.length))).toBe(found);
    }),
  );
});
