import { expect, test } from 'vitest';
import { file } from '../../engine/matches/file.ts';
import { matchesOf, textView } from './text-document.ts';

const bound = (text: string, path: string): object => ({ text, value: text, path });

test('matches the file itself and captures parts of its path', () => {
  const path = 'supabase/functions/pay/index.ts';
  const view = textView('x', path);
  const anchor = file.prepare({ file: 'supabase/functions/$FN/${NAME}.ts' });
  expect([...anchor.candidates(view)]).toEqual([view.fileNode]);
  expect(matchesOf(anchor, view, view.fileNode)).toEqual([
    { bindings: { FN: bound('pay', path), NAME: bound('index', path) } },
  ]);
  expect(file.inspect({ file: 'supabase/functions/$FN/${NAME}.ts' })).toEqual({
    binds: ['FN', 'NAME'],
    mentions: ['FN', 'NAME'],
    errors: [],
  });
  const list = file.inspect({ file: ['a/$X', 'b/$X/$Y'] });
  expect([list.binds, list.mentions]).toEqual([['X'], ['X', 'X', 'Y']]);
});

test('keeps to what is bound already', () => {
  const view = textView('x', 'a/b.ts');
  const anchor = file.prepare({ file: '$D/b.ts' });
  expect(matchesOf(anchor, view, view.fileNode, { D: { text: 'a', value: 'a' } })).toEqual([
    { bindings: { D: { text: 'a', value: 'a' } } },
  ]);
  expect(matchesOf(anchor, view, view.fileNode, { D: { text: 'z', value: 'z' } })).toEqual([]);
  expect(matchesOf(anchor, view, view.fileNode, { D: { text: 'f()' } })).toEqual([
    {
      bindings: { D: { text: 'f()' } },
      unknown: { kind: 'not-static', message: "The value of 'f()' is not known statically." },
    },
  ]);
});

test('a list fits where one of its globs fits, once for each capture', () => {
  const view = textView('x', 'src/.env');
  expect(matchesOf(file.prepare({ file: ['src/*', '**/.env'] }), view, view.fileNode)).toEqual([{ bindings: {} }]);
  expect(matchesOf(file.prepare({ file: ['$A/*', 'src/$B', 'lib/*'] }), view, view.fileNode)).toEqual([
    { bindings: { A: bound('src', 'src/.env') } },
    { bindings: { B: bound('.env', 'src/.env') } },
  ]);
});

test('is about nothing but files', () => {
  const view = textView('x');
  const anchor = file.prepare({ file: '**' });
  const node = { type: 'text', range: [0, 1] } as const;
  expect(matchesOf(anchor, view, node)).toEqual([]);
  expect([...anchor.candidates(view, node)]).toEqual([]);
});

test('speaks of the paths that fit, whatever their language, and says why another does not', () => {
  const anchor = file.prepare({ file: ['**/*.pem', 'keys/**'] });
  expect(['a/b.pem', 'keys/x', 'c.ts'].map((path) => anchor.speaksOf(path, undefined))).toEqual([true, true, false]);
  const refutations: string[] = [];
  const view = textView('x', 'c.ts');
  expect([...anchor.match(view, view.fileNode, {}, (message) => refutations.push(message))]).toEqual([]);
  expect(refutations).toEqual(["'c.ts' does not fit '**/*.pem', 'keys/**'."]);
});
