import { beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { flowText } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

/** What it is about, SQL, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'LOOP is left by jumps only',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN LOOP EXIT WHEN p > 1; PERFORM 1; END LOOP; RETURN 1; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 join
  2 if (> p#1 1)  → true 4, false 3, null 3, throw 7
  3 evaluate <pl-statement <statement 1>>  → 1, throw 7
  4 join
  5 return 1  → 6, throw 7
  6 exit
  7 escape`,
  ],
  [
    'WHILE, and WHILE true',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN WHILE p > 1 LOOP CONTINUE; END LOOP; WHILE TRUE LOOP NULL; END LOOP; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 join
  2 if (> p#1 1)  → true 3, false 4, null 4, throw 9
  3 join  → 1
  4 join
  5 join
  6 if true  → true 7, throw 9
  7 evaluate <pl-statement>  → 5, throw 9
  8 exit
  9 escape`,
  ],
  [
    'FOR over rows, a range, and what is executed',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR r IN SELECT a FROM t LOOP NULL; END LOOP; FOR i IN 1..g() LOOP NULL; END LOOP; FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 r#2 = null
  2 evaluate <rows <statement>>  → 3, throw 24
  3 join
  4 if <pl-statement>  → true 5, false 7
  5 r#2 = <pl-statement>
  6 evaluate <pl-statement>  → 3, throw 24
  7 join
  8 $0 = g()  → 9, throw 24
  9 evaluate <rows 1 $0>  → 10, throw 24
  10 join
  11 if <pl-statement>  → true 12, false 14
  12 i = <pl-statement>
  13 evaluate <pl-statement>  → 10, throw 24
  14 join
  15 evaluate <rows "SELECT 1">  → 16, throw 24
  16 evaluate <statement 1>  → 17, throw 24
  17 join
  18 if <pl-statement>  → true 19, false 21
  19 r#2 = <pl-statement>
  20 evaluate <pl-statement>  → 17, throw 24
  21 join
  22 join
  23 exit
  24 escape`,
  ],
  [
    'FOREACH',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN FOREACH x IN ARRAY ARRAY[1, 2] LOOP NULL; END LOOP; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 x#2 = null
  2 evaluate <rows <expression 1 2>>  → 3, throw 10
  3 join
  4 if <pl-statement>  → true 5, false 7
  5 x#2 = <pl-statement>
  6 evaluate <pl-statement>  → 3, throw 10
  7 join
  8 join
  9 exit
  10 escape`,
  ],
  [
    'labels',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN <<outer>> LOOP <<inner>> BEGIN EXIT inner WHEN p > 1; CONTINUE outer; END; EXIT; END LOOP; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 join
  2 if (> p#1 1)  → true 4, false 3, null 3, throw 9
  3 join  → 1
  4 join
  5 join
  6 join
  7 join
  8 exit
  9 escape`,
  ],
];

describe('loops of PL/pgSQL', () => {
  test.each(cases)('%s', (_, text, graph) => {
    expect(flowText(text, 'a.sql')).toBe(graph);
  });
});
