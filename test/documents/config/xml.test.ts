import { parseXml as parseStrictly, XmlElement, XmlText } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xml } from '../../../engine/documents/config/xml.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, problems, read, rows } from './rows.ts';

const pom = `<?xml version="1.0"?>
<!-- <no/> -->
<!DOCTYPE project [ <!ENTITY co "<x>]"> ]>
<project a:b='x &lt; "y"'>
  <dependencies>
    <dependency><id> one </id></dependency>
  </dependencies>
  <empty/><blank> </blank>
  <sql><![CDATA[ a < b ]]></sql>
  <p>A<!-- c --> &#x41;<![CDATA[&]]> &amp; <b>x</b> tail</p>
  <v>\${project.version}</v><w>&co;</w>
</project>
`;

test('attributes, children, text, lists', () => {
  expect(rows(xml, pom)).toEqual([
    ['project.@a:b', 'a:b', `'x &lt; "y"'`, 'x < "y"'],
    ['project.dependencies.dependency.0.id', 'id', 'one', 'one'],
    ['project.empty', 'empty', '', ''],
    ['project.blank', 'blank', '', ''],
    ['project.sql', 'sql', ' a < b ', ' a < b '],
    ['project.p.#text.0', null, 'A<!-- c --> &#x41;<![CDATA[&]]> &amp;', 'A A& &'],
    ['project.p.#text.1', null, 'tail', 'tail'],
    ['project.p.b', 'b', 'x', 'x'],
    ['project.v', 'v', '${project.version}', '?'],
    ['project.w', 'w', '&co;', '?'],
  ]);
  expect(problems(xml, pom)).toEqual([]);
  const crlf = pom.replaceAll('\n', '\r\n');
  expect(rows(xml, crlf)).toEqual(rows(xml, pom));
});

test('ranges of elements; what occurs twice is a sequence', () => {
  const text = '<a><b x="1"/><c/><b>2</b></a>';
  const [root, a, list, first] = nodesOf(xml, text);
  expect([root, a, list, first].map((node) => [node!.type, node!.key, text.slice(...node!.range)])).toEqual([
    ['map', undefined, text],
    ['map', 'a', text],
    ['seq', 'b', '<b x="1"/><c/><b>2'],
    ['map', 0, '<b x="1"/>'],
  ]);
});

test('a broken file keeps what can be read', () => {
  const text = '<a><b x="1" y=2 z="3"><c>1</c></d></b><e>&<f></a>\n< 2';
  expect(rows(xml, text).map(([path, , slice]) => [path, slice])).toEqual([
    ['a.b.@x', '"1"'],
    ['a.b.c', '1'],
    ['a.e.#text', '&'],
    ['a.e.f', ''],
  ]);
  expect(problems(xml, text)).toEqual([
    ["The tag 'b' cannot be read from here.", ' y=2 z="3">'],
    ["There is no open 'd' to close.", '</d>'],
    ["The element 'f' is not closed.", 'f'],
    ["The element 'e' is not closed.", 'e'],
    ["A '<' that begins no tag must be written as '&lt;'.", '<'],
    ['Text stands outside of the root element.', ' 2'],
  ]);
});

test.each([
  ['', 'There is no root element.'],
  ['<a/><b/>', "'b' is a second root element."],
  ['<a><!-- x', 'The comment is not closed.'],
  ['<a>&</a>', 'Unterminated reference'],
  ['<a b="1" b="2"/>', 'Duplicate attribute'],
  ['<a>\0</a>', 'Invalid character'],
])('%j is a problem', (text, message) => {
  expect(problems(xml, text)[0]![0]).toContain(message);
});

test('entities are not expanded, keys named __proto__ are keys', () => {
  const lol = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><l><x>&b;</x><y>&c;</y></l>`;
  expect(nodesOf(xml, lol).flatMap(({ type, value }) => (type === 'scalar' ? [value] : []))).toEqual(['&b;', '&c;']);
  expect(rows(xml, '<__proto__ constructor="1"/>').map(([path]) => path)).toEqual(['__proto__.@constructor']);
});

test('deep nesting is refused, and unclosed things take no quadratic time', () => {
  const deep = '<a>'.repeat(20_000) + '</a>'.repeat(20_000);
  expect(problems(xml, deep).map(([message]) => message)).toEqual(['It is nested deeper than 256 levels.']);
  for (const text of ['<a '.repeat(50_000), '<a b="'.repeat(50_000), '<!--'.repeat(50_000), '&a'.repeat(50_000)])
    expect(problems(xml, text).length).toBeGreaterThan(0);
});

/** Names on the way, without indices, and the text: what any parser of XML says of a file. */
function flat(node: ConfigNode, path = ''): string[] {
  if (node.type === 'scalar') return [`${path}=${String(node.value)}`];
  return node.children.flatMap((child) => flat(child, node.type === 'seq' ? path : `${path}/${child.key}`));
}

function flatStrictly(element: XmlElement, path: string): string[] {
  const here = `${path}/${element.name}`;
  const found = Object.entries(element.attributes).map(([key, value]) => `${here}/@${key}=${value}`);
  const isLeaf = found.length === 0 && !element.children.some((child) => child instanceof XmlElement);
  let run = '';
  const texts: string[] = [];
  for (const child of element.children) {
    if (child instanceof XmlText) run += child.text;
    if (!(child instanceof XmlElement)) continue;
    texts.push(run.trim());
    run = '';
    found.push(...flatStrictly(child, here));
  }
  texts.push(run.trim());
  if (isLeaf) return [`${here}=${texts[0]}`];
  return [...found, ...texts.filter((text) => text !== '').map((text) => `${here}/#text=${text}`)];
}

test('the same as a conforming parser, or a problem; nothing makes it throw', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b c="1">',
    '</b>',
    '<a/>',
    'x',
    ' ',
    '\n',
    '\r\n',
    '&amp;',
    '&#65;',
    '&',
    '<',
    '>',
    '"',
    '<!--x-->',
    '<![CDATA[y]]>',
    '<![CDATA[',
    ']]>',
    '<?p q?>',
    '😀',
    '\0',
    "<a b='\"'>",
    '</',
    '<!DOCTYPE a>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, wrapped) => {
      const text = wrapped ? `<r>${pieces.join('')}</r>` : pieces.join('');
      const { tree, problems: said } = read(xml, text);
      for (const { range } of nodesOf(xml, text)) expect(range[0] <= range[1] && range[1] <= text.length).toBe(true);
      let strict: string[] | undefined;
      try {
        strict = flatStrictly(parseStrictly(text).root!, '');
      } catch {
        expect(said.length).toBeGreaterThan(0);
      }
      if (!strict) return;
      expect(said).toEqual([]);
      expect(flat(tree!.root as ConfigNode).sort()).toEqual(strict.sort());
    }),
    { numRuns: 1_000 },
  );
});
