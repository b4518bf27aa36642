import { lazyPlaces } from '../documents/lazy-place.ts';
import type { Place, Range } from '../model/region.ts';
import type { Migration, SqlFact, StatementFact } from '../model/sql-change.ts';

/** A place in statements that are to be kept: all that is kept of it is its range, in the file that they stand in. */
export function keptPlace(path: string, range: Range): Place {
  const place: Place & { toJSON(): Range } = { path, toJSON: () => range };
  return place;
}

/** Statements whose places are kept ones as one text. */
export function keptStatements(statements: readonly StatementFact[]): string {
  try {
    return JSON.stringify(statements);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return deepJson(statements);
  }
}

/** A file of SQL as the fold runs it. Its statements are read each time they are asked for, and are not held. */
export function migrationOf({ statements, text, bom, ...fact }: SqlFact): Migration {
  const place = lazyPlaces({ path: fact.path, text, bom });
  return {
    ...fact,
    get statements() {
      return withPlaces(JSON.parse(statements) as Kept[], place) as readonly unknown[] as readonly StatementFact[];
    },
  };
}

/** What is read from the text: nobody else has it yet. */
interface Kept {
  place?: Range | Place;
}

/** Puts places where ranges are kept. Iterative: trees may be deep. */
function withPlaces(statements: readonly Kept[], placeOf: (range: Range) => Place): readonly Kept[] {
  const pending: object[] = [statements];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    for (const key in value) {
      const child = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof child !== 'object' || child === null) continue;
      if (key === 'place' && Array.isArray(child)) (value as Kept).place = placeOf(child as unknown as Range);
      else pending.push(child);
    }
  }
  return statements;
}

/** As JSON.stringify, of what is nested too deeply for it. */
function deepJson(root: unknown): string {
  const written: string[] = [];
  const pending: (string | { readonly value: unknown })[] = [{ value: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') written.push(next);
    else pending.push(...partsOf(next.value).reverse());
  }
  return written.join('');
}

function partsOf(value: unknown): (string | { readonly value: unknown })[] {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return [JSON.stringify(value) ?? 'null'];
  if (Array.isArray(value))
    return ['[', ...value.flatMap((item: unknown, i) => (i > 0 ? [',', { value: item }] : [{ value: item }])), ']'];
  const fields = Object.entries(value as Readonly<Record<string, unknown>>).filter(([, field]) => field !== undefined);
  const parts = fields.flatMap(([key, field], i) => [`${i > 0 ? ',' : ''}${JSON.stringify(key)}:`, { value: field }]);
  return ['{', ...parts, '}'];
}
