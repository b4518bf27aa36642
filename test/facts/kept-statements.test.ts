import { expect, test } from 'vitest';
import { fold } from '../../engine/facts/fold/fold.ts';
import { keptPlace, keptStatements, migrationOf } from '../../engine/facts/kept-statements.ts';
import type { Json } from '../../engine/model/document.ts';
import type { StatementFact } from '../../engine/model/sql-change.ts';
import { factOf, postgres, viewOfSql } from '../documents/sql/read.ts';

const path = 'migrations/1.sql';

test('what is kept of a place is its range, and what is read again is the place in the file', () => {
  const text = 'create table a.t (id int primary key);\n\ngrant select on a.t to anon;\n';
  const fact = factOf(path, text);
  expect(JSON.parse(fact.statements)).toMatchObject([
    {
      kind: 'create_table',
      place: [0, 37],
      changes: [{ op: 'create-table', table: { schema: 'a', name: 't', place: [15, 16] } }],
    },
    { kind: 'grant', place: [40, 67], changes: [{ on: [{ name: 't', place: [58, 59] }] }] },
  ]);
  const view = viewOfSql(text, path);
  const [create, grant] = migrationOf(fact).statements;
  expect(JSON.parse(JSON.stringify([create?.place, grant?.place]))).toEqual([
    view.place({ type: 'range', range: [0, 37] }),
    view.place({ type: 'range', range: [40, 67] }),
  ]);
  expect(grant?.place.snippet).toBe('grant select on a.t to anon');
});

/** As a tree of PostgreSQL is: objects in objects, and what is not there left out. */
function nested(depth: number): Json {
  let tree: Json = { ival: 1, '"': ['a', null, true] };
  for (let i = 0; i < depth; i++) tree = { A_Expr: { kind: undefined, args: [tree, 'é'] } } as unknown as Json;
  return tree;
}

function statement(tree: Json): StatementFact {
  const place = keptPlace(path, [1, 2]);
  const action = { do: 'set-default', name: 'c', default: { text: '1', tree } } as const;
  return {
    kind: 'alter_table',
    place,
    changes: [{ op: 'alter-table', table: { name: 't', place }, ifExists: false, actions: [action] }],
  };
}

test('statements nested too deeply for JSON.stringify are kept as all others are', () => {
  const mark = '"tree":';
  const [start, end] = keptStatements([statement(null)]).split(`${mark}null`);
  const open = '{"A_Expr":{"args":[';
  const close = ',"é"]}}';
  for (const depth of [3, 30_000]) {
    const kept = keptStatements([statement(nested(depth))]);
    const tree = `${open.repeat(depth)}{"ival":1,"\\"":["a",null,true]}${close.repeat(depth)}`;
    expect(kept === `${start}${mark}${tree}${end}`).toBe(true);
  }
});

test('a file with a long sum is folded like any other', () => {
  const sum = '1+'.repeat(3_000) + '1';
  const fact = factOf(path, `create table t (a int default ${sum});`);
  const { relations } = fold([migrationOf(JSON.parse(JSON.stringify(fact)) as typeof fact)], postgres);
  const table = relations.find(({ name }) => name === 't');
  expect(table?.columns.map(({ default: value }) => value?.text)).toEqual([sum]);
  expect(table?.columns[0]?.definedAt.region).toMatchObject({ start: 16, end: 17 });
});
