import { expect, test } from 'vitest';
import { found, viewOfCode } from './read-code.ts';
import { embeddedIn, embeddedNodes } from '../../../engine/matches/sql/embedded.ts';

/** The outermost statements of a text, with line and column (from 1) where each starts and ends. */
function statements(text: string, path?: string): unknown {
  const view = viewOfCode(text, path);
  const outermost = embeddedNodes(['statement'], view).filter((node) => embeddedIn(view).sites.has(node));
  return outermost.map((node) => {
    const { region } = view.place(node);
    return [
      text.slice(...node.range),
      region && [region.startLine, region.startColumn, region.endLine, region.endColumn].join(' '),
    ];
  });
}

test('texts that calls are handed: strings, templates, sums, objects, variables', () => {
  expect(
    found(
      'SELECT ..., $C, ... FROM $T WHERE $K = $V',
      `import { Pool } from 'pg';
const pool = new Pool();
const byMail = 'select id from people where mail = $1';
export async function load(id: string, mail: string) {
  await pool.query('SELECT name FROM users WHERE id = $1', [id]);
  await pool.query({ text: 'SELECT total FROM orders WHERE user_id = $1', values: [id] });
  await pool.query('SELECT note ' + 'FROM notes ' + 'WHERE owner = ' + id);
  await pool.query(byMail, [mail]);
  await pool.query(['SELECT a', 'FROM t', 'WHERE b = 1'].join('\\n'));
}`,
    ),
  ).toEqual([
    ['select id from people where mail = $1', { C: 'id', T: 'people', K: 'mail', V: '~mail' }],
    ['SELECT name FROM users WHERE id = $1', { C: 'name', T: 'users', K: 'id', V: '~id' }],
    ['SELECT total FROM orders WHERE user_id = $1', { C: 'total', T: 'orders', K: 'user_id', V: '~id' }],
    ["SELECT note ' + 'FROM notes ' + 'WHERE owner = ' + id", { C: 'note', T: 'notes', K: 'owner', V: '~id' }],
    ["SELECT a', 'FROM t', 'WHERE b = 1", { C: 'a', T: 't', K: 'b', V: 1 }],
  ]);
});

test('drivers and builders', () => {
  const code = `
import postgres from 'postgres';
import { sql } from 'drizzle-orm';
const db = postgres(url);
await db\`update users set name = \${name} where id = \${id}\`;
await prisma.$queryRaw<Row[]>\`update "User" set name = \${name} where id = \${id}\`;
await prisma.$executeRawUnsafe('UPDATE posts SET name = $1 WHERE id = $2', name, id);
await knex.raw('update ?? set name = ? where id = ?', ['tags', name, id]);
await drizzle.execute(sql\`update \${orders} set name = \${name} where id = \${orders.id}\`);
await slonik.query(sql.type(row)\`update rows set name = \${name} where id = \${id}\`);
sqlite.prepare('UPDATE notes SET name = @name WHERE id = @id').run({ name, id });
await mysql.execute('UPDATE \`carts\` SET \`name\` = ? WHERE \`id\` = ?', [name, id]);
await dataSource.query('UPDATE items SET name = $1 WHERE id = $2', [name, id]);
await kysely.executeQuery(sql\`update logs set name = \${name} where id = \${id}\`.compile(kysely));
`;
  expect(found('UPDATE $T SET name = $N WHERE id = $I', code)).toEqual([
    ['update users set name = ${name} where id = ${id}', { T: 'users', N: '~name', I: '~id' }],
    ['update "User" set name = ${name} where id = ${id}', { T: 'User', N: '~name', I: '~id' }],
    ['UPDATE posts SET name = $1 WHERE id = $2', { T: 'posts', N: '~$1', I: '~$2' }],
    ['update ?? set name = ? where id = ?', { T: 'tags', N: '~name', I: '~id' }],
    ['update ${orders} set name = ${name} where id = ${orders.id}', { T: '~orders', N: '~name', I: '~orders.id' }],
    ['update rows set name = ${name} where id = ${id}', { T: 'rows', N: '~name', I: '~id' }],
    ['UPDATE notes SET name = @name WHERE id = @id', { T: 'notes', N: '~@name', I: '~@id' }],
    ['UPDATE `carts` SET `name` = ? WHERE `id` = ?', { T: 'carts', N: '~name', I: '~id' }],
    ['UPDATE items SET name = $1 WHERE id = $2', { T: 'items', N: '~name', I: '~id' }],
    ['update logs set name = ${name} where id = ${id}', { T: 'logs', N: '~name', I: '~id' }],
  ]);
  expect(found('UPDATE $T SET ...', code, { spliced: true })).toEqual([]);
});

test('places: escapes, line breaks, characters of two units, pieces', () => {
  expect(
    statements(`q.query('SELECT \\'\\u{1F600}\\', a FROM t');
q.query("SELECT '\\x41😀' \\
  FROM u");
q.query(\`
  SELECT x
    FROM v\`);
  q.query('SELECT y ' +
          'FROM ' + T);
q.query('begin; DELETE FROM a; DELETE FROM b');
q.query("DELETE FROM c; DELETE FROM d ;");
`),
  ).toEqual([
    ["SELECT \\'\\u{1F600}\\', a FROM t", '1 10 1 40'],
    ["SELECT '\\x41😀' \\\n  FROM u", '2 10 3 9'],
    ['SELECT x\n    FROM v', '5 3 6 11'],
    ["SELECT y ' +\n          'FROM ' + T", '7 12 8 22'],
    ['DELETE FROM c', '10 10 10 23'],
    ['DELETE FROM d', '10 25 10 38'],
  ]);
  expect(found("'$V'", "q.query('SELECT \\'\\u{1F600}\\' FROM t')")).toEqual([["\\'\\u{1F600}\\'", { V: '😀' }]]);
});

test('what is put into the text is told from what is bound', () => {
  const code = `
q.query(\`SELECT a FROM t WHERE name = '\${name}'\`);
q.query("SELECT b FROM t WHERE name LIKE '%" + name + "%'");
q.query('SELECT c FROM t WHERE id = ' + id);
q.query(\`SELECT d FROM t ORDER BY \${column} \${direction}\`);
q.query(\`SELECT e FROM t WHERE id = $\${n}\`, [id]);
const TABLE = 't';
q.query(\`SELECT f FROM \${TABLE} WHERE id = $1\`, [id]);
sql\`SELECT g FROM t WHERE name = \${name}\`;
sql\`SELECT h FROM t WHERE \${sql.raw(condition)}\`;
sql\`SELECT i FROM t WHERE \${sql.raw('x > 1')}\`;
prisma.$queryRawUnsafe(\`SELECT j FROM t WHERE id = \${id}\`);
prisma.$queryRaw(Prisma.sql\`SELECT k FROM t WHERE id = \${id}\`);
const where = \`WHERE id = \${id}\`;
q.query(\`SELECT l FROM t \${where}\`);
`;
  const columns = (spliced: boolean): unknown =>
    (found('SELECT $C FROM t', code, { spliced }) as [string, { C: string }][]).map(([, { C }]) => C).join('');
  expect(columns(true)).toBe('abcdhjl');
  expect(columns(false)).toBe('efgik');
  expect(found("name = '$V'", code)).toEqual([["name = '${name}'", { V: '~name' }]]);
  expect(found('id = $V', code)).toEqual([
    ["id = ' + id", { V: '~id' }],
    ['id = $${n}', { V: '~n' }],
    ['id = $1', { V: '~id' }],
    ['id = ${id}', { V: '~id' }],
    ['id = ${id}', { V: '~id' }],
    ['${where}', { V: '~id' }],
  ]);
});

test('names that code puts there may be any, and only a text may be *', () => {
  expect(
    found(
      'DELETE FROM users',
      'q.query(`DELETE FROM ${table}`); q.query(`DELETE FROM users_${n}`); q.query("DELETE FROM u")',
    ),
  ).toEqual([
    ['DELETE FROM ${table}', {}, 'not-static'],
    ['DELETE FROM users_${n}', {}, 'not-static'],
  ]);
  expect(found('SELECT * FROM $T', 'q.query(`SELECT ${columns} FROM t`); sql`SELECT ${t.id} FROM ${t}`')).toEqual([
    ['SELECT ${columns} FROM t', { T: 't' }, 'not-static'],
  ]);
});

test('clauses that code puts there, or to the end later on, are not known', () => {
  const code = `
q.query(\`UPDATE t SET a = 1 \${where}\`);
let text = 'DELETE FROM t';
if (id) text += ' WHERE id = 1';
q.query(text);
q.query('DELETE FROM u');
q.query(\`DELETE FROM v WHERE id = 1 \${more}\`);
`;
  expect(found(['UPDATE $T SET ...', 'DELETE FROM $T'], code, { 'has-where': false })).toEqual([
    ['UPDATE t SET a = 1 ${where}', { T: 't' }, 'not-static'],
    ['DELETE FROM t', { T: 't' }, 'not-static'],
    ['DELETE FROM u', { T: 'u' }],
  ]);
  expect(found('DELETE FROM $T WHERE id = 1', code)).toEqual([
    ['DELETE FROM t', { T: 't' }, 'not-static'],
    ['DELETE FROM v WHERE id = 1 ${more}', { T: 'v' }],
  ]);
});

test('lists, rows and assignments', () => {
  const code = `
sql\`INSERT INTO a \${sql(row)} RETURNING *\`;
sql\`INSERT INTO b (x, y) VALUES \${sql(rows)}\`;
q.query(\`INSERT INTO c (\${columns}) VALUES (\${marks}) ON CONFLICT DO NOTHING\`);
sql\`UPDATE d SET \${sql(row, 'x')} WHERE id IN \${sql(ids)}\`;
sql\`SELECT 1 FROM e JOIN (\${inner}) i ON \${on} WHERE x \${operator} 1 GROUP BY \${group}\`;
`;
  expect(statements(code)).toEqual([
    ['INSERT INTO a ${sql(row)} RETURNING *', '2 5 2 42'],
    ['INSERT INTO b (x, y) VALUES ${sql(rows)}', '3 5 3 45'],
    ['INSERT INTO c (${columns}) VALUES (${marks}) ON CONFLICT DO NOTHING', '4 10 4 77'],
    ["UPDATE d SET ${sql(row, 'x')} WHERE id IN ${sql(ids)}", '5 5 5 58'],
    ['SELECT 1 FROM e JOIN (${inner}) i ON ${on} WHERE x ${operator} 1 GROUP BY ${group}', '6 5 6 87'],
  ]);
  expect(found('INSERT INTO $T (..., secret, ...) VALUES (...)', code)).toEqual([
    ['INSERT INTO a ${sql(row)} RETURNING *', { T: 'a' }, 'not-static'],
    ['INSERT INTO c (${columns}) VALUES (${marks}) ON CONFLICT DO NOTHING', { T: 'c' }, 'not-static'],
  ]);
});

test('parts of statements, and templates inside templates', () => {
  const code = `
const older = sql\`\${users.age} > \${age}\`;
const both = sql\`a = \${x} and \${sql\`b = \${y}\`}\`;
const clause = sql\`WHERE c = \${z} ORDER BY d\`;
const more = sql\`AND e = \${w}\`;
const list = sql\`f(\${x}) as g, h\`;
const marked = /* sql */ \`i = \${v}\`;
const raw = knex.raw('now()');
`;
  expect(found('$A = $B', code)).toEqual([
    ['a = ${x}', { A: 'a', B: '~x' }],
    ['b = ${y}', { A: 'b', B: '~y' }],
    ['c = ${z}', { A: 'c', B: '~z' }],
    ['e = ${w}', { A: 'e', B: '~w' }],
    ['i = ${v}', { A: 'i', B: '~v' }],
  ]);
  expect(found(['now()', 'f(...)', '$A > $B'], code)).toEqual([
    ['${users.age} > ${age}', { A: '~users.age', B: '~age' }],
    ['f(${x})', {}],
    ['now()', {}],
  ]);
});

test('SQL by its position that does not parse is unknown, where the words of the pattern stand in it', () => {
  const code =
    "q.query('SELECT * FROM WHERE'); sql`SELECT a FROM t LIMIT BY 1`; sqlite.prepare('SELECT x FROM y WHERE y MATCH ?')";
  expect(found('SELECT ... FROM y', code)).toEqual([['SELECT x FROM y WHERE y MATCH ?', {}, 'not-read']]);
  expect(found('SELECT * FROM $T', code)).toEqual([
    ['SELECT * FROM WHERE', {}, 'not-read'],
    ['SELECT a FROM t LIMIT BY 1', {}, 'not-read'],
    ['SELECT x FROM y WHERE y MATCH ?', {}, 'not-read'],
  ]);
  expect(found('auth.uid()', code)).toEqual([]);
});

test('what is no SQL', () => {
  const code = `
import 'select-from';
document.querySelector('select from');
cache.get('delete from x'); map.get(\`select \${a}\`);
const sentence = 'Select a plan from the list', button = "Delete from cart", label = 'update settings set by you';
const query = gql\`query { select from }\`, style = css\`select { from: 1 }\`, page = html\`<select from="x"></select>\`;
throw new Error('INSERT INTO orders failed: no row');
supabase.rpc('select_from', { a });
client.query(); client.query(text); client.query({ name: 'select' });
const jsx = <Button title="DELETE FROM x" />;
it('SELECT FROM WHERE');
`;
  expect(statements(code, 'src/page.tsx')).toEqual([]);
});

test('text that is SQL wherever it stands', () => {
  expect(
    statements(`const ALL = 'SELECT id FROM users';
export const queries = { one: "select * from users where id = ?", make: \`CREATE TABLE t (id int)\` };
run(\`DELETE FROM t WHERE id = \${id}\`);`),
  ).toEqual([
    ['SELECT id FROM users', '1 14 1 34'],
    ['select * from users where id = ?', '2 32 2 64'],
    ['CREATE TABLE t (id int)', '2 74 2 97'],
    ['DELETE FROM t WHERE id = ${id}', '3 6 3 36'],
  ]);
});
