import { expect, test } from 'vitest';
import { checkTexts } from '../../engine/index.ts';
import { deepTexts, type Expected } from './deep-texts.ts';
import { findingsOf, hostile, judgedInnocent, run, statusesOf, messagesOf } from './workspace.ts';

const many = <T>(count: number, of: (i: number) => T): readonly T[] => Array.from({ length: count }, (_, i) => of(i));
const lines = (count: number, of: (i: number) => string): string => `${many(count, of).join('\n')}\n`;

test(
  'what is nested 20,000 levels deep is said in every language, and the other files are judged',
  { timeout: 240_000 },
  async () => {
    const texts: Readonly<Record<string, readonly [text: string, expected: Expected]>> = deepTexts(20_000);
    const report = await run(hostile(Object.fromEntries(Object.entries(texts).map(([path, [text]]) => [path, text]))));
    expect(findingsOf(report)).toEqual(judgedInnocent);
    const expected = Object.entries(texts).flatMap(([path, [, status]]) =>
      status === 'parsed' ? [] : [[path, status]],
    );
    expect(statusesOf(report)).toEqual(Object.fromEntries(expected));
    const silent = expected.filter(([path]) => !report.problems.some((problem) => problem.path === path));
    expect(silent).toEqual([]);
  },
);

/** Bombs: a few lines that ask for very much. */
const bombs = {
  'laughs.yaml': `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${lines(30, (i) => `a${i + 1}: &a${i + 1} [${many(9, () => `*a${i}`).join(', ')}]`)}`,
  'chain.yaml': `a0: &a0 {debug: true}\n${lines(20_000, (i) => `a${i + 1}: &a${i + 1} {y: *a${i}}`)}`,
  'merges.yaml': `a0: &a0 {${many(500, (i) => `k${i}: 1`).join(', ')}}\n${lines(500, (i) => `a${i + 1}: &a${i + 1} {<<: [*a0, *a${i}], x${i}: 1}`)}`,
  'itself.yaml': '&a [*a, {b: *a}]\n',
  'laughs.xml': `<!DOCTYPE a [<!ENTITY a0 "x">${many(30, (i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]><a>&a30;</a>\n`,
  'external.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>\n',
  'doubling.js': `const v0 = 'aa';\n${lines(80, (i) => `const v${i + 1} = v${i} + v${i};`)}eval(v80);\n`,
  '.env': `A0=x\n${lines(80, (i) => `A${i + 1}=$A${i}$A${i}`)}`,
  'doubling.properties': `a0=x\n${lines(80, (i) => `a${i + 1}=\${a${i}}\${a${i}}`)}`,
  'setup.cfg': `[a]\nk0 = x\n${lines(80, (i) => `k${i + 1} = %(k${i})s%(k${i})s`)}`,
  Dockerfile: `FROM a\nARG A0=x\n${lines(80, (i) => `ARG A${i + 1}=$A${i}$A${i}`)}RUN $A80\n`,
};

test('bombs are read as far as a budget goes, and what is left out is said', { timeout: 240_000 }, async () => {
  const report = await run(hostile(bombs));
  expect(findingsOf(report)).toEqual([...judgedInnocent, 'no-eval doubling.js:82'].sort());
  expect(statusesOf(report)).toEqual({
    'chain.yaml': 'partial',
    'itself.yaml': 'partial',
    'laughs.yaml': 'partial',
    'merges.yaml': 'partial',
  });
  expect([...new Set(messagesOf(report))]).toEqual([
    "'chain.yaml' is not valid yaml: The aliases lead deeper than 256 levels.",
    "'itself.yaml' is not valid yaml: The alias '*a' refers to what contains it.",
    "'laughs.yaml' is not valid yaml: The aliases would multiply beyond what can be read.",
    "'merges.yaml' is not valid yaml: The aliases would multiply beyond what can be read.",
  ]);
  expect(JSON.stringify(report)).not.toContain('root:');
});

/** Texts that must not take much more than twice the time when they are twice as long. */
const flat: Readonly<Record<string, (size: number) => string>> = {
  'entries.yaml': (size) => lines(size, (i) => `key${i}: value`),
  'documents.yaml': (size) => '---\na: 1\n'.repeat(size),
  'anchors.yaml': (size) => lines(size, (i) => `k${i}: &a${i} 1\nl${i}: *a${i}`),
  'templates.yaml': (size) => lines(size, (i) => `k${i}: {{ .Values.x }}\n{{ include "x" . }}`),
  'entries.json': (size) => `{${many(size, (i) => `"k${i}": 1`).join(',')}}`,
  'twice.json': (size) => `{${'"k": 1,'.repeat(size)}"k": 1}`,
  'tables.toml': (size) => lines(size, (i) => `[t${i}]\na = 1`),
  'statements.js': (size) => 'f(1);'.repeat(size),
  'garbage.js': (size) => '@#$%^ '.repeat(size),
  'scripts.vue': (size) => '<script>f()</script>\n'.repeat(size / 20),
  'statements.sql': (size) => 'select 1;\n'.repeat(size / 2),
  'row.sql': (size) => `insert into t values ${many(size, (i) => `(${i}, 'abc')`).join(',')};`,
  'open.md': (size) => '[a](b `c *d '.repeat(size),
  'elements.xml': (size) => `<a>${'<b/>'.repeat(size)}</a>`,
  'attributes.tf': (size) => lines(size, (i) => `k${i} = 1`),
  'nginx.conf': (size) => lines(size, (i) => `d${i} v;`),
  Dockerfile: (size) => `FROM a\n${'RUN a\n'.repeat(size / 10)}`,
  'spaces.prisma': (size) => `${'\n'.repeat(size * 10)}${'datasource a {\n'.repeat(size)}`,
  'sections.ini': (size) => lines(size, (i) => `[s${i}]\nk=1`),
  '.gitignore': (size) => lines(size, (i) => `k${i}`),
};

/** Of the process, so that a busy machine does not count. In milliseconds. */
async function cost(path: string, text: string): Promise<number> {
  const texts = [
    { path: 'k8s.yaml', text: kubernetes },
    { path: 'no-eval.yaml', text: noEval },
  ];
  const before = process.cpuUsage().user;
  const { files } = await checkTexts(texts, { [path]: text });
  expect(files.length).toBe(1);
  return (process.cpuUsage().user - before) / 1_000;
}

const kubernetes = `id: no-privileged
title: No container is privileged
severity: high
subject: {config: '**', document-kind: kubernetes, path: spec.containers.*}
forbid: {path: securityContext.privileged, value: true}
`;
const noEval = `id: no-eval
title: Nothing is evaluated
severity: high
forbid: {code: 'eval(...)'}
`;

test.each(Object.keys(flat))(
  'four times as much of %s takes less than ten times as long',
  { timeout: 240_000 },
  async (path) => {
    await cost(path, flat[path]!(500));
    const small = await cost(path, flat[path]!(2_500));
    const large = await cost(path, flat[path]!(10_000));
    // what takes no time at all says nothing about how it grows
    expect(large).toBeLessThan(10 * Math.max(small, 150));
  },
);

/** A megabyte without a line break. */
const long = 'x'.repeat(1_000_000);
const longLines = {
  'a.yaml': `a: ${long}\n`,
  'flow.yaml': `[${'a, '.repeat(30_000)}a]\n`,
  'a.json': `{"a": "${long}"}`,
  'number.json': `{"a": ${'9'.repeat(1_000_000)}}`,
  'a.toml': `a = "${long}"\n`,
  'a.js': `const a = "${long}";`,
  'minified.js': 'f(1);'.repeat(10_000),
  'a.tsx': `const a = <a>${long}</a>;`,
  'a.vue': `<script>const a = "${long}";</script>`,
  'a.sql': `select '${long}';`,
  'a.md': `${'a '.repeat(500_000)}\n`,
  'a.xml': `<a>${long}</a>`,
  'a.tf': `a = "${long}"\n`,
  'nginx.conf': `a ${long};\n`,
  Dockerfile: `FROM a\nRUN ${'a '.repeat(200_000)}\n`,
  'a.ini': `a=${long}\n`,
  'a.properties': `a=${long}\n`,
  '.env': `A=${long}\n`,
  '.gitignore': `${long}\n`,
  'a.prisma': `// ${long}\n`,
  'yarn.lock': `# yarn lockfile v1\n# ${long}\n`,
  'a.txt': `${'TOKEN_ABCDEFG '.repeat(70_000)}\n`,
};

test('lines of a megabyte are read in every language', { timeout: 240_000 }, async () => {
  const report = await run(hostile(longLines));
  expect(findingsOf(report)).toEqual(judgedInnocent);
  expect(statusesOf(report)).toEqual({ '.gitignore': 'partial' });
});

test('a statement of nearly 5 MB is read; one larger file is said', { timeout: 240_000 }, async () => {
  const rows = many(260_000, (i) => `(${i}, 'abcd')`).join(',');
  const report = await run(
    hostile({ 'rows.sql': `insert into t values ${rows};\n`, 'bundle.js': Buffer.alloc(50_000_000, 'f();') }),
  );
  expect(findingsOf(report)).toEqual(judgedInnocent);
  expect(statusesOf(report)).toEqual({ 'bundle.js': 'unread' });
  expect(messagesOf(report)).toEqual([
    "'bundle.js' has 50000000 bytes; files of more than 5000000 bytes are not read.",
  ]);
});
