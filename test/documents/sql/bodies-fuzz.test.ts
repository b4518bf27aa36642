import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SqlNode } from '../../../engine/documents/sql/node.ts';
import { tokenize } from '../../../engine/documents/sql/lexer.ts';
import { plFragment } from '../../../engine/documents/sql/pl-body.ts';
import { parseSql } from '../../../engine/documents/sql/sql.ts';
import './read.ts';

const FUNCTION = `create function pay(p_id int, p_how text default 'card') returns setof orders language plpgsql as $fn$
<<all>>
declare
  v_total numeric(10,2) := 0; r record; c cursor (k int) for select * from t where n = k;
begin
  select total, 'ü😀' into strict v_total, r from orders o where o.id = p_id for update;
  if v_total > 0 and exists (select 1 from t) then
    for i in 1..10 loop update orders set n = i where id = p_id returning id into r.id; exit when i > 5; end loop;
  elsif p_how = any (array['a', 'b']) then raise notice 'x %', p_how using hint = 'h'; end if;
  case p_how when 'a', 'b' then perform f(p_id); else execute 'delete from t where a = ''x''' using p_id; end case;
  r.a[1] := count(*) from t; return query select * from orders; return;
exception when others then get stacked diagnostics v_total = message_text; return next r;
end all $fn$;`;
const QUOTED = `do E'begin\\r\\n  insert into t (a) values (\\'it\\'\\'s\\'); perform f(a, \\'é\\'); end' language plpgsql;`;
const STANDARD = 'create function g(x int) returns int begin atomic delete from t where a = x; select x + 1; end;';
const SOURCES = [FUNCTION, QUOTED, STANDARD, FUNCTION.replaceAll('\n', '\r\n')];

/** Every node below a file, each checked: inside its parent, in source order, its text what the file says there. */
function checked(text: string): { readonly nodes: readonly SqlNode[]; readonly problems: number } {
  const { tree, problems } = parseSql({ path: 'a.sql', text });
  const nodes: SqlNode[] = [];
  const pending = [tree!.root as SqlNode];
  for (let node = pending.pop(); node; node = pending.pop()) {
    nodes.push(node);
    if ('text' in node) expect(node.text).toBe(text.slice(...node.range));
    let last = node.range[0];
    for (const child of tree!.children(node) as readonly SqlNode[]) {
      expect(child.range[0]).toBeGreaterThanOrEqual(last);
      expect(child.range[1]).toBeLessThanOrEqual(node.range[1]);
      last = child.range[0];
      pending.push(child);
    }
  }
  return { nodes, problems: problems.length };
}

const PIECES = [
  ...[';', "'", '$$', '$fn$', '(', ')', '[', ':=', '<<', '\0', '\uFEFF', '😀', '\r', '--', '/*', '\\', '"', '$1', '..'],
  ...[
    'begin',
    'end',
    'if',
    'then',
    'else',
    'loop',
    'into',
    'case',
    'when',
    'declare',
    'execute',
    'for',
    'using',
    'null',
  ],
];

test('broken bodies never throw, keep their places, and are said not to be read', () => {
  const edit = fc.record({ at: fc.nat(1500), cut: fc.nat(12), put: fc.constantFrom('', ...PIECES) });
  const broken = fc.record({
    source: fc.constantFrom(...SOURCES),
    edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(broken, ({ source, edits }) => {
      const text = edits.reduce((now, { at, cut, put }) => {
        const place = at % now.length;
        return `${now.slice(0, place)} ${put} ${now.slice(place + cut)}`;
      }, source);
      const { nodes, problems } = checked(text);
      if (nodes.some((node) => node.type === 'statement' && node.kind === 'unparsed'))
        expect(problems).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('a body cut off anywhere is a problem', () => {
  const fragment = FUNCTION.slice(FUNCTION.indexOf('<<all>>'), FUNCTION.lastIndexOf('$fn$'));
  for (let end = 0; end < fragment.lastIndexOf('end'); end += 3) {
    const text = `do $fn$${fragment.slice(0, end)}$fn$`;
    expect(checked(text).problems, text).toBeGreaterThan(0);
  }
  expect(checked(`do $fn$${fragment}$fn$`).problems).toBe(0);
});

test('what a statement of a body says is that statement', () => {
  for (const source of [FUNCTION, STANDARD]) {
    for (const node of checked(source).nodes) {
      if (node.type === 'pl-statement') {
        const again = plFragment(node.text);
        expect(again.problems).toEqual([]);
        expect(again.body.statements.map(({ text, kind }) => ({ text, kind }))).toEqual([
          { text: node.text, kind: node.kind },
        ]);
      } else if (node.type === 'statement' || node.type === 'expression') {
        const tokens = node.type === 'statement' ? node.tokens : node.statement.tokens;
        // of a constant text that is executed the file doubles the quotes
        for (const token of tokens.filter(({ range }) => !source.slice(...range).startsWith("''")))
          expect(tokenize(source.slice(...token.range))).toMatchObject([{ value: token.value }]);
      }
    }
  }
});

test('deep and large bodies', () => {
  const body = (inside: string): string => `do $$ begin\n${inside}\nend $$;`;
  const terms = Array.from({ length: 20_000 }, () => 'a').join(' + ');
  const parentheses = `${'('.repeat(20_000)}a${')'.repeat(20_000)}`;
  const blocks = `${'if a then '.repeat(20_000)} null; ${'end if; '.repeat(20_000)}`;
  const kinds = [terms, parentheses].map((deep) => checked(body(`x := ${deep};`)).nodes.map((node) => node.type));
  for (const types of kinds) expect(types).toContain('pl-statement');
  expect(checked(body(blocks)).problems).toBe(1);
  const large = checked(body("insert into t (a) values ('some text of some length');\n".repeat(18_000)));
  expect(large.problems).toBe(0);
  expect(large.nodes.filter((node) => node.type === 'statement' && node.kind === 'insert')).toHaveLength(18_000);
}, 60_000);
