import { expect, test } from 'vitest';
import { sql } from '../../../engine/matches/sql/sql.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import { documentOf } from '../../documents/sql/read.ts';
import { body, found } from './found.ts';

/** Patterns tried on the statements of a body: what matches, and what is bound. */
const cases: readonly (readonly [pattern: string, statements: string, matches: readonly string[]])[] = [
  ['DELETE FROM $T', 'DELETE FROM s.t WHERE id = p; UPDATE t SET a = 1;', ['DELETE FROM s.t WHERE id = p | T=s."t"']],
  ["EXECUTE '...'", "EXECUTE 'select 1'; EXECUTE v; RETURN 1;", ["EXECUTE 'select 1'"]],
  ['RETURN ($X)', 'RETURN (v); RETURN;', ['RETURN (v) | X="v"']],
  ["$V = '...'", "IF v = 'a' OR v = w THEN RETURN 1; END IF;", [`v = 'a' | V="v"`]],
  ['$A < $B', 'IF v < p THEN RETURN 1; END IF;', ['v < p | A="v" B="p"']],
  [
    'SELECT $A INTO $V FROM $T',
    'SELECT a INTO v FROM t WHERE id = p; SELECT a FROM t; SELECT a, b INTO v, w FROM t;',
    ['SELECT a INTO v FROM t WHERE id = p | A="a" T="t" V="v"'],
  ],
  [
    'SELECT $A INTO $V FROM $T WHERE $C = $V',
    'SELECT a INTO v_x FROM t WHERE id = V_X; SELECT a INTO v FROM t WHERE id = w;',
    ['SELECT a INTO v_x FROM t WHERE id = V_X | A="a" T="t" C="id" V="v_x"'],
  ],
  [
    'SELECT ... INTO ..., $V, ... FROM $T',
    'SELECT a, b INTO v, rec.status FROM t; SELECT a INTO u FROM t JOIN x ON true;',
    [
      'SELECT a, b INTO v, rec.status FROM t | T="t" V="v"',
      'SELECT a, b INTO v, rec.status FROM t | T="t" V="rec.status"',
    ],
  ],
  [
    'SELECT ... INTO $R.status FROM $T',
    'SELECT a INTO rec.status FROM t; SELECT a INTO rec.id FROM t; SELECT a INTO rec FROM t;',
    ['SELECT a INTO rec.status FROM t | T="t" R="rec"'],
  ],
  [
    'SELECT ... INTO STRICT ...',
    'SELECT a INTO STRICT v FROM t; SELECT a INTO v FROM t;',
    ['SELECT a INTO STRICT v FROM t'],
  ],
  [
    'INSERT INTO $T RETURNING ... INTO $V',
    'INSERT INTO t (a) VALUES (1) RETURNING id INTO v; INSERT INTO t (a) VALUES (1); INSERT INTO u SELECT 1 RETURNING a, b INTO v, w;',
    ['INSERT INTO t (a) VALUES (1) RETURNING id INTO v | T="t" V="v"'],
  ],
  [
    'UPDATE $T SET ... WHERE ... RETURNING $A INTO $V',
    'UPDATE t SET a = 1, b = 2 WHERE id = p RETURNING a INTO v; UPDATE t SET a = 1 WHERE id = p;',
    ['UPDATE t SET a = 1, b = 2 WHERE id = p RETURNING a INTO v | T="t" A="a" V="v"'],
  ],
  [
    'IF $C THEN ... END IF',
    'IF a THEN NULL; ELSIF b THEN RETURN 1; ELSE RETURN 2; END IF;',
    [
      'IF a THEN NULL; ELSIF b THEN RETURN 1; ELSE RETURN 2; END IF | C="a"',
      'IF a THEN NULL; ELSIF b THEN RETURN 1; ELSE RETURN 2; END IF | C="b"',
    ],
  ],
  [
    'IF $C THEN ... ELSE ... END IF',
    'IF a THEN NULL; END IF; IF b THEN NULL; ELSE NULL; END IF;',
    ['IF b THEN NULL; ELSE NULL; END IF | C="b"'],
  ],
  [
    'IF $A THEN ... ELSIF $B THEN ... END IF',
    'IF a THEN NULL; ELSIF b THEN NULL; ELSIF c THEN NULL; END IF;',
    [
      'IF a THEN NULL; ELSIF b THEN NULL; ELSIF c THEN NULL; END IF | A="a" B="b"',
      'IF a THEN NULL; ELSIF b THEN NULL; ELSIF c THEN NULL; END IF | A="a" B="c"',
      'IF a THEN NULL; ELSIF b THEN NULL; ELSIF c THEN NULL; END IF | A="b" B="c"',
    ],
  ],
  [
    'IF $C THEN RETURN NULL; END IF',
    'IF a THEN RETURN NULL; END IF; IF b THEN v := 1; RETURN NULL; END IF; IF c THEN RETURN 1; END IF;',
    ['IF a THEN RETURN NULL; END IF | C="a"'],
  ],
  [
    'IF $C THEN ... RETURN $E; END IF',
    'IF b THEN v := 1; RETURN v; END IF; IF c THEN RETURN 1; v := 1; END IF;',
    ['IF b THEN v := 1; RETURN v; END IF | C="b" E="v"'],
  ],
  [
    'IF <... $V IS NULL ...> THEN ... END IF',
    'IF v IS NULL OR p > 1 THEN NULL; END IF; IF v IS NOT NULL THEN NULL; END IF;',
    ['IF v IS NULL OR p > 1 THEN NULL; END IF | V="v"'],
  ],
  [
    'IF NOT FOUND THEN ... END IF',
    'IF NOT FOUND THEN NULL; END IF; IF found THEN NULL; END IF;',
    ['IF NOT FOUND THEN NULL; END IF'],
  ],
  ['$V := $E', 'v := a + 1; rec.x = 2; PERFORM v = 1;', ['v := a + 1 | V="v" E=a + 1', 'rec.x = 2 | V="rec.x" E=2']],
  ['$R.amount := $E', 'rec.amount := 1; rec.other := 2; amount := 3;', ['rec.amount := 1 | R="rec" E=1']],
  [
    '$V := $V - $X',
    'v := v - 1; v := w - 1; rec.a := rec.a - p; rec.a := rec.b - p;',
    ['v := v - 1 | V="v" X=1', 'rec.a := rec.a - p | V="rec.a" X="p"'],
  ],
  [
    'RAISE EXCEPTION ...',
    "RAISE EXCEPTION 'a %', v; RAISE 'b'; RAISE unique_violation; RAISE NOTICE 'c'; RAISE;",
    ["RAISE EXCEPTION 'a %', v", "RAISE 'b'", 'RAISE unique_violation'],
  ],
  [
    "RAISE EXCEPTION '$M' ...",
    "RAISE EXCEPTION 'a %', v; RAISE EXCEPTION unique_violation;",
    ['RAISE EXCEPTION \'a %\', v | M="a %"'],
  ],
  [
    'RAISE EXCEPTION $M',
    "RAISE EXCEPTION 'a %', v; RAISE EXCEPTION unique_violation;",
    ['RAISE EXCEPTION \'a %\', v | M="a %"', 'RAISE EXCEPTION unique_violation | M="unique_violation"'],
  ],
  [
    "RAISE EXCEPTION '$M', $A",
    "RAISE EXCEPTION 'a %', v USING errcode = 'P0001'; RAISE EXCEPTION 'b'; RAISE EXCEPTION 'c % %', v, w;",
    ['RAISE EXCEPTION \'a %\', v USING errcode = \'P0001\' | M="a %" A="v"'],
  ],
  [
    "RAISE EXCEPTION ... USING errcode = '$C'",
    "RAISE EXCEPTION 'a' USING hint = 'x', errcode = 'P0001'; RAISE EXCEPTION 'b';",
    ["RAISE EXCEPTION 'a' USING hint = 'x', errcode = 'P0001' | C=\"P0001\""],
  ],
  ['RAISE', "RAISE; RAISE 'a';", ['RAISE']],
  ['RAISE WARNING ...', "RAISE NOTICE 'a'; RAISE WARNING 'b';", ["RAISE WARNING 'b'"]],
  ['RETURN $E', 'RETURN v; RETURN; RETURN NEXT v;', ['RETURN v | E="v"']],
  ['RETURN', 'RETURN v; RETURN; RETURN NEXT v;', ['RETURN v', 'RETURN']],
  [
    'RETURN QUERY ...',
    "RETURN QUERY SELECT 1; RETURN QUERY EXECUTE 'SELECT 1'; RETURN 1;",
    ['RETURN QUERY SELECT 1', "RETURN QUERY EXECUTE 'SELECT 1'"],
  ],
  [
    'RETURN QUERY SELECT ... FROM $T',
    "RETURN QUERY SELECT a FROM t; RETURN QUERY EXECUTE 'SELECT a FROM t';",
    ['RETURN QUERY SELECT a FROM t | T="t"'],
  ],
  ['RETURN NEXT ...', 'RETURN NEXT v; RETURN NEXT; RETURN v;', ['RETURN NEXT v', 'RETURN NEXT']],
  ['PERFORM $F(...)', 'PERFORM s.f(1); PERFORM a FROM t; SELECT f(1) INTO v;', ['PERFORM s.f(1) | F=s."f"']],
  ['PERFORM ...', 'PERFORM a FROM t; v := 1;', ['PERFORM a FROM t']],
  [
    'EXECUTE $E',
    "EXECUTE 'SELECT 1'; EXECUTE v INTO w USING p;",
    ['EXECUTE \'SELECT 1\' | E="SELECT 1"', 'EXECUTE v INTO w USING p | E="v"'],
  ],
  [
    'EXECUTE <... $X || $Y ...>',
    "EXECUTE quote_ident(a || b); EXECUTE format('x');",
    ['EXECUTE quote_ident(a || b) | X="a" Y="b"'],
  ],
  ['EXECUTE format(...)', "EXECUTE format('%I', v) USING p; EXECUTE v;", ["EXECUTE format('%I', v) USING p"]],
  ['EXECUTE $E USING ...', 'EXECUTE v USING p; EXECUTE w;', ['EXECUTE v USING p | E="v"']],
  ['EXECUTE $E USING ..., $P', 'EXECUTE v USING q, p; EXECUTE w;', ['EXECUTE v USING q, p | E="v" P="p"']],
  [
    'FOR $R IN SELECT ... FROM $T LOOP ... END LOOP',
    'FOR r IN SELECT a FROM t LOOP NULL; END LOOP; FOR i IN 1..2 LOOP NULL; END LOOP;',
    ['FOR r IN SELECT a FROM t LOOP NULL; END LOOP | R="r" T="t"'],
  ],
  [
    'FOR $R IN ... LOOP ... END LOOP',
    "FOR r IN SELECT a FROM t LOOP NULL; END LOOP; FOR i IN 1..2 LOOP NULL; END LOOP; FOR x IN EXECUTE 'q' LOOP NULL; END LOOP;",
    [
      'FOR r IN SELECT a FROM t LOOP NULL; END LOOP | R="r"',
      'FOR i IN 1..2 LOOP NULL; END LOOP | R="i"',
      'FOR x IN EXECUTE \'q\' LOOP NULL; END LOOP | R="x"',
    ],
  ],
  [
    'FOR $I IN $A..$B LOOP ... END LOOP',
    'FOR i IN 1..p BY 2 LOOP NULL; END LOOP; FOR r IN SELECT a FROM t LOOP NULL; END LOOP;',
    ['FOR i IN 1..p BY 2 LOOP NULL; END LOOP | I="i" A=1 B="p"'],
  ],
  [
    'FOR $R IN EXECUTE $E LOOP ... END LOOP',
    'FOR x IN EXECUTE v USING p LOOP NULL; END LOOP; FOR r IN SELECT 1 LOOP NULL; END LOOP;',
    ['FOR x IN EXECUTE v USING p LOOP NULL; END LOOP | R="x" E="v"'],
  ],
  [
    'FOREACH $X IN ARRAY $A LOOP ... END LOOP',
    'FOREACH x IN ARRAY v LOOP NULL; END LOOP; FOR r IN SELECT 1 LOOP NULL; END LOOP;',
    ['FOREACH x IN ARRAY v LOOP NULL; END LOOP | X="x" A="v"'],
  ],
  [
    'WHILE $C LOOP ... END LOOP',
    'WHILE v > 0 LOOP NULL; END LOOP; LOOP EXIT; END LOOP;',
    ['WHILE v > 0 LOOP NULL; END LOOP | C=v > 0'],
  ],
  ['LOOP ... END LOOP', 'WHILE v > 0 LOOP NULL; END LOOP; LOOP EXIT; END LOOP;', ['LOOP EXIT; END LOOP']],
  [
    'LOOP ... DELETE FROM $T; ... END LOOP',
    'LOOP NULL; DELETE FROM t; EXIT; END LOOP; LOOP EXIT; END LOOP;',
    ['LOOP NULL; DELETE FROM t; EXIT; END LOOP | T="t"'],
  ],
  [
    'CASE ... END CASE',
    'CASE v WHEN 1, 2 THEN NULL; END CASE; CASE WHEN v > 1 THEN NULL; ELSE NULL; END CASE; v := CASE WHEN a THEN 1 END;',
    ['CASE v WHEN 1, 2 THEN NULL; END CASE', 'CASE WHEN v > 1 THEN NULL; ELSE NULL; END CASE'],
  ],
  [
    'CASE $E WHEN $V THEN ... END CASE',
    'CASE v WHEN 1 THEN NULL; WHEN 2 THEN NULL; END CASE; CASE WHEN v > 1 THEN NULL; END CASE;',
    [
      'CASE v WHEN 1 THEN NULL; WHEN 2 THEN NULL; END CASE | E="v" V=1',
      'CASE v WHEN 1 THEN NULL; WHEN 2 THEN NULL; END CASE | E="v" V=2',
    ],
  ],
  ['EXIT WHEN $C', 'LOOP EXIT WHEN v > 1; EXIT; CONTINUE WHEN a; END LOOP;', ['EXIT WHEN v > 1 | C=v > 1']],
  ['EXIT $L', '<<l>> LOOP EXIT l; EXIT; END LOOP;', ['EXIT l | L="l"']],
  [
    'GET DIAGNOSTICS $N = ROW_COUNT',
    'GET DIAGNOSTICS a = PG_CONTEXT, n = ROW_COUNT; GET STACKED DIAGNOSTICS b = MESSAGE_TEXT;',
    ['GET DIAGNOSTICS a = PG_CONTEXT, n = ROW_COUNT | N="n"'],
  ],
  [
    'BEGIN ... EXCEPTION WHEN OTHERS THEN ... END',
    'BEGIN NULL; EXCEPTION WHEN unique_violation OR OTHERS THEN RAISE; END; BEGIN NULL; EXCEPTION WHEN unique_violation THEN NULL; END;',
    ['BEGIN NULL; EXCEPTION WHEN unique_violation OR OTHERS THEN RAISE; END'],
  ],
  [
    'BEGIN ... EXCEPTION WHEN $W THEN NULL; END',
    'BEGIN NULL; EXCEPTION WHEN OTHERS THEN NULL; END; BEGIN NULL; EXCEPTION WHEN OTHERS THEN RAISE; END;',
    ['BEGIN NULL; EXCEPTION WHEN OTHERS THEN NULL; END | W="others"'],
  ],
  ['ASSERT $C', "ASSERT v > 0, 'x'; PERFORM v > 0;", ["ASSERT v > 0, 'x' | C=v > 0"]],
  ['COMMIT', 'COMMIT; ROLLBACK;', ['COMMIT']],
  [
    'OPEN $C FOR SELECT ... FROM $T',
    'OPEN c FOR SELECT a FROM t; OPEN d;',
    ['OPEN c FOR SELECT a FROM t | C="c" T="t"'],
  ],
  ['FETCH $C INTO $V', 'FETCH c INTO v; CLOSE c;', ['FETCH c INTO v | C="c" V="v"']],
  [
    'SELECT $A INTO $V FROM $T; IF <... $V ...> THEN ... END IF',
    'SELECT a INTO v FROM t; IF v > 1 THEN NULL; END IF; SELECT b INTO w FROM t; NULL; IF w > 1 THEN NULL; END IF;',
    ['SELECT a INTO v FROM t; IF v > 1 THEN NULL; END IF | A="a" T="t" V="v"'],
  ],
  [
    'SELECT $A INTO $V FROM $T; ...; UPDATE $T SET $A = $E',
    'SELECT a INTO v FROM t; NULL; UPDATE u SET a = 1; UPDATE t SET a = v - 1; UPDATE t SET a = 2;',
    [
      'SELECT a INTO v FROM t; NULL; UPDATE u SET a = 1; UPDATE t SET a = v - 1 | A="a" T="t" V="v" E=v - 1',
      'SELECT a INTO v FROM t; NULL; UPDATE u SET a = 1; UPDATE t SET a = v - 1; UPDATE t SET a = 2 | A="a" T="t" V="v" E=2',
    ],
  ],
  ['DELETE FROM $T; COMMIT', 'DELETE FROM t; COMMIT; DELETE FROM u; NULL; COMMIT;', ['DELETE FROM t; COMMIT | T="t"']],
];

test.each(cases)('%s', (pattern, statements, matches) => {
  expect(found(pattern, body(statements))).toEqual(matches);
});

test('in DO blocks, bodies of SQL, constant EXECUTE, and several statements of a file', () => {
  const text = `DO $$ BEGIN DELETE FROM a; EXECUTE 'DELETE FROM b'; END $$;
create function f() returns void language sql as 'delete from c; delete from d';
delete from e; delete from g;`;
  expect(found('DELETE FROM $T', text).map((line) => line.split('=')[1])).toEqual([
    '"a"',
    '"b"',
    '"c"',
    '"d"',
    '"e"',
    '"g"',
  ]);
  expect(found('DELETE FROM $A; DELETE FROM $B', text)).toEqual([
    'delete from c; delete from d | A="c" B="d"',
    'delete from e; delete from g | A="e" B="g"',
  ]);
});

test('INTO makes a table outside of a body', () => {
  const text = `select a into b from c; select a from c; ${body('SELECT a INTO v FROM c;')}`;
  expect(found('SELECT ... INTO $V FROM $T', text)).toEqual([
    'select a into b from c | V="b" T="c"',
    'SELECT a INTO v FROM c | T="c" V="v"',
  ]);
});

const leaving: readonly (readonly [leaves: string, statement: string])[] = [
  ['yes', 'IF a THEN RETURN 1; END IF;'],
  ['yes', "IF a THEN v := 1; RAISE EXCEPTION 'x'; END IF;"],
  ['no', "IF a THEN RAISE NOTICE 'x'; END IF;"],
  ['no', 'IF a THEN RETURN NEXT 1; END IF;'],
  ['no', 'IF a THEN PERFORM raise_error(); END IF;'],
  ['yes', 'IF a THEN IF b THEN RETURN 1; ELSE RETURN 2; END IF; END IF;'],
  ['no', 'IF a THEN IF b THEN RETURN 1; END IF; END IF;'],
  ['yes', 'IF a THEN CASE b WHEN 1 THEN RETURN 1; END CASE; END IF;'],
  ['no', 'IF a THEN CASE b WHEN 1 THEN RETURN 1; ELSE NULL; END CASE; END IF;'],
  ['yes', 'IF a THEN BEGIN RETURN 1; EXCEPTION WHEN OTHERS THEN RAISE; END; END IF;'],
  ['no', 'IF a THEN BEGIN RETURN 1; EXCEPTION WHEN OTHERS THEN NULL; END; END IF;'],
  ['no', 'IF a THEN LOOP RETURN 1; END LOOP; END IF;'],
  ['yes', 'IF a THEN LOOP EXIT; END LOOP; RETURN 1; END IF;'],
  ['yes', 'IF a THEN RETURN 1; v := 2; END IF;'],
  ['yes', 'IF a THEN RETURN 1; ELSE v := 2; END IF;'],
];

test.each(leaving)('leaves: %s, %s', (leaves, statement) => {
  const pattern = 'IF a THEN ... END IF';
  expect(found(pattern, body(statement), { leaves: true })).toHaveLength(leaves === 'yes' ? 1 : 0);
  expect(found(pattern, body(statement), { leaves: false })).toHaveLength(leaves === 'yes' ? 0 : 1);
});

test('leaves: an EXIT before RETURN, ELSIF behind a branch that does not leave, CASE, handlers, other statements', () => {
  const leave = (pattern: string, statements: string): readonly string[] =>
    found(pattern, body(statements), { leaves: true });
  expect(leave('IF a THEN ... END IF', 'LOOP IF a THEN EXIT; RETURN 1; END IF; END LOOP;')).toEqual([]);
  expect(leave('IF b THEN ... END IF', 'IF a THEN RETURN 1; ELSIF b THEN RETURN 2; END IF;')).toHaveLength(1);
  expect(leave('IF b THEN ... END IF', 'IF a THEN NULL; ELSIF b THEN RETURN 2; END IF;')).toEqual([]);
  expect(leave('IF a THEN ... ELSE ... END IF', 'IF a THEN RETURN 1; ELSE NULL; END IF;')).toEqual([]);
  expect(leave('CASE a WHEN 1 THEN ... END CASE', 'CASE a WHEN 1 THEN RETURN 1; ELSE NULL; END CASE;')).toHaveLength(1);
  const handled = 'BEGIN NULL; EXCEPTION WHEN unique_violation THEN NULL; WHEN OTHERS THEN RETURN 1; END;';
  expect(leave('BEGIN ... EXCEPTION WHEN OTHERS THEN ... END', handled)).toHaveLength(1);
  expect(leave('BEGIN ... EXCEPTION WHEN unique_violation THEN ... END', handled)).toEqual([]);
  expect(leave('RAISE EXCEPTION ...', "RAISE EXCEPTION 'x';")).toHaveLength(1);
  expect(leave('DELETE FROM $T', 'DELETE FROM t;')).toEqual([]);
});

test('locks: whether the SELECT itself locks', () => {
  const text = 'select a from t for update; select a from (select b from u for share) v; select a from w;';
  expect(found('SELECT ... FROM $T', text, { locks: true })).toEqual([
    'select a from t for update | T="t"',
    'select b from u for share | T="u"',
  ]);
  expect(found('SELECT a', text, { locks: false })).toEqual([
    'select a from (select b from u for share) v',
    'select a from w',
  ]);
  expect(found('IF $C THEN ... END IF', body('IF a THEN NULL; END IF;'), { locks: false })).toEqual([]);
});

test('a statement of a body that is not read is unknown, unless the file says so itself', () => {
  const text = body('DELETE FORM t;');
  const document = documentOf('a.sql', text);
  const asked = (pattern: string, status: 'parsed' | 'partial'): readonly unknown[] => {
    const view = viewOf({ ...document, status });
    const anchor = sql.prepare({ sql: pattern });
    return [...anchor.candidates(view)].flatMap((node) => [...anchor.match(view, node, {})].map((one) => one.unknown));
  };
  expect(asked('DELETE FROM $T', 'parsed')).toEqual([]);
  expect(asked('<... t ...>', 'partial')).toEqual([]);
  expect(asked('IF $C THEN ... END IF', 'parsed')).toEqual([]);
  expect(asked('<... t ...>', 'parsed')).toMatchObject([
    { kind: 'not-read', message: 'This SQL in a body does not parse.' },
  ]);
});

test('a pattern that is neither says why not as both', () => {
  const errors = (pattern: string): readonly string[] =>
    sql.inspect({ sql: pattern }).errors.map(({ message }) => message);
  expect(errors('IF $C THEN')).toEqual([
    `The SQL pattern 'IF $C THEN' does not parse: as SQL, syntax error at or near "IF"; as PL/pgSQL, END is expected at the end.`,
  ]);
  expect(errors('IF $C THEN DELETE FORM t; END IF')).toEqual([
    `The SQL pattern 'IF $C THEN DELETE FORM t; END IF' does not parse: as SQL, syntax error at or near "IF"; as PL/pgSQL, syntax error at or near "FORM".`,
  ]);
});
