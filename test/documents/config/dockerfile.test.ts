import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from '../../../engine/documents/all.ts';
import { dockerfileContent } from '../../../engine/documents/config/dockerfile-lines.ts';
import { dockerfile } from '../../../engine/documents/config/dockerfile.ts';
import type { ConfigNode } from '../../../engine/model/document.ts';
import { nodesOf, pathOf, problems, read, rows, type Row } from './rows.ts';

/** The rows outside of `instructions`. */
function settings(text: string): Row[] {
  return rows(dockerfile, text).filter(([path]) => !path.includes('.instructions.'));
}

function at(text: string, path: string): ConfigNode {
  return nodesOf(dockerfile, text).find((node) => pathOf(node) === path)!;
}

const sample = `# syntax=docker/dockerfile:1
ARG NODE=20
from --platform=$BUILDPLATFORM registry.io:5000/library/node:\${NODE}-alpine@sha256:abc AS Base
ENV APP=/srv/app OWNER="app user" \\
    # a comment
    PATH='$PATH:/x'
ARG TOKEN
WORKDIR $APP
WORKDIR sub
RUN --mount=type=cache,target=/root --mount=type=secret,id=x apk add \\
# c

    curl  "a b"
USER root
USER \${OWNER}
EXPOSE 80 443/tcp
HEALTHCHECK --interval=5s CMD ["curl", "a b"]
CMD [ "node" , "a b.js" ]
`;

test('what a stage is when all its instructions have taken effect', () => {
  expect(settings(sample)).toEqual([
    ['syntax', 'syntax', 'docker/dockerfile:1', 'docker/dockerfile:1'],
    ['args.NODE', 'NODE', '20', '20'],
    ['stages.0.from.image', 'from', 'registry.io:5000/library/node', 'registry.io:5000/library/node'],
    ['stages.0.from.tag', ':', '${NODE}-alpine', '?'],
    ['stages.0.from.digest', '@', 'sha256:abc', 'sha256:abc'],
    ['stages.0.from.platform', 'platform', '$BUILDPLATFORM', '?'],
    ['stages.0.from.alias', 'AS', 'Base', 'Base'],
    ['stages.0.arg.TOKEN', 'TOKEN', '', null],
    ['stages.0.env.APP', 'APP', '/srv/app', '/srv/app'],
    ['stages.0.env.OWNER', 'OWNER', '"app user"', 'app user'],
    ['stages.0.env.PATH', 'PATH', "'$PATH:/x'", '$PATH:/x'],
    ['stages.0.expose.0', null, '80', '80'],
    ['stages.0.expose.1', null, '443/tcp', '443/tcp'],
    ['stages.0.workdir', 'WORKDIR', 'sub', '/srv/app/sub'],
    ['stages.0.user', 'USER', '${OWNER}', 'app user'],
    ['stages.0.healthcheck.interval', 'interval', '5s', '5s'],
    ['stages.0.healthcheck.type', 'CMD', 'CMD', 'CMD'],
    ['stages.0.healthcheck.cmd.0', null, '"curl"', 'curl'],
    ['stages.0.healthcheck.cmd.1', null, '"a b"', 'a b'],
    ['stages.0.cmd.0', null, '"node"', 'node'],
    ['stages.0.cmd.1', null, '"a b.js"', 'a b.js'],
  ]);
  expect(problems(dockerfile, sample)).toEqual([]);
});

test('instructions with their flags, words and text', () => {
  const run = rows(dockerfile, sample).filter(([path]) => path.startsWith('stages.0.instructions.5.'));
  expect(run).toEqual([
    ['stages.0.instructions.5.name', 'RUN', 'RUN', 'RUN'],
    ['stages.0.instructions.5.flags.mount', 'mount', 'type=cache,target=/root', 'type=cache,target=/root'],
    ['stages.0.instructions.5.flags.mount', 'mount', 'type=secret,id=x', 'type=secret,id=x'],
    ['stages.0.instructions.5.args.0', null, 'apk', 'apk'],
    ['stages.0.instructions.5.args.1', null, 'add', 'add'],
    ['stages.0.instructions.5.args.2', null, 'curl', 'curl'],
    ['stages.0.instructions.5.args.3', null, '"a b"', '"a b"'],
    ['stages.0.instructions.5.text', 'RUN', 'apk add \\\n# c\n\n    curl  "a b"', 'apk add     curl  "a b"'],
  ]);
  const { range, value } = at(sample, 'stages.0.instructions.5.text');
  const content = dockerfileContent(sample, range, '\\');
  const index = content.text.indexOf('curl');
  expect([content.text, sample.slice(...content.range(index, index + 4))]).toEqual([value, 'curl']);
});

test('CRLF changes places, not values', () => {
  const values = (text: string): unknown[] => rows(dockerfile, text).map(([path, , , value]) => [path, value]);
  for (const text of [sample, 'FROM a\nRUN <<E cat\nx \\\n\ny\nE\nUSER b\n'])
    expect(values(text.replaceAll('\n', '\r\n'))).toEqual(values(text));
});

test('a stage has what the stage it builds on has, in its own place there', () => {
  const text =
    'FROM a AS one\nUSER app\nENV X=1\nWORKDIR /w\nCMD ["c"]\nFROM b\nFROM ONE AS two\nENTRYPOINT e $X\nWORKDIR v\nFROM two\nUSER $X\n';
  expect(settings(text).slice(7)).toEqual([
    ['stages.2.from.stage', 'FROM', 'ONE', 'ONE'],
    ['stages.2.from.alias', 'AS', 'two', 'two'],
    ['stages.2.from.base.image', 'FROM', 'a', 'a'],
    ['stages.2.env.X', 'X', '1', '1'],
    ['stages.2.user', 'USER', 'app', 'app'],
    ['stages.2.workdir', 'WORKDIR', 'v', '/w/v'],
    ['stages.2.entrypoint', 'ENTRYPOINT', 'e $X', 'e $X'],
    ['stages.3.from.stage', 'FROM', 'two', 'two'],
    ['stages.3.from.base.image', 'FROM', 'a', 'a'],
    ['stages.3.env.X', 'X', '1', '1'],
    ['stages.3.user', 'USER', '$X', '1'],
    ['stages.3.workdir', 'WORKDIR', 'v', '/w/v'],
    ['stages.3.entrypoint', 'ENTRYPOINT', 'e $X', 'e $X'],
  ]);
  expect(at(text, 'stages.2.user').range[0]).toBe(text.indexOf('app'));
});

test('the image below several stages, with what is not known of it', () => {
  const text =
    'ARG TAG=1\nFROM --platform=linux/arm64 r:5000/a:${TAG}@sha256:0 AS one\nFROM one AS two\nFROM x AS one\nFROM Two\nFROM ONE\n';
  expect(settings(text).filter(([path]) => path.includes('.base.'))).toEqual([
    ['stages.1.from.base.image', 'FROM', 'r:5000/a', 'r:5000/a'],
    ['stages.1.from.base.tag', ':', '${TAG}', '?'],
    ['stages.1.from.base.digest', '@', 'sha256:0', 'sha256:0'],
    ['stages.3.from.base.image', 'FROM', 'r:5000/a', 'r:5000/a'],
    ['stages.3.from.base.tag', ':', '${TAG}', '?'],
    ['stages.3.from.base.digest', '@', 'sha256:0', 'sha256:0'],
    ['stages.4.from.base.image', 'FROM', 'x', 'x'],
  ]);
  const doubt = "The build argument 'TAG' has no default.";
  expect(at('ARG TAG\nFROM a:$TAG AS one\nFROM one\n', 'stages.1.from.base').unknown).toBe(doubt);
});

test('what is not known, and why', () => {
  const text = `ARG TAG=1\nARG IMAGE\nFROM a AS one\nONBUILD USER x\nFROM x/node:$TAG\nFROM x/\${IMAGE:-a:b}\nFROM $IMAGE\nARG TAG
USER $TAG\nENV A=$B C=$A\nLABEL $C=1\nWORKDIR rel\nFROM one\nUSER {{ user }}\n`;
  const causes = nodesOf(dockerfile, text)
    .filter((node) => node.unknown !== undefined && !pathOf(node).includes('.instructions.'))
    .map((node) => [pathOf(node), node.unknown]);
  expect(causes).toEqual([
    ['stages.1.from', "The default of the build argument 'TAG' can be overridden."],
    ['stages.1.from.tag', "The default of the build argument 'TAG' can be overridden."],
    ['stages.2.from', 'The value depends on whether a variable is set.'],
    ['stages.2.from.image', 'The value depends on whether a variable is set.'],
    ['stages.3', "The build argument 'IMAGE' has no default."],
    ['stages.3.from', "The build argument 'IMAGE' has no default."],
    ['stages.3.from.image', "The build argument 'IMAGE' has no default."],
    ['stages.3.env.A', "The variable 'B' is not set in this file."],
    ['stages.3.env.C', "The variable 'A' is not set in this file."],
    ['stages.3.labels', "The variable 'A' is not set in this file."],
    ['stages.3.user', "The default of the build argument 'TAG' can be overridden."],
    ['stages.3.workdir', 'It is relative to the working directory of the base image.'],
    ['stages.4', "The ONBUILD instructions of the stage 'one' run here."],
    ['stages.4.user', 'The value is a template that is filled in later.'],
  ]);
});

test('a variable in the registry brings no tag, one in a tag that has a digest no other', () => {
  for (const image of ['$R/node', '$R/node:1', 'node:$T@sha256:1', '${A}:1@sha256:2'])
    expect(at(`ARG R=1\nFROM ${image}\n`, 'stages.0.from').unknown).toBeUndefined();
  for (const image of ['$R', 'a/$R@sha256:1', 'node:$R'])
    expect(at(`FROM ${image}\n`, 'stages.0.from').unknown).toBeDefined();
});

test('here-documents belong to their instruction', () => {
  const text = `FROM a
RUN 3<<-"E F" cat <<X && echo "<<N"
\tUSER root
\t\tx E F
\tE F
FROM x
X
COPY ["<<EOF", "/x"]
RUN cat <<<word
ONBUILD RUN <<EOF
USER root
EOF
USER app
`;
  expect(settings(text).map(([path, , , value]) => [path, value])).toEqual([
    ['stages.0.from.image', 'a'],
    ['stages.0.user', 'app'],
  ]);
  expect(rows(dockerfile, text).filter(([path]) => /heredocs|trigger\.name/.test(path))).toEqual([
    ['stages.0.instructions.1.heredocs.0.text', 'E F', '\tUSER root\n\t\tx E F', 'USER root\nx E F'],
    ['stages.0.instructions.1.heredocs.0.name', 'E F', 'E F', 'E F'],
    ['stages.0.instructions.1.heredocs.1.text', 'X', 'FROM x', 'FROM x'],
    ['stages.0.instructions.1.heredocs.1.name', 'X', 'X', 'X'],
    ['stages.0.instructions.4.trigger.name', 'RUN', 'RUN', 'RUN'],
    ['stages.0.instructions.4.trigger.heredocs.0.text', 'EOF', 'USER root', 'USER root'],
    ['stages.0.instructions.4.trigger.heredocs.0.name', 'EOF', 'EOF', 'EOF'],
  ]);
});

test('the escape directive, and an escape character that is escaped', () => {
  const windows = '# escape=`\r\nFROM a\r\nWORKDIR C:\\x\\\r\nRUN dir `\r\n  c:\\\r\nUSER b';
  expect(settings(windows).slice(2)).toEqual([
    ['stages.0.workdir', 'WORKDIR', 'C:\\x\\', 'C:\\x\\'],
    ['stages.0.user', 'USER', 'b', 'b'],
  ]);
  expect(settings('FROM a\nRUN echo \\\\\nUSER b\\\n\n').at(-1)).toEqual(['stages.0.user', 'USER', 'b', 'b']);
});

test('what is no instruction is a problem, and the rest is read', () => {
  const text =
    "RUN early\nFROM a b\n__proto__ x\nRUN '\n  two lines'\nENV X\nENV A=1 B\nFROM\nONBUILD FROM x\nRUN <<E\nx\n";
  expect(problems(dockerfile, text)).toEqual([
    ['RUN comes before the first FROM.', 'RUN early'],
    ['FROM takes an image, and AS with a name.', 'FROM a b'],
    ["'__proto__' is no instruction.", '__proto__ x'],
    ["'two' is no instruction.", "two lines'"],
    ["'ENV' needs a name and a value.", 'X'],
    ['A name and its value are separated by an equals sign.', 'B'],
    ['FROM takes an image, and AS with a name.', 'FROM'],
    ['ONBUILD cannot keep FROM.', 'FROM'],
    ["The here-document 'E' is not closed.", '<<E'],
  ]);
  expect(problems(dockerfile, '')).toEqual([['There is no FROM.', '']]);
  expect(problems(dockerfile, '# escape=x\n# escape=`\nFROM a')).toEqual(
    [
      ["The directive 'escape' is there twice.", 'escape'],
      ['Only a backslash or a backtick can be the escape character.', 'x'],
    ].reverse(),
  );
});

test('keys that JavaScript knows too', () => {
  const text = 'ARG constructor=1\nFROM a\nENV __proto__=x toString=y\nLABEL __proto__=z\nconstructor x\n';
  expect(settings(text).map(([path, , , value]) => [path, value])).toEqual([
    ['args.constructor', '1'],
    ['stages.0.from.image', 'a'],
    ['stages.0.env.__proto__', 'x'],
    ['stages.0.env.toString', 'y'],
    ['stages.0.labels.__proto__', 'z'],
  ]);
  expect(Object.keys(at(text, 'stages.0.env').value as object)).toEqual(['__proto__', 'toString']);
});

test('which files are Dockerfiles', () => {
  const names = (paths: readonly string[]): (string | undefined)[] => paths.map((path) => languageOf(path)?.name);
  const yes = [
    'Dockerfile',
    'a/dockerfile',
    'Dockerfile.dev',
    'Dockerfile-alpine',
    'x/api.Dockerfile',
    'Containerfile.prod',
  ];
  expect(new Set(names(yes))).toEqual(new Set(['dockerfile']));
  expect(names(['Dockerfile.dockerignore', 'Dockerfile.md', 'dockerfile_test.go', 'dockerfile.go'])).not.toContain(
    'dockerfile',
  );
});

const piece = fc.constantFrom(
  ...[
    'FROM a',
    'FROM x:1@y AS z',
    'RUN',
    'user',
    'ENV',
    'ARG',
    'COPY --chown=x',
    'CMD',
    'LABEL',
    'ONBUILD',
    'HEALTHCHECK',
  ],
  ...[
    '\n',
    '\n',
    '\r\n',
    ' ',
    ' ',
    '\\\n',
    ' \\ \r\n',
    '\\',
    '#',
    '# c\n',
    '"',
    "'",
    '=',
    'a=b',
    '$X',
    '${X}',
    '<<E',
    'E',
    '😀',
    '\0',
  ],
  ...['["a b"]', '--', '--x=y', '\t', '`', '{{ x }}', '# escape=`\n'],
);
const document = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('whatever the text: ranges lie in it, and each instruction is the same when it is read alone', () => {
  fc.assert(
    fc.property(document, (text) => {
      const nodes = nodesOf(dockerfile, text);
      const escape = nodes.find((node) => pathOf(node) === 'escape')?.value === '`' ? '`' : '\\';
      for (const { range, keyRange } of nodes)
        for (const [start, end] of keyRange ? [range, keyRange] : [range])
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
      for (const node of nodes) {
        if (node.key === 'text' && node.parent?.children[0]?.key === 'name')
          expect(dockerfileContent(text, node.range, escape).text).toBe(node.value);
        if (!/^stages\.\d+\.instructions\.\d+$/.test(pathOf(node))) continue;
        const alone = nodesOf(dockerfile, `# escape=${escape}\nFROM i\n${text.slice(...node.range)}`);
        const again = alone.find(
          (other) => /^stages\.[01]\.instructions\.[01]$/.test(pathOf(other)) && other.range[0] > 10 + 7,
        );
        expect(words(again!)).toEqual(words(node));
      }
    }),
    { numRuns: 500 },
  );
});

/** Apart from what other instructions fill in. */
function words({ value }: ConfigNode): unknown {
  const { name, text, args } = value as { name: string; text: string; args: unknown[] };
  return /\$/.test(text) ? [name] : [name, text, args];
}

test('the instructions that dockerfile-ast finds, where it reads as BuildKit does', () => {
  const line = fc.constantFrom(
    'RUN a',
    'ENV A=1',
    'COPY a \\\n  b',
    'user x',
    'RUN a \\\n# c\n  b',
    '# c',
    '',
    '  CMD ["x"]',
    'WORKDIR /a\t',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
      const text = ['FROM a', ...lines].join('\n').replaceAll('\n', lineBreak);
      const theirs = DockerfileParser.parse(text).getInstructions();
      const ours = nodesOf(dockerfile, text).filter((node) => /instructions\.\d+\.name$/.test(pathOf(node)));
      expect(ours.map(({ value }) => value)).toEqual(theirs.map((instruction) => instruction.getKeyword()));
    }),
    { numRuns: 300 },
  );
});

test('no quadratic time, no stack that overflows, no million copies', () => {
  const start = performance.now();
  const chain = Array.from({ length: 2_000 }, (_, i) => `FROM s${i} AS s${i + 1}\n`).join('');
  for (const text of [
    `FROM a\nRUN ${'x '.repeat(100_000)}`,
    `FROM a\nRUN a${' \\\n b'.repeat(50_000)}`,
    `FROM a\nRUN ${'['.repeat(200_000)}`,
    `FROM a\nRUN ${'<<A '.repeat(5_000)}`,
    `FROM a\n${'ONBUILD '.repeat(20_000)}`,
    `FROM a\nENV A=${'${'.repeat(100_000)}`,
    `FROM a\nRUN ${'--x '.repeat(50_000)}`,
    `# syntax=${' a'.repeat(100_000)}\nFOO\n`,
    `FROM a AS s0\nENV ${'A=1 '.repeat(500)}\n${chain}`,
    `FROM a AS s0\nENV ${Array.from({ length: 500 }, (_, i) => `A${i}=1`).join(' ')}\n${chain}`,
  ])
    read(dockerfile, text);
  expect(performance.now() - start).toBeLessThan(10_000);
});
