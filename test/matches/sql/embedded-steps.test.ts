import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

function forbid(matcher: string): string {
  return `id: t\ntitle: T\nseverity: high\nmessage: found\nforbid: ${matcher}\n`;
}

/** Kind and place of each verdict about `a.ts`. */
async function verdicts(policy: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const lines = await verdictsOf(policy, { 'a.ts': text, ...more });
  return lines.map((line) => line.split(' | ')[0]);
}

const transfer = `
async function transfer(db, id, amount) {
  const { rows } = await db.query('SELECT balance FROM accounts WHERE id = $1', [id]);
  if (amount < 0) {
    await db.query('INSERT INTO log (id) VALUES ($1)', [id]);
  }
  await db.query('UPDATE accounts SET balance = balance - $2 WHERE id = $1', [id, amount]);
}
async function other(db) {
  await db.query(\`UPDATE accounts SET balance = 0 WHERE id IN (SELECT id FROM accounts)\`);
}
`;

test('inside, has: from SQL to code, from code to SQL, from SQL to the SQL around it', async () => {
  expect(
    await verdicts(forbid("{sql: 'UPDATE $T SET ...', inside: {code: 'function transfer(...) { ... }'}}"), transfer),
  ).toEqual(['fail a.ts:7:19']);
  expect(
    await verdicts(
      forbid("{code: 'function $F(...) { ... }', has: {sql: 'INSERT INTO $T (...) VALUES (...)'}}"),
      transfer,
    ),
  ).toEqual(['fail a.ts:2:1']);
  expect(
    await verdicts(forbid("{sql: 'SELECT ... FROM accounts', inside: {sql: 'UPDATE $T SET ...'}}"), transfer),
  ).toEqual(['fail a.ts:10:64']);
  expect(await verdicts(forbid("{sql: 'UPDATE $T SET ...', has: {sql: 'SELECT ...'}}"), transfer)).toEqual([
    'fail a.ts:10:19',
  ]);
});

test('precedes, follows: by sibling, by order, by flow', async () => {
  const update = "sql: 'UPDATE $T SET ...'";
  expect(await verdicts(forbid(`{${update}, follows: {sql: 'SELECT balance FROM $T'}}`), transfer)).toEqual([
    'fail a.ts:7:19',
  ]);
  expect(await verdicts(forbid(`{${update}, follows: {sql: 'INSERT INTO log (...) VALUES (...)'}}`), transfer)).toEqual(
    ['pass'],
  );
  expect(
    await verdicts(forbid(`{${update}, follows: {sql: 'INSERT INTO log (...) VALUES (...)', by: order}}`), transfer),
  ).toEqual(['fail a.ts:7:19']);
  expect(
    await verdicts(forbid(`{${update}, follows: {sql: 'INSERT INTO log (...) VALUES (...)', by: flow}}`), transfer),
  ).toEqual(['pass']);
  expect(await verdicts(forbid(`{${update}, follows: {sql: 'SELECT balance FROM $T', by: flow}}`), transfer)).toEqual([
    'fail a.ts:7:19',
  ]);
});

test('guarded-by', async () => {
  const policy = `id: t
title: T
severity: high
message: found
subject: {sql: 'DELETE FROM $T'}
require: {guarded-by: {code: 'requireUser(...)'}}
`;
  const code = `
export async function a(db) {
  await requireUser();
  await db.query('DELETE FROM orders WHERE id = $1', [1]);
}
export async function b(db) {
  await sql\`DELETE FROM orders\`;
}
`;
  expect(await verdicts(policy, code)).toEqual(['pass a.ts:4:19', 'fail a.ts:7:13']);
});

test('a metavariable is one in SQL, code and migrations', async () => {
  const policy = `id: t
title: T
severity: high
message: "$T"
subject: {sql: 'DELETE FROM $T'}
require: {schema: {table: $T}}
`.replace('require: {schema: {table: $T}}', 'require: {exists: {schema: {table: $T}}}');
  const code = "q.query('DELETE FROM orders'); q.query('DELETE FROM nothing'); q.query(`DELETE FROM ${table}`);";
  const more = { 'supabase/migrations/1.sql': 'create table orders (id int);' };
  expect(await verdicts(policy, code, more)).toEqual(['pass a.ts:1:10', 'fail a.ts:1:41', 'review a.ts:1:73']);
  const tainted = forbid("{sql: '$C = $V', inside: {code: 'function $F($V) { ... }'}}");
  expect(
    await verdicts(tainted, 'function f(id) { return sql`SELECT a FROM t WHERE b = ${id} AND c = ${x}`; }'),
  ).toEqual(['fail a.ts:1:51']);
});

test('SQL in code that does not parse leaves a policy open', async () => {
  expect(
    await verdicts(forbid("{sql: 'SELECT ... FROM users'}"), "q.query('SELECT id FROM users WHERE AND');"),
  ).toEqual(['open a.ts:1:10']);
  expect(
    await verdicts(forbid("{sql: 'SELECT ... FROM users'}"), "q.query('SELECT id FROM orders WHERE AND');"),
  ).toEqual(['pass']);
});
