import { expect, test } from 'vitest';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { documentRoots } from '../../../engine/documents/config/node.ts';
import { yaml } from '../../../engine/documents/config/yaml.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, pathOf, problems, read, rows } from './rows.ts';

test('keys and values with their slices', () => {
  const text =
    'on: push\r\nname: "😀 x" # c\r\njobs:\r\n  a:\r\n    - 1\r\n    - k: ~\r\nrun: |\r\n  one\r\n  two\r\n"odd key": 0755\r\n? [1]\r\n: 2\r\n';
  expect(rows(yaml, text)).toEqual([
    ['on', 'on', 'push', 'push'],
    ['name', 'name', '"😀 x"', '😀 x'],
    ['jobs.a.0', null, '1', 1],
    ['jobs.a.1.k', 'k', '~', null],
    ['run', 'run', '|\r\n  one\r\n  two\r\n', 'one\ntwo\n'],
    ['odd key', '"odd key"', '0755', 755],
    ['[1]', '[1]', '2', 2],
  ]);
  expect(problems(yaml, text)).toEqual([]);
});

test('a block map ends where its last value ends', () => {
  const text = 'a:\n  b: 1\n\n# c\nc: 2\n';
  const map = nodesOf(yaml, text).find((node) => pathOf(node) === 'a')!;
  expect(text.slice(...map.range)).toBe('b: 1');
});

test('an alias is a copy where it stands; what is inside keeps its place; merged entries do not override', () => {
  const text = 'a: &x {k: 1, z: [s]}\nb: *x\nc:\n  <<: *x\n  k: 2\nd:\n  <<: [*x, {k: 9, n: 3}]\n';
  expect(rows(yaml, text)).toEqual([
    ['a.k', 'k', '1', 1],
    ['a.z.0', null, 's', 's'],
    ['b.k', 'k', '1', 1],
    ['b.z.0', null, 's', 's'],
    ['c.k', 'k', '2', 2],
    ['c.z.0', null, 's', 's'],
    ['d.k', 'k', '1', 1],
    ['d.z.0', null, 's', 's'],
    ['d.n', 'n', '3', 3],
  ]);
  const nodes = nodesOf(yaml, text);
  expect(text.slice(...nodes.find((node) => pathOf(node) === 'b')!.range)).toBe('*x');
  expect(new Set(nodes).size).toBe(nodes.length);
  for (const node of nodes) for (const child of node.children) expect(child.parent).toBe(node);
});

test('aliases that cannot be followed are unknown', () => {
  expect(rows(yaml, 'a: *no\nb: &b [*b]\n')).toEqual([
    ['a', 'a', '*no', '?'],
    ['b.0.0', null, '*b', '?'],
  ]);
  expect(problems(yaml, 'a: *no\nb: &b [*b]\n').map(([message]) => message)).toEqual([
    `The alias '*no' refers to nothing.`,
    `The alias '*b' refers to what contains it.`,
  ]);
});

test('aliases that multiply run into the budget, and that is said once', () => {
  const lines = Array.from(
    'bcdefgh',
    (name, i) => `${name}: &${name} [${Array<string>(9).fill(`*${'abcdefg'[i]}`).join(',')}]`,
  );
  const text = ['a: &a [x,x,x,x,x,x,x,x,x]', ...lines].join('\n');
  expect(problems(yaml, text).map(([message]) => message)).toEqual([
    'The aliases would multiply beyond what can be read.',
  ]);
  expect(nodesOf(yaml, text).length).toBeLessThan(100_000);
});

test('each document of a file is a root; empty ones are none', () => {
  const { tree } = read(yaml, '# a\n---\nkind: A\n---\n# nothing\n---\nkind: B\n');
  const roots = documentRoots(tree!.root as ConfigNode);
  expect(roots.map(({ key, value }) => [key, { ...(value as object) }])).toEqual([
    [undefined, { kind: 'A' }],
    [undefined, { kind: 'B' }],
  ]);
  expect(documentRoots(read(yaml, '- a\n- b\n').tree!.root as ConfigNode)).toHaveLength(1);
  expect(rows(yaml, '')).toEqual([['', null, '', null]]);
});

test('a key that is there twice is a problem, and both are kept', () => {
  expect(rows(yaml, 'a: 1\nb: 2\na: 3\n').map(([path, , slice]) => [path, slice])).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ]);
  expect(problems(yaml, 'a: 1\nb: 2\na: 3\n')).toEqual([[`The key 'a' is there twice.`, 'a']]);
  const many = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n');
  const start = performance.now();
  expect(problems(yaml, many)).toEqual([]);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('__proto__ is a key like any other', () => {
  const [root] = nodesOf(yaml, '__proto__:\n  x: 1\nconstructor: 2\n');
  expect(Object.keys(root!.value as object)).toEqual(['__proto__', 'constructor']);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test('tags of tools make a value unknown', () => {
  expect(rows(yaml, 'a: !Ref x\nb: !!str 1\nc: !Sub {k: 1}\n')).toEqual([
    ['a', 'a', 'x', '?'],
    ['b', 'b', '1', '1'],
    ['c.k', 'k', '1', 1],
  ]);
});

test('Helm: values are unknown, and where entries may be inserted nothing is known to be absent', () => {
  const text =
    'apiVersion: v1\nmetadata:\n  name: {{ .Values.name }}\n  labels:\n    {{- include "l" . | nindent 4 }}\n' +
    'spec:\n  {{- if .Values.x }}\n  image: "{{ .Values.image | default "x" }}"\n  {{- end }}\n  securityContext:\n' +
    '    runAsNonRoot: true\n    {{- toYaml .Values.sc | nindent 4 }}\n';
  expect(problems(yaml, text)).toEqual([]);
  expect(rows(yaml, text)).toEqual([
    ['apiVersion', 'apiVersion', 'v1', 'v1'],
    ['metadata.name', 'name', '{{ .Values.name }}', '?'],
    ['metadata.labels', 'labels', '', '?'],
    ['spec.image', 'image', '"{{ .Values.image | default "x" }}"', '?'],
    ['spec.securityContext.runAsNonRoot', 'runAsNonRoot', 'true', true],
  ]);
  const unknown = nodesOf(yaml, text).filter(({ type, unknown }) => type === 'map' && unknown !== undefined);
  expect(unknown.map(pathOf)).toEqual(['spec.securityContext']);
});

test('which templates count depends on the tool', () => {
  const workflow = '.github/workflows/ci.yml';
  expect(rows(yaml, 'a: ${{ x }}\nrun: docker ps {{.ID}} ${HOME}\n', workflow).map((row) => row[3])).toEqual([
    '?',
    'docker ps {{.ID}} ${HOME}',
  ]);
  expect(rows(yaml, 'a: ${X}-$Y\nb: $$X\nc: a$b\n', 'docker-compose.yml').map((row) => row[3])).toEqual([
    '?',
    '$$X',
    '?',
  ]);
  expect(rows(yaml, 'a: ${X}\n', 'k8s/a.yml').map((row) => row[3])).toEqual(['${X}']);
});

test.each([
  ['['.repeat(2000)],
  ['- '.repeat(2000)],
  ['{a: '.repeat(2000)],
  [Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
])('deep nesting is refused before it is composed: %#', (text) => {
  expect(problems(yaml, text).map(([message]) => message)).toEqual(['It is nested deeper than 256 levels.']);
  expect(read(yaml, text).tree).toBeUndefined();
});

test.each(['{{'.repeat(100_000), ' {{}}'.repeat(50_000), '{%'.repeat(100_000)])(
  'many templates take no quadratic time: %#',
  (text) => {
    const start = performance.now();
    read(yaml, text);
    expect(performance.now() - start).toBeLessThan(5_000);
  },
);

test('a broken file leaves what can be read', () => {
  expect(rows(yaml, 'a: 1\nb: [1, "x\nc: 2\n').slice(0, 2)).toEqual([
    ['a', 'a', '1', 1],
    ['b.0', null, '1', 1],
  ]);
  expect(problems(yaml, 'a: 1\nb: [1, "x\n').length).toBeGreaterThan(0);
});

const word = fc.string({ unit: 'grapheme', maxLength: 12 });
const leaf = fc.oneof(
  word,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(word, tie('node'), { maxKeys: 4 }),
  ),
})).node;

test('slices parse to the same key and value', () => {
  fc.assert(
    fc.property(value, fc.boolean(), (json, flow) => {
      const text = stringify(json, flow ? { collectionStyle: 'flow', lineWidth: 0 } : {});
      if (text.includes('{{') || text.includes('{%') || text.includes('<<')) return;
      for (const node of nodesOf(yaml, text)) {
        if (node.type !== 'scalar') continue;
        const slice = text.slice(...node.range);
        if (!/^[|>]/.test(slice)) expect(parse(slice)).toEqual(node.value);
        if (node.keyRange) expect(String(parse(text.slice(...node.keyRange)) ?? '')).toBe(node.key);
      }
    }),
    { numRuns: 300 },
  );
});

test('the whole value is what yaml itself reads', () => {
  fc.assert(
    fc.property(value, (json) => {
      const text = stringify(json);
      if (text.includes('{{') || text.includes('{%')) return;
      const [root] = nodesOf(yaml, text);
      expect(JSON.stringify(root!.value)).toBe(JSON.stringify(parse(text)));
    }),
    { numRuns: 300 },
  );
});

test('nothing makes it throw', () => {
  const piece = fc.constantFrom(
    'a: ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '&a ',
    '*a',
    '!t ',
    '|',
    '>',
    '? ',
    '<<: ',
    '---\n',
    '{{ x }}',
    '{%',
    '#',
    '😀',
    '\t',
    '%',
    '\u0000',
    ',',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const { tree, problems } = read(yaml, text);
      for (const { range } of problems) expect(range[0]).toBeLessThanOrEqual(range[1]);
      if (!tree) expect(problems.length).toBeGreaterThan(0);
      for (const { range } of nodesOf(yaml, text)) expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
