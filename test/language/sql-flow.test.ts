import { describe, expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

/** An UPDATE of `t` is guarded. */
function guardedBy(guard: string): string {
  return `
id: guarded
title: The update is guarded
severity: high
subject: {sql: 'UPDATE t SET ...'}
require:
  guarded-by: ${guard}
`;
}

async function kindsOf(policy: string, text: string): Promise<string> {
  const verdicts = await verdictsOf(policy, { 'a.sql': text });
  return verdicts.map((line) => line.split(' ')[0]).join(' ');
}

/** The body of a function with an argument and some variables. */
function body(text: string): string {
  return `CREATE FUNCTION f(p int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v int; r record; ok boolean; n int NOT NULL := 0;
BEGIN
${text}
END $$;`;
}

type Cases = readonly (readonly [string, string, string])[];

const statements: Cases = [
  ['it runs before', 'pass', 'PERFORM assert_admin(p); UPDATE t SET a = 1;'],
  ['it runs afterwards', 'fail', 'UPDATE t SET a = 1; PERFORM assert_admin(p);'],
  ['in one branch', 'fail', 'IF p > 1 THEN PERFORM assert_admin(p); END IF; UPDATE t SET a = 1;'],
  [
    'in all branches',
    'pass',
    'IF p > 1 THEN PERFORM assert_admin(p); ELSE PERFORM assert_admin(2); END IF; UPDATE t SET a = 1;',
  ],
  [
    'the other branch leaves',
    'pass',
    'IF p > 1 THEN PERFORM assert_admin(p); ELSE RETURN 1; END IF; UPDATE t SET a = 1;',
  ],
  [
    'the other branch raises a notice',
    'fail',
    "IF p > 1 THEN PERFORM assert_admin(p); ELSE RAISE NOTICE 'x'; END IF; UPDATE t SET a = 1;",
  ],
  ['in ELSIF', 'fail', 'IF p > 1 THEN NULL; ELSIF p > 0 THEN PERFORM assert_admin(p); END IF; UPDATE t SET a = 1;'],
  [
    'in a loop that may have no rows',
    'fail',
    'FOR r IN SELECT 1 LOOP PERFORM assert_admin(p); END LOOP; UPDATE t SET a = 1;',
  ],
  ['in a loop that runs at least once', 'pass', 'LOOP PERFORM assert_admin(p); EXIT; END LOOP; UPDATE t SET a = 1;'],
  ['behind an EXIT', 'fail', 'LOOP EXIT WHEN p > 1; PERFORM assert_admin(p); END LOOP; UPDATE t SET a = 1;'],
  ['in the loop with the use', 'pass', 'FOR r IN SELECT 1 LOOP PERFORM assert_admin(p); UPDATE t SET a = 1; END LOOP;'],
  [
    'only from the second round on',
    'fail',
    'FOR r IN SELECT 1 LOOP UPDATE t SET a = 1; PERFORM assert_admin(p); END LOOP;',
  ],
  [
    'CONTINUE before the use',
    'pass',
    'FOR i IN 1..3 LOOP CONTINUE WHEN i > 2; PERFORM assert_admin(p); UPDATE t SET a = 1; END LOOP;',
  ],
  [
    'an outer loop left from an inner one',
    'fail',
    '<<l>> LOOP LOOP EXIT l; END LOOP; PERFORM assert_admin(p); END LOOP; UPDATE t SET a = 1;',
  ],
  [
    'an inner loop left',
    'pass',
    '<<l>> LOOP LOOP EXIT; END LOOP; PERFORM assert_admin(p); EXIT; END LOOP; UPDATE t SET a = 1;',
  ],
  ['a labelled block left', 'fail', '<<b>> BEGIN EXIT b; PERFORM assert_admin(p); END; UPDATE t SET a = 1;'],
  ['in a nested block', 'pass', 'BEGIN PERFORM assert_admin(p); END; UPDATE t SET a = 1;'],
  [
    'what it raises is caught',
    'fail',
    'BEGIN PERFORM assert_admin(p); EXCEPTION WHEN OTHERS THEN NULL; END; UPDATE t SET a = 1;',
  ],
  [
    'what it raises is raised again',
    'pass',
    'BEGIN PERFORM assert_admin(p); EXCEPTION WHEN OTHERS THEN RAISE; END; UPDATE t SET a = 1;',
  ],
  [
    'the handler returns',
    'pass',
    'BEGIN PERFORM assert_admin(p); EXCEPTION WHEN OTHERS THEN RETURN 0; END; UPDATE t SET a = 1;',
  ],
  [
    'before a block that is caught',
    'pass',
    'PERFORM assert_admin(p); BEGIN PERFORM 1/0; EXCEPTION WHEN OTHERS THEN UPDATE t SET a = 1; END;',
  ],
  [
    'in the handler only',
    'fail',
    'BEGIN PERFORM g(); EXCEPTION WHEN OTHERS THEN PERFORM assert_admin(p); END; UPDATE t SET a = 1;',
  ],
  [
    'in every WHEN',
    'pass',
    'CASE p WHEN 1 THEN PERFORM assert_admin(1); WHEN 2 THEN PERFORM assert_admin(2); END CASE; UPDATE t SET a = 1;',
  ],
  ['not in ELSE', 'fail', 'CASE p WHEN 1 THEN PERFORM assert_admin(1); ELSE NULL; END CASE; UPDATE t SET a = 1;'],
  [
    'not in one WHEN',
    'fail',
    'CASE WHEN p > 1 THEN PERFORM assert_admin(1); WHEN p > 0 THEN v := 1; END CASE; UPDATE t SET a = 1;',
  ],
  ['in EXECUTE of a constant', 'pass', "PERFORM assert_admin(p); EXECUTE 'UPDATE t SET a = 1';"],
  ['RETURN QUERY goes on', 'fail', 'RETURN QUERY SELECT 1; UPDATE t SET a = 1;'],
  ['in a function of the same file', 'fail', 'PERFORM helper(); UPDATE t SET a = 1;'],
];

describe('a statement that has run', () => {
  test.each(statements)('%s: %s', async (_, kind, text) => {
    expect(await kindsOf(guardedBy("{sql: 'PERFORM assert_admin(...)'}"), body(text))).toBe(kind);
  });
});

const conditions: Cases = [
  ['taken where it holds', 'pass', 'IF v IS NOT NULL THEN UPDATE t SET a = 1; END IF;'],
  ['taken where it does not', 'fail', 'IF v IS NULL THEN UPDATE t SET a = 1; END IF;'],
  ['the failing branch leaves', 'pass', 'IF v IS NULL THEN RETURN 0; END IF; UPDATE t SET a = 1;'],
  ['the failing branch raises', 'pass', "IF v IS NULL THEN RAISE EXCEPTION 'x'; END IF; UPDATE t SET a = 1;"],
  ['the failing branch goes on', 'fail', "IF v IS NULL THEN RAISE WARNING 'x'; END IF; UPDATE t SET a = 1;"],
  ['the other way round', 'fail', 'IF v IS NOT NULL THEN RETURN 0; END IF; UPDATE t SET a = 1;'],
  ['in the failing branch', 'fail', 'IF v IS NULL THEN UPDATE t SET a = 1; RETURN 0; END IF;'],
  ['in ELSE', 'pass', 'IF v IS NULL THEN NULL; ELSE UPDATE t SET a = 1; END IF;'],
  ['in ELSIF', 'pass', 'IF v IS NULL THEN NULL; ELSIF p > 1 THEN UPDATE t SET a = 1; END IF;'],
  [
    'in ELSE behind another condition',
    'fail',
    'IF p > 1 THEN NULL; ELSIF v IS NULL THEN NULL; END IF; UPDATE t SET a = 1;',
  ],
  [
    'asked in ELSIF, all leave',
    'pass',
    'IF p > 1 THEN RETURN 1; ELSIF v IS NULL THEN RETURN 2; END IF; UPDATE t SET a = 1;',
  ],
  ['OR that leaves', 'pass', 'IF p > 1 OR v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['AND that leaves', 'fail', 'IF p > 1 AND v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['AND that is taken', 'pass', 'IF p > 1 AND v IS NOT NULL THEN UPDATE t SET a = 1; END IF;'],
  ['OR that is taken', 'fail', 'IF p > 1 OR v IS NOT NULL THEN UPDATE t SET a = 1; END IF;'],
  [
    'NOT, which changes nothing about NULL tests',
    'pass',
    'IF NOT (v IS NOT NULL) THEN RETURN 1; END IF; UPDATE t SET a = 1;',
  ],
  ['NOT of AND', 'pass', 'IF NOT (p > 1 AND v IS NOT NULL) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['NOT of OR', 'fail', 'IF NOT (p > 1 OR v IS NOT NULL) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['deep', 'pass', 'IF NOT (NOT (p > 1 OR (v IS NULL OR p < 0))) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['EXIT WHEN', 'pass', 'LOOP EXIT WHEN v IS NULL; UPDATE t SET a = 1; END LOOP;'],
  ['WHILE', 'pass', 'WHILE v IS NOT NULL LOOP UPDATE t SET a = 1; END LOOP;'],
  ['behind WHILE', 'fail', 'WHILE v IS NOT NULL LOOP v := v - 1; END LOOP; UPDATE t SET a = 1;'],
  ['CONTINUE WHEN', 'pass', 'FOR i IN 1..2 LOOP CONTINUE WHEN v IS NULL; UPDATE t SET a = 1; END LOOP;'],
  ['ASSERT', 'pass', 'ASSERT v IS NOT NULL; UPDATE t SET a = 1;'],
  ['ASSERT of the opposite', 'fail', 'ASSERT v IS NULL; UPDATE t SET a = 1;'],
  ['CASE', 'pass', 'CASE WHEN v IS NOT NULL THEN UPDATE t SET a = 1; ELSE NULL; END CASE;'],
  ['CASE without ELSE', 'pass', 'CASE WHEN v IS NOT NULL THEN NULL; END CASE; UPDATE t SET a = 1;'],
  ['CASE, behind', 'fail', 'CASE WHEN v IS NOT NULL THEN NULL; ELSE NULL; END CASE; UPDATE t SET a = 1;'],
  ['in a variable', 'pass', 'ok := v IS NOT NULL; IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  [
    'in a variable that is changed',
    'fail',
    'ok := v IS NOT NULL; SELECT true INTO ok FROM u; IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;',
  ],
  ['nobody asks', 'fail', 'ok := v IS NOT NULL; UPDATE t SET a = 1;'],
  [
    'the refusal is caught',
    'fail',
    "BEGIN IF v IS NULL THEN RAISE EXCEPTION 'x'; END IF; EXCEPTION WHEN OTHERS THEN NULL; END; UPDATE t SET a = 1;",
  ],
  [
    'the refusal is not what is caught',
    'pass',
    "IF v IS NULL THEN BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN unique_violation THEN NULL; END; END IF; UPDATE t SET a = 1;",
  ],
  [
    'its code is not known',
    'fail',
    "IF v IS NULL THEN BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '23505'; EXCEPTION WHEN unique_violation THEN NULL; END; END IF; UPDATE t SET a = 1;",
  ],
];

describe('a condition that is tested', () => {
  test.each(conditions)('%s: %s', async (_, kind, text) => {
    expect(await kindsOf(guardedBy("{sql: ['$V IS NULL', '$V IS NOT NULL']}"), body(text))).toBe(kind);
  });
});

/** A comparison with NULL is not false: it is nothing, and goes the way of what is not true. */
const nulls: Cases = [
  ['taken where it holds', 'pass', 'IF v > 0 THEN UPDATE t SET a = 1; END IF;'],
  ['NOT of it, and v may be NULL', 'fail', "IF NOT (v > 0) THEN RAISE EXCEPTION 'x'; END IF; UPDATE t SET a = 1;"],
  ['NOT in OR', 'fail', 'IF p > 3 OR NOT (v > 0) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['NOT of it, and n cannot be NULL', 'pass', 'IF NOT (n > 0) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['COALESCE', 'pass', 'IF NOT COALESCE(v > 0, false) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['COALESCE to the wrong side', 'fail', 'IF NOT COALESCE(v > 0, true) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['IS NOT TRUE', 'pass', 'IF (v > 0) IS NOT TRUE THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['IS FALSE', 'fail', 'IF (v > 0) IS FALSE THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['IS DISTINCT FROM true', 'pass', 'IF (v > 0) IS DISTINCT FROM true THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['= false', 'fail', 'IF (v > 0) = false THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['= true', 'pass', 'IF (v > 0) = true THEN UPDATE t SET a = 1; END IF;'],
  ['ELSE of NOT', 'fail', 'IF NOT (v > 0) THEN NULL; ELSE UPDATE t SET a = 1; END IF;'],
  ['through a variable', 'fail', 'ok := v > 0; IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  [
    'through a variable that is never NULL',
    'pass',
    'ok := COALESCE(v > 0, false); IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;',
  ],
  ['through a variable of two', 'pass', 'ok := v > 0 AND p > 1; IF ok THEN UPDATE t SET a = 1; END IF;'],
  [
    'through a variable of two, denied',
    'fail',
    'ok := v > 0 AND p > 1; IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;',
  ],
  ['through a variable of either', 'fail', 'ok := v > 0 OR p > 1; IF ok THEN UPDATE t SET a = 1; END IF;'],
];

describe('NULL', () => {
  test.each(nulls)('%s: %s', async (_, kind, text) => {
    expect(await kindsOf(guardedBy("{sql: '$V > 0'}"), body(text))).toBe(kind);
  });
  test('what goes on where a comparison is false goes on where it is NULL', async () => {
    const guard = '{sql: "$R <> \'admin\'"}';
    const refuses = (condition: string): string => body(`IF ${condition} THEN RETURN 1; END IF; UPDATE t SET a = 1;`);
    expect(await kindsOf(guardedBy(guard), refuses("v <> 'admin'"))).toBe('fail');
    expect(await kindsOf(guardedBy(guard), refuses("(v <> 'admin') IS NOT FALSE"))).toBe('pass');
    expect(await kindsOf(guardedBy(guard), refuses("v IS DISTINCT FROM 'admin'"))).toBe('fail');
  });
});

/** What a function answers may be NULL for all we know. */
const calls: Cases = [
  ['taken where it holds', 'pass', 'IF is_admin(p) THEN UPDATE t SET a = 1; END IF;'],
  ['refused where it is false: NULL is not', 'review', 'IF NOT is_admin(p) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['refused where it is not true', 'pass', 'IF is_admin(p) IS NOT TRUE THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['COALESCE', 'pass', 'IF NOT COALESCE(is_admin(p), false) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['through a variable', 'review', 'ok := is_admin(p); IF NOT ok THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['through SELECT INTO', 'pass', 'SELECT is_admin(p) INTO ok; IF ok THEN UPDATE t SET a = 1; END IF;'],
  ['as a subquery', 'pass', 'IF (SELECT is_admin(p)) THEN UPDATE t SET a = 1; END IF;'],
  ['declared with it', 'pass', 'DECLARE b boolean := is_admin(p); BEGIN IF b THEN UPDATE t SET a = 1; END IF; END;'],
  [
    'another variable of the name',
    'fail',
    'ok := is_admin(p); DECLARE ok boolean := p > 1; BEGIN IF ok THEN UPDATE t SET a = 1; END IF; END;',
  ],
  ['nobody asks', 'fail', 'PERFORM is_admin(p); UPDATE t SET a = 1;'],
  ['inverted', 'fail', 'IF is_admin(p) THEN RETURN 1; END IF; UPDATE t SET a = 1;'],
  ['compared with false', 'fail', 'IF is_admin(p) = false THEN UPDATE t SET a = 1; END IF;'],
  ['one of two', 'fail', 'IF is_admin(p) OR p > 1 THEN UPDATE t SET a = 1; END IF;'],
  ['in a query that may have no rows', 'fail', 'PERFORM is_admin(p) FROM u; UPDATE t SET a = 1;'],
];

describe('a function that is asked', () => {
  test.each(calls)('%s: %s', async (_, kind, text) => {
    expect(await kindsOf(guardedBy("{sql: 'is_admin(...)'}"), body(text))).toBe(kind);
  });
});

function steps(step: string): string {
  return `
id: steps
title: Steps
severity: high
subject: {sql: 'UPDATE t SET ...'}
require:
  ${step}
`;
}

const before: Cases = [
  ['the row is locked', 'pass', 'PERFORM 1 FROM t WHERE id = p FOR UPDATE; UPDATE t SET a = 1;'],
  ['read into a variable', 'pass', 'SELECT a INTO v FROM t WHERE id = p FOR UPDATE; UPDATE t SET a = v;'],
  ['not locked', 'fail', 'SELECT a INTO v FROM t WHERE id = p; UPDATE t SET a = v;'],
  ['locked on one way', 'fail', 'IF p > 1 THEN PERFORM 1 FROM t FOR UPDATE; END IF; UPDATE t SET a = 1;'],
  ['a loop over locked rows', 'pass', 'FOR r IN SELECT * FROM t FOR UPDATE LOOP UPDATE t SET a = 1; END LOOP;'],
  ['as a value', 'pass', 'v := (SELECT a FROM t WHERE id = p FOR UPDATE); UPDATE t SET a = v;'],
  [
    'what it answers does not matter',
    'pass',
    'IF (SELECT a FROM t FOR UPDATE) > 1 THEN RETURN 1; END IF; UPDATE t SET a = v;',
  ],
];

const after: Cases = [
  ['behind it', 'pass', 'UPDATE t SET a = 1; INSERT INTO log VALUES (1);'],
  ['not behind a RETURN', 'fail', 'UPDATE t SET a = 1; IF p > 1 THEN RETURN 1; END IF; INSERT INTO log VALUES (1);'],
  [
    'behind what raises',
    'pass',
    "UPDATE t SET a = 1; IF p > 1 THEN RAISE EXCEPTION 'x'; END IF; INSERT INTO log VALUES (1);",
  ],
  ['not in a loop', 'fail', 'UPDATE t SET a = 1; FOR i IN 1..p LOOP INSERT INTO log VALUES (1); END LOOP;'],
  [
    'in a handler as well',
    'pass',
    'BEGIN UPDATE t SET a = 1; INSERT INTO log VALUES (1); EXCEPTION WHEN OTHERS THEN INSERT INTO log VALUES (2); END;',
  ],
  [
    'not in the handler',
    'fail',
    'BEGIN UPDATE t SET a = 1; INSERT INTO log VALUES (1); EXCEPTION WHEN OTHERS THEN NULL; END;',
  ],
];

describe('on every path', () => {
  test.each(before)('before, %s: %s', async (_, kind, text) => {
    const step = "follows: {by: flow, sql: 'SELECT ... FROM t ... FOR UPDATE'}";
    expect(await kindsOf(steps(step), body(text))).toBe(kind);
  });
  test.each(after)('after, %s: %s', async (_, kind, text) => {
    expect(await kindsOf(steps("precedes: {by: flow, sql: 'INSERT INTO log'}"), body(text))).toBe(kind);
  });
});

const files: Cases = [
  ['statements of a file in their order', 'pass', 'SELECT assert_admin(1); UPDATE t SET a = 1;'],
  ['the other order', 'fail', 'UPDATE t SET a = 1; SELECT assert_admin(1);'],
  ['in a DO block before', 'pass', 'DO $$ BEGIN PERFORM assert_admin(1); END $$; UPDATE t SET a = 1;'],
  [
    'on one way through a DO block',
    'fail',
    'DO $$ BEGIN IF a() THEN RETURN; END IF; PERFORM assert_admin(1); END $$; UPDATE t SET a = 1;',
  ],
  ['before the DO block', 'pass', 'SELECT assert_admin(1); DO $$ BEGIN UPDATE t SET a = 1; END $$;'],
  ['RETURN of a DO block ends it alone', 'fail', 'DO $$ BEGIN IF a() THEN RETURN; END IF; END $$; UPDATE t SET a = 1;'],
  [
    'before the function is created, not before it is called',
    'fail',
    `SELECT assert_admin(1); ${body('UPDATE t SET a = 1;')}`,
  ],
  [
    'a body of SQL',
    'pass',
    'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT assert_admin(1); UPDATE t SET a = 1; $$;',
  ],
  [
    'a body of SQL, the other order',
    'fail',
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'UPDATE t SET a = 1; SELECT assert_admin(1)'",
  ],
  [
    'BEGIN ATOMIC',
    'pass',
    'CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT assert_admin(1); UPDATE t SET a = 1; END;',
  ],
  [
    'a function of the file makes sure',
    'pass',
    `${helper('PERFORM assert_admin(1);')} ${body('PERFORM helper(); UPDATE t SET a = 1;')}`,
  ],
  [
    'it does so on one way',
    'fail',
    `${helper('IF a() THEN PERFORM assert_admin(1); END IF;')} ${body('PERFORM helper(); UPDATE t SET a = 1;')}`,
  ],
  [
    'it is only called for some rows',
    'fail',
    `${helper('PERFORM assert_admin(1);')} ${body('PERFORM helper() FROM u; UPDATE t SET a = 1;')}`,
  ],
  [
    'a guarded caller does not guard a function',
    'fail',
    `${body('UPDATE t SET a = 1;')} SELECT assert_admin(1); SELECT f(1);`,
  ],
];

function helper(text: string): string {
  return `CREATE FUNCTION helper() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${text} END $$;`;
}

describe('a file', () => {
  test.each(files)('%s: %s', async (_, kind, text) => {
    expect(await kindsOf(guardedBy("{sql: 'SELECT assert_admin(...)'}"), text)).toBe(kind);
  });

  test('a function of another file may be the one of that name', async () => {
    const verdicts = await verdictsOf(guardedBy("{sql: 'SELECT assert_admin(...)'}"), {
      'a.sql': helper('PERFORM assert_admin(1);'),
      'b.sql': body('PERFORM helper(); UPDATE t SET a = 1;'),
      'c.sql': body('PERFORM another(); UPDATE t SET a = 1;'),
    });
    expect(verdicts).toMatchInlineSnapshot(`
      [
        "review b.sql:4:19 | The update is guarded. Whether 'helper()' is the function of that name which makes sure of it cannot be told. | not-static: Whether 'helper()' is the function of that name which makes sure of it cannot be told.",
        "fail c.sql:4:20 | The update is guarded. | [c.sql:1:60 'f()' is an entry: nothing in the workspace guards the way to it.]",
      ]
    `);
  });

  test('of a function, what is done in it', async () => {
    const policy = `
id: function
title: A function asks before it writes
severity: high
subject: {sql: 'CREATE FUNCTION $F(...)'}
require:
  guarded-by: {sql: 'SELECT assert_admin(...)', before: {sql: 'UPDATE t SET ...'}}
`;
    const asks = body('PERFORM assert_admin(1); UPDATE t SET a = 1;');
    expect(await kindsOf(policy, asks)).toBe('pass');
    expect(await kindsOf(policy, `SELECT assert_admin(1); ${body('UPDATE t SET a = 1;')}`)).toBe('fail');
  });

  test('what creates a function stands for itself in the order of the file', async () => {
    const policy = `
id: revoked
title: A function is taken from the public
severity: high
subject: {sql: 'CREATE FUNCTION $F(...)'}
require:
  precedes: {by: flow, sql: 'REVOKE ALL ON FUNCTION $F FROM public'}
`;
    const revoke = 'REVOKE ALL ON FUNCTION f FROM public;';
    expect(await kindsOf(policy, `${body('RETURN 1;')} ${revoke}`)).toBe('pass');
    expect(await kindsOf(policy, `${revoke} ${body('RETURN 1;')}`)).toBe('fail');
  });
});

/** What stands in the check is no use that would need one. */
const uses: Cases = [
  ['checked', 'pass', "IF v IS NULL THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;"],
  [
    'the refusal tells it',
    'pass',
    "IF v IS NULL OR v < 3 THEN RAISE EXCEPTION 'too low: %', v; END IF; UPDATE t SET a = v;",
  ],
  [
    'the refusal tells it, in another order',
    'pass',
    "IF v < 3 OR v IS NULL THEN RAISE EXCEPTION 'too low: %', v; END IF; UPDATE t SET a = v;",
  ],
  ['something else is checked', 'fail', "IF v < 3 THEN RAISE EXCEPTION 'too low'; END IF; UPDATE t SET a = v;"],
  ['checked on one way', 'fail', "IF p > 1 AND v IS NULL THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;"],
  [
    'the refusal does something with it',
    'fail',
    "IF v IS NULL THEN RAISE EXCEPTION '%', g(v); END IF; UPDATE t SET a = v;",
  ],
  [
    'used where it is missing',
    'fail',
    'IF v IS NULL THEN INSERT INTO log VALUES (v + 1); RETURN 1; END IF; UPDATE t SET a = v;',
  ],
  ['only told', 'fail', "IF v IS NULL THEN RAISE NOTICE '%', v; RETURN 1; END IF; UPDATE t SET a = v;"],
  ['not used', 'pass', 'UPDATE t SET a = p;'],
];

describe('every use of a value that was read', () => {
  test.each(uses)('%s: %s', async (_, kind, text) => {
    const policy = `
id: uses
title: What is read is checked
severity: high
subject: {sql: 'SELECT a FROM u'}
require:
  not: {precedes: {by: order, sql: '<... v ...>', not: {guarded-by: {sql: 'v IS NULL'}}}}
`;
    expect(await kindsOf(policy, body(`SELECT a INTO v FROM u; ${text}`))).toBe(kind);
  });
});

test('siblings are statements of the same list', async () => {
  const policy = steps("follows: {by: sibling, immediately: true, sql: 'SELECT ...'}");
  expect(await kindsOf(policy, body('IF p > 1 THEN PERFORM 1; UPDATE t SET a = 1; END IF;'))).toBe('pass');
  expect(await kindsOf(policy, body('PERFORM 1; IF p > 1 THEN UPDATE t SET a = 1; END IF;'))).toBe('fail');
});

test('order is that of a body', async () => {
  const policy = steps("follows: {by: order, sql: 'SELECT assert_admin(...)'}");
  expect(await kindsOf(policy, body('IF p > 1 THEN PERFORM assert_admin(1); END IF; UPDATE t SET a = 1;'))).toBe(
    'pass',
  );
  expect(await kindsOf(policy, `SELECT assert_admin(1); ${body('UPDATE t SET a = 1;')}`)).toBe('fail');
});

test('the way is shown', async () => {
  const verdicts = await verdictsOf(guardedBy("{sql: 'v > 0'}"), {
    'a.sql': body('IF NOT (v > 0) THEN RETURN 1; END IF;\nUPDATE t SET a = 1;'),
  });
  expect(verdicts).toMatchInlineSnapshot(`
    [
      "fail a.sql:5:1 | The update is guarded. | [a.sql:4:9 Its result is tested, but the way of the failing branch leads here too.] | [a.sql:1:60 'f()' is an entry: nothing in the workspace guards the way to it.]",
    ]
  `);
});

const ifs: Cases = [
  ['it leaves', 'pass', "IF v IS NULL THEN RAISE EXCEPTION 'x'; END IF; UPDATE t SET a = v;"],
  ['it goes on', 'fail', 'IF v IS NULL THEN v := 1; END IF; UPDATE t SET a = v;'],
  ['a part of an OR', 'pass', 'IF p > 1 OR v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = v;'],
  ['a part of an AND', 'review', 'IF p > 1 AND v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = v;'],
  [
    'a part of an AND, in ELSIF',
    'review',
    'IF p > 1 THEN RETURN 1; ELSIF p > 0 AND v IS NULL THEN RETURN 2; END IF; UPDATE t SET a = v;',
  ],
  [
    'a part of an AND in a branch that does not ask',
    'pass',
    'IF p > 1 AND p < 9 THEN RETURN 1; ELSIF v IS NULL THEN RETURN 2; END IF; UPDATE t SET a = v;',
  ],
  [
    'alone, and then as a part of an AND',
    'pass',
    'IF v IS NULL THEN RETURN 1; ELSIF p > 0 AND v IS NULL THEN RETURN 2; END IF; UPDATE t SET a = v;',
  ],
  ['denied', 'review', 'IF NOT (v IS NULL) THEN RETURN 1; END IF; UPDATE t SET a = v;'],
  [
    'denied in ELSIF',
    'review',
    'IF p > 1 THEN RETURN 1; ELSIF NOT (v IS NULL) THEN RETURN 2; END IF; UPDATE t SET a = v;',
  ],
  ['within its branch', 'fail', 'IF v IS NULL THEN UPDATE t SET a = v; RETURN 1; END IF;'],
  ['in ELSE', 'pass', 'IF v IS NULL THEN RETURN 1; ELSE UPDATE t SET a = v; END IF;'],
  ['in ELSIF behind it', 'pass', 'IF v IS NULL THEN RETURN 1; ELSIF p > 1 THEN UPDATE t SET a = v; END IF;'],
  [
    'in the branch before it',
    'fail',
    'IF p > 1 THEN UPDATE t SET a = v; RETURN 1; ELSIF v IS NULL THEN RETURN 1; END IF;',
  ],
  [
    'behind it, all leave',
    'pass',
    'IF p > 1 THEN RETURN 1; ELSIF v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = v;',
  ],
  [
    'behind it, one before goes on',
    'fail',
    'IF p > 1 THEN NULL; ELSIF v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = v;',
  ],
  [
    'behind it, one behind goes on',
    'pass',
    'IF v IS NULL THEN RETURN 1; ELSIF p > 1 THEN NULL; ELSIF p > 0 THEN NULL; END IF; UPDATE t SET a = v;',
  ],
  [
    'caught',
    'fail',
    "BEGIN IF v IS NULL THEN RAISE EXCEPTION 'x'; END IF; EXCEPTION WHEN OTHERS THEN NULL; END; UPDATE t SET a = v;",
  ],
];

describe('IF as the guard', () => {
  test.each(ifs)('%s: %s', async (_, kind, text) => {
    const guard = "{sql: 'IF <... $V IS NULL ...> THEN ... END IF', leaves: true}";
    expect(await kindsOf(guardedBy(guard), body(text))).toBe(kind);
  });
});

const read: Cases = [
  [
    'checked for NULL',
    'pass',
    "SELECT a INTO v FROM u WHERE id = p; IF v IS NULL THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;",
  ],
  [
    'checked with others',
    'pass',
    "SELECT a INTO v FROM u; IF v IS NULL OR v < 3 THEN RAISE EXCEPTION 'low: %', v; END IF; UPDATE t SET a = v;",
  ],
  [
    'NOT FOUND',
    'pass',
    "SELECT a INTO v FROM u; IF NOT FOUND THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;",
  ],
  [
    'NOT FOUND of another query',
    'fail',
    "SELECT a INTO v FROM u; PERFORM 1 FROM w; IF NOT FOUND THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;",
  ],
  ['FOUND', 'fail', 'SELECT a INTO v FROM u; IF FOUND THEN RETURN 1; END IF; UPDATE t SET a = v;'],
  ['STRICT', 'pass', 'SELECT a INTO STRICT v FROM u; UPDATE t SET a = v;'],
  [
    'a comparison, which NULL does not stand',
    'fail',
    "SELECT a INTO v FROM u; IF v < 3 THEN RAISE EXCEPTION 'low'; END IF; UPDATE t SET a = v;",
  ],
  [
    'checked too late',
    'fail',
    "SELECT a INTO v FROM u; UPDATE t SET a = v; IF v IS NULL THEN RAISE EXCEPTION 'none'; END IF;",
  ],
  [
    'another variable',
    'fail',
    "SELECT a INTO v FROM u; IF n IS NULL THEN RAISE EXCEPTION 'none'; END IF; UPDATE t SET a = v;",
  ],
  [
    'only a warning',
    'fail',
    "SELECT a INTO v FROM u; IF v IS NULL THEN RAISE WARNING 'none'; END IF; UPDATE t SET a = v;",
  ],
];

describe('what SELECT INTO has read', () => {
  test.each(read)('%s: %s', async (_, kind, text) => {
    const policy = `
id: read
title: A value read with SELECT INTO is checked before it decides
severity: high
subject: {sql: 'SELECT ... INTO ..., $V, ... FROM $T'}
require:
  any:
    - sql: 'SELECT ... INTO STRICT ...'
    - not:
        precedes:
          by: order
          sql: '<... $V ...>'
          not:
            guarded-by:
              any:
                - {sql: 'IF <... $V IS NULL ...> THEN ... END IF', leaves: true}
                - {sql: 'IF NOT FOUND THEN ... END IF', leaves: true, follows: {immediately: true, sql: 'SELECT ... INTO ..., $V, ... FROM $T'}}
`;
    expect(await kindsOf(policy, body(text))).toBe(kind);
  });
});
