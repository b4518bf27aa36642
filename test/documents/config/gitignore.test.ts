import { expect, test } from 'vitest';
import { gitignore } from '../../../engine/documents/config/gitignore.ts';
import { rows } from './rows.ts';

test('a sequence of patterns as git reads them', () => {
  const text = '# c\r\n.env*\r\n!.env.example  \n\n  \n\\#x\ny\\ \n/a b/\n#z';
  expect(rows(gitignore, text)).toEqual([
    ['0', null, '.env*', '.env*'],
    ['1', null, '!.env.example', '!.env.example'],
    ['2', null, '\\#x', '\\#x'],
    ['3', null, 'y\\ ', 'y\\ '],
    ['4', null, '/a b/', '/a b/'],
  ]);
});
