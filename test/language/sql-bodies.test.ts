import { describe, expect, test } from 'vitest';
import { verdictsOf } from './verdicts-of.ts';

const head = 'id: asked\ntitle: Asked\nseverity: high\n';

async function kindsOf(policy: string, text: string): Promise<string> {
  const verdicts = await verdictsOf(head + policy, { 'supabase/migrations/1.sql': `${text}\n` });
  return verdicts.map((line) => line.split(' ')[0]).join(' ');
}

function body(statements: string): string {
  return `CREATE FUNCTION f(p_id int, p_amount int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v int; w int; rec record;
BEGIN
${statements}
END $$;`;
}

type Cases = readonly (readonly [name: string, kinds: string, statements: string])[];

const notFound = `
subject:
  sql:
    - 'SELECT ... INTO ..., $V, ... FROM $_'
    - 'SELECT ... INTO ..., $V, ... FROM ... JOIN ... ON ...'
    - 'SELECT ... INTO ..., $V, ... FROM ... LEFT JOIN ... ON ...'
  of: {function: $F}
  not: {sql: ['SELECT ..., count(...), ... INTO ...', 'SELECT ... INTO STRICT ...']}
require:
  not:
    precedes:
      by: order
      sql: ['<... $V ...>', '<... $V.$_ ...>']
      not:
        guarded-by:
          any:
            - {sql: ['IF <... $V IS NULL ...> THEN ... END IF', 'IF <... $V.$_ IS NULL ...> THEN ... END IF'], leaves: true}
            - sql: ['IF NOT FOUND THEN ... END IF', 'IF NOT FOUND OR $_ THEN ... END IF']
              leaves: true
              follows: {immediately: true, sql: 'SELECT ... INTO ..., $V, ...'}
            - sql: 'IF <... $W IS NULL ...> THEN ... END IF'
              leaves: true
              follows: {immediately: true, sql: ['SELECT ... INTO ..., $V, ..., $W, ...', 'SELECT ... INTO ..., $W, ..., $V, ...']}
`;

const notFoundCases: Cases = [
  ['used at once', 'fail', 'SELECT a INTO v FROM t WHERE id = p_id; IF v < p_amount THEN RETURN 1; END IF; RETURN 2;'],
  [
    'checked for NULL',
    'pass',
    "SELECT a INTO v FROM t; IF v IS NULL THEN RAISE 'none'; END IF; IF v < p_amount THEN RETURN 1; END IF;",
  ],
  [
    'checked with more',
    'pass',
    'SELECT a INTO v FROM t; IF v IS NULL OR v < p_amount THEN RETURN 1; END IF; UPDATE t SET a = v - 1;',
  ],
  ['a notice is no check', 'fail', "SELECT a INTO v FROM t; IF v IS NULL THEN RAISE NOTICE 'none'; END IF; RETURN v;"],
  ['FOUND, immediately', 'pass', 'SELECT a INTO v FROM t; IF NOT FOUND THEN RETURN 0; END IF; RETURN v;'],
  [
    'FOUND of another statement',
    'fail',
    'SELECT a INTO v FROM t; UPDATE t SET b = 1; IF NOT FOUND THEN RETURN 0; END IF; RETURN v;',
  ],
  ['STRICT', 'vacuous', 'SELECT a INTO STRICT v FROM t; RETURN v;'],
  ['count has a row always', 'vacuous', 'SELECT count(*) INTO v FROM t; RETURN v;'],
  ['never used', 'pass', 'SELECT a INTO v FROM t; RETURN 1;'],
  ['checked too late', 'fail', 'SELECT a INTO v FROM t; w := v + 1; IF v IS NULL THEN RETURN 0; END IF;'],
  ['a field of a record', 'fail', 'SELECT * INTO rec FROM t; RETURN rec.a;'],
  [
    'a field of a record that is checked',
    'pass',
    'SELECT * INTO rec FROM t; IF NOT FOUND THEN RETURN 0; END IF; RETURN rec.a;',
  ],
  ['one of two values', 'pass pass', 'SELECT a, b INTO v, w FROM t; IF v IS NULL THEN RETURN 0; END IF; RETURN v + w;'],
  [
    'one of two values, of another row',
    'fail pass',
    'SELECT a INTO v FROM t; SELECT b INTO w FROM t; IF w IS NULL THEN RETURN 0; END IF; RETURN v + w;',
  ],
  ['of a join', 'fail', 'SELECT a INTO v FROM t JOIN u ON t.id = u.id; RETURN v;'],
  [
    'checked in one branch',
    'fail',
    'SELECT a INTO v FROM t; IF p_amount > 1 THEN IF v IS NULL THEN RETURN 0; END IF; END IF; RETURN v;',
  ],
  [
    'checked behind a branch that goes on',
    'fail',
    'SELECT a INTO v FROM t; IF p_amount > 1 THEN w := 1; ELSIF v IS NULL THEN RETURN 0; END IF; RETURN v;',
  ],
];

const lostUpdate = `
subject:
  sql: 'SELECT ..., $C, ... INTO ..., $V, ... FROM $T'
  locks: false
  precedes: {by: order, sql: ['IF <... $V ...> THEN ... END IF', 'IF <... $V.$_ ...> THEN ... END IF', 'CASE <... $V ...> WHEN $_ THEN ... END CASE']}
require:
  not:
    any:
      - precedes:
          by: order
          sql: 'UPDATE $T SET ..., $C = $_, ...'
          not:
            any:
              - {sql: 'UPDATE $T SET ... WHERE <... $C ...>'}
              - {sql: ['UPDATE $T SET ..., $C = $C - $_, ...', 'UPDATE $T SET ..., $C = $C + $_, ...']}
      - precedes:
          by: order
          sql: 'UPDATE $T SET ..., $D = <... $V.$D ...>, ...'
          not: {sql: 'UPDATE $T SET ... WHERE <... $D ...>'}
`;

const compared = 'IF v < p_amount THEN RETURN 0; END IF;';

const lostUpdateCases: Cases = [
  [
    'read, compared, written',
    'fail',
    `SELECT a INTO v FROM t WHERE id = p_id; ${compared} UPDATE t SET a = v - p_amount WHERE id = p_id;`,
  ],
  [
    'locked',
    'vacuous',
    `SELECT a INTO v FROM t WHERE id = p_id FOR UPDATE; ${compared} UPDATE t SET a = v - p_amount;`,
  ],
  [
    'a predicate on the write',
    'pass',
    `SELECT a INTO v FROM t; ${compared} UPDATE t SET a = v - p_amount WHERE id = p_id AND a >= p_amount;`,
  ],
  ['an atomic write', 'pass', `SELECT a INTO v FROM t; ${compared} UPDATE t SET a = a - p_amount WHERE id = p_id;`],
  ['another column', 'pass', `SELECT a INTO v FROM t; ${compared} UPDATE t SET b = v WHERE id = p_id;`],
  ['another table', 'pass', `SELECT a INTO v FROM t; ${compared} UPDATE u SET a = v WHERE id = p_id;`],
  [
    'a record',
    'fail',
    'SELECT * INTO rec FROM t; IF rec.a < p_amount THEN RETURN 0; END IF; UPDATE t SET b = 1, a = rec.a - p_amount;',
  ],
  [
    'another field of the record',
    'pass',
    'SELECT * INTO rec FROM t; IF rec.a < p_amount THEN RETURN 0; END IF; UPDATE t SET b = rec.a;',
  ],
  ['never compared', 'vacuous', 'SELECT a INTO v FROM t; UPDATE t SET a = v - p_amount;'],
  ['written before', 'pass', `UPDATE t SET a = 1; SELECT a INTO v FROM t; ${compared}`],
];

const positive = `
subject:
  sql: 'CREATE FUNCTION $F(..., $A $_, ...)'
  where: {$A: {pattern: 'amount|quantity|price|cost'}}
require:
  any:
    - not:
        has:
          sql: ['UPDATE $_ SET ..., $_ = $_ - $A, ...', 'UPDATE $_ SET ..., $_ = $_ + $A, ...', 'INSERT INTO $_ (...) VALUES (..., $A, ...)']
          not:
            all:
              - guarded-by: {any: [{sql: ['IF <... $A <= 0 ...> THEN ... END IF', 'IF <... $A < 1 ...> THEN ... END IF'], leaves: true}, {sql: '$A > 0'}]}
              - guarded-by: {any: [{sql: 'IF <... $A IS NULL ...> THEN ... END IF', leaves: true}, {sql: ['$A > 0', '$A IS NOT NULL']}]}
`;

const positiveCases: Cases = [
  ['not asked', 'fail', 'UPDATE t SET a = a - p_amount;'],
  [
    'asked, NULL too',
    'pass',
    "IF p_amount IS NULL OR p_amount <= 0 THEN RAISE 'x'; END IF; UPDATE t SET a = a - p_amount;",
  ],
  ['NULL is let pass', 'fail', "IF p_amount <= 0 THEN RAISE 'x'; END IF; UPDATE t SET a = a - p_amount;"],
  [
    'zero is let pass',
    'fail',
    "IF p_amount IS NULL OR p_amount < 0 THEN RAISE 'x'; END IF; INSERT INTO t (a) VALUES (p_amount);",
  ],
  ['only where it is positive', 'pass', 'IF p_amount > 0 THEN UPDATE t SET a = a - p_amount; END IF;'],
  [
    'one after the other',
    'pass',
    'IF p_amount IS NULL THEN RETURN 0; END IF; IF p_amount <= 0 THEN RETURN 0; END IF; UPDATE t SET a = a + p_amount;',
  ],
  ['values of another kind', 'pass', "INSERT INTO t (a, b, c) VALUES (-p_id, now(), 'x');"],
  ['not used so', 'pass', 'UPDATE t SET a = p_id;'],
];

describe.each([
  ['a value read with SELECT INTO is checked before it decides', notFound, notFoundCases],
  ['a row that is read, compared and written is locked or the write asks again', lostUpdate, lostUpdateCases],
  ['an amount is required to be positive', positive, positiveCases],
] as const)('%s', (_, policy, cases) => {
  test.each(cases)('%s: %s', async (_name, kinds, statements) => {
    expect(await kindsOf(policy, body(statements))).toBe(kinds);
  });
});

test('a flag whose absence is meant is a pattern that must not hold of the same statement', async () => {
  const index = 'forbid: {sql: CREATE INDEX ON $T (...), not: {sql: CREATE INDEX CONCURRENTLY ...}}';
  expect(await kindsOf(index, 'create index concurrently i on t (a);')).toBe('pass');
  expect(await kindsOf(index, 'create index concurrently i on t (a); create unique index j on t (a);')).toBe('fail');
  const key = `forbid: {sql: 'ALTER TABLE $T ADD CONSTRAINT $N FOREIGN KEY ...', not: {sql: 'ALTER TABLE $T ADD CONSTRAINT $N FOREIGN KEY ... NOT VALID'}}`;
  expect(await kindsOf(key, 'alter table t add constraint c foreign key (a) references u not valid;')).toBe('pass');
  expect(await kindsOf(key, 'alter table t add constraint c foreign key (a) references u;')).toBe('fail');
});

test('several statements in a row: the place is the first, what belongs to it reaches to the last', async () => {
  const policy = `${head}forbid: {sql: 'DELETE FROM $T; ...; INSERT INTO $T'}`;
  const text = `${body('DELETE FROM t;\nv := 1;\nINSERT INTO u VALUES (1);\nINSERT INTO t VALUES (1);')}\n`;
  expect(await verdictsOf(policy, { 'a.sql': text })).toMatchInlineSnapshot(`
    [
      "fail a.sql:4:1 | Asked.",
    ]
  `);
});

test('statements of a body stand beside each other in their branch', async () => {
  const policy = `forbid: {sql: 'RAISE EXCEPTION ...', follows: {immediately: true, sql: 'DELETE FROM $T'}}`;
  expect(await kindsOf(policy, body("IF v > 1 THEN DELETE FROM t; RAISE 'x'; END IF;"))).toBe('fail');
  expect(await kindsOf(policy, body("DELETE FROM t; IF v > 1 THEN RAISE 'x'; END IF;"))).toBe('pass');
});

test('what of a body is not read is said once', async () => {
  const policy = `${head}forbid: {sql: 'DELETE FROM $T'}`;
  const text = `${body('DELETE FORM t; UPDATE t SET a = 1;')}\n`;
  expect(await verdictsOf(policy, { 'a.sql': text })).toMatchInlineSnapshot(`
    [
      "open a.sql | not-read: 'a.sql' is not valid sql: The SQL in the body does not parse: syntax error at or near "FORM".",
    ]
  `);
});
