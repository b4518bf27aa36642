import { expect, test } from 'vitest';
import { both, CERTAIN, either, isNever, NEVER, sameClauses, type Clauses } from '../../engine/model/clauses.ts';

/** `12 3`: one of 1 and 2, and 3; `-` nothing is asked, `0` what never holds. */
function read(text: string): Clauses {
  if (text === '-') return CERTAIN;
  return text.split(' ').map((clause) => (clause === '0' ? [] : clause.split('').map(Number)));
}

function written(clauses: Clauses): string {
  return clauses.length === 0 ? '-' : clauses.map((clause) => (clause.length === 0 ? '0' : clause.join(''))).join(' ');
}

test.each([
  ['1', '2', '1 2', '12'],
  ['1', '1', '1', '1'],
  ['-', '1', '1', '-'],
  ['1', '-', '1', '-'],
  ['-', '-', '-', '-'],
  ['0', '1', '0', '1'],
  ['1', '0', '0', '1'],
  ['1', '12', '1', '12'],
  ['12', '1', '1', '12'],
  ['2', '13', '2 13', '123'],
  ['1 2', '3', '1 2 3', '13 23'],
  ['1 2', '1 3', '1 2 3', '1 23'],
  ['12 13', '1', '1', '12 13'],
  ['123', '4', '4 123', '1234'],
])('%s and %s: both %s, either %s', (a, b, conjunction, disjunction) => {
  expect(written(both(read(a), read(b)))).toBe(conjunction);
  expect(written(both(read(b), read(a)))).toBe(conjunction);
  expect(written(either(read(a), read(b)))).toBe(disjunction);
  expect(written(either(read(b), read(a)))).toBe(disjunction);
});

test('never and the same', () => {
  expect([isNever(NEVER), isNever(CERTAIN), isNever([[1]]), isNever([[], [1]])]).toEqual([true, false, false, false]);
  expect(sameClauses(read('1 23'), read('1 23'))).toBe(true);
  expect(sameClauses(read('1 23'), read('1 24'))).toBe(false);
  expect(sameClauses(read('1'), read('1 2'))).toBe(false);
});

/** Whether clauses hold if these atoms do. */
function hold(clauses: Clauses, atoms: ReadonlySet<number>): boolean {
  return clauses.every((clause) => clause.some((atom) => atoms.has(atom)));
}

test('beyond the bound more is demanded, never less', () => {
  const atoms = Array.from({ length: 40 }, (_, i) => i + 1);
  const many = atoms.map((atom) => [atom]).reduce<Clauses>((all, clause) => both(all, [clause]), CERTAIN);
  expect(many.length).toBeLessThanOrEqual(24);
  for (const left of atoms) expect(hold(many, new Set(atoms.filter((atom) => atom !== left)))).toBe(false);
});
