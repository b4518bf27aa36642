import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useEmphasis } from '../../../engine/documents/config/markdown-emphasis.ts';
import { markdown } from '../../../engine/documents/config/markdown.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, problems, read, rows } from './rows.ts';

const readme = `---
title: "x"
---
# Env \`vars\`

| Name | Default |
|------|:-:|
| \`PORT\` | 3000 |
| \`A\\|B\` and *b* | [t](<http://x y> "t") |
|| b |

Set \`\` b\`a \`\`; [ref][r], <https://e.org>

[r]: http://ref/ "title"

Sub
---
> \`\`\`ts foo
> a
> b
> \`\`\`
`;

const expected = [
  ['frontMatter.title', 'title', '"x"', 'x'],
  ['headings.0.level', null, '#', 1],
  ['headings.0.text', null, 'Env `vars`', 'Env vars'],
  ['headings.1.level', null, '---', 2],
  ['headings.1.text', null, 'Sub', 'Sub'],
  ['tables.0.heading', null, 'Env `vars`', 'Env vars'],
  ['tables.0.columns.0', null, 'Name', 'Name'],
  ['tables.0.columns.1', null, 'Default', 'Default'],
  ['tables.0.rows.0.Name', 'Name', 'PORT', 'PORT'],
  ['tables.0.rows.0.Default', 'Default', '3000', '3000'],
  ['tables.0.rows.1.Name', 'Name', '`A\\|B` and *b*', 'A|B and b'],
  ['tables.0.rows.1.Default', 'Default', '[t](<http://x y> "t")', 't'],
  ['tables.0.rows.2.Name', 'Name', '', ''],
  ['tables.0.rows.2.Default', 'Default', 'b', 'b'],
  ['links.0.text', null, 't', 't'],
  ['links.0.url', null, 'http://x y', 'http://x y'],
  ['links.1.text', null, 'https://e.org', 'https://e.org'],
  ['links.1.url', null, 'https://e.org', 'https://e.org'],
  ['links.2.text', null, 'r', 'r'],
  ['links.2.url', null, 'http://ref/', 'http://ref/'],
  ['code.0.lang', null, 'ts', 'ts'],
  ['code.0.text', null, 'a\n> b', 'a\nb'],
  ['codeSpans.0', null, 'vars', 'vars'],
  ['codeSpans.1', null, 'PORT', 'PORT'],
  ['codeSpans.2', null, 'A\\|B', 'A|B'],
  ['codeSpans.3', null, 'b`a', 'b`a'],
];

test('headings, tables, links, code and front matter', () => {
  expect(rows(markdown, readme)).toEqual(expected);
  expect(problems(markdown, readme)).toEqual([]);
});

test('CRLF', () => {
  const crlf = rows(markdown, readme.replaceAll('\n', '\r\n'));
  expect(crlf.map(([path, , slice]) => [path, slice.replaceAll('\r', '')])).toEqual(
    expected.map(([path, , slice]) => [path, slice]),
  );
});

test('an empty file has empty lists; a second byte order mark moves nothing; NUL and __proto__ are text', () => {
  expect(JSON.stringify(nodesOf(markdown, '')[0]!.value)).toBe(
    '{"headings":[],"tables":[],"links":[],"code":[],"codeSpans":[]}',
  );
  expect(rows(markdown, '\ufeffa `b\0`\n')).toEqual([['codeSpans.0', null, 'b\0', 'b\ufffd']]);
  expect(rows(markdown, '| `__proto__` |\n|-|\n| `x` |\n').map(([path]) => path)).toContain(
    'tables.0.rows.0.__proto__',
  );
});

test('broken front matter is a problem, and the rest is read', () => {
  const text = '---\na: [\n---\n# T\n';
  expect(problems(markdown, text).length).toBeGreaterThan(0);
  expect(rows(markdown, text).at(-1)).toEqual(['headings.0.text', null, 'T', 'T']);
});

test.each(['>'.repeat(20_000), '- '.repeat(20_000), `${' '.repeat(400)}- a`])(
  'deep nesting of blocks is refused before it costs anything: %#',
  (text) => {
    expect(problems(markdown, text).map(([message]) => message)).toEqual(['It is nested too deeply to be read.']);
  },
);

test('what is in a table ends where its row does; bars in code, missing and surplus cells, a table under a paragraph', () => {
  const text = 'text\n| a | b\n:- | -:\n`x\\|y` | \\| |\n z\n||c|d\n\n> |q|\n> |-|\n> |r|\n\n|a|b|\n|-|\n';
  expect(rows(markdown, text).filter(([path]) => path.startsWith('tables'))).toEqual([
    ['tables.0.columns.0', null, 'a', 'a'],
    ['tables.0.columns.1', null, 'b', 'b'],
    ['tables.0.rows.0.a', 'a', 'x\\|y', 'x|y'],
    ['tables.0.rows.0.b', 'b', '\\|', '|'],
    ['tables.0.rows.1.a', 'a', 'z', 'z'],
    ['tables.0.rows.2.a', 'a', '', ''],
    ['tables.0.rows.2.b', 'b', 'c', 'c'],
    ['tables.1.columns.0', null, 'q', 'q'],
    ['tables.1.rows.0.q', 'q', 'r', 'r'],
  ]);
});

test('links: no link in a link, code before brackets, references are none of ours, definitions with and without title', () => {
  const text = `[a [b](u) c](v) [\`](x)\`](y) ![alt [k](l) \`m\`](n) [[z]](/w 'T') [d] [e][d] [ [d] ](q)
<me@x.org> [f](</a b>) [g](a(b)c) [h](a(b) [i]() [j\\]](k&amp;\\*)

[d]: <http://d/>
'title'
[e]: /e 'no title
`;
  expect(rows(markdown, text).filter(([path]) => path.startsWith('links'))).toEqual([
    ['links.0.text', null, 'b', 'b'],
    ['links.0.url', null, 'u', 'u'],
    ['links.1.text', null, '](x)', '](x)'],
    ['links.1.url', null, 'y', 'y'],
    ['links.2.text', null, '[z]', '[z]'],
    ['links.2.url', null, '/w', '/w'],
    ['links.3.text', null, 'me@x.org', 'me@x.org'],
    ['links.3.url', null, 'me@x.org', 'mailto:me@x.org'],
    ['links.4.text', null, 'f', 'f'],
    ['links.4.url', null, '/a b', '/a b'],
    ['links.5.text', null, 'g', 'g'],
    ['links.5.url', null, 'a(b)c', 'a(b)c'],
    ['links.6.text', null, 'i', 'i'],
    ['links.6.url', null, '', ''],
    ['links.7.text', null, 'j\\]', 'j]'],
    ['links.7.url', null, 'k&amp;\\*', 'k&*'],
    ['links.8.text', null, 'd', 'd'],
    ['links.8.url', null, 'http://d/', 'http://d/'],
  ]);
});

test('headings: emphasis, HTML, entities and references are not seen, escapes are what they escape', () => {
  const text = `# **a***b* _c_d_ &copy;&#65;&ampx; <b>e</b> \\* ![i](u) [r] [s] <!-- c --> #
Two
lines
===
> Q
> R
> ---

[r]: x
===
<a id="x" />
## not a heading

> <div>
>
> ## heading
`;
  expect(
    rows(markdown, text).flatMap(([path, , slice, value]) => (/^headings.*text$/.test(path) ? [[slice, value]] : [])),
  ).toEqual([
    ['**a***b* _c_d_ &copy;&#65;&ampx; <b>e</b> \\* ![i](u) [r] [s] <!-- c -->', 'ab c_d ©A&ampx; e * i r [s]'],
    ['Two\nlines', 'Two lines'],
    ['Q\n> R', 'Q R'],
    ['heading', 'heading'],
  ]);
});

test('code: in lists and quotes without their indentation, open to the end of the file, CRLF', () => {
  const text =
    '- a\r\n\r\n  ~~~js x\r\n    b\r\n  c\r\n  ~~~\r\n\r\n> ```\r\n>  d\r\n> ```\r\n\r\n    e\r\n\r\n    f\r\n\r\n```\r\ng\r\n';
  expect(rows(markdown, text)).toEqual([
    ['code.0.lang', null, 'js', 'js'],
    ['code.0.text', null, '  b\r\n  c', '  b\nc'],
    ['code.1.text', null, ' d', ' d'],
    ['code.2.text', null, 'e\r\n\r\n    f', 'e\n\nf'],
    ['code.3.text', null, 'g', 'g'],
  ]);
});

test('emphasis: the steps grow with the text, not with its square', () => {
  const stepsOf = (count: number): number => {
    let steps = 0;
    const signs = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? '_' : '*'));
    const delimiters = signs.map((sign, i) => ({
      ...{
        length: 1 + (i % 4),
        left: 1 + (i % 4),
        at: i * 8,
        canOpen: i % 2 === 0 || i % 5 === 0,
        canClose: i % 2 === 1,
      },
      get sign() {
        steps++;
        return sign;
      },
    }));
    useEmphasis(delimiters);
    return steps;
  };
  for (const count of [1_000, 10_000]) expect(stepsOf(count)).toBeLessThan(50 * count);
});

/** With quadratic time each would take minutes. */
test.each(
  [
    '*a _b ',
    'a**b',
    '*_',
    '[a',
    '[a](b',
    '[a](<b',
    '[a](b "',
    '![a',
    '](',
    '[a][b',
    '`a``b',
    '<!--',
    '<?',
    '<a b="',
    '&',
  ].map((piece) => [piece] as const),
)('a file of %j again and again is read', (piece) => {
  const { tree } = read(markdown, `x ${piece.repeat(40_000)}\n\n# end\n`);
  expect((tree!.root as ConfigNode).value).toMatchObject({ headings: [{ text: 'end' }] });
});

test.each([
  '[a]: b\n',
  '[a]:\n',
  '[\n',
  "[a]: b '\n",
  'a\n|-|\n',
  '|a|\n|-|\n',
  '```\n',
  '- a\n',
  '<div>\n\n',
  'a\n=\n',
])('many lines of %j are read', (line) => {
  expect(problems(markdown, line.repeat(20_000))).toEqual([]);
  expect((read(markdown, line.repeat(20_000)).tree!.root as ConfigNode).type).toBe('map');
});

test('a code span is found at its place, whatever stands around it; nothing makes it throw', () => {
  const piece = fc.constantFrom(
    'a',
    '*',
    '`',
    '|',
    '\n',
    '\r\n',
    '[',
    ']',
    '(b)',
    '<',
    '>',
    '# ',
    '- ',
    '😀',
    '\0',
    '\\',
    '|-|\n',
    '```',
    '---\n',
    '&amp;',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = `${pieces.join('')}\n\n\nX \`SPAN\`\n`;
      for (const { range } of nodesOf(markdown, text))
        expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
      const spans = nodesOf(markdown, text).filter(({ value }) => value === 'SPAN');
      for (const { range } of spans) expect(text.slice(...range)).toBe('SPAN');
    }),
    { numRuns: 200 },
  );
});

test('the tree is made once, when it is asked for', () => {
  const { tree } = read(markdown, '# a\n');
  expect(tree!.root).toBe(tree!.root);
});
