import { beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { flowText } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

/** What it is about, SQL, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'IF, ELSIF, ELSE',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF FOUND THEN PERFORM 1; ELSIF TG_OP = 'INSERT' THEN RETURN 1; ELSE RAISE NOTICE 'x'; END IF; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if <expression>  → true 2, false 4, throw 12
  2 evaluate <pl-statement <statement 1>>  → 3, throw 12
  3 join  → 10
  4 join
  5 if (=== <expression> "INSERT")  → true 6, false 7, throw 12
  6 return 1  → 11, throw 12
  7 join
  8 evaluate <pl-statement "x">  → 9, throw 12
  9 join
  10 join
  11 exit
  12 escape`,
  ],
  [
    'a condition has three outcomes',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF p > 1 AND (p > 2 OR p IS NULL) THEN NULL; END IF; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if (> p#1 1)  → true 2, false 8, null 8, throw 11
  2 if (> p#1 2)  → true 4, false 3, null 3, throw 11
  3 if (=== p#1 null)  → true 4, false 8, throw 11
  4 join
  5 join
  6 evaluate <pl-statement>  → 7, throw 11
  7 join  → 9
  8 join
  9 join
  10 exit
  11 escape`,
  ],
  [
    'NOT x is true where x is false',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF NOT (p > 1 AND p IS NULL) THEN NULL; END IF; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if (> p#1 1)  → true 2, false 3, null 2, throw 8
  2 if (=== p#1 null)  → true 5, false 3, throw 8
  3 evaluate <pl-statement>  → 4, throw 8
  4 join  → 6
  5 join
  6 join
  7 exit
  8 escape`,
  ],
  [
    'IS TRUE and its like are never NULL',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF NOT COALESCE(p > 1, false) OR (p > 2) IS NOT FALSE THEN NULL; END IF; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if (> p#1 1)  → true 2, false 5, null 5, throw 11
  2 join
  3 if (> p#1 2)  → true 4, false 8, null 4, throw 11
  4 join
  5 join
  6 evaluate <pl-statement>  → 7, throw 11
  7 join  → 9
  8 join
  9 join
  10 exit
  11 escape`,
  ],
  [
    'CASE of a value, which is asked for once',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN CASE g() WHEN 1, 2 THEN NULL; WHEN p THEN RETURN 1; END CASE; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 $0 = g()  → 2, throw 11
  2 $1 = $0
  3 if (=== $1 <expression 1 2>)  → true 4, false 5, null 5, throw 11
  4 evaluate <pl-statement>  → 8, throw 11
  5 if (=== $1 p#1)  → true 6, false 7, null 7, throw 11
  6 return 1  → 10, throw 11
  7 throw <pl-statement>  → throw 11
  8 join
  9 join
  10 exit
  11 escape`,
  ],
  [
    'CASE of conditions, with ELSE',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN CASE WHEN p > 1 THEN NULL; ELSE RETURN 1; END CASE; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if (> p#1 1)  → true 2, false 3, null 3, throw 7
  2 evaluate <pl-statement>  → 4, throw 7
  3 return 1  → 6, throw 7
  4 join
  5 join
  6 exit
  7 escape`,
  ],
  [
    'ASSERT',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN ASSERT p > 1, 'x'; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if (> p#1 1)  → true 3, false 2, null 2, throw 5
  2 throw <pl-statement>  → throw 5
  3 join
  4 exit
  5 escape`,
  ],
];

describe('branches of PL/pgSQL', () => {
  test.each(cases)('%s', (_, text, graph) => {
    expect(flowText(text, 'a.sql')).toBe(graph);
  });
});
