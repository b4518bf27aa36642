import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonSuite } from '../../conformance/config-json.ts';
import { jsonPathSuite } from '../../conformance/config-jsonpath.ts';
import type { Suite } from '../../conformance/config-suite.ts';
import { tomlSuite } from '../../conformance/config-toml.ts';
import { yamlSuite } from '../../conformance/config-yaml.ts';

/** Cases of our own in the layout of a suite: what each group comes to. */
function ran(suite: Suite, files: Readonly<Record<string, string | Buffer>>): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'bylaw-conformance-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return suite.run(folder).map(({ group, total, wrong }) => [group, total, ...wrong]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('YAML', () => {
  const files = {
    'A/in.yaml': '--- # nothing\n--- [1, &a 2, *a, ~]\n',
    'B/in.yaml': 'on: yes\noctal: 0755\n? [complex]\n: x\n--- |\n text\n',
    'B/in.json': '{"on": "yes", "octal": 755, "[complex]": "x"}\n"text\\n"\n',
    'C/in.yaml': 'a: b: c\n',
    'C/error': '',
    'D/in.yaml': "a: 'open\n",
    'D/error': '',
    'E/in.yaml': 'base: &b {x: 1}\nuse: {<<: *b, y: 2}\n',
    'E/in.json': '{"base": {"x": 1}, "use": {"y": 2, "x": 1}}',
    // A suite that is wrong itself shows that differences are seen.
    'F/in.yaml': 'a: 1\n',
    'F/in.json': '{"a": "1"}',
    'F/error': '',
    'G/in.yaml': '"a\n',
    'G/in.json': '"a"',
    'H/00/in.yaml': 'a: 1\n',
    'H/00/in.json': '{"a": "1"}',
  };
  expect(ran(yamlSuite, files)).toEqual([
    ['valid', 5, 'G: refused'],
    ['invalid', 3, 'F: taken'],
    ['values', 4, 'G: undefined, expected ["a"]', 'H/00: [{"a":1}], expected [{"a":"1"}]'],
  ]);
});

test('TOML', () => {
  const files = {
    'tests/files-toml-1.1.0': 'valid/a.toml\nvalid/a.json\nvalid/b.toml\ninvalid/c.toml\ninvalid/d.toml\n',
    'tests/valid/a.toml':
      '\ufeffa = [1, 1.5, inf, -nan, true, "x\\ty"]\r\n[[t]]\r\nd = 1979-05-27 07:32:00.500z # c\r\nt = 07:32\r\n"__proto__" = 0x1F\r\n',
    'tests/valid/a.json': JSON.stringify({
      a: [
        { type: 'integer', value: '1' },
        { type: 'float', value: '1.5' },
        { type: 'float', value: '+inf' },
        { type: 'float', value: 'nan' },
        { type: 'bool', value: 'true' },
        { type: 'string', value: 'x\ty' },
      ],
      t: [
        {
          d: { type: 'datetime', value: '1979-05-27T07:32:00.5Z' },
          t: { type: 'time-local', value: '07:32:00' },
          ['__proto__']: { type: 'integer', value: '31' },
        },
      ],
    }),
    'tests/valid/b.toml': 'a = 2\n',
    'tests/valid/b.json': '{"a": {"type": "integer", "value": "1"}}',
    'tests/invalid/c.toml': 'a = 1\na = 2\n',
    'tests/invalid/d.toml': 'a = 1\n',
  };
  expect(ran(tomlSuite, files)).toEqual([
    ['1.1.0 valid', 2, 'valid/b.toml: .a is 2, expected {"type":"integer","value":"1"}'],
    ['1.1.0 invalid', 2, 'invalid/d.toml: taken'],
  ]);
});

test('JSON', () => {
  const files = {
    'test_parsing/y_deep.json': `${'['.repeat(100)}${']'.repeat(100)}`,
    'test_parsing/y_twice.json': '{"a": 1, "a": 2}',
    'test_parsing/n_comma.json': '[1,]',
    'test_parsing/n_comment.json': '{"a": /* b */ 1}',
    'test_parsing/n_deep.json': '['.repeat(100_000),
    'test_parsing/n_not_utf8.json': Buffer.from([0x22, 0xe9, 0x22]),
    'test_parsing/n_wrong.json': '[]',
    'test_parsing/i_bom.json': '\ufeff[]',
  };
  expect(ran(jsonSuite, files)).toEqual([
    ['valid', 2],
    ['invalid', 5, 'test_parsing/n_wrong.json: taken'],
  ]);
});

test('JSONPath', () => {
  const document = { a: [{ b: 1, "it's": 2 }, { b: 3 }] };
  const tests = [
    { name: 'slice', selector: '$.a[-1:].b', document, result: [3], result_paths: ["$['a'][1]['b']"] },
    { name: 'key', selector: `$.a[0]["it's"]`, document, result: [2], result_paths: ["$['a'][0]['it\\'s']"] },
    {
      name: 'any order',
      selector: '$.a[?@.b > 0].b',
      document,
      results: [
        [3, 1],
        [1, 3],
      ],
      results_paths: [
        ["$['a'][1]['b']", "$['a'][0]['b']"],
        ["$['a'][0]['b']", "$['a'][1]['b']"],
      ],
    },
    { name: 'nothing', selector: '$..c', document, result: [], result_paths: [] },
    { name: 'wrong value', selector: '$.a[0].b', document, result: [2], result_paths: ["$['a'][0]['b']"] },
    { name: 'no path', selector: '$.a[', invalid_selector: true },
    { name: 'a path', selector: '$.a', invalid_selector: true },
  ];
  expect(ran(jsonPathSuite, { 'cts.json': JSON.stringify({ tests }) })).toEqual([
    ['valid', 5, "wrong value: $.a[0].b selected [1] at $['a'][0]['b']"],
    ['invalid', 2, 'a path: taken'],
  ]);
});
