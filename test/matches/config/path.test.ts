import { expect, test } from 'vitest';
import { parsePath } from '../../../engine/matches/config/path.ts';

test.each([
  ['jobs.$JOB.steps.*.uses', 0, ['key jobs', 'capture JOB', 'key steps', 'any', 'key uses']],
  ['dependencies."socket.io"', 0, ['key dependencies', 'key socket.io']],
  [`a.'b"c'.{x,"y.z", w }`, 0, ['key a', 'key b"c', 'either x|y.z|w']],
  ['**.{containers,initContainers}.$I', 0, ['deep', 'either containers|initContainers', 'capture I']],
  ['stages.-1', 0, ['key stages', 'key -1']],
  ['^.securityContext', 1, ['key securityContext']],
  ['^^.a', 2, ['key a']],
  ['^.^.a', 2, ['key a']],
  ['^', 1, []],
  ['x-*.a', 0, ['pattern ^x\\-.*$', 'key a']],
  ['@scope/name.a b', 0, ['key @scope/name', 'key a b']],
] as const)('%s', (text, up, segments) => {
  const path = parsePath(text);
  expect(path.up).toBe(up);
  expect(
    path.segments.map((segment) =>
      'name' in segment
        ? `${segment.kind} ${segment.name}`
        : 'names' in segment
          ? `${segment.kind} ${segment.names.join('|')}`
          : 'expression' in segment
            ? `${segment.kind} ${segment.expression.source}`
            : segment.kind,
    ),
  ).toEqual(segments);
});

test.each([
  ['', 'A path must not be empty.'],
  ['a..b', `The path 'a..b' cannot be read at '.b': a segment is missing or not closed.`],
  ['a.', `The path 'a.' cannot be read at 'its end': a segment is missing or not closed.`],
  ['a."b', `The path 'a."b' cannot be read at '"b': a segment is missing or not closed.`],
  ['a"b"', `The path 'a"b"' cannot be read at '"b"': segments are separated by dots.`],
  ['$.a', `The path '$.a' must not begin with '$': write it without, or as 'jsonpath'.`],
  ['a.$name', `In the path 'a.$name', '$name' is no metavariable: write '$NAME' in capitals, or quote the key.`],
  [
    'a[0]',
    `In the path 'a[0]', 'a[0]' must be in quotes, or an index written as a segment of its own: 'steps.0', 'steps.-1'.`,
  ],
  ['a.{}', `In the path 'a.{}', '{}' must list keys: '{a,b}'.`],
  ['a.x**', `In the path 'a.x**', '**' must be a segment of its own.`],
])('no path: %s', (text, message) => {
  expect(() => parsePath(text)).toThrow(message);
});
