import { beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { flowText } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

/** What it is about, SQL, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'variables, arguments, and what nobody declares',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE v int; w int := p; BEGIN v := w; RETURN v + x; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 v#2 = null
  2 w#3 = p#1  → 3, throw 6
  3 v#2 = w#3  → 4, throw 6
  4 return <expression v#2 <expression>>  → 5, throw 6
  5 exit
  6 escape`,
  ],
  [
    'a variable of an inner block is another one',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE v int; BEGIN DECLARE v int := v; BEGIN v := 1; END; v := 2; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 v#2 = null
  2 v#3 = v#2  → 3, throw 8
  3 v#3 = 1  → 4, throw 8
  4 join
  5 v#2 = 2  → 6, throw 8
  6 join
  7 exit
  8 escape`,
  ],
  [
    'an alias is the variable itself',
    'CREATE FUNCTION f(int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE p ALIAS FOR $1; BEGIN p := 1; RETURN $1; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 $1#1 = $1#1  → 2, throw 5
  2 $1#1 = 1  → 3, throw 5
  3 return $1#1  → 4, throw 5
  4 exit
  5 escape`,
  ],
  [
    'what is written to a part of a variable is not followed',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE r record; a int[]; BEGIN r.x := 1; a[1] := g(); RETURN r.x; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 r#2 = null
  2 a#3 = null
  3 r#2 = <pl-statement 1>  → 4, throw 8
  4 $0 = g()  → 5, throw 8
  5 a#3 = <pl-statement $0>  → 6, throw 8
  6 return r#2.x  → 7, throw 8
  7 exit
  8 escape`,
  ],
  [
    'INTO of a row that is known, and of rows that are not',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE v int; w int; BEGIN SELECT g(), 1 INTO v, w; SELECT a, b INTO v, w FROM t; GET DIAGNOSTICS v = ROW_COUNT; CALL h(v, 1); END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 v#2 = null
  2 w#3 = null
  3 $0 = g()  → 4, throw 16
  4 evaluate <statement $0 1>  → 5, throw 16
  5 v#2 = $0
  6 w#3 = 1
  7 evaluate <statement>  → 8, throw 16
  8 v#2 = <statement>
  9 w#3 = <statement>
  10 evaluate <pl-statement>  → 11, throw 16
  11 v#2 = <pl-statement>
  12 evaluate <statement>  → 13, throw 16
  13 v#2 = <statement>
  14 join
  15 exit
  16 escape`,
  ],
  [
    'calls are steps, where they certainly are',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM g(h(1), (SELECT i())); PERFORM j() FROM t; PERFORM CASE WHEN FOUND THEN k() END; PERFORM COALESCE(l(), m()); END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 $0 = h(1)  → 2, throw 11
  2 $1 = i()  → 3, throw 11
  3 $2 = g($0, (() (SELECT $1)))  → 4, throw 11
  4 evaluate <pl-statement <statement $2>>  → 5, throw 11
  5 evaluate <pl-statement <statement>>  → 6, throw 11
  6 evaluate <pl-statement <statement <expression>>>  → 7, throw 11
  7 $3 = l()  → 8, throw 11
  8 evaluate <pl-statement <statement <expression $3>>>  → 9, throw 11
  9 join
  10 exit
  11 escape`,
  ],
  [
    'a boolean that is kept',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE b boolean; BEGIN b := g() OR p IS NULL; b := p IS NULL; RETURN NOT b; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 b#2 = null
  2 $1 = g()  → 3, throw 22
  3 if $1  → true 5, false 4, null 4, throw 22
  4 if (=== p#1 null)  → true 5, false 7, throw 22
  5 join
  6 $0 = true  → 10
  7 if <outcome>  → true 9, false 8
  8 $0 = null  → 10
  9 $0 = false
  10 b#2 = $0  → 11, throw 22
  11 if (=== p#1 null)  → true 12, false 13, throw 22
  12 $2 = true  → 14
  13 $2 = false
  14 b#2 = $2  → 15, throw 22
  15 if b#2  → true 17, false 16, null 17, throw 22
  16 $3 = true  → 20
  17 if <outcome>  → true 19, false 18
  18 $3 = null  → 20
  19 $3 = false
  20 return $3  → 21, throw 22
  21 exit
  22 escape`,
  ],
];

describe('values of PL/pgSQL', () => {
  test.each(cases)('%s', (_, text, graph) => {
    expect(flowText(text, 'a.sql')).toBe(graph);
  });
});
