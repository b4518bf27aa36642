import { beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { flowText } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

/** What it is about, SQL, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'the statements of a file, and a unit for each function',
    "CREATE TABLE t (a int);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2';\nDROP TABLE t;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 5
  2 evaluate <statement>  → 3, throw 5
  3 evaluate <statement>  → 4, throw 5
  4 exit
  5 escape

function 1 f()()
  0 entry
  1 evaluate <statement 1>  → 2, throw 4
  2 evaluate <statement 2>  → 3, throw 4
  3 exit
  4 escape`,
  ],
  [
    'a DO block is run where it stands, and RETURN only ends it',
    'DO $$ BEGIN IF FOUND THEN RETURN; END IF; PERFORM 1; END $$;\nDROP TABLE t;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 9
  2 if <expression>  → true 3, false 4, throw 9
  3 evaluate <pl-statement>  → 7, throw 9
  4 join
  5 evaluate <pl-statement <statement 1>>  → 6, throw 9
  6 join
  7 evaluate <statement>  → 8, throw 9
  8 exit
  9 escape`,
  ],
  [
    'EXECUTE of a constant is run where it stands, and knows no variables around it',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN EXECUTE 'UPDATE t SET a = v'; EXECUTE p; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 v#2 = null
  2 evaluate <pl-statement "UPDATE t SET a = v">  → 3, throw 7
  3 evaluate <statement>  → 4, throw 7
  4 evaluate <pl-statement p#1>  → 5, throw 7
  5 join
  6 exit
  7 escape`,
  ],
  [
    'a function that a function creates',
    "DO $$ BEGIN CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 5
  2 evaluate <statement>  → 3, throw 5
  3 join
  4 exit
  5 escape

function 1 g()()
  0 entry
  1 evaluate <statement 1>  → 2, throw 3
  2 exit
  3 escape`,
  ],
  [
    'what is no SQL has no unit',
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a', 'b';",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape`,
  ],
];

describe('units of PL/pgSQL', () => {
  test.each(cases)('%s', (_, text, graph) => {
    expect(flowText(text, 'a.sql')).toBe(graph);
  });
});
