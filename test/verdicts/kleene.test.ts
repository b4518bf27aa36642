import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFile } from '../../engine/documents/parse.ts';
import { residual, solve } from '../../engine/matches/solve.ts';
import { viewOf } from '../../engine/matches/view.ts';
import type { Cause } from '../../engine/model/binding.ts';
import type { Formula } from '../../engine/model/formula.ts';
import { decide } from '../../engine/verdicts/decide.ts';
import { answerOf } from '../../engine/verdicts/kleene.ts';
import type { Question } from '../../engine/verdicts/question.ts';
import { workspaceFacts } from '../../engine/verdicts/workspace-facts.ts';
import { folded } from '../documents/sql/read.ts';

type Value = 'yes' | 'no' | 'unknown';

const cause: Cause = { kind: 'not-static', message: 'Nobody knows.' };
const atoms: Readonly<Record<Value, Formula>> = {
  yes: { op: 'true' },
  no: { op: 'any', of: [] },
  unknown: { op: 'unknown', cause },
};

interface Tree {
  readonly formula: Formula;
  readonly value: Value;
}

/** Random formulas together with the value that Kleene's tables give them. */
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Value>('yes', 'no', 'unknown').map((value) => ({ formula: atoms[value], value })),
    fc
      .tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(tie('tree'), { maxLength: 3 }))
      .map(([op, of]) => ({
        formula: { op, of: of.map(({ formula }) => formula) },
        value: op === 'all' ? least(of, ['no', 'unknown', 'yes']) : least(of, ['yes', 'unknown', 'no']),
      })),
    tie('tree').map(({ formula, value }) => ({ formula: { op: 'not' as const, of: formula }, value: opposite[value] })),
  ),
}));

const opposite: Readonly<Record<Value, Value>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** The first value of the order that occurs; of nothing the last. */
function least(parts: readonly Tree[], order: readonly [Value, Value, Value]): Value {
  return order.find((value) => parts.some((part) => part.value === value)) ?? order[2];
}

function question(): Question {
  const world = { catalogs: [folded([])], ignores: [], files: [], git: true };
  return {
    policy: 'p',
    facts: workspaceFacts([], world),
    matchers: [],
    subject: { node: 'n' },
    refute: () => undefined,
  };
}

function valueOf(formula: Formula, asked: Question): Value {
  const answer = answerOf(decide(formula, {}, asked));
  return answer === true ? 'yes' : answer === false ? 'no' : 'unknown';
}

test('the reduce decides by the tables of Kleene', () => {
  const asked = question();
  fc.assert(
    fc.property(tree, ({ formula, value }) => {
      expect(valueOf(formula, asked)).toBe(value);
    }),
    { numRuns: 500 },
  );
});

test('what the map leaves for the reduce has the value of the whole', () => {
  const asked = question();
  const view = viewOf(parseFile({ path: 'a.txt', text: 'x', bom: false, bytes: 1 }));
  const inquiry = { view, subject: view.fileNode, deferred: new Set<string>() };
  fc.assert(
    fc.property(tree, ({ formula, value }) => {
      const rest = residual(solve(formula, view.fileNode, {}, inquiry), {}, inquiry);
      expect(valueOf(rest, asked)).toBe(value);
    }),
    { numRuns: 500 },
  );
});
