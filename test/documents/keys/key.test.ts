import { expect, test } from 'vitest';
import { subjectKey } from '../../../engine/documents/keys/key.ts';
import { parseFile } from '../../../engine/documents/parse.ts';
import { viewOf } from '../../../engine/matches/view.ts';
import type { Range } from '../../../engine/model/region.ts';
import { loadLanguages } from '../../../engine/run/languages.ts';

await loadLanguages([{ path: 'a.sql' }, { path: 'schema.prisma' }]);

/** The keys of a part of a text: as a match of text, and of every node that is exactly that part. */
function keysOf(path: string, text: string, part: string): readonly (string | undefined)[] {
  const view = viewOf(parseFile({ path, text, bom: false, bytes: text.length }));
  const start = text.indexOf(part);
  const range: Range = [start, start + part.length];
  const nodes = view.index.all().filter((node) => node.range[0] === range[0] && node.range[1] === range[1]);
  return [...new Set([{ type: 'text', range }, ...nodes].map((node) => subjectKey(view, node)))];
}

const compose = `services:
  web:
    privileged: true # here
    ports: ['80:80']
  "a.b": {x: 1}
"443": tls
`;
const workflow = `jobs:
  build:
    steps:
      - name: Check out
        uses: actions/checkout@v4
        with: {token: t1}
      - uses: actions/setup-node@8f152de45cc393bb48ce5d89d36b731f54556e65 # v4
        with: {token: t2}
      - run: npm ci
      - id: last.one
        run: npm test
`;
const cluster = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {containers: [{name: app, tty: yes}]}
`;

test.each([
  ['compose.yaml', compose, 'true', 'services.web.privileged'],
  ['compose.yaml', compose, 'privileged', 'services.web.privileged'],
  ['compose.yaml', compose, "'80:80'", 'services.web.ports.0'],
  ['compose.yaml', compose, '{x: 1}', 'services."a.b"'],
  ['compose.yaml', compose, 'tls', '"443"'],
  ['compose.yaml', compose, '# here', 'services.web'],
  ['ci.yaml', workflow, 't1', 'jobs.build.steps."Check out".with.token'],
  ['ci.yaml', workflow, 't2', 'jobs.build.steps.actions/setup-node.with.token'],
  ['ci.yaml', workflow, 'npm ci', 'jobs.build.steps.2.run'],
  ['ci.yaml', workflow, 'npm test', 'jobs.build.steps."last.one".run'],
  ['k8s.yaml', cluster, 'NodePort', 'Service web.spec.type'],
  ['k8s.yaml', cluster, 'yes', 'Deployment web.spec.containers.app.tty'],
  ['a.json', '{"__proto__": {"a": [true]}}', 'true', '__proto__.a.0'],
  ['a.json', '[1]', '1', '0'],
  ['a.json', 'true', 'true', undefined],
  ['a.toml', '[tool.x]\nverbose = 1\n[[bin]]\nname = "n"\npath = "p"\n', '"p"', 'bin.n.path'],
  ['.env', 'A=1\nB=2\n', '2', 'B'],
])('configuration: %s', (path, text, part, key) => {
  expect(keysOf(path, text, part)).toEqual([key]);
});

test('a Prisma schema', () => {
  expect(keysOf('schema.prisma', 'model A {\n  id Int @id\n}\n', 'Int @id')).toContain('model.A.id');
});

test.each([
  ['class Orders { create() { here } }', 'Orders.create'],
  ['class Orders { static #all = () => here }', 'Orders.#all'],
  ['class Orders { get [x]() { return here } }', 'Orders'],
  ['class Orders { @Get(here) list() {} }', 'Orders.list'],
  ['export async function POST() { const body = await here }', 'POST'],
  ['export const POST = withAuth(async () => { here })', 'POST'],
  ['export default async () => { here }', 'default'],
  ['export default function handler() { here }', 'handler'],
  ['export default { fetch() { here } }', 'default.fetch'],
  ['exports.handler = async () => { here }', 'handler'],
  ['module.exports.handler = here', 'handler'],
  ['module.exports = { run: here }', 'default.run'],
  ['Foo.prototype.bar = function named() { here }', 'Foo.prototype.bar'],
  ['let x; x = here', undefined],
  ['const api = { orders: { "list all": () => here } } as const', 'api.orders.list all'],
  ['function Page() { const onClick = useCallback(() => { here }); }', 'Page.onClick'],
  ['function Page() { return <p onClick={() => here}/> }', 'Page'],
  ['const Card = memo(function Inner() { return <p>{here}</p> })', 'Card.Inner'],
  ['app.get("/orders", auth, (req) => { here })', 'get /orders'],
  ['describe("orders", () => { it("works", () => { here }) })', 'describe orders.it works'],
  ['namespace A { export enum B { C = here } }', 'A.B.C'],
  ['interface A { b: typeof here }', 'A.b'],
  ['const { a = here } = b', undefined],
  ['here', undefined],
])('code: %s', (text, key) => {
  expect(keysOf('a.tsx', text, 'here')).toEqual([key]);
});

test('a declaration is called by its own name', () => {
  expect(keysOf('a.ts', 'export const a = 1;', 'export const a = 1;')).toContain('a');
  expect(keysOf('a.ts', 'export class A { b() {} }', 'b() {}')).toEqual(['A.b']);
  expect(keysOf('a.ts', 'export default class A {}', 'class A {}')).toEqual(['A']);
});

test.each([
  ['create table if not exists public.orders (id int, here int)', 'create table public.orders'],
  ['CREATE UNIQUE INDEX CONCURRENTLY here ON orders (id)', 'create index here on orders'],
  ['create index on public.orders (here)', 'create index on public.orders'],
  ['create policy "Own rows" on public.t using (here)', 'create policy Own rows on public.t'],
  ['alter table only "A".t add here int', 'alter table A.t'],
  ['create or replace view v as select here', 'create view v'],
  ['create materialized view v as select here', 'create materialized view v'],
  ['grant select (here) on table public.t to anon', 'grant on table public.t'],
  ['grant all on all tables in schema app to here', 'grant on all tables in schema app'],
  ["comment on column public.t.c is 'here'", 'comment on column public.t.c'],
  ['grant here to bob', 'grant'],
  ['insert into public.t values (here)', 'insert into public.t'],
  ['delete from only t where here', 'delete from t'],
  ['update public.t set a = here', 'update public.t'],
  ['select here', 'select'],
  ['create function app.f() returns int language sql as $$ select here $$', 'create function app.f'],
  ['do $$ begin alter table t add here int; end $$', 'alter table t'],
  ['create tabel here', 'create tabel here'],
])('SQL: %s', (text, key) => {
  expect(keysOf('a.sql', `select 1;\n${text}`, 'here')).toEqual([key]);
});

test('Markdown: the nearest heading', () => {
  const text = '---\ntitle: a\n---\nfirst\n\n# One\n\nsecond `code`\n\n## Two\n\nthird\n';
  const keys = ['a', 'first', 'second', '`code`', 'third'].map((part) => keysOf('a.md', text, part));
  expect(keys).toEqual([['frontMatter.title'], [undefined], ['One'], ['One'], ['Two']]);
});

test('what has no tree has no names', () => {
  expect(keysOf('a.txt', 'here', 'here')).toEqual([undefined]);
});

test('deep code costs no more than its depth', () => {
  const depth = 200;
  const text = `${'() => { '.repeat(depth)}here${' }'.repeat(depth)}`;
  expect(keysOf('a.ts', `const a = ${text}`, 'here')).toEqual(['a']);
  const named = `${'{ abcdefghij: '.repeat(100)}here${' }'.repeat(100)}`;
  expect(keysOf('a.ts', `const a = ${named}`, 'here')[0]!.length).toBeLessThan(320);
});
