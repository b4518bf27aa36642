import { expect, test } from 'vitest';
import { nosemgrep } from '../../engine/matches/nosemgrep.ts';

/** Whether the match at `@`, which stands for nothing, is suppressed for the rule `a.b.c`. */
function comment(text: string): string | undefined {
  return nosemgrep(text.replace('@', ''), text.indexOf('@'), 'a.b.c')?.justification;
}

test.each([
  ['@f() // nosemgrep', 'nosemgrep'],
  ['@f() /* nosem */', 'nosem'],
  ['x; @f() // NOSEMGREP: a.b.c', 'NOSEMGREP: a.b.c'],
  ['@f() // nosemgrep:c', 'nosemgrep:c'],
  ['@f() // nosemgrep: b.c -- because', 'nosemgrep: b.c -- because'],
  ['@f() // nosemgrep: x, c', 'nosemgrep: x, c'],
  ['@f() // nosemgrep: "c"', 'nosemgrep: "c"'],
  ['@f() // noopengrep=registry.a.b.c', 'noopengrep=registry.a.b.c'],
  ['// nosemgrep\n@f()', 'nosemgrep'],
  ['{/* nosemgrep: c */}\n@<a/>', 'nosemgrep: c'],
  ['x\r\n  # nosemgrep: c\r\n  @f()\r\n', 'nosemgrep: c'],
  ['@f(\n) // nosemgrep', undefined],
  ['g(); // nosemgrep\n@f()', undefined],
  ['// nosemgrep\n\n@f()', undefined],
  ['@f() // nosemgrep: d', undefined],
  ['@f() // nosemgrep: bc', undefined],
  ['@f() // nosemgreps', undefined],
  ['@f()\n// nosemgrep', undefined],
  ['@f()', undefined],
])('%j', (text, justification) => {
  expect(comment(text)).toBe(justification);
});
