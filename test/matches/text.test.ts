import { expect, test } from 'vitest';
import { text } from '../../engine/matches/text.ts';
import { matchesOf, textView } from './text-document.ts';

/** Text of each match. */
function found(expression: string, content: string): readonly string[] {
  const view = textView(content);
  const nodes = [...text.prepare({ text: expression }).candidates(view)];
  return nodes.map(({ range }) => content.slice(...range));
}

test('finds every match of every line', () => {
  expect(found('fo+', 'foo fooo\nbar\r\nfo')).toEqual(['foo', 'fooo', 'fo']);
  expect(found('^\\w+$', 'ab\r\ncd e\nfg')).toEqual(['ab', 'fg']);
  expect(found('(?i)todo', 'TODO Todo\n')).toEqual(['TODO', 'Todo']);
  expect(found('a[^b]', 'a\nac\n')).toEqual(['ac']);
  expect(found('\\-x', '-x')).toEqual(['-x']);
  expect(found('.x', '😀x')).toEqual(['😀x']);
  expect(found('(?=b)', 'abb😀b')).toEqual(['', '', '']);
  expect(found('x', '')).toEqual([]);
});

test('binds named groups, with the place of each', () => {
  const content = 'a\nkey=abc;\n';
  const view = textView(content);
  const anchor = text.prepare({ text: '(?<K>\\w+)=(?<V>\\w+)(?<REST>!)?' });
  const [node] = [...anchor.candidates(view)];
  expect(node && matchesOf(anchor, view, node)).toEqual([
    {
      bindings: {
        K: { text: 'key', value: 'key', path: 'a.txt', node: { type: 'text', range: [2, 5] } },
        V: { text: 'abc', value: 'abc', path: 'a.txt', node: { type: 'text', range: [6, 9] } },
        REST: { text: '', value: '', path: 'a.txt' },
      },
    },
  ]);
  expect(node && matchesOf(anchor, view, node, { K: { text: 'other', value: 'other' } })).toEqual([]);
  expect(text.inspect({ text: '(?<K>a)(?<=\\(?<no>b)(?:c)[(?<X>]' })).toEqual({ binds: ['K'], errors: [] });
});

test('offers the matches within a scope', () => {
  const view = textView('foo foo\nfoo\n');
  const anchor = text.prepare({ text: 'foo' });
  const ranges = (scope?: readonly [number, number]): unknown =>
    [...anchor.candidates(view, scope && { type: 'x', range: scope })].map(({ range }) => range);
  expect(ranges()).toEqual([
    [0, 3],
    [4, 7],
    [8, 11],
  ]);
  expect(ranges([3, 10])).toEqual([[4, 7]]);
  expect([...anchor.candidates(view, view.fileNode)]).toHaveLength(3);
});

test('about another node: within it; about a match of another expression: in its lines', () => {
  const content = 'password = "x"  # nosec\npassword = "y"\n';
  const view = textView(content);
  const [first, second] = [...text.prepare({ text: 'password' }).candidates(view)];
  const anchor = text.prepare({ text: '# (?<MARK>nosec)' });
  const mark = [
    { bindings: { MARK: { text: 'nosec', value: 'nosec', path: 'a.txt', node: { type: 'text', range: [18, 23] } } } },
  ];
  expect(first && matchesOf(anchor, view, first)).toEqual(mark);
  expect(second && matchesOf(anchor, view, second)).toEqual([]);
  expect(matchesOf(anchor, view, view.fileNode)).toEqual(mark);
  expect(matchesOf(anchor, view, { type: 'Literal', range: [11, 14] })).toEqual([]);
  expect(matchesOf(text.prepare({ text: '\\w' }), view, view.fileNode)).toEqual([{ bindings: {} }]);
});

test('says that nothing matched', () => {
  const view = textView('x');
  const messages: string[] = [];
  expect([
    ...text.prepare({ text: 'License' }).match(view, view.fileNode, {}, (message) => messages.push(message)),
  ]).toEqual([]);
  expect(messages).toEqual(["Nothing here matches 'License'."]);
});

test('a line too long for the expression is unknown, never silently skipped', () => {
  const long = 'x'.repeat(10_001);
  const content = `token=1\n${long} token=2\n`;
  const message =
    "Line 2 of 'a.txt' has 10009 characters. Lines of more than 10000 are searched only for expressions whose matches cannot be longer than 1000 characters.";
  const view = textView(content);
  const open = text.prepare({ text: 'token=\\d+' });
  const nodes = [...open.candidates(view)];
  expect(nodes.map((node) => matchesOf(open, view, node))).toEqual([
    [{ bindings: {} }],
    [{ bindings: {}, unknown: { kind: 'not-read', message, place: { path: 'a.txt' } } }],
  ]);
  expect(found('token=\\d{1,20}', content)).toEqual(['token=1', 'token=2']);
  expect(found('secret=\\d+', content)).toEqual([]);
});

test('inspect rejects what cannot be used on lines', () => {
  const error = (value: string): string | undefined => text.inspect({ text: value }).errors[0]?.message;
  expect([error('('), error('a*'), error('a\nb'), error('(?<name>a)'), error('(a+)+b'), error('fo(o|p)+')]).toEqual([
    "'(' is not a regular expression: Unterminated group. Of inline flags only a leading '(?i)' is allowed.",
    "The expression 'a*' matches the empty text, and so it would match everywhere.",
    'The expression contains a line break, but it is tried on one line at a time.',
    "The named group 'name' binds a metavariable: its name must be in capitals.",
    "The expression '(a+)+b' may take exponential time: in a repeated group the same text can be matched in several ways.",
    undefined,
  ]);
  expect(text.inspect({ text: 3 }).errors).toEqual([
    { path: ['text'], message: 'The value must be a regular expression.' },
  ]);
});
