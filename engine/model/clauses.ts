/**
 * What must have held on the way to a place: all clauses, of each any atom. No clause: it is certain (or no way leads
 * there); an empty clause: some way has nothing. Atoms are indexes of `GuardFact.atoms`. Sorted, without duplicates,
 * and no clause contains another: equal conditions are equal lists.
 */
export type Clauses = readonly (readonly number[])[];

/** The atom that says: whoever runs this unit has made sure of it. */
export const ENTRY = 0;

export const CERTAIN: Clauses = [];
export const NEVER: Clauses = [[]];

/** More ways than this are not told apart. */
const mostClauses = 24;

export function both(a: Clauses, b: Clauses): Clauses {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0 || b.every((clause) => a.some((known) => isWithin(known, clause)))) return a;
  return minimal([...a, ...b]);
}

export function either(a: Clauses, b: Clauses): Clauses {
  if (a.length === 0 || b.length === 0) return CERTAIN;
  if (isNever(a)) return b;
  if (isNever(b)) return a;
  const [left, right] = [a[0]!, b[0]!];
  if (a.length === 1 && b.length === 1) return isWithin(right, left) ? a : [united(left, right)];
  return minimal(a.flatMap((one) => b.map((other) => united(one, other))));
}

function united(a: readonly number[], b: readonly number[]): readonly number[] {
  if (isWithin(b, a)) return a;
  const all: number[] = [];
  let at = 0;
  for (const atom of a) {
    while (at < b.length && b[at]! < atom) all.push(b[at++]!);
    if (b[at] === atom) at++;
    all.push(atom);
  }
  while (at < b.length) all.push(b[at++]!);
  return all;
}

/** Whether all atoms of the first are in the second; both are sorted. */
function isWithin(small: readonly number[], large: readonly number[]): boolean {
  let at = 0;
  for (const atom of small) {
    while (at < large.length && large[at]! < atom) at++;
    if (large[at] !== atom) return false;
  }
  return true;
}

export function isNever(clauses: Clauses): boolean {
  return clauses.length === 1 && clauses[0]!.length === 0;
}

export function sameClauses(a: Clauses, b: Clauses): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((clause, i) => sameClause(clause, b[i]!));
}

function sameClause(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((atom, i) => atom === b[i]);
}

/** Without what a smaller clause already demands. Of too many the smallest are kept, and the demand is then all of them at once. */
function minimal(clauses: readonly (readonly number[])[]): Clauses {
  const sorted = [...clauses].sort((a, b) => a.length - b.length || compare(a, b));
  const kept: (readonly number[])[] = [];
  for (const clause of sorted) {
    if (!kept.some((smaller) => isWithin(smaller, clause))) kept.push(clause);
  }
  return kept.length > mostClauses ? merged(kept) : kept;
}

/** Stricter than what it stands for: what all the clauses beyond the bound have in common is demanded of them. */
function merged(clauses: Clauses): Clauses {
  const rest = clauses.slice(mostClauses - 1);
  const common = rest.reduce((a, b) => a.filter((atom) => b.includes(atom)));
  return minimal([...clauses.slice(0, mostClauses - 1), common]);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((atom, i) => atom !== b[i]);
  return at < 0 ? 0 : a[at]! - (b[at] ?? 0);
}
