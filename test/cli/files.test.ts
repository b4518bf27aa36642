import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { folderOf, runCli } from './run-cli.ts';

const prisma = 'datasource db {\n  provider = "mysql"\n  url = env("DATABASE_URL")\n}\n';

const workspace = {
  'prisma/schema.prisma': prisma,
  'prisma/migrations/1_init/migration.sql':
    'CREATE TABLE `a` (`id` INT AUTO_INCREMENT PRIMARY KEY);\nSELECT FROM WHERE;\n',
  'db/lite/schema.sql': 'CREATE TABLE a (id integer);\n',
  'db/other.sql': 'create table b (id int);\n',
  'notes.txt': 'x',
  'logo.png': 'x',
  'bad.json': '{"a": ',
};

test('languages, dialects, roles and status', async () => {
  const cwd = folderOf(workspace);
  expect(await runCli(['files'], { cwd })).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "file                                    language  dialect   role       status
    bad.json                                json      -         -          partial
    db/lite/schema.sql                      sql       postgres  schema     parsed
    db/other.sql                            sql       postgres  none       parsed
    logo.png                                text      -         -          skipped
    notes.txt                               text      -         -          parsed
    prisma/migrations/1_init/migration.sql  sql       mysql     migration  partial
    prisma/schema.prisma                    prisma    -         -          parsed

    7 files.
    ",
    }
  `);
});

test('--why names what decided each', async () => {
  const cwd = folderOf({ ...workspace, 'bylaw.yaml': "sql:\n  dialect:\n    'db/lite/**': sqlite\n" });
  const { exitCode, stdout } = await runCli(['files', '--why', 'db', 'prisma', 'logo.png', 'bad.json'], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "file                                    language  dialect   role       status
    bad.json                                json      -         -          partial
        language json: the glob '**/*.{json,jsonc,code-workspace,webmanifest}'
        status partial: line 1: 'bad.json' is not valid json: Value expected. (and 1 more)
    db/lite/schema.sql                      sql       sqlite    schema     parsed
        language sql: the glob '**/*.sql'
        dialect sqlite: bylaw.yaml line 3
        role schema: it is called as a schema, which counts where there are no migrations
    db/other.sql                            sql       postgres  none       parsed
        language sql: the glob '**/*.sql'
        dialect postgres: nothing says another one
        role none: neither its name nor its folder is one of migrations or schemas
    logo.png                                text      -         -          skipped
        language text: no language has a glob that fits
        status skipped: its name is that of a binary file
    prisma/migrations/1_init/migration.sql  sql       mysql     migration  partial
        language sql: the glob '**/*.sql'
        dialect mysql: prisma/schema.prisma line 2 \`provider = "mysql"\`
        role migration: it stands in a folder of migrations
        status partial: line 2: 'prisma/migrations/1_init/migration.sql' is not valid sql: The statement at line 2 is no mysql that we can read.
    prisma/schema.prisma                    prisma    -         -          parsed
        language prisma: the glob '**/*.prisma'

    6 files.
    "
  `);
});

test('one dialect for all files, as JSON', async () => {
  const cwd = folderOf({ ...workspace, 'bylaw.yaml': 'sql: {dialect: mariadb}\n' });
  const { stdout } = await runCli(['files', '--why', '--format', 'json', 'db/other.sql'], { cwd });
  expect(JSON.parse(stdout)).toEqual({
    files: [
      {
        path: 'db/other.sql',
        language: 'sql',
        family: 'sql',
        dialect: 'mariadb',
        role: 'none',
        status: 'parsed',
        why: {
          language: "the glob '**/*.sql'",
          dialect: 'bylaw.yaml line 1',
          role: 'neither its name nor its folder is one of migrations or schemas',
        },
      },
    ],
    problems: [],
  });
});

test.each([
  ['git', true],
  ['no git', false],
])('a named file that would not be read otherwise, with %s', async (_, git) => {
  const files = { '.gitignore': 'dist/\n', 'lib/.gitignore': '# x\n*.gen.ts\n!kept.gen.ts\n' };
  const cwd = folderOf({
    ...files,
    'dist/a.js': '',
    'lib/b.gen.ts': '',
    'lib/kept.gen.ts': '',
    'node_modules/c/index.js': '',
  });
  if (git) spawnSync('git', ['init', '-q'], { cwd });
  const { stdout } = await runCli(
    [
      'files',
      '--why',
      '--format',
      'json',
      '--config',
      'none.yaml',
      'dist/a.js',
      'lib/b.gen.ts',
      'lib/kept.gen.ts',
      'node_modules/c/index.js',
    ],
    { cwd },
  );
  expect(stdout).toContain("'none.yaml' does not exist.");
  const named = await runCli(
    [
      'files',
      '--why',
      '--format',
      'json',
      '.',
      'dist/a.js',
      'lib/b.gen.ts',
      'lib/kept.gen.ts',
      'node_modules/c/index.js',
    ],
    { cwd },
  );
  const { files: rows } = JSON.parse(named.stdout) as { files: readonly { path: string; why: { listed?: string } }[] };
  expect(rows.map(({ path, why }) => [path, why.listed])).toEqual([
    ['.gitignore', undefined],
    ['dist/a.js', "only because it is named: .gitignore line 1 'dist/'"],
    ['lib/.gitignore', undefined],
    ['lib/b.gen.ts', "only because it is named: lib/.gitignore line 2 '*.gen.ts'"],
    ['lib/kept.gen.ts', undefined],
    ['node_modules/c/index.js', "only because it is named: 'node_modules' is never looked into"],
  ]);
});

test('a path that does not exist, a dialect that there is not', async () => {
  const cwd = folderOf({ 'a.sql': 'select 1', 'bylaw.yaml': 'sql: {dialect: mysq}\n' });
  const wrong = await runCli(['files'], { cwd });
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toMatchInlineSnapshot(`
    "bylaw.yaml:1:16: error: 'dialect' must be one of 'postgres', 'mysql', 'mariadb', 'sqlite', 'transactsql', 'bigquery', 'snowflake', but it is 'mysq'. Did you mean 'mysql'?
    bylaw: exit 2: 1 error in the paths or the configuration
    "
  `);
  expect(await runCli(['files', 'nowhere.sql'], { cwd })).toMatchObject({ exitCode: 2, stdout: '' });
});

test('without git the project around a folder says what its files are for', async () => {
  const cwd = folderOf({
    ...workspace,
    'package.json': '{}',
    'pkg/package.json': '{}',
    'pkg/drizzle/1.sql': 'select 1;\n',
  });
  const rows = async (...paths: readonly string[]): Promise<readonly string[]> =>
    (await runCli(['files', ...paths], { cwd })).stdout.split('\n').filter((line) => line.includes('.sql'));
  expect(await rows('prisma/migrations')).toEqual([
    'prisma/migrations/1_init/migration.sql  sql       mysql    migration  partial',
  ]);
  expect(await rows('pkg/drizzle/1.sql')).toEqual(['drizzle/1.sql  sql       postgres  migration  parsed']);
});
