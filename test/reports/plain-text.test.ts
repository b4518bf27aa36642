import { expect, test } from 'vitest';
import { plainText } from '../../engine/reports/plain-text.ts';

test.each([
  ['one\ntwo', 'one two'],
  ['one\n\ntwo', 'one\n\ntwo'],
  ['# Title\ntext', 'Title\n\ntext'],
  ['a **bold** and *soft* __x__ _y_ word', 'a bold and soft x y word'],
  ['snake_case_name, 2 * 3 * 4, a*b*c', 'snake_case_name, 2 * 3 * 4, a*b*c'],
  ['`**kept**`', '`**kept**`'],
  ['see [the guide](https://a.b/c "t")', 'see the guide (https://a.b/c)'],
  ['<https://a.b>', 'https://a.b'],
  ['text\n- one\n  more\n* two', 'text\n\n- one more\n- two'],
  ['1. one\n2) two', '1. one\n2) two'],
  ['```sql\nselect *\n\n  from t\n```\nafter', 'select *\n\n  from t\n\nafter'],
  ['', ''],
])('%j', (markdown, plain) => {
  expect(plainText(markdown)).toBe(plain);
});

test('code after text stands apart', () => {
  expect(plainText('do:\n```\nx\n```')).toBe('do:\n\nx');
});
