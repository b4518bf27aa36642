import { expect, test } from 'vitest';
import { parseFile } from '../../../engine/documents/parse.ts';
import type { ShellNode } from '../../../engine/documents/shell/node.ts';
import type { AnchorValue } from '../../../engine/model/formula.ts';
import type { ConfigNode, TreeNode } from '../../../engine/model/document.ts';
import type { DocumentView } from '../../../engine/matches/matcher.ts';
import { shell } from '../../../engine/matches/shell/shell.ts';
import { viewOf } from '../../../engine/matches/view.ts';

function see(path: string, text: string): DocumentView {
  return viewOf(parseFile({ path, text, bom: false, bytes: text.length }));
}

/** `text → bindings` of each match; `?` before what is unknown. */
function found(view: DocumentView, value: AnchorValue, scope?: TreeNode): readonly string[] {
  const prepared = shell.prepare(value);
  if (!prepared.speaksOf(view.document.file.path, view.document.family)) return ['silent'];
  return [...prepared.candidates(view, scope)].flatMap((node) =>
    [...prepared.match(view, node, {})].map(({ bindings, unknown }) => {
      const bound = Object.entries(bindings).map(
        ([name, { text, value: known }]) => ` ${name}=${known === undefined ? '?' : ''}${text}`,
      );
      return `${unknown ? `${unknown.kind}? ` : ''}${view.document.file.text.slice(...node.range).split('\n')[0]}${bound.join('')}`;
    }),
  );
}

const script = (text: string, pattern: string | readonly string[], more: AnchorValue = {}): readonly string[] =>
  found(see('a.sh', text), { shell: pattern, ...more });

test('words: literals, any one, any run, expressions, variables', () => {
  expect(script('docker run -e A=1 img\ndocker build .', 'docker run $...ARGS $IMAGE')).toEqual([
    'docker run -e A=1 img ARGS=-e A=1 IMAGE=img',
  ]);
  expect(script('rm -rf "$DIR"', 'rm -rf $_')).toEqual(['rm -rf "$DIR"']);
  expect(script('rm -rf "$DIR"', 'rm -rf $X')).toEqual(['rm -rf "$DIR" X=?$DIR']);
  expect(script('echo "::set-output a"; echo x', 'echo "=~/^::set-/"')).toEqual(['echo "::set-output a"']);
  expect(script('a $X; a "${X}"; a $Y; a x$X', 'a ${X}')).toEqual(['a $X', 'a "${X}"']);
  expect(script('cp a a; cp a b', 'cp $F $F')).toEqual(['cp a a F=a']);
});

test('without `...` the words are exactly those', () => {
  expect(script('bash\nbash -x', 'bash')).toEqual(['bash']);
  expect(script("'ba'sh", 'bash')).toEqual(["'ba'sh"]);
});

test('a literal argument may be what is expanded; a name of a command may not', () => {
  expect(script('docker run $OPTIONS img', 'docker run --privileged img')).toEqual([
    'not-static? docker run $OPTIONS img',
  ]);
  expect(script('docker run a$OPTIONS img', 'docker run --privileged img')).toEqual([]);
  expect(script('$EVAL x', 'eval ...')).toEqual([]);
  // one way that is certain is enough
  expect(script('x $A b', 'x ... b ...')).toEqual(['x $A b']);
});

test('commands before a command do not matter, nor does its folder', () => {
  const text = 'sudo -u root -E env A=1 /usr/bin/bash x\ntimeout 5m nice -n 3 bash y\necho bash';
  expect(script(text, 'bash $F')).toEqual([
    'sudo -u root -E env A=1 /usr/bin/bash x F=x',
    'timeout 5m nice -n 3 bash y F=y',
  ]);
  expect(script('sudo bash x', 'sudo ...')).toEqual(['sudo bash x']);
  expect(script('constructor bash x', 'bash ...')).toEqual([]);
});

test('pipelines: stages in a row, or with any between', () => {
  const text = 'curl a | tee b | bash -s\ncurl a; bash\ncat c | bash';
  expect(script(text, 'curl ... | bash ...')).toEqual([]);
  expect(script(text, 'curl ... | ... | bash ...')).toEqual(['curl a | tee b | bash -s']);
  expect(script(text, 'tee $F | bash ...')).toEqual(['curl a | tee b | bash -s F=b']);
});

test('substitutions contain such a command', () => {
  expect(script('bash <(curl x)\nbash >(curl x)\nbash $(curl x)', 'bash <(curl ...)')).toEqual(['bash <(curl x)']);
  expect(script('eval "a $(b | curl $U)"', 'eval "$(curl $X)"')).toEqual(['eval "a $(b | curl $U)" X=?$U']);
  expect(script('eval `curl x`', 'eval "$(curl ...)"')).toEqual(['eval `curl x`']);
});

test('redirections that are written must be there, of whatever', () => {
  const text = 'echo a >> "$GITHUB_ENV" 2>&1\necho b > $GITHUB_ENV\n{ date; id; } >> $GITHUB_ENV\necho c';
  expect(script(text, '... >> ${GITHUB_ENV}')).toEqual([
    'echo a >> "$GITHUB_ENV" 2>&1',
    '{ date; id; } >> $GITHUB_ENV',
  ]);
});

test('`expands` asks for a variable, or binds each', () => {
  const text = 'eval "$A ${B}"\neval c';
  expect(script(text, 'eval ...', { expands: 'A' })).toEqual(['eval "$A ${B}"']);
  expect([...script(text, 'eval ...', { expands: '$V' })].sort()).toEqual(['eval "$A ${B}" V=A', 'eval "$A ${B}" V=B']);
});

const workflow = `on: push
defaults: { run: { shell: bash } }
jobs:
  a:
    runs-on: \${{ matrix.os }}
    steps:
      - run: |
          # curl b | sh
          curl "\${{ inputs.url }}" \\
            | sh
      - run: curl x | sh
        shell: pwsh
      - run: echo no
        shell: python
      - run: curl x | sh if
        shell: /bin/bash -e {0}
      - run: curl x | sh; if
      - run: "curl y | sh"
        shell: sh
`;

test('workflows: exact places, templates, other shells, what cannot be read', () => {
  const view = see('.github/workflows/a.yml', workflow);
  expect(found(view, { shell: 'curl $U | sh' })).toEqual([
    'curl "${{ inputs.url }}" \\ U=?"${{ inputs.url }}"',
    'not-static? curl x | sh',
    'not-read? curl x | sh; if',
    'curl y | sh U=y',
  ]);
  const [node] = [...shell.prepare({ shell: 'sh' }).candidates(view)].filter(({ type }) => type === 'shell-pipeline');
  expect(view.place(node!).region).toMatchObject({ startLine: 9, startColumn: 11, endLine: 10, endColumn: 17 });
});

test('actions, packages, Dockerfiles', () => {
  const action = 'runs:\n  using: composite\n  steps:\n    - run: curl a | sh\n      shell: bash\n';
  expect(found(see('x/action.yml', action), { shell: 'curl ... | sh' })).toEqual(['curl a | sh']);
  const manifest = '{"scripts": {"postinstall": "node -e \\"1\\" && curl a | sh"}, "name": "curl a | sh"}';
  expect(found(see('package.json', manifest), { shell: 'curl ... | sh' })).toEqual(['curl a | sh']);
  const docker =
    'FROM a\nRUN apt-get update && \\\n  # why\n  curl a \\\n  | sh\nRUN ["curl", "a | sh"]\nRUN <<E\ncurl b | sh\nE\nENV A="curl a | sh"\n';
  expect(found(see('Dockerfile', docker), { shell: 'curl $X | sh' })).toEqual(['curl a \\ X=a', 'curl b | sh X=b']);
});

test('a scalar that a policy names is a script, and only what is in it counts', () => {
  const view = see('.gitlab-ci.yml', 'a:\n  script:\n    - curl a | sh\n    - "curl b | sh"\n    - 1\n');
  const [first, second] = (view.index.all() as readonly ConfigNode[]).filter(({ type }) => type === 'scalar');
  expect(found(view, { shell: 'curl ... | sh' })).toEqual([]);
  expect(found(view, { shell: 'curl ... | sh' }, first)).toEqual(['curl a | sh']);
  expect(found(view, { shell: 'curl ... | sh' }, second)).toEqual(['curl b | sh']);
});

test.each([
  ['a && b', /must be one command or one pipeline/],
  ['...', /must be one command or one pipeline/],
  ['echo "', /cannot be read/],
  ['echo a$X', /must be a metavariable/],
  ['echo "=~/(a+)+$/"', /exponential time/],
  ['echo "=~/(/"', /Invalid regular expression/],
])('a pattern that is none: %s', (pattern, message) => {
  const { errors } = shell.inspect({ shell: ['ls', pattern] });
  expect(errors).toEqual([{ path: ['shell', 1], message: expect.stringMatching(message) }]);
});

test('what patterns bind', () => {
  expect(shell.inspect({ shell: ['a $X $Y', 'b $X <(c $Z)'], expands: '$V' })).toEqual({
    binds: ['X', 'V'],
    mentions: ['X', 'Y', 'Z', 'V'],
    errors: [],
  });
});

test('a command stands in the value that it is written in', () => {
  const view = see('.github/workflows/a.yml', workflow);
  const [, inner] = [...shell.prepare({ shell: 'sh' }).candidates(view)];
  const ancestors: string[] = [];
  for (let at = (inner as ShellNode).parent as ConfigNode | undefined; at; at = at.parent)
    ancestors.push(`${at.type} ${at.key ?? ''}`.trim());
  expect(ancestors).toEqual([
    'shell-pipeline',
    'shell-script',
    'scalar run',
    'map 0',
    'seq steps',
    'map a',
    'map jobs',
    'map',
  ]);
});
