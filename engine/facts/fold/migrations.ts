import type { SqlFact } from '../../model/sql.ts';
import { sqlRole } from '../../documents/sql/sql-role.ts';

/** The files to fold, in the order in which the tools run them; without migrations the files that hold a schema as a whole. */
export function migrationOrder(facts: readonly SqlFact[]): readonly SqlFact[] {
  const migrations = facts.filter(({ path }) => sqlRole(path) === 'migration');
  const chosen = migrations.length > 0 ? migrations : facts.filter(({ path }) => sqlRole(path) === 'schema');
  return [...chosen].sort(
    (a, b) => compare(chainOf(a.path), chainOf(b.path)) || compareSteps(stepOf(a.path), stepOf(b.path)),
  );
}

/** The folder of the chain: two chains in one workspace are not mixed. */
function chainOf(path: string): string {
  const folder = /^(.*?(?:^|\/)(?:migrations?|migrate|drizzle))\//i.exec(path)?.[1];
  return folder ?? '';
}

function stepOf(path: string): string {
  return path.slice(chainOf(path).length);
}

/** By name, as the tools do; leading numbers of different length (`2_x`, `10_x`) by value. */
function compareSteps(a: string, b: string): number {
  const [numberA, numberB] = [a, b].map((step) => /^\/?(?:.*\/)?[vV]?(\d+)[^/]*$/.exec(step)?.[1]);
  if (numberA && numberB && numberA.length !== numberB.length && Math.max(numberA.length, numberB.length) < 14) {
    return Number(numberA) - Number(numberB) || compare(a, b);
  }
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
