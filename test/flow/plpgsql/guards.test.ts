import { beforeAll, describe, expect, test } from 'vitest';
import type { PlStatement, SqlExpression } from '../../../engine/documents/sql/node.ts';
import { loadPostgres } from '../../../engine/documents/sql/postgres.ts';
import { dominanceIn } from '../../../engine/flow/dominance/dominance.ts';
import { sqlFlow } from '../../../engine/matches/dominance/sql-flow.ts';
import { CERTAIN } from '../../../engine/model/clauses.ts';
import type { TreeNode } from '../../../engine/model/document.ts';
import type { Formula } from '../../../engine/model/formula.ts';
import { graphOf, type Flow } from '../graph/graph-of.ts';

beforeAll(loadPostgres);

function flowIn(text: string): Flow {
  const head = 'CREATE FUNCTION f(v int, p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN';
  return graphOf(`${head} ${text} END $$;`, 'a.sql');
}

/** Whether the first statement of a kind has been passed on every way to the UPDATE. */
function isGuarded(text: string, kind: PlStatement['kind']): boolean {
  const { view, graph } = flowIn(text);
  const guard = view.index.ofTypes(['pl-statement']).find((node) => (node as PlStatement).kind === kind)!;
  const points = sqlFlow.essenceOf(guard, view, { op: 'true' }).flatMap((node) => graph.pointsAt(node));
  const use = view.index.ofTypes(['statement']).find((node) => (node as { kind?: string }).kind === 'update')!;
  const [at] = graph.pointsAt(use);
  const dominance = dominanceIn(at!.unit, {
    graph,
    checked: true,
    answerAt: () => undefined,
    eventsIn: () => [{ node: guard, atom: 1, onlyTells: false, points }],
    atom: () => CERTAIN,
    callAtom: () => 2,
    unknownAtom: () => 3,
  });
  return dominance.before(at!).length === 0;
}

const cases: readonly (readonly [string, boolean, PlStatement['kind'], string])[] = [
  ['an IF that leaves', true, 'if', 'IF v IS NULL THEN RETURN 1; END IF; UPDATE t SET a = v;'],
  ['an IF that goes on has been done as well', true, 'if', 'IF v IS NULL THEN v := 1; END IF; UPDATE t SET a = v;'],
  ['within its branch', false, 'if', 'IF v IS NULL THEN UPDATE t SET a = v; RETURN 1; END IF;'],
  ['within ELSE', true, 'if', 'IF v IS NULL THEN RETURN 1; ELSE UPDATE t SET a = v; END IF;'],
  [
    'which of two branches is meant is not told',
    false,
    'if',
    'IF v IS NULL THEN v := 1; ELSIF p > 1 THEN RETURN 1; END IF; UPDATE t SET a = v;',
  ],
  ['within ELSIF', false, 'if', 'IF v IS NULL THEN RETURN 1; ELSIF p > 1 THEN UPDATE t SET a = v; END IF;'],
  [
    'in a branch that is not always taken',
    false,
    'if',
    'CASE p WHEN 1 THEN IF v > 1 THEN NULL; END IF; ELSE NULL; END CASE; UPDATE t SET a = v;',
  ],
  [
    'what it raises is caught',
    false,
    'if',
    "BEGIN IF v IS NULL THEN RAISE EXCEPTION 'x'; END IF; EXCEPTION WHEN OTHERS THEN NULL; END; UPDATE t SET a = v;",
  ],
  ['it leaves a loop only', false, 'if', 'LOOP IF v IS NULL THEN EXIT; END IF; EXIT; END LOOP; UPDATE t SET a = v;'],
  ['within a loop', false, 'for', 'FOR i IN 1..3 LOOP UPDATE t SET a = v; END LOOP;'],
  ['behind a loop', true, 'for', 'FOR i IN 1..3 LOOP NULL; END LOOP; UPDATE t SET a = v;'],
  ['within CASE', false, 'case', 'CASE p WHEN 1 THEN UPDATE t SET a = v; ELSE NULL; END CASE;'],
  ['behind CASE', true, 'case', 'CASE p WHEN 1 THEN NULL; END CASE; UPDATE t SET a = v;'],
];

describe('a statement that holds others', () => {
  test.each(cases)('%s: %s', (_, answer, kind, text) => {
    expect(isGuarded(text, kind)).toBe(answer);
  });
});

const ifPattern = (sql: string): Formula => ({ op: 'anchor', anchor: 'sql', value: { sql } }) as Formula;

test.each([
  ['v IS NULL', true],
  ['v IS NULL OR p > 1 OR v < 3', true],
  ['NOT (v IS NULL)', false],
  ['v IS NULL AND p > 1', false],
  ['(v IS NULL) = false', false],
  ['COALESCE(v IS NULL, true)', false],
])('a pattern of a part says what it means to have passed IF %s: %s', (condition, isCertain) => {
  const { view } = flowIn(`IF ${condition} THEN RETURN 1; END IF;`);
  const statement = view.index.ofTypes(['pl-statement']).find((node) => (node as PlStatement).kind === 'if')!;
  const deep = sqlFlow.doubtAbout!(statement, view, ifPattern('IF <... $V IS NULL ...> THEN ... END IF'));
  expect(deep === undefined).toBe(isCertain);
  expect(sqlFlow.doubtAbout!(statement, view, ifPattern('IF $C THEN ... END IF'))).toBeUndefined();
});

/** The texts of what a node is only asked about in. */
function askedIn({ view }: Flow, node: TreeNode): readonly string[] {
  return sqlFlow.askedIn!(node, view).map((around) => (around as Partial<SqlExpression>).text ?? around.type);
}

test('what a condition asks about is part of it, and what the refusal tells', () => {
  const flow = flowIn("IF v > 3 OR g(v) THEN RAISE EXCEPTION 'x %', p; ELSIF p = 7 THEN RAISE NOTICE '%', 8; END IF;");
  expect(askedIn(flow, flow.node('v'))).toEqual(['v', 'v > 3', 'v > 3 OR g(v)', 'v > 3', 'g(v)', 'pl-branch']);
  expect(askedIn(flow, flow.node('g(v)'))).toEqual([]);
  expect(askedIn(flow, flow.node('v > 3 OR g(v)'))).toEqual([]);
  expect(askedIn(flow, flow.node("RAISE EXCEPTION 'x %', p"))).toEqual([]);
  expect(askedIn(flow, flow.node('p'))).toEqual(['p', 'v > 3 OR g(v)', 'v > 3', 'g(v)', 'pl-branch']);
  expect(askedIn(flow, flow.node('7'))).toEqual(['7', 'p = 7', 'pl-branch']);
  expect(askedIn(flow, flow.node('8'))).toEqual(['8']);
});
