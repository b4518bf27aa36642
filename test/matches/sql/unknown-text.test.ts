import { expect, test } from 'vitest';
import { verdictsOf } from '../../language/verdicts-of.ts';

function forbid(matcher: string): string {
  return `id: t\ntitle: T\nseverity: high\nmessage: found\nforbid: ${matcher}\n`;
}

/** Kind and place of each verdict. */
async function verdicts(matcher: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const lines = await verdictsOf(forbid(matcher), files);
  return lines.map((line) => line.split(' | ')[0]!);
}

const deleting = "{sql: 'DELETE FROM $T'}";
const code = (...lines: readonly string[]): Record<string, string> => ({ 'a.ts': `${lines.join('\n')}\n` });
const migration = (text: string): Record<string, string> => ({ 'supabase/migrations/1.sql': text });
const body = (statements: string, declared = ''): string =>
  `create function f(p text, n int) returns void language plpgsql as $$ ${declared} begin\n${statements}\nend $$;`;

test('a text that is not written where it is run may be anything', async () => {
  const files = code(
    "import pg from 'pg';",
    "import { QUERY } from './queries';",
    'export const run = (q) => pool.query(q);',
    'await pool.query(QUERY);',
    'await this.db.query({ text: QUERY, values: [1] });',
    'await prisma.$queryRawUnsafe(build());',
    'await db.execute(sql`${sql.raw(QUERY)} from x`);',
    'await apollo.query(QUERY);',
    'await pool.query(new Query());',
    'await pool.query({ name: QUERY });',
    'await pool.query("select " + QUERY);',
  );
  expect(await verdicts(deleting, files)).toEqual([
    'review a.ts:3:38',
    'review a.ts:4:18',
    'review a.ts:5:29',
    'review a.ts:6:30',
    'review a.ts:7:22',
  ]);
  expect(await verdicts("{sql: 'DELETE FROM $T', spliced: false}", code('await pool.query(QUERY);'))).toEqual([
    'review a.ts:1:18',
  ]);
});

test('a text of a list of texts is read where it is written', async () => {
  const list = "const QUERIES = { all: 'select 1 from x', gone: { x: 'delete from x' }, other: build() } as const;";
  const use = (name: string): Record<string, string> => code(list, `await pool.query(QUERIES.${name});`);
  expect(await verdicts(deleting, use('all'))).toEqual(['pass']);
  expect(await verdicts(deleting, use('gone.x'))).toEqual(['fail a.ts:1:55']);
  expect(await verdicts(deleting, use('other'))).toEqual(['review a.ts:2:18']);
  expect(await verdicts(deleting, use('none'))).toEqual(['review a.ts:2:18']);
  const changed = code(list, 'QUERIES.all = build();', 'await pool.query(QUERIES.all);');
  expect(await verdicts(deleting, changed)).toEqual(['review a.ts:3:18']);
});

test('of a client that may be another without its driver only what is handed parameters is SQL', async () => {
  const files = code('await client.query(q);', 'await client.query(q, [id]);', 'await ctx.db.query(q);');
  expect(await verdicts(deleting, files)).toEqual(['review a.ts:2:20']);
});

test('a text that begins elsewhere is what its clauses leave', async () => {
  const files = code('await pool.query(`${q} FROM x`);');
  expect(await verdicts(deleting, files)).toEqual(['review a.ts:1:18']);
  expect(await verdicts("{sql: 'SELECT ... FROM x'}", files)).toEqual(['review a.ts:1:18']);
  const grouped = code('await pool.query(`${q} FROM x GROUP BY y`);');
  expect(await verdicts(deleting, grouped)).toEqual(['pass']);
  expect(await verdicts("{sql: 'CREATE TABLE $T (...)'}", grouped)).toEqual(['pass']);
  expect(await verdicts("{sql: 'SELECT ... FROM x'}", grouped)).toEqual(['review a.ts:1:18']);
});

test('text that is put to a variable, or to a list, later on', async () => {
  const growing = code(
    "let q = 'SELECT * FROM x WHERE a = 1';",
    "if (b) q += ' AND b = ' + b;",
    "if (c) q += '; DELETE FROM y';",
    'await pool.query(q);',
  );
  expect(await verdicts("{sql: 'SELECT ... FROM x WHERE a = 1 AND b = $B'}", growing)).toEqual(['review a.ts:1:10']);
  expect(await verdicts(deleting, growing)).toEqual(['review a.ts:1:10']);
  expect(await verdicts("{sql: 'SELECT ... FROM x WHERE a = 1 AND c = $B'}", growing)).toEqual(['pass']);
  expect(await verdicts("{sql: 'UPDATE $T SET ...'}", growing)).toEqual(['pass']);
  const lists = code(
    "const parts = ['DELETE'];",
    "parts.push('FROM y');",
    "await pool.query(parts.filter(Boolean).join(' '));",
    "let text = '';",
    "text += 'DELETE FROM z';",
    'await pool.query(text);',
  );
  expect(await verdicts(deleting, lists)).toEqual(['review a.ts:3:18', 'fail a.ts:5:10', 'review a.ts:6:18']);
  expect(await verdicts("{sql: 'UPDATE $T SET ...'}", lists)).toEqual(['pass']);
});

test('each of several texts is one of its own', async () => {
  const files = code(
    "await pool.query(b ? 'select 1' : 'delete from x');",
    'let q;',
    "if (b) q = 'select 1';",
    "else q = 'delete from y';",
    'await pool.query(q);',
  );
  expect(await verdicts(deleting, files)).toEqual(['fail a.ts:1:36', 'fail a.ts:4:11']);
});

test('EXECUTE: by all that its text may be put together of', async () => {
  const asked = async (statements: string, declared?: string, pattern = deleting): Promise<readonly string[]> =>
    verdicts(pattern, migration(body(statements, declared)));
  expect(await asked('execute p;')).toEqual(['review supabase/migrations/1.sql:2:1']);
  expect(await asked(`s := 'delete from t'; execute s;`, 'declare s text;')).toEqual([
    'review supabase/migrations/1.sql:2:23',
  ]);
  expect(await asked(`s := 'update t set a = 1'; execute s;`, 'declare s text;')).toEqual(['pass']);
  expect(await asked(`select q into s from texts; execute s;`, 'declare s text;')).toHaveLength(1);
  expect(await asked(`execute format('delete from %I', p);`)).toHaveLength(1);
  expect(await asked(`execute format('delete from %I', p);`, '', "{sql: 'DELETE FROM auth.users'}")).toEqual([
    'review supabase/migrations/1.sql:2:1',
  ]);
  expect(await asked(`execute format('truncate %I', p);`)).toEqual(['pass']);
  expect(await asked(`execute format('analyze %I', 'delete from');`)).toEqual(['pass']);
  expect(await asked(`execute 'update t set a = ' || p;`)).toEqual(['pass']);
  expect(await asked(`execute 'delete ' || p;`)).toEqual(['review supabase/migrations/1.sql:2:1']);
  expect(await asked(`execute p || ' where a = ' || n;`)).toEqual(['review supabase/migrations/1.sql:2:1']);
  expect(await asked(`execute p || ' group by ' || n;`)).toEqual(['pass']);
  expect(await asked(`for r in select format('delete from %I', t) as s from x loop execute r.s; end loop;`)).toEqual([
    'review supabase/migrations/1.sql:2:62',
  ]);
  expect(await asked(`for r in select format('grant all on %I', t) as s from x loop execute r.s; end loop;`)).toEqual([
    'pass',
  ]);
});

test('EXECUTE of a constant with a statement that is none: the others count, and as a pattern it is any constant', async () => {
  const files = migration(body(`execute 'delete from a; selec 1; delete from b';`));
  expect(await verdicts(deleting, files)).toEqual([
    'fail supabase/migrations/1.sql:2:10',
    'fail supabase/migrations/1.sql:2:34',
  ]);
  expect(await verdicts(`{sql: "EXECUTE '...'"}`, files)).toEqual(['fail supabase/migrations/1.sql:2:1']);
  expect(await verdicts(`{sql: "EXECUTE '...'"}`, migration(body('execute p;')))).toEqual(['pass']);
  expect(await verdicts(`{sql: 'EXECUTE $X'}`, migration(body('execute p;')))).toEqual([
    'fail supabase/migrations/1.sql:2:1',
  ]);
});

test('SQL that is handed on, and bodies in other languages', async () => {
  const text = `select cron.schedule('a', '* * * * *', $$ delete from logs $$);
select cron.schedule('* * * * *', 'delete from logs');
select cron.schedule('delete from', '* * * * *', 'select 1');
select dblink_exec('db', 'delete from ' || name) from x;
select pg_background_launch('vacuum t');
create function a() returns void language plv8 as $$ plv8.execute('delete from t') $$;
create function b() returns void language plpython3u as $$ plpy.execute('update t') $$;
do language plperl $$ spi_exec_query('delete from t') $$;
create function c() returns void language c as 'delete', 'from';
create function d() returns void language internal as 'delete';`;
  const place = (line: number, column: number): string => `supabase/migrations/1.sql:${line}:${column}`;
  expect(await verdicts(deleting, migration(text))).toEqual([
    `open ${place(1, 8)}`,
    `open ${place(2, 8)}`,
    `review ${place(4, 8)}`,
    `open ${place(6, 1)}`,
    `open ${place(8, 1)}`,
    `open ${place(9, 1)}`,
  ]);
});
