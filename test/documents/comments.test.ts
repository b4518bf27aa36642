import { beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../engine/documents/all.ts';
import { mapFile } from '../../engine/run/map-file.ts';

beforeAll(async () => {
  for (const { load } of languages) await load?.();
});

/** Directives as `comment's line → line it speaks of: policies`, then what is wrong, as `line! level why`. */
function read(path: string, text: string): readonly string[] {
  const file = { path, text, bom: false, bytes: Buffer.byteLength(text) };
  const { directives = [], problems } = mapFile(file, [], { aliases: [], dialects: [] });
  return [
    ...directives.map(
      ({ place, line, policies, reason, until }) =>
        `${place.region?.startLine} → ${line}: ${policies.join(' ')} (${reason})${until === undefined ? '' : ` until ${until}`}`,
    ),
    ...problems
      .filter(({ kind }) => kind === 'directive')
      .map(
        ({ region, level, message }) => `${region?.startLine}! ${level} ${/because (.*)\. Write/.exec(message)?.[1]}`,
      ),
  ];
}

interface Case {
  readonly path: string;
  readonly text: string;
  readonly found: readonly string[];
}

/** In each language: a comment above, one behind, one that is wrong, and what only looks like one. */
const cases: readonly Case[] = [
  {
    path: 'src/a.ts',
    text: `// bylaw-ignore a: above

eval(x); // bylaw-ignore a, b.c-d until 2027-02-28: behind
/* bylaw-ignore a: block */ eval(y);
/** bylaw-ignore a: doc */
// and why
const s = '// bylaw-ignore a: string', t = \`
// bylaw-ignore a: template
\${/* bylaw-ignore a: in a hole */ x}\`, r = /\\/\\/ bylaw-ignore a: expression/;
// bylaw-ignore a
`,
    found: [
      '1 → 3: a (above)',
      '3 → 3: a b.c-d (behind) until 2027-02-28',
      '4 → 4: a (block)',
      '5 → 7: a (doc)',
      '9 → 9: a (in a hole)',
      "10! error it has no reason: ': ' and why must follow the policies",
    ],
  },
  {
    path: 'src/page.tsx',
    text: `export const Page = () => (
  <main>
    {/* bylaw-ignore a: above an element */}
    <p title="{/* bylaw-ignore a: attribute */}" // bylaw-ignore a: inside a tag
    >
      // bylaw-ignore a: text of the page
      {/* bylaw-ignore a: beside */} words
    </p>
    {/* bylaw-ignore */}
  </main>
);
`,
    found: [
      '3 → 4: a (above an element)',
      '4 → 4: a (inside a tag)',
      '7 → 7: a (beside)',
      "9! error it has no reason: ': ' and why must follow the policies",
    ],
  },
  {
    path: 'src/broken.ts',
    text: 'const = ;\n// bylaw-ignore a: still read\neval(x);\n',
    found: ['2 → 3: a (still read)'],
  },
  {
    path: 'src/page.vue',
    text: `<template>
  <!-- bylaw-ignore a: markup -->
  <p>// bylaw-ignore a: text</p>
</template>
<script lang="ts">
// bylaw-ignore a: script
eval(x);
const s = '<!-- bylaw-ignore a: string -->';
</script>
<style>
/* bylaw-ignore a: style */
</style>
`,
    found: ['2 → 3: a (markup)', '6 → 7: a (script)'],
  },
  {
    path: 'src/page.svelte',
    text: '<script>\n  eval(x); // bylaw-ignore a: script\n</script>\n<!-- bylaw-ignore: none -->\n<p/>\n',
    found: ['2 → 2: a (script)', '4! error it names no policy'],
  },
  {
    path: 'src/page.astro',
    text: '---\n// bylaw-ignore a: frontmatter\neval(x);\n---\n<!-- bylaw-ignore a: markup -->\n<script>\neval(y); // bylaw-ignore a: script\n</script>\n',
    found: ['2 → 3: a (frontmatter)', '5 → 6: a (markup)', '7 → 7: a (script)'],
  },
  {
    path: 'src/page.html',
    text: '<!doctype html>\n<!-- bylaw-ignore a: markup -->\n<p title="<!-- bylaw-ignore a: attribute -->">x</p>\n<script>eval(x); // bylaw-ignore a: script\n</script>\n<script type="application/json">\n// bylaw-ignore a: data\n</script>\n',
    found: ['2 → 3: a (markup)', '4 → 4: a (script)'],
  },
  {
    path: 'db/1.sql',
    text: `-- bylaw-ignore a: above
/* /* nested */ -- bylaw-ignore a: in a comment
*/
SELECT 1; -- bylaw-ignore a: behind
SELECT '-- bylaw-ignore a: string', "-- bylaw-ignore a: name", $x$
-- bylaw-ignore a: dollars
$x$;
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  -- bylaw-ignore a: plpgsql
  PERFORM '-- bylaw-ignore a: string inside';
  RETURN 1; /* bylaw-ignore a: behind inside */
END $$;
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS '
  -- bylaw-ignore a: sql
  SELECT length(''-- bylaw-ignore a: doubled quotes'')
';
CREATE FUNCTION h() RETURNS int LANGUAGE sql BEGIN ATOMIC
  -- bylaw-ignore a: atomic
  SELECT 1;
END;
DO $do$ BEGIN
  NULL; -- bylaw-ignore a until tomorrow: do
END $do$;
CREATE FUNCTION p() RETURNS int LANGUAGE plpython3u AS $$
-- bylaw-ignore a: another language
$$;
`,
    found: [
      '1 → 4: a (above)',
      '4 → 4: a (behind)',
      '10 → 11: a (plpgsql)',
      '12 → 12: a (behind inside)',
      '15 → 16: a (sql)',
      '19 → 20: a (atomic)',
      "23! error 'tomorrow' is no day of the calendar, written as 2027-01-31",
    ],
  },
  {
    path: 'db/broken.sql',
    text: 'SELEC 1;\n-- bylaw-ignore a: beside a statement that does not parse\nSELECT 2;\n',
    found: ['2 → 3: a (beside a statement that does not parse)'],
  },
  {
    path: 'db/mysql.sql',
    text: "CREATE TABLE `t` (\n  `a` int # bylaw-ignore a: hash\n) ENGINE=InnoDB;\n/*!40101 SET NAMES utf8 */;\n-- bylaw-ignore a: dashes\nINSERT INTO `t` VALUES ('\\'# bylaw-ignore a: string');\n",
    found: ['2 → 2: a (hash)', '5 → 6: a (dashes)'],
  },
  {
    path: 'ci/jobs.yml',
    text: `# bylaw-ignore a: above
jobs: # bylaw-ignore a: behind
  - "# bylaw-ignore a: quoted"
  - '# bylaw-ignore a: quoted'
  - plain#bylaw-ignore a
  - [one, # bylaw-ignore a: in a flow
     two]
  - |
    # bylaw-ignore a: block
    script
  # bylaw-ignore: x
  - >
    # bylaw-ignore a: folded
--- # bylaw-ignore a: document
x: 1
`,
    found: [
      '1 → 2: a (above)',
      '2 → 2: a (behind)',
      '6 → 6: a (in a flow)',
      '14 → 14: a (document)',
      '11! error it names no policy',
    ],
  },
  {
    path: 'chart/templates/a.yaml',
    text: '{{- if .Values.x }}\n# bylaw-ignore a: template\nkey: {{ .Values.y }} # bylaw-ignore a: behind\n{{/* # bylaw-ignore a: comment of the template */}}\n{{- end }}\n',
    found: ['2 → 3: a (template)', '3 → 3: a (behind)'],
  },
  {
    path: 'tsconfig.json',
    text: '{\n  // bylaw-ignore a: line\n  "a": "// bylaw-ignore a: string", /* bylaw-ignore a: block */\n  /* bylaw-ignore a:\n     two lines */\n  "b": 1\n}\n',
    found: ['2 → 3: a (line)', '3 → 3: a (block)', '4! error it must stand on one line'],
  },
  {
    path: 'pyproject.toml',
    text: '# bylaw-ignore a: above\n["a # bylaw-ignore a".b] # bylaw-ignore a: header\nx = "# bylaw-ignore a: string" # bylaw-ignore a: behind\ny = """\n# bylaw-ignore a: lines\n"""\nz = [\n  1, # bylaw-ignore a: item\n]\nbroken = ] # bylaw-ignore a: refused\nw = 1 # bylaw-ignore a, : x\n',
    found: [
      '1 → 2: a (above)',
      '2 → 2: a (header)',
      '3 → 3: a (behind)',
      '8 → 8: a (item)',
      '11! error a policy is missing beside a comma',
    ],
  },
  {
    path: '.env',
    text: 'A=1 # bylaw-ignore a: behind\n# bylaw-ignore a: above\n# COMMENTED=# bylaw-ignore\nB="# bylaw-ignore a: quoted"\nC=\'x\n# bylaw-ignore a: lines\n\'\n# bylaw-ignore a b: x\nD=\n',
    found: [
      '1 → 1: a (behind)',
      '2 → 4: a (above)',
      "8! error 'a b' is no id of a policy: several are separated by commas",
    ],
  },
  {
    path: 'app.ini',
    text: '; bylaw-ignore a: above\n[a # b] ; bylaw-ignore a: section\nx = 1 ; bylaw-ignore a: behind\ny = "; bylaw-ignore a: quoted"\nz = a;bylaw-ignore a: no space\n# bylaw-ignore a*: x\n',
    found: [
      '1 → 2: a (above)',
      '2 → 2: a (section)',
      '3 → 3: a (behind)',
      "6! error 'a*' is a pattern: policies are named by their full ids",
    ],
  },
  {
    path: 'setup.cfg',
    text: '[a]\nx = 1 # bylaw-ignore a: value of configparser\n# bylaw-ignore a: above\ny = 2\n',
    found: ['3 → 4: a (above)'],
  },
  {
    path: '.npmrc',
    text: 'x=1 ; bylaw-ignore a: behind\ny="; bylaw-ignore a: quoted"\n# bylaw-ignore a: above\nz=1\n',
    found: ['1 → 1: a (behind)', '3 → 4: a (above)'],
  },
  {
    path: '.gitmodules',
    text: '[submodule "# bylaw-ignore a: name"] # bylaw-ignore a: section\n\tpath = "; bylaw-ignore a: quoted" ; bylaw-ignore a: behind\n',
    found: ['1 → 1: a (section)', '2 → 2: a (behind)'],
  },
  {
    path: 'app.properties',
    text: '# bylaw-ignore a: above\nx = 1 # bylaw-ignore a: value\n! bylaw-ignore a: other sign\ny = a\\\n# bylaw-ignore a: continued\n',
    found: ['1 → 2: a (above)', '3 → 4: a (other sign)'],
  },
  {
    path: 'Dockerfile',
    text: `# syntax=docker/dockerfile:1
# bylaw-ignore a: above
FROM node # bylaw-ignore a: no comment there
RUN one && \\
    # bylaw-ignore a: between
    two "# bylaw-ignore a: string"
RUN <<EOF
# bylaw-ignore a: here-document
EOF
  # bylaw-ignore a until 2027-02-30: x
USER node
`,
    found: [
      '2 → 3: a (above)',
      '5 → 6: a (between)',
      "10! error '2027-02-30' is no day of the calendar, written as 2027-01-31",
    ],
  },
  {
    path: 'nginx.conf',
    text: `# bylaw-ignore a: above
server { # bylaw-ignore a: behind
  add_header X "# bylaw-ignore a: quoted";
  return 301 /a#bylaw-ignore;
  content_by_lua_block {
    local n = #t -- # bylaw-ignore a: lua
  }
  # bylaw-ignore a : spaced
  listen 80;
}
`,
    found: ['1 → 2: a (above)', '2 → 2: a (behind)', '8 → 9: a (spaced)'],
  },
  {
    path: 'main.tf',
    text: `# bylaw-ignore a: above
resource "x" "# bylaw-ignore a: label" { // bylaw-ignore a: behind
  a = "# bylaw-ignore a: string" /* bylaw-ignore a: block */
  b = <<EOT
# bylaw-ignore a: heredoc
EOT
  # bylaw-ignore a: -
  c = 1
}
`,
    found: ['1 → 2: a (above)', '2 → 2: a (behind)', '3 → 3: a (block)', '7! error its reason is empty'],
  },
  {
    path: 'pom.xml',
    text: '<?xml version="1.0"?>\n<!DOCTYPE a [<!-- bylaw-ignore a: subset -->]>\n<!-- bylaw-ignore a: above -->\n<a b="&lt;!-- bylaw-ignore a -->">\n  <c/> <!-- bylaw-ignore a: behind -->\n  <![CDATA[<!-- bylaw-ignore a: data -->]]>\n  <!--\n  bylaw-ignore a: lines\n  -->\n</a>\n',
    found: ['3 → 4: a (above)', '5 → 5: a (behind)', '7 → 10: a (lines)'],
  },
  {
    path: 'docs/a.md',
    text: '---\ntitle: x # bylaw-ignore a: front matter\n---\n<!-- bylaw-ignore a: above -->\n# Title\n\nWords <!-- bylaw-ignore a: behind --> `<!-- bylaw-ignore a: code -->` \\<!-- bylaw-ignore a: escaped -->\n\n```html\n<!-- bylaw-ignore a: block -->\n```\n\n    <!-- bylaw-ignore a: indented -->\n\n<!-- bylaw-ignore-next-line a: other tool -->\n',
    found: [
      '2 → 2: a (front matter)',
      '4 → 5: a (above)',
      '7 → 7: a (behind)',
      "15! error it must begin with 'bylaw-ignore' and a space",
    ],
  },
  {
    path: '.gitignore',
    text: '# bylaw-ignore a: above\n*.log # bylaw-ignore a: pattern\n # bylaw-ignore a: pattern\n',
    found: ['1 → 2: a (above)'],
  },
  {
    path: 'schema.prisma',
    text: '// bylaw-ignore a: above\nmodel A {\n  id Int @id // bylaw-ignore a: behind\n  s String @default("// bylaw-ignore a: string")\n}\n',
    found: ['1 → 2: a (above)', '3 → 3: a (behind)'],
  },
  { path: 'run.sh', text: '# bylaw-ignore a: a language that is not read\n', found: [] },
];

test.each(cases)('$path: comments are comments, and strings are not', ({ path, text, found }) => {
  expect(read(path, text)).toEqual(found);
});

test('every language with comments has a case', () => {
  const covered = cases.map(
    ({ path, text }) => mapFile({ path, text, bom: false, bytes: 1 }, [], { aliases: [], dialects: [] }).language,
  );
  const withComments = languages.filter(({ comments }) => comments).map(({ name }) => name);
  expect(withComments.filter((name) => !covered.includes(name))).toEqual([]);
});

describe('what is nearly a directive says what to write', () => {
  const nearly = [
    'bylaw-disable a: x',
    'bylaw ignore a: x',
    'bylaw disable',
    'bylaw_ignore a: x',
    'bylaw:ignore a: x',
    'bylawignore a: x',
    'nobylaw',
    'no-bylaw a',
    '@bylaw-ignore a: x',
    'Bylaw-Ignore a: x',
    'bylaw-ignore-file a: x',
    'bylaw-ignore, a: x',
    'bylaw-suppress a: x',
  ];
  test.each(nearly)('%s', (text) => {
    expect(read('a.yaml', `# ${text}\nx: 1\n`)).toEqual(["1! error it must begin with 'bylaw-ignore' and a space"]);
  });

  test('the message says the form', () => {
    const text = '# bylaw-disable a\n';
    const { problems } = mapFile({ path: 'a.yaml', text: `${text}x: 1\n`, bom: false, bytes: 1 }, [], {
      aliases: [],
      dialects: [],
    });
    expect(problems).toEqual([
      {
        kind: 'directive',
        level: 'error',
        message:
          "This comment exempts nothing, because it must begin with 'bylaw-ignore' and a space. Write 'bylaw-ignore POLICY: reason', or 'bylaw-ignore POLICY, POLICY until 2027-01-31: reason'.",
        path: 'a.yaml',
        region: { start: 0, end: 17, startLine: 1, startColumn: 1, endLine: 1, endColumn: 18 },
      },
    ]);
  });

  test.each([
    'Bylaw ignores what stands here',
    'see bylaw-ignore in the docs',
    'bylaw.yaml names the policies',
    'bylaws allow it',
    'bylaw allows this',
    'bylaw check --only a',
    'nobylaws',
  ])('prose is none: %s', (text) => {
    expect(read('a.yaml', `# ${text}\nx: 1\n`)).toEqual([]);
  });
});

test.each([
  ['bylaw-ignore a until: x', "no day follows 'until'"],
  ['bylaw-ignore until 2027-01-01: x', 'it names no policy'],
  [
    'bylaw-ignore a until 2027-01-01 until 2027-01-02: x',
    "'a until 2027-01-01' is no id of a policy: several are separated by commas",
  ],
  ['bylaw-ignore a until 2027-1-1: x', "'2027-1-1' is no day of the calendar, written as 2027-01-31"],
  ['bylaw-ignore a,: x', 'a policy is missing beside a comma'],
  ['bylaw-ignore a/b: x', "'a/b' is no id of a policy"],
  ['bylaw-ignore a:', 'its reason is empty'],
  ['bylaw-ignore a: !!', 'its reason is empty'],
])('%s', (comment, why) => {
  expect(read('a.yaml', `# ${comment}\nx: 1\n`)).toEqual([`1! error ${why}`]);
});

test('a comment at the end of a file speaks of its own line', () => {
  expect(read('a.yaml', 'x: 1\n# bylaw-ignore a: nothing follows\n')).toEqual(['2 → 2: a (nothing follows)']);
});

test('comments that follow each other all speak of the line behind them', () => {
  expect(read('a.ts', '// bylaw-ignore a: one\n/* bylaw-ignore b: two */ // bylaw-ignore c: three\neval(x)\n')).toEqual(
    ['1 → 3: a (one)', '2 → 3: b (two)', '2 → 3: c (three)'],
  );
});

test('CRLF, and reasons with colons', () => {
  expect(read('a.ts', '// bylaw-ignore a: see https://example.com/a:b\r\neval(x)\r\n')).toEqual([
    '1 → 2: a (see https://example.com/a:b)',
  ]);
  expect(read('a.sql', '-- bylaw-ignore a: x\r\n\r\nSELECT 1;\r\n')).toEqual(['1 → 3: a (x)']);
});

/** Each of these takes minutes if reading comments is quadratic. */
test.each([
  ['a.md', '<!-- bylaw-ignore '.repeat(60_000)],
  ['a.ts', `// bylaw-ignore a${' '.repeat(1_000_000)}: x\n`],
  ['a.tsx', `<p>${'{/* bylaw */}\n'.repeat(20_000)}</p>`],
  ['a.yaml', `${'# bylaw-ignore a: x\n'.repeat(30_000)}x: 1\n`],
  ['a.xml', `<a>${'<!-- bylaw '.repeat(60_000)}</a>`],
  ['a.sql', `${'/* bylaw '.repeat(60_000)}\nSELECT 1`],
  ['Dockerfile', `FROM a\n${'RUN <<A\n# bylaw\nA\n'.repeat(20_000)}`],
  ['.env', `# bylaw\n${'A=1 #\n'.repeat(50_000)}`],
])('%s of a hostile kind takes no long time', (path, text) => {
  const start = performance.now();
  read(path, text);
  expect(performance.now() - start).toBeLessThan(15_000);
});
