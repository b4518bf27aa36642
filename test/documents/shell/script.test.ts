import { expect, test } from 'vitest';
import type { ShellScript } from '../../../engine/documents/shell/node.ts';
import { readShell } from '../../../engine/documents/shell/script.ts';
import { expandedIn, textOf, valueOf, variableOf, wordsOf } from '../../../engine/documents/shell/words.ts';

function read(text: string, isTemplate = false): ShellScript {
  return readShell({ text, range: (start, end) => [start, end] }, undefined, isTemplate);
}

function slices(text: string, isTemplate = false): readonly string[] {
  return read(text, isTemplate).nodes.map(({ type, range }) => `${type.slice(6)} ${text.slice(...range)}`);
}

test('commands and pipelines in source order, with their places', () => {
  expect(slices('if curl x | sh; then { echo a; } > f; fi')).toEqual([
    'pipeline curl x | sh',
    'command curl x',
    'command sh',
    'command { echo a; } > f',
    'command echo a',
  ]);
});

test('substitutions, here-documents and scripts of `bash -c` are read too', () => {
  expect(slices('echo "$(date)" <(ls)')).toEqual(['command echo "$(date)" <(ls)', 'command date', 'command ls']);
  expect(slices("sudo bash -ec 'id; who'")).toEqual(["command sudo bash -ec 'id; who'", 'command id', 'command who']);
  expect(slices('cat <<E\n$(id)\nE\n').at(-1)).toBe('command id');
});

test('a script that bash -c takes from elsewhere is a word like others', () => {
  expect(slices('bash -c "$SCRIPT"')).toEqual(['command bash -c "$SCRIPT"']);
  expect(slices('bash -c')).toEqual(['command bash -c']);
});

test('what a template fills in is unknown, whatever it says', () => {
  const text = 'echo ${{ a && "b | c" }} x';
  expect(slices(text, true)).toEqual([`command ${text}`]);
  const [command] = read(text, true).nodes;
  expect(wordsOf(command!.syntax).map(valueOf)).toEqual(['echo', undefined, 'x']);
});

test('words: without their quotes, known or not', () => {
  const [command] = read(`x "a b" 'c'd $E "\${F}" g$H *.i {1,2}`).nodes;
  const words = wordsOf(command!.syntax);
  expect(words.map(textOf)).toEqual(['x', 'a b', 'cd', '$E', '${F}', 'g$H', '*.i', '{1,2}']);
  expect(words.map(valueOf)).toEqual(['x', 'a b', 'cd', ...Array(5).fill(undefined)]);
  expect(words.map(variableOf)).toEqual([undefined, undefined, undefined, 'E', 'F', undefined, undefined, undefined]);
});

test('the variables that a command expands, at any depth', () => {
  const [command] = read('eval "$(echo "${A:-$B}" $((C + 1)))" > "$D" <<E\n$F\nE\n').nodes;
  expect([...expandedIn(command!.syntax)].sort()).toEqual(['A', 'B', 'C', 'D', 'F']);
  expect(expandedIn(read("echo '$A' \\$B <<'E'\n$F\nE\n").nodes[0]!.syntax)).toEqual([]);
});

test('what cannot be read whole has an error, and no nodes', () => {
  const { nodes, error } = read('curl x | bash; if (Test-Path x) { y }');
  expect([nodes, error]).toEqual([[], "expected 'then'"]);
  expect(read('echo "$(if)"').error).toBeDefined();
});

test('deep nesting is an error, not a crash', () => {
  expect(read('$('.repeat(20_000) + ')'.repeat(20_000)).error).toMatch(/nesting/);
  expect(read('{ '.repeat(20_000)).error).toMatch(/nesting/);
});

test('line breaks of Windows are white space', () => {
  expect(slices('if a; then\r\n  b\r\nfi\r\n')).toEqual(['command a', 'command b']);
});
