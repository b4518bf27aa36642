import { expect, test } from 'vitest';
import { contextOf } from '../../../engine/run/context.ts';
import { listMemory, readMemory } from '../../../engine/files/memory.ts';

/** What the tools' files say, as `folder: dialect (why)`. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  const { dialects } = contextOf(listMemory(files).entries, (entry) => readMemory(files, entry));
  return dialects.map((one) => (one.by === 'tool' ? `${one.folder}: ${one.dialect} (${one.why})` : one.files));
}

test.each([
  [
    'prisma/schema.prisma',
    'datasource db {\n  // provider = "mysql"\n  provider = "postgresql"\n}',
    ['prisma: postgres (prisma/schema.prisma line 3 `provider = "postgresql"`)'],
  ],
  [
    'prisma/schema/base.prisma',
    'datasource db {\n  provider = "sqlite"\n}\ngenerator x {\n  provider = "mysql"\n}',
    ['prisma: sqlite (prisma/schema/base.prisma line 2 `provider = "sqlite"`)'],
  ],
  ['prisma/schema.prisma', 'datasource db {\n  provider = "mongodb"\n}', []],
  [
    'prisma/migrations/migration_lock.toml',
    '# mysql\nprovider = "mysql"',
    ['prisma/migrations: mysql (prisma/migrations/migration_lock.toml line 2 `provider = "mysql"`)'],
  ],
  [
    'a/drizzle.config.ts',
    "export default defineConfig({\n  // dialect: 'mysql',\n  dialect: 'turso', driver: 'd1-http',\n});",
    ["a: sqlite (a/drizzle.config.ts line 3 `dialect: 'turso', driver: 'd1-http',`)"],
  ],
  [
    'drizzle-prod.config.ts',
    'export default { dialect: "mysql" }',
    [': mysql (drizzle-prod.config.ts line 1 `export default { dialect: "mysql" }`)'],
  ],
  [
    'knexfile.js',
    "module.exports = { client: 'mysql2' };",
    [": mysql (knexfile.js line 1 `module.exports = { client: 'mysql2' };`)"],
  ],
  ['knexfile.js', "module.exports = { development: { client: 'sqlite3' },\n production: { client: 'pg' } };", []],
  [
    'flyway.conf',
    '# flyway.url=jdbc:sqlite:x\nflyway.url=jdbc:mariadb://x/y',
    [': mariadb (flyway.conf line 2 `flyway.url=jdbc:mariadb://x/y`)'],
  ],
  ['ormconfig.json', '{"type": "mssql"}', [': transactsql (ormconfig.json line 1 `{"type": "mssql"}`)']],
  [
    'db/sqlc.yaml',
    'version: "2"\nsql:\n  - engine: sqlite\n    schema: migrations/\n    queries: [q/a.sql]\n',
    [
      'db/migrations: sqlite (db/sqlc.yaml line 3 `- engine: sqlite`)',
      'db/q: sqlite (db/sqlc.yaml line 3 `- engine: sqlite`)',
    ],
  ],
  [
    'wrangler.toml',
    '[[d1_databases]]\nbinding = "DB"\nmigrations_dir = "./d1/m"',
    ['d1/m: sqlite (wrangler.toml line 1 `[[d1_databases]]`)'],
  ],
  [
    'w/wrangler.jsonc',
    '{ "d1_databases": [{}] } // x',
    ['w/migrations: sqlite (w/wrangler.jsonc line 1 `{ "d1_databases": [{}] } // x`)'],
  ],
])('%s: %s', (path, text, expected) => {
  expect(said({ [path]: text })).toEqual(expected);
});
