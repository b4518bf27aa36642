import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hcl, hclWith } from '../../../engine/documents/config/hcl.ts';
import type { Json } from '../../../engine/model/document.ts';
import { nodesOf, pathOf, problems, read, rows } from './rows.ts';

beforeAll(() => hcl.load?.());

test('attributes: literals are values, everything else keeps its text and is unknown', () => {
  const text = `# top
a = "x\\n\\"\\u00e9\\U0001F600 $\${b} %%{c}" // end
b = -1.5
c = (12)
d = !true
e = null /* mid */
f = [1, "two", [true,], {}]
g = { k = 1, "q r" : 2, 3 = "x"
  nested = { deep = false } }
h = var.region
i = "a-\${var.b}-c"
j = jsonencode({ x = 1 })
k = 1 + 1
`;
  expect(rows(hcl, text)).toEqual([
    ['a', 'a', '"x\\n\\"\\u00e9\\U0001F600 $${b} %%{c}"', 'x\n"é😀 ${b} %{c}'],
    ['b', 'b', '-1.5', -1.5],
    ['c', 'c', '(12)', 12],
    ['d', 'd', '!true', false],
    ['e', 'e', 'null', null],
    ['f.0', null, '1', 1],
    ['f.1', null, '"two"', 'two'],
    ['f.2.0', null, 'true', true],
    ['g.k', 'k', '1', 1],
    ['g.q r', '"q r"', '2', 2],
    ['g.3', '3', '"x"', 'x'],
    ['g.nested.deep', 'deep', 'false', false],
    ['h', 'h', 'var.region', '?'],
    ['i', 'i', '"a-${var.b}-c"', '?'],
    ['j', 'j', 'jsonencode({ x = 1 })', '?'],
    ['k', 'k', '1 + 1', '?'],
  ]);
  expect(problems(hcl, text)).toEqual([]);
  const unknown = nodesOf(hcl, text).filter((node) => node.unknown !== undefined);
  expect(unknown.map(({ value }) => value)).toEqual(['var.region', 'a-${var.b}-c', 'jsonencode({ x = 1 })', '1 + 1']);
});

test('labelled blocks are maps at their labels, all that may be repeated are sequences, however often they occur', () => {
  const text = `terraform {
  required_version = "1"
}
provider "aws" {
  region = "a"
}
resource "aws_s3_bucket" "logs" {
  acl = "private"
  ingress { port = 1 }
}
resource "aws_s3_bucket" "data" {
  ingress { port = 2 }
  ingress {
    port = 3
  }
}
`;
  expect(rows(hcl, text)).toEqual([
    ['terraform.0.required_version', 'required_version', '"1"', '1'],
    ['provider.aws.0.region', 'region', '"a"', 'a'],
    ['resource.aws_s3_bucket.logs.acl', 'acl', '"private"', 'private'],
    ['resource.aws_s3_bucket.logs.ingress.0.port', 'port', '1', 1],
    ['resource.aws_s3_bucket.data.ingress.0.port', 'port', '2', 2],
    ['resource.aws_s3_bucket.data.ingress.1.port', 'port', '3', 3],
  ]);
  const shown = nodesOf(hcl, text).filter(({ type, keyRange }) => type !== 'scalar' && keyRange);
  expect(
    shown.map((node) => [
      pathOf(node),
      node.type,
      text.slice(...node.keyRange!),
      text.slice(...node.range).split('\n').length,
    ]),
  ).toEqual([
    ['terraform', 'seq', 'terraform', 3],
    ['provider', 'map', 'provider', 3],
    ['provider.aws', 'seq', '"aws"', 3],
    ['resource', 'map', 'resource', 10],
    ['resource.aws_s3_bucket', 'map', '"aws_s3_bucket"', 10],
    ['resource.aws_s3_bucket.logs', 'map', '"logs"', 4],
    ['resource.aws_s3_bucket.logs.ingress', 'seq', 'ingress', 1],
    ['resource.aws_s3_bucket.data', 'map', '"data"', 6],
    ['resource.aws_s3_bucket.data.ingress', 'seq', 'ingress', 4],
  ]);
});

test('a labelled block that is repeated becomes a sequence in its place; a label and a key may collide', () => {
  const text = 'task "x" {\n a = 1\n}\nother = 0\ntask "x" {\n a = 2\n}\ntask "x" {\n a = 3\n}\n';
  const root = nodesOf(hcl, text)[0]!;
  expect(JSON.parse(JSON.stringify(root.value))).toEqual({ task: { x: [{ a: 1 }, { a: 2 }, { a: 3 }] }, other: 0 });
  expect(root.children[0]!.children.map(({ key, type }) => [key, type])).toEqual([['x', 'seq']]);
  const collision = 'r "a" {\n x = 1\n}\nr "a" "b" {\n y = 2\n}\nx = []\nx {}\n';
  expect(rows(hcl, collision)).toEqual([
    ['r.a.x', 'x', '1', 1],
    ['r.a.b.y', 'y', '2', 2],
  ]);
});

test('what a dynamic block makes stands among the blocks of its kind, of which nobody knows the number', () => {
  const text = `resource "aws_security_group" "x" {
  ingress { port = 1 }
  dynamic "ingress" {
    for_each = var.ports
    content {
      port = ingress.value
      cidr = ["0.0.0.0/0"]
    }
  }
}
`;
  expect(rows(hcl, text)).toEqual([
    ['resource.aws_security_group.x.ingress.0.port', 'port', '1', 1],
    ['resource.aws_security_group.x.ingress.1.port', 'port', 'ingress.value', '?'],
    ['resource.aws_security_group.x.ingress.1.cidr.0', null, '"0.0.0.0/0"', '0.0.0.0/0'],
    ['resource.aws_security_group.x.dynamic.ingress.for_each', 'for_each', 'var.ports', '?'],
  ]);
  const list = nodesOf(hcl, text).find(({ key }) => key === 'ingress')!;
  expect(list.unknown).toBe('A dynamic block says how many there are.');
});

test('heredocs', () => {
  const text =
    'a = <<EOT\n  x\n\n   y $${z} \\n\nEOT\nb = <<-EOT\n    x\n  \n      y\n  EOT\nc = <<-X\n  ${v}\nX\nd = <<E\nE\n';
  expect(rows(hcl, text)).toEqual([
    ['a', 'a', '<<EOT\n  x\n\n   y $${z} \\n\nEOT', '  x\n\n   y ${z} \\n\n'],
    ['b', 'b', '<<-EOT\n    x\n  \n      y\n  EOT', 'x\n  \n  y\n'],
    ['c', 'c', '<<-X\n  ${v}\nX', '?'],
    ['d', 'd', '<<E\nE', ''],
  ]);
});

test('a key that is an expression is unknown, and so is what else its map holds', () => {
  const text = 'a = { (var.k) = 1, "x-${y}" = 2, z = 3 }\n';
  const [, map, ...entries] = nodesOf(hcl, text);
  expect(map!.unknown).toBe('The key is an expression that is evaluated later.');
  expect(entries.map(({ key, unknown }) => [key, unknown !== undefined])).toEqual([
    ['(var.k)', true],
    ['"x-${y}"', true],
    ['z', false],
  ]);
});

test('CRLF, an empty file, variables in JSON, keys named __proto__', () => {
  expect(rows(hcl, 'a = 1\r\nb "c" {\r\n  d = "x"\r\n}\r\n').map(([path, , , value]) => [path, value])).toEqual([
    ['a', 1],
    ['b.c.d', 'x'],
  ]);
  expect(JSON.stringify(nodesOf(hcl, '').map(({ value }) => value))).toBe('[{}]');
  expect(problems(hcl, '')).toEqual([]);
  expect(rows(hcl, '{"a": 1}').map(([path, , , value]) => [path, value])).toEqual([['a', 1]]);
  const text = '__proto__ = 1\n__proto__ "__proto__" {\n x = {__proto__ = 2}\n}\n';
  expect(rows(hcl, text).map(([path]) => path)).toEqual(['__proto__', '__proto__.__proto__.x.__proto__']);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test('an argument that is there twice is said, and both are there', () => {
  expect(rows(hcl, 'a = 1\na = 2\n').map(([, , slice]) => slice)).toEqual(['1', '2']);
  expect(problems(hcl, 'a = 1\na = 2\n')).toEqual([["The argument 'a' is there twice.", 'a']]);
});

test('a broken line costs itself, a broken bracket the part of the file that it stands in', () => {
  const text = `a = 1
b "x" {
  c = = 2
  d = 3
  e =
  f = 4
}
g "y" {
  h {
  i = 5
}
j = "open
k = 6\0
l = 7
`;
  expect(rows(hcl, text)).toEqual([
    ['a', 'a', '1', 1],
    ['b.x.d', 'd', '3', 3],
    ['b.x.f', 'f', '4', 4],
    ['l', 'l', '7', 7],
  ]);
  expect(problems(hcl, text).map(([, slice]) => slice)).toEqual([
    '  c = = 2',
    '  e =',
    'g "y" {\n  h {\n  i = 5\n}',
    'j = "open',
    'k = 6\0',
  ]);
});

test('a broken file that begins with a line break comes to an end', () => {
  expect(problems(hcl, '\n)').map(([message]) => message)).toEqual([
    'It is not read from here to the next line at the left margin.',
  ]);
});

test('without the grammar every file says why it could not be read', async () => {
  const without = hclWith('@tree-sitter-grammars/none', 'none.wasm');
  await without.load?.();
  expect(read(without, 'a = 1')).toEqual({
    problems: [
      {
        message: "It could not be read because the optional package '@tree-sitter-grammars/none' is not installed.",
        range: [0, 0],
      },
    ],
  });
  const broken = hclWith('web-tree-sitter', 'package.json');
  await broken.load?.();
  expect(read(broken, 'a = 1').problems[0]!.message).toMatch(/^It could not be read because .* cannot be loaded/);
});

test.each(['a = ' + '['.repeat(20_000) + ']'.repeat(20_000), 'a {'.repeat(20_000) + '}'.repeat(20_000)])(
  'deep nesting is refused: %#',
  (text) => {
    expect(problems(hcl, text).map(([message]) => message)).toEqual(['It is nested deeper than 256 levels.']);
  },
);

test('deep operators are only text', () => {
  for (const text of [`a = ${'!'.repeat(20_000)}true`, `a = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`])
    expect(rows(hcl, text)[0]!.slice(0, 2)).toEqual(['a', 'a']);
});

const name = fc
  .stringMatching(/^[a-z_][a-z0-9_-]{0,5}$/)
  .filter((word) => !['true', 'false', 'null', 'for'].includes(word));
const string = fc.string({ unit: 'grapheme', maxLength: 8 });
const value: fc.Arbitrary<Json> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    string,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.integer().map((n) => n / 8),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(name, string), tie('value'), { maxKeys: 3 }),
  ),
})).value as fc.Arbitrary<Json>;

function written(json: Json): string {
  if (typeof json === 'string') return quoted(json);
  if (Array.isArray(json)) return `[${(json as Json[]).map(written).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return String(json);
  return `{ ${Object.entries(json)
    .map(([key, inner]) => `${quoted(key)} = ${written(inner)}`)
    .join(', ')} }`;
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\]|\p{C}/gu, escape);
  return `"${escaped.replace(/[$%](?=\{)/g, '$&$&')}"`;
}

function escape(unit: string): string {
  return `\\U${unit.codePointAt(0)!.toString(16).padStart(8, '0')}`;
}

test('what is written is read; slices read to the same key and value', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 4 }), name, fc.boolean(), (map, label, crlf) => {
      const lines = [
        `block "${label}" {`,
        ...Object.entries(map).map(([key, json]) => `  ${key} = ${written(json)}`),
        '}',
        '',
      ];
      const text = lines.join(crlf ? '\r\n' : '\n');
      const nodes = nodesOf(hcl, text);
      expect(problems(hcl, text)).toEqual([]);
      expect(JSON.stringify(nodes[0]!.value)).toBe(JSON.stringify({ block: { [label]: map } }));
      for (const node of nodes.slice(3)) {
        const again = nodesOf(hcl, `x = ${text.slice(...node.range)}\n`)[1]!;
        if (node.range[0] !== 0) expect(JSON.stringify(again.value)).toBe(JSON.stringify(node.value));
        if (node.keyRange) expect(nodesOf(hcl, `x = {${text.slice(...node.keyRange)} = 1}\n`)[2]!.key).toBe(node.key);
      }
    }),
    { numRuns: 150 },
  );
});

test('nothing makes it throw', () => {
  const piece = fc.constantFrom(
    'a',
    ' = ',
    '1',
    '"',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    '\n',
    '\r\n',
    '#',
    '😀',
    '${',
    '<<E',
    '<<-E\n',
    '\nE\n',
    '\0',
    '\\',
    'b "c" {\n',
    '-',
    '.',
    ':',
    '?',
    '/*',
    '\u2028',
    '\ufeff',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const { range } of nodesOf(hcl, text)) expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
      for (const { range } of read(hcl, text).problems)
        expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});
