import { expect, test } from 'vitest';
import type { PlStatement, SqlBody, SqlNode, SqlStatement } from '../../../engine/documents/sql/node.ts';
import { plFragment } from '../../../engine/documents/sql/pl-body.ts';
import { parseSql } from '../../../engine/documents/sql/sql.ts';
import type { Tree } from '../../../engine/model/document.ts';
import './read.ts';

function read(text: string): { readonly tree: Tree; readonly problems: readonly string[] } {
  const { tree, problems } = parseSql({ path: 'a.sql', text });
  return { tree: tree!, problems: problems.map(({ message, range }) => `${message} ${text.slice(...range)}`) };
}

/** A line for each node below the file: depth, kind, line in the file, what the file says there. */
function outline(text: string): readonly string[] {
  const { tree } = read(text);
  const lines = (node: SqlNode, depth: number): string[] => [
    `${'  '.repeat(depth)}${describe(node, text)}`,
    ...tree.children(node).flatMap((child) => lines(child as SqlNode, depth + 1)),
  ];
  return tree.children(tree.root).flatMap((node) => lines(node as SqlNode, 0));
}

function describe(node: SqlNode, text: string): string {
  const line = text.slice(0, node.range[0]).split('\n').length;
  const [first = '', ...rest] = text.slice(...node.range).split('\n');
  const said = rest.length > 0 ? `${first}…` : first;
  if (node.type === 'pl-branch') return `<${node.role}> ${line}: ${said}`;
  if (node.type === 'body') return `<${node.language}> ${line}`;
  if (node.type === 'expression') return `${line}: ${said}`;
  const { kind, into } = node as SqlStatement | PlStatement;
  return `${kind} ${line}: ${said}${into ? ` → ${into.targets.map(({ name }) => name).join()}` : ''}`;
}

function bodyIn(text: string): SqlBody {
  const { tree } = read(text);
  const found = tree.children(tree.children(tree.root)[0]!).find(({ type }) => type === 'body');
  return found as SqlBody;
}

test('a trigger function: statements, conditions and their SQL, each where it stands', () => {
  const text = `-- what the money does
create function public.on_invoice() returns trigger
language plpgsql security definer set search_path = '' as $fn$
declare
  v_plan text not null := 'free'; -- until we know
  v_count integer;
begin
  /* the customer */
  select plan, count(*)
    into strict v_plan, v_count
    from public.customers where id = new.customer_id;
  if v_count = 0 or new.total < 0 then
    raise exception 'No customer %', new.customer_id using errcode = 'P0002';
  elsif TG_OP = 'UPDATE' then
    update public.invoices set plan = v_plan where id = new.id returning total into new.total;
  else
    perform public.notify(new.id);
  end if;
  new.updated_at := now();
  return new;
exception
  when unique_violation or others then
    return null;
end $fn$;`;
  expect(outline(text)).toEqual([
    'create_function 2: create function public.on_invoice() returns trigger…',
    "  set 3: set search_path = ''",
    "    3: ''",
    '  <plpgsql> 3',
    '    block 4: declare…',
    "      5: 'free'",
    '      <body> 7: begin…',
    '        select 9: select plan, count(*)… → v_plan,v_count',
    '          9: plan',
    '          9: count(*)',
    '          11: id = new.customer_id',
    '            11: id',
    '            11: new.customer_id',
    '        if 12: if v_count = 0 or new.total < 0 then…',
    '          <then> 12: v_count = 0 or new.total < 0 then…',
    '            12: v_count = 0 or new.total < 0',
    '              12: v_count = 0',
    '                12: v_count',
    '                12: 0',
    '              12: new.total < 0',
    '                12: new.total',
    '                12: 0',
    "            raise 13: raise exception 'No customer %', new.customer_id using errcode = 'P0002'",
    "              13: 'No customer %'",
    '              13: new.customer_id',
    "              13: 'P0002'",
    "          <elsif> 14: elsif TG_OP = 'UPDATE' then…",
    "            14: TG_OP = 'UPDATE'",
    '              14: TG_OP',
    "              14: 'UPDATE'",
    '            update 15: update public.invoices set plan = v_plan where id = new.id returning total into new.total → new.total',
    '              15: v_plan',
    '              15: id = new.id',
    '                15: id',
    '                15: new.id',
    '              15: total',
    '          <else> 16: else…',
    '            perform 17: perform public.notify(new.id)',
    '              select 17: public.notify(new.id)',
    '                17: public.notify(new.id)',
    '                  17: new.id',
    '        assign 19: new.updated_at := now() → new.updated_at',
    '          19: now()',
    '        return 20: return new',
    '          20: new',
    '      <handler> 22: when unique_violation or others then…',
    '        return 23: return null',
    '          23: null',
  ]);
  expect(read(text).problems).toEqual([]);
});

test('loops, cases and cursors', () => {
  const text = `do $$
declare cur cursor (k int) for select id from t where n = k; r record;
begin
  <<outer>>
  for i in reverse 10..a.low by 2 loop exit outer when i > 3; continue; end loop outer;
  for r in select * from t loop null; end loop;
  for r in cur(k := 3) loop null; end loop;
  for r in execute 'select ' || $1 using 1, r.b loop null; end loop;
  while found loop x[i + 1] = 2; end loop;
  foreach x slice 1 in array arr loop return next r; end loop;
  case x when 1, 2 then null; when 3 then null; else close cur; end case;
  open cur(4); fetch forward n from cur into r.a, b; move cur;
  get stacked diagnostics a = message_text, b := row_count;
  assert a > 1, 'no'; commit and chain; call p(1); null;
end $$ language plpgsql;`;
  expect(outline(text).slice(2)).toEqual([
    '    block 2: declare cur cursor (k int) for select id from t where n = k; r record;…',
    '      select 2: select id from t where n = k',
    '        2: id',
    '        2: n = k',
    '          2: n',
    '          2: k',
    '      <body> 3: begin…',
    '        for 4: <<outer>>… → i',
    '          5: 10',
    '          5: a.low',
    '          5: 2',
    '          <body> 5: loop exit outer when i > 3; continue;',
    '            exit 5: exit outer when i > 3',
    '              5: i > 3',
    '                5: i',
    '                5: 3',
    '            continue 5: continue',
    '        for 6: for r in select * from t loop null; end loop → r',
    '          select 6: select * from t',
    '            6: *',
    '          <body> 6: loop null;',
    '            null 6: null',
    '        for 7: for r in cur(k := 3) loop null; end loop → r',
    '          7: 3',
    '          <body> 7: loop null;',
    '            null 7: null',
    "        for 8: for r in execute 'select ' || $1 using 1, r.b loop null; end loop → r",
    "          8: 'select ' || $1",
    "            8: 'select '",
    '            8: $1',
    '          8: 1',
    '          8: r.b',
    '          <body> 8: loop null;',
    '            null 8: null',
    '        while 9: while found loop x[i + 1] = 2; end loop',
    '          <body> 9: found loop x[i + 1] = 2;',
    '            9: found',
    '            assign 9: x[i + 1] = 2 → x',
    '              9: i + 1',
    '                9: i',
    '                9: 1',
    '              9: 2',
    '        foreach 10: foreach x slice 1 in array arr loop return next r; end loop → x',
    '          10: arr',
    '          <body> 10: loop return next r;',
    '            return_next 10: return next r',
    '              10: r',
    '        case 11: case x when 1, 2 then null; when 3 then null; else close cur; end case',
    '          11: x',
    '          <when> 11: when 1, 2 then null;',
    '            11: 1, 2',
    '              11: 1',
    '              11: 2',
    '            null 11: null',
    '          <when> 11: when 3 then null;',
    '            11: 3',
    '            null 11: null',
    '          <else> 11: else close cur;',
    '            close 11: close cur',
    '        open 12: open cur(4)',
    '          12: 4',
    '        fetch 12: fetch forward n from cur into r.a, b → r.a,b',
    '          12: n',
    '        fetch 12: move cur',
    '        get_diagnostics 13: get stacked diagnostics a = message_text, b := row_count → a,b',
    "        assert 14: assert a > 1, 'no'",
    '          14: a > 1',
    '            14: a',
    '            14: 1',
    "          14: 'no'",
    '        commit 14: commit and chain',
    '        call 14: call p(1)',
    '          14: 1',
    '        null 14: null',
  ]);
  expect(read(text).problems).toEqual([]);
});

test('bodies of SQL: between quotes, BEGIN ATOMIC, RETURN, and none in other languages', () => {
  const text = [
    'create function a(x int) returns int language sql as $$ select x; select 2 $$;',
    'create function b() returns int language sql begin atomic select 1; select case when true then 2 end; end;',
    'create function c(x int) returns int language sql return x + 1;',
    "create function d() returns int language c as 'lib', 'd';",
    'create function e() returns int language plv8 as $$ return 1 $$;',
  ].join('\n');
  expect(outline(text).filter((line) => /^ {0,4}\S/.test(line))).toEqual([
    'create_function 1: create function a(x int) returns int language sql as $$ select x; select 2 $$',
    '  <sql> 1',
    '    select 1: select x',
    '    select 1: select 2',
    'create_function 2: create function b() returns int language sql begin atomic select 1; select case when true then 2 end; end',
    '  <sql> 2',
    '    select 2: select 1',
    '    select 2: select case when true then 2 end',
    'create_function 3: create function c(x int) returns int language sql return x + 1',
    '  <sql> 3',
    '    other 3: return x + 1',
    "create_function 4: create function d() returns int language c as 'lib', 'd'",
    'create_function 5: create function e() returns int language plv8 as $$ return 1 $$',
  ]);
});

test('bodies in bodies: EXECUTE of a constant text, DO, CREATE FUNCTION', () => {
  const text = `do $$ begin
  execute 'update t set a = ''x'' where b' into strict r using 1;
  execute format('drop table %I', r);
  create function f() returns void language sql as 'delete from t where s = ''é😀'' or a';
end $$;`;
  expect(outline(text).slice(3)).toEqual([
    '      <body> 1: begin…',
    "        execute 2: execute 'update t set a = ''x'' where b' into strict r using 1 → r",
    "          2: 'update t set a = ''x'' where b'",
    '          <sql> 2',
    "            update 2: update t set a = ''x'' where b",
    "              2: ''x''",
    '              2: b',
    '          2: 1',
    "        execute 3: execute format('drop table %I', r)",
    "          3: format('drop table %I', r)",
    "            3: 'drop table %I'",
    '            3: r',
    "        create_function 4: create function f() returns void language sql as 'delete from t where s = ''é😀'' or a'",
    '          <sql> 4',
    "            delete 4: delete from t where s = ''é😀'' or a",
    "              4: s = ''é😀'' or a",
    "                4: s = ''é😀''",
    '                  4: s',
    "                  4: ''é😀''",
    '                4: a',
  ]);
});

test('bodies between single quotes have their places, also behind escapes', () => {
  const text = "do E'begin\\n  perform f(\\'a\\'\\'b\\', x);\\tperform g(y);\\nend'\n'';";
  const found = outline(text).map((line) => line.trim());
  expect(found.filter((line) => line.startsWith('perform'))).toEqual([
    "perform 1: perform f(\\'a\\'\\'b\\', x)",
    'perform 1: perform g(y)',
  ]);
});

test('variables: arguments, declarations with printed types, aliases, cursors and their parameters', () => {
  const text = `create function f(a int, numeric, out b public.status, variadic c text[]) language plpgsql as $$
  declare "X y" constant timestamptz(3) not null default now(); t users%ROWTYPE; al alias for $2; c2 no scroll cursor (k varchar(3)) is select 1;
  begin declare inner int8[]; begin end; end $$;`;
  const shown = bodyIn(text).variables.map(
    ({ name, isArgument, type, notNull, initial, query, range }) =>
      `${name} ${isArgument} ${type} ${notNull} ${initial?.text ?? query?.text ?? ''} ${range ? text.slice(...range) : ''}`,
  );
  expect(shown).toEqual([
    'a true integer false  ',
    '$2 true numeric false  ',
    'b false public.status false  ',
    'c true text[] false  ',
    'X y false timestamp with time zone true now() "X y"',
    't false users%rowtype false  t',
    'al false numeric false $2 al',
    'k false character varying false  k',
    'c2 false refcursor false select 1 c2',
    'inner false bigint[] false  inner',
  ]);
});

test('words of PL/pgSQL are names where something is assigned to them', () => {
  const { body, problems } = plFragment(
    'open := 1; return.x = 2; exception[1] := 3; execute a || b; open c; x := count(*) from t',
  );
  expect(problems).toEqual([]);
  expect(body.statements.map(({ kind, text, into }) => [kind, text, into?.targets[0]?.name ?? ''])).toEqual([
    ['assign', 'open := 1', 'open'],
    ['assign', 'return.x = 2', 'return.x'],
    ['assign', 'exception[1] := 3', 'exception'],
    ['execute', 'execute a || b', ''],
    ['open', 'open c', ''],
    ['assign', 'x := count(*) from t', 'x'],
  ]);
  expect((body.statements[5] as PlStatement).expressions[0]?.text).toBe('count(*) from t');
});

test('what a raise, an exit and diagnostics say besides', () => {
  const text =
    "raise; raise unique_violation; raise sqlstate '22012' using hint = 'h', detail = d; raise notice 'x'; exit a when b; get diagnostics n = row_count; fetch next from c into x";
  const statements = plFragment(text).body.statements as readonly PlStatement[];
  const shown = statements.map(({ level, conditions, names, target, cursor }) => [
    level,
    conditions,
    names,
    target,
    cursor?.name,
  ]);
  expect(shown).toEqual([
    ['exception', undefined, undefined, undefined, undefined],
    ['exception', ['unique_violation'], undefined, undefined, undefined],
    ['exception', ['sqlstate 22012'], ['hint', 'detail'], undefined, undefined],
    ['notice', undefined, undefined, undefined, undefined],
    [undefined, undefined, undefined, 'a', undefined],
    [undefined, undefined, ['row_count'], undefined, undefined],
    [undefined, undefined, undefined, undefined, 'c'],
  ]);
});

test('a variable of a type that nobody knows here is no reason not to read', () => {
  const text = `create function f() returns void language plpgsql as $$
declare a public.money_state; b int;
begin select s, n into a, b from t; end $$;`;
  expect(read(text).problems).toEqual([]);
  expect((bodyIn(text).statements[0] as PlStatement).branches[0]?.statements.map(({ kind }) => kind)).toEqual([
    'select',
  ]);
});

test('what is not read of a body is a problem with its place, and the rest stays', () => {
  const text = `create function f() returns void language plpgsql as $$
begin
  delete from a;
  delete form b;
  if x the y; end if;
end $$;
create function g() returns void language sql as 'selec 1; select 2';
do $$ begin delete from a; insert b; x := ; end $$;
do $$ begin delete from a; insert b; end $$;`;
  expect(read(text).problems).toEqual([
    'The PL/pgSQL body does not parse: THEN is expected at ";". ;',
    'The SQL in the body does not parse: syntax error at or near "selec". selec 1',
    'The PL/pgSQL body does not parse: An expression is expected at ";". ;',
    'The SQL in the body does not parse: syntax error at or near "b". b',
  ]);
  const kinds = outline(text).map((line) => line.replace(/:.*$/, '').trim());
  expect(kinds).toEqual([
    ...['create_function 1', '<plpgsql> 1', 'unparsed 1'],
    ...['create_function 7', '<sql> 7', 'unparsed 7', 'select 7', '7'],
    ...['do 8', '<plpgsql> 8', 'unparsed 8'],
    ...['do 9', '<plpgsql> 9', 'block 9', '<body> 9', 'delete 9', 'unparsed 9'],
  ]);
});
