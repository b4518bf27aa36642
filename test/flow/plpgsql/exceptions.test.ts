import { beforeAll, describe, expect, test } from 'vitest';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { flowText } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

/** What it is about, SQL, graph. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'any statement of a block may raise into its handlers, what it declares may not',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE a int := g(); BEGIN PERFORM 1; EXCEPTION WHEN unique_violation OR check_violation THEN NULL; WHEN OTHERS THEN RETURN 1; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 $0 = g()  → 2, throw 9
  2 a#2 = $0  → 3, throw 9
  3 evaluate <pl-statement <statement 1>>  → 7, throw 4
  4 if <pl-branch>  → true 5, false 6
  5 evaluate <pl-statement>  → 7, throw 9
  6 return 1  → 8, throw 9
  7 join
  8 exit
  9 escape`,
  ],
  [
    'what no handler names goes on outwards',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN BEGIN PERFORM 1; EXCEPTION WHEN unique_violation THEN NULL; END; EXCEPTION WHEN OTHERS THEN NULL; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 evaluate <pl-statement <statement 1>>  → 4, throw 2
  2 if <pl-branch>  → true 3, false 5
  3 evaluate <pl-statement>  → 4, throw 5
  4 join  → 6
  5 evaluate <pl-statement>  → 6, throw 8
  6 join
  7 exit
  8 escape`,
  ],
  [
    'RAISE says what it raises',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN unique_violation THEN NULL; WHEN raise_exception THEN RETURN 1; END; RAISE unique_violation; EXCEPTION WHEN unique_violation THEN RETURN 2; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 throw <pl-statement "x">  → throw 3
  2 (unreachable) evaluate <pl-statement>  → 4, throw 6
  3 return 1  → 8, throw 6
  4 join
  5 throw <pl-statement>  → throw 7
  6 if <pl-branch>  → true 7, false 9
  7 return 2  → 8, throw 9
  8 exit
  9 escape`,
  ],
  [
    'RAISE alone raises what was caught again',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; EXCEPTION WHEN OTHERS THEN RAISE; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 evaluate <pl-statement <statement 1>>  → 3, throw 2
  2 throw <pl-statement>  → throw 5
  3 join
  4 exit
  5 escape`,
  ],
  [
    'a code may be another word for any name',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '23505'; EXCEPTION WHEN unique_violation THEN NULL; END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 throw <pl-statement "x" "23505">  → throw 2
  2 if <pl-branch>  → true 3, false 6
  3 evaluate <pl-statement>  → 4, throw 6
  4 join
  5 exit
  6 escape`,
  ],
  [
    'OTHERS catches no failed ASSERT',
    'CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN ASSERT FOUND; EXCEPTION WHEN OTHERS THEN RETURN 1; END $$;',
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 if <expression>  → true 4, false 2, throw 3
  2 throw <pl-statement>  → throw 6
  3 return 1  → 5, throw 6
  4 join
  5 exit
  6 escape`,
  ],
  [
    'levels that only tell',
    "CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING '%', g(); END $$;",
    `module 0()
  0 entry
  1 evaluate <statement>  → 2, throw 3
  2 exit
  3 escape

function 1 f()()
  0 entry
  1 $0 = g()  → 2, throw 5
  2 evaluate <pl-statement "%" $0>  → 3, throw 5
  3 join
  4 exit
  5 escape`,
  ],
];

describe('exceptions of PL/pgSQL', () => {
  test.each(cases)('%s', (_, text, graph) => {
    expect(flowText(text, 'a.sql')).toBe(graph);
  });
});
