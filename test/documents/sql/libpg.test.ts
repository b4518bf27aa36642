import { beforeAll, expect, test } from 'vitest';
import { libPgIsLoaded, loadLibPg, parseTree, plPgSqlTree } from '../../../engine/documents/sql/libpg.ts';

beforeAll(loadLibPg);

function constantsOf(text: string): readonly string[] {
  const tree = parseTree(text);
  if (typeof tree !== 'string') throw new Error(tree.message);
  return [...tree.matchAll(/"sval":"((?:[^"\\]|\\.)*)"/g)].map(([, value = '']) => value);
}

test('texts of every width come back as they were', () => {
  expect(libPgIsLoaded()).toBe(true);
  expect(constantsOf("select 'plain', 'é', '€', '😀'")).toEqual(['plain', 'é', '€', '😀']);
});

test('a refusal says where, counted in code points', () => {
  expect(parseTree("select '😀é' from from t")).toEqual({
    message: 'syntax error at or near "from"',
    position: 17,
  });
});

test('answers stay right after the memory of the WASM has grown', () => {
  const long = 'x'.repeat(3_000_000);
  const text = Array.from({ length: 8 }, () => `select '${long}';`).join('\n');
  expect(constantsOf(text)).toEqual(Array.from({ length: 8 }, () => long));
  expect(constantsOf("select 'é'")).toEqual(['é']);
});

test('PL/pgSQL: its tree, or none where it is refused', () => {
  const block = (body: string): string => `do $$ begin ${body} end $$`;
  expect(JSON.parse(plPgSqlTree(block('perform 1;'))!)).toHaveProperty('plpgsql_funcs');
  expect(plPgSqlTree(block('if x then'))).toBeUndefined();
  expect(plPgSqlTree(block('null;'))).toContain('PLpgSQL_stmt_block');
});
