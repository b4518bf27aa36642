import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from '../../../engine/documents/all.ts';
import { nginx } from '../../../engine/documents/config/nginx.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, pathOf, problems, read, rows } from './rows.ts';

const sample = `user www; # c
http {
  log_format main '$remote_addr "$request"'
                  "\\"x\\"\\t";
  server {
    listen 443   ssl;
    listen [::]:443 ssl;
    server_name a.example *.b;
    location / { proxy_pass http://app:\${port}/; }
    location ~ "\\.(php|\\d{2})$" { internal; add_header X-A b#c always; }
  }
  upstream app { server 10.0.0.1:80; ip_hash; }
  map $uri $to { default ""; "~^/a b" 1; include x; }
}
`;

const expected = [
  ['user', 'user', 'www', 'www'],
  [
    'http.log_format.0',
    null,
    `main '$remote_addr "$request"'\n                  "\\"x\\"\\t"`,
    'main $remote_addr "$request" "x"\t',
  ],
  ['http.server.0.listen.0', null, '443   ssl', '443 ssl'],
  ['http.server.0.listen.1', null, '[::]:443 ssl', '[::]:443 ssl'],
  ['http.server.0.server_name', 'server_name', 'a.example *.b', 'a.example *.b'],
  ['http.server.0.location.0.args.0', null, '/', '/'],
  ['http.server.0.location.0.proxy_pass', 'proxy_pass', 'http://app:${port}/', 'http://app:${port}/'],
  ['http.server.0.location.1.args.0', null, '~', '~'],
  ['http.server.0.location.1.args.1', null, '"\\.(php|\\d{2})$"', '\\.(php|\\d{2})$'],
  ['http.server.0.location.1.internal', 'internal', 'internal', true],
  ['http.server.0.location.1.add_header.0', null, 'X-A b#c always', 'X-A b#c always'],
  ['http.upstream.0.args.0', null, 'app', 'app'],
  ['http.upstream.0.server.0', null, '10.0.0.1:80', '10.0.0.1:80'],
  ['http.upstream.0.ip_hash', 'ip_hash', 'ip_hash', true],
  ['http.map.0.args.0', null, '$uri', '$uri'],
  ['http.map.0.args.1', null, '$to', '$to'],
  ['http.map.0.default', 'default', '""', ''],
  ['http.map.0.~^/a b', '"~^/a b"', '1', '1'],
  ['http.map.0.include', 'include', 'x', 'x'],
];

test('directives and blocks with their slices', () => {
  expect(rows(nginx, sample)).toEqual(expected);
  expect(problems(nginx, sample)).toEqual([]);
});

test('CRLF changes places, not values', () => {
  const values = rows(nginx, sample.replaceAll('\n', '\r\n')).map(([path, , , value]) => [path, value]);
  expect(values).toEqual(expected.map(([path, , , value]) => [path, value]));
});

test('a block is from its name to its brace, a sequence from its first to its last', () => {
  const slice = (path: string): string => {
    const { range } = nodesOf(nginx, sample).find((node) => pathOf(node) === path)!;
    return sample.slice(...range);
  };
  expect(slice('http.upstream.0')).toBe('upstream app { server 10.0.0.1:80; ip_hash; }');
  expect(slice('http.server.0.listen')).toBe('443   ssl;\n    listen [::]:443 ssl');
  expect(slice('http')).toBe(sample.slice(sample.indexOf('http'), -1));
});

test('code of another language is one text', () => {
  const text = `location / { content_by_lua_block { if a then b = "}" --}\n c = {[[}]]} end } deny all; }`;
  expect(rows(nginx, text).slice(1)).toEqual([
    [
      'location.0.content_by_lua_block',
      'content_by_lua_block',
      ' if a then b = "}" --}\n c = {[[}]]} end ',
      ' if a then b = "}" --}\n c = {[[}]]} end ',
    ],
    ['location.0.deny.0', null, 'all', 'all'],
  ]);
});

test('templates are unknown', () => {
  const text = `listen \${PORT};\nserver {\n  {% if x %}\n  root {{ a }}/b;\n  {% endif %}\n  {{ more }}\n}\n{{ k }} v;\n`;
  expect(rows(nginx, text)).toEqual([
    ['listen.0', null, '${PORT}', '?'],
    ['server.0.root', 'root', '{{ a }}/b', '?'],
    ['{{ k }}', '{{ k }}', 'v', 'v'],
  ]);
  const doubtful = nodesOf(nginx, text).filter(({ type, unknown }) => type !== 'scalar' && unknown !== undefined);
  expect(doubtful.map(pathOf)).toEqual(['', 'server', 'server.0']);
  expect(problems(nginx, text)).toEqual([]);
});

test('what is broken is a problem, and the rest is read', () => {
  expect(problems(nginx, 'a b; } c { d e } ; { } f {\ng')).toEqual([
    ["There is no block that this '}' closes.", '}'],
    ["The directive is not ended by ';'.", 'd'],
    ["There is no directive before ';'.", ';'],
    ["There is no directive before '{'.", '{'],
    ["There is no block that this '}' closes.", '}'],
    ["The directive is not ended by ';'.", 'g'],
    ['The block is not closed.', 'f'],
  ]);
  expect(problems(nginx, 'a "b;')).toEqual([
    ['The quote is not closed.', '"'],
    ["The directive is not ended by ';'.", 'a'],
  ]);
  expect(problems(nginx, 'root a; root b;')).toEqual([["The directive 'root' is there twice.", 'root']]);
  expect(problems(nginx, 'a{'.repeat(300))[0]).toEqual(['It is nested deeper than 256 levels.', '{']);
  expect([rows(nginx, ''), problems(nginx, '')]).toEqual([[], []]);
});

test('keys that JavaScript knows too', () => {
  expect(rows(nginx, '__proto__ a; constructor { toString b; }').map(([path, , , value]) => [path, value])).toEqual([
    ['__proto__', 'a'],
    ['constructor.toString', 'b'],
  ]);
});

test('which files are configurations of nginx', () => {
  const paths = [
    'nginx.conf',
    'a/nginx/conf.d/x.conf',
    'nginx.dev.conf',
    'site.nginx',
    'nginx/default.conf.template',
    'apache/x.conf',
  ];
  expect(paths.map((path) => languageOf(path)?.name)).toEqual(['nginx', 'nginx', 'nginx', 'nginx', 'nginx', undefined]);
});

const piece = fc.constantFrom(
  ...[
    'a',
    'server',
    'listen',
    'location',
    ' ',
    ' ',
    '\n',
    '\r\n',
    ';',
    ';',
    '{',
    '}',
    '"',
    "'",
    '\\',
    '$',
    '${x}',
    '#',
    '😀',
    '\0',
    '\t',
  ],
  ...['{{', '}}', '{% x %}', 'x_by_lua_block', '--', '[[', ']]', '__proto__'],
);

test('whatever the text: ranges lie in it and in those of what encloses them, and say the same when they are read alone', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const isWhole = !/\{[{%]/.test(text) && !problems(nginx, text).some(([message]) => message.includes('quote'));
      for (const node of nodesOf(nginx, text)) {
        const [start, end] = node.range;
        const [outerStart, outerEnd] = node.parent?.range ?? [0, text.length];
        expect(outerStart <= start && start <= end && end <= outerEnd).toBe(true);
        if (isWhole && end < text.length) saysTheSame(node, text);
      }
    }),
    { numRuns: 2_000 },
  );
});

function saysTheSame(node: ConfigNode, text: string): void {
  const { type, key, keyRange, range, value } = node;
  if (keyRange && key !== 'args')
    expect(rows(nginx, `${text.slice(...keyRange)} v;`)[0]![0].replace(/\.0$/, '')).toBe(key);
  const isText = type === 'scalar' && value !== true && !String(key).endsWith('_by_lua_block');
  if (isText) expect(rows(nginx, `x ${text.slice(...range)}\n;`)[0]![3]).toBe(value);
}

test('no quadratic time, no stack that overflows', () => {
  const start = performance.now();
  for (const text of [
    'a '.repeat(80_000),
    '{'.repeat(80_000),
    'a {'.repeat(40_000),
    `a ${'\\'.repeat(200_001)}`,
    `x_by_lua_block {${'"a" '.repeat(40_000)}`,
    'x_by_lua_block {'.repeat(20_000),
    '{{'.repeat(40_000),
    Array.from({ length: 20_000 }, (_, i) => `x${i} y; listen 1;`).join(''),
  ])
    read(nginx, text);
  expect(performance.now() - start).toBeLessThan(10_000);
});
