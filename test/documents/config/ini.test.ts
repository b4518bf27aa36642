import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from '../../../engine/documents/all.ts';
import { ini } from '../../../engine/documents/config/ini.ts';
import { nodesOf, pathOf, problems, read, rows } from './rows.ts';

test('.npmrc as npm reads it', () => {
  const text = `; c
//registry.npmjs.org/:_authToken=\${NPM_TOKEN}
ignore-scripts = true\r
save-exact
omit[]=dev
a = "x ; \\"y" ; c
omit[] = optional # c
b = 'z#'
c = u\\;v ; w
key:with = null
[section.x]
"quoted key" = v
`;
  expect(rows(ini, text, '.npmrc')).toEqual([
    ['//registry.npmjs.org/:_authToken', '//registry.npmjs.org/:_authToken', '${NPM_TOKEN}', '?'],
    ['ignore-scripts', 'ignore-scripts', 'true', true],
    ['save-exact', 'save-exact', 'save-exact', true],
    ['omit.0', null, 'dev', 'dev'],
    ['omit.1', null, 'optional', 'optional'],
    ['a', 'a', '"x', '"x'],
    ['b', 'b', "'z#'", 'z#'],
    ['c', 'c', 'u\\;v', 'u;v'],
    ['key:with', 'key:with', 'null', null],
    ['section.x.quoted key', '"quoted key"', 'v', 'v'],
  ]);
  expect(problems(ini, text, '.npmrc')).toEqual([]);
});

/** Of these npm makes nothing that can be meant: it skips the line, takes a section for a key, or fails. */
const unread = [
  '=x',
  ' [s]',
  '[s] # c',
  '[]',
  '[__proto__]',
  'two words',
  'null',
  "'null'=1",
  '__proto__=1',
  '""=1',
  'a []=1',
];

test.each(unread.filter((line) => line !== 'null'))('.npmrc: %j is a problem', (line) => {
  expect(problems(ini, `${line}\n`, '.npmrc')).toEqual([
    ['The line is neither a section, nor key and value, nor a comment.', line.trim()],
  ]);
});

test('.npmrc: what is in quotes is JSON, escapes, lists that go on, keys that stand twice', () => {
  const text = `"a;b"='1'
c"=x"#y
d\\;e=\\#\\z
f='true' ;
g='[1]'
[x.y\\.z]
l[]=1
l=2
m=1
m[]=2
[m.n]
[x]
o=1
[x.o]
`;
  expect(rows(ini, text, '.npmrc')).toEqual([
    ['a;b', '"a;b"', "'1'", 1],
    ['c"', 'c"', 'x"', 'x"'],
    ['d;e', 'd\\;e', '\\#\\z', '#\\z'],
    ['f', 'f', "'true'", "'true'"],
    ['g', 'g', "'[1]'", '?'],
    ['x.y.z.l.0', null, '1', '1'],
    ['x.y.z.l.1', null, '2', '2'],
    ['x.y.z.m', 'm', '1', '1'],
    ['x.y.z.m.0', null, '2', '2'],
    ['x.o', 'o', '1', '1'],
  ]);
  expect(problems(ini, text, '.npmrc')).toEqual([
    ["The key 'm' is there twice.", 'm'],
    ["The section 'o' has the name of a key.", 'x.o'],
  ]);
});

test('git: sections and entries on one line, comments end a continued line, the old way to write a subsection', () => {
  const text = `[a]k=1;\\
[B.C "d"] l
m = a ; b \\
n = "" x" ; "\\\\ \\"\r
o = \\\r
  p
`;
  expect(rows(ini, text, '.gitconfig')).toEqual([
    ['a.k', 'k', '1', '1'],
    ['b.c.d.l', 'l', 'l', true],
    ['b.c.d.m', 'm', 'a', 'a'],
    ['b.c.d.n', 'n', '"" x" ; "\\\\ \\"', 'x ; \\ "'],
    ['b.c.d.o', 'o', '\\\r\n  p', 'p'],
  ]);
  expect(problems(ini, text, '.gitconfig')).toEqual([]);
});

test.each(['k # c', '1=2', 'a_b=1', 'k = "open', 'k = \\x', '[s', '[]', '[s"t"]', '[s "t" ]', '= 1'])(
  'git gives up at %j, and the next line is read',
  (line) => {
    const text = `[q]\n${line}\nz=1\n`;
    expect(problems(ini, text, '.gitconfig')).toEqual([
      ['The line is neither a section, nor key and value, nor a comment.', line],
    ]);
    expect(rows(ini, text, '.gitconfig')).toEqual([['q.z', 'z', '1', '1']]);
  },
);

test('.gitmodules and .gitconfig as git reads them', () => {
  const text = `[submodule "a.b \\"c\\""] ; c
	Path = lib/x # c
	url = "https://x/y;z" 
	shallow
[remote "origin"]
	fetch = +a:b
	fetch = c \\
  d
[Core]
	x = a"  b "c\\t
`;
  expect(rows(ini, text, '.gitmodules')).toEqual([
    ['submodule.a.b "c".path', 'Path', 'lib/x', 'lib/x'],
    ['submodule.a.b "c".url', 'url', '"https://x/y;z"', 'https://x/y;z'],
    ['submodule.a.b "c".shallow', 'shallow', 'shallow', true],
    ['remote.origin.fetch', 'fetch', '+a:b', '+a:b'],
    ['remote.origin.fetch', 'fetch', 'c \\\n  d', 'c   d'],
    ['core.x', 'x', 'a"  b "c\\t', 'a  b c\t'],
  ]);
  expect(problems(ini, text, '.gitmodules')).toEqual([]);
});

test('.editorconfig: sections are globs, signs of comments belong to values', () => {
  const text = 'Root = true\n[*.{js,ts}]\nindent_size = 4 ; x\n\n[[a-c].md]\nTab_Width=#\n';
  expect(rows(ini, text, '.editorconfig')).toEqual([
    ['root', 'Root', 'true', 'true'],
    ['*.{js,ts}.indent_size', 'indent_size', '4 ; x', '4 ; x'],
    ['[a-c].md.tab_width', 'Tab_Width', '#', '#'],
  ]);
});

test('setup.cfg and its like as Python reads them', () => {
  const text = `[options]
packages = find:
install_requires =
    a ; python_version < "3"
    # c

    b=1
name: "q"
[options.packages.find]
where = %(here)s/src
`;
  expect(rows(ini, text, 'setup.cfg')).toEqual([
    ['options.packages', 'packages', 'find:', 'find:'],
    [
      'options.install_requires',
      'install_requires',
      'a ; python_version < "3"\n    # c\n\n    b=1',
      'a ; python_version < "3"\nb=1',
    ],
    ['options.name', 'name', '"q"', '"q"'],
    ['options.packages.find.where', 'where', '%(here)s/src', '?'],
  ]);
});

test('other INI files: what most tools have in common', () => {
  const text = `; c
[PHP]
memory_limit = "128M" ; c
zone = Europe/Paris  # c
color = #fff
extension[] = a
http = :80
skip-networking
  [Next]
x = "a" b
`;
  expect(rows(ini, text, 'php.ini')).toEqual([
    ['PHP.memory_limit', 'memory_limit', '"128M"', '128M'],
    ['PHP.zone', 'zone', 'Europe/Paris', 'Europe/Paris'],
    ['PHP.color', 'color', '#fff', '#fff'],
    ['PHP.extension.0', null, 'a', 'a'],
    ['PHP.http', 'http', ':80', ':80'],
    ['PHP.skip-networking', 'skip-networking', 'skip-networking', null],
    ['Next.x', 'x', '"a" b', '"a" b'],
  ]);
});

test('sections: from their header to their last entry; one that is opened again goes on', () => {
  const text = '[a]\nx=1\n[b]\ny=1\n[a]\nz=1\n';
  const sections = nodesOf(ini, text, 'x.ini').filter(({ type, keyRange }) => type === 'map' && keyRange);
  expect(sections.map((node) => [pathOf(node), text.slice(...node.keyRange!), text.slice(...node.range)])).toEqual([
    ['a', 'a', '[a]\nx=1\n[b]\ny=1\n[a]\nz=1'],
    ['b', 'b', '[b]\ny=1'],
  ]);
});

test('what is broken is a problem, and the rest is read', () => {
  expect(problems(ini, '[a\nsome words here\n= 1\nb=1\nb=2\n', 'x.ini')).toEqual([
    ['The line is neither a section, nor key and value, nor a comment.', '[a'],
    ['The line is neither a section, nor key and value, nor a comment.', 'some words here'],
    ['The line is neither a section, nor key and value, nor a comment.', '= 1'],
    ["The key 'b' is there twice.", 'b'],
  ]);
  expect(read(ini, 'b=1\nb=2', 'x.ini').problems.map(({ harmless }) => harmless)).toEqual([true]);
  expect([rows(ini, '', 'x.ini'), problems(ini, '', 'x.ini')]).toEqual([[], []]);
});

test('keys that JavaScript knows too', () => {
  const text = '__proto__=1\n[constructor]\n__proto__[]=2\n[__proto__]\nx=3\n';
  expect(rows(ini, text, 'x.ini').map(([path, , , value]) => [path, value])).toEqual([
    ['__proto__', '1'],
    ['constructor.__proto__.0', '2'],
    ['__proto__.x', '3'],
  ]);
});

const paths = ['.npmrc', '.gitmodules', '.editorconfig', 'setup.cfg', 'x.ini'];

test('which files are INI', () => {
  const names = [...paths, 'a/tox.ini', '.pylintrc', '.gitconfig', 'app.cfg'].map((path) => languageOf(path)?.name);
  expect(names).toEqual([...Array.from({ length: 8 }, () => 'ini'), undefined]);
});

test('whatever the text: ranges lie in it and in those of what encloses them, and say the same when they are read alone', () => {
  const piece = fc.constantFrom(
    ...['a', 'b', 'true', ' ', ' ', '\t', '=', '=', ':', '\n', '\n', '\r\n', '[', ']', '[]', '"', "'", '\\', ';', '#'],
    ...['\n[x]\n', '\n[x "y"]\n', '😀', '\0', '${X}', '__proto__', '\n  '],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...paths), (pieces, path) => {
      const text = pieces.join('');
      for (const node of nodesOf(ini, text, path)) {
        const [start, end] = node.range;
        const [outerStart, outerEnd] = node.parent?.range ?? [0, text.length];
        expect(outerStart <= start && start <= end && end <= outerEnd).toBe(true);
        if (node.type !== 'scalar') continue;
        // to npm, quotes with a comment behind them are no quotes
        if (path === '.npmrc' && /['"][^=\r\n]*[;#]/.test(text)) continue;
        const slice = text.slice(start, end);
        const isAlone = node.keyRange?.[0] === start && end > start;
        if (!isAlone && !/[\r\n]/.test(slice)) expect(nodesOf(ini, `k=${slice}`, path)[1]!.value).toBe(node.value);
        if (node.keyRange) expect(pathOf(nodesOf(ini, `${text.slice(...node.keyRange)}=`, path)[1]!)).toBe(node.key);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('no quadratic time, no stack that overflows', () => {
  const start = performance.now();
  const many = Array.from({ length: 4_000 }, (_, i) => `k${i}[]=1\n[s${i}]\n`).join('');
  for (const path of paths)
    for (const text of [
      '['.repeat(100_000),
      `["${'\\a'.repeat(100_000)}`,
      `a="${'x\\'.repeat(100_000)}`,
      'a=1\\\n b'.repeat(20_000),
      `a=${' ;'.repeat(100_000)}`,
      many,
    ])
      read(ini, text, path);
  expect(performance.now() - start).toBeLessThan(10_000);
});
