import { byCodeUnits } from '../../model/by-code-units.ts';
import type { Result } from 'sarif';

/** In order of place and rule; at one place and rule the order of the report stays. None stands there twice. */
export function inOrder(results: readonly Result[]): Result[] {
  return withoutTwins([...results].sort(byPlace));
}

function byPlace(a: Result, b: Result): number {
  const [uri, line, column] = placeKey(a);
  const [otherUri, otherLine, otherColumn] = placeKey(b);
  return (
    byCodeUnits(uri, otherUri) ||
    line - otherLine ||
    column - otherColumn ||
    byCodeUnits(a.ruleId ?? '', b.ruleId ?? '')
  );
}

function placeKey({ locations }: Result): readonly [uri: string, line: number, column: number] {
  const location = locations?.[0]?.physicalLocation;
  return [location?.artifactLocation?.uri ?? '', location?.region?.startLine ?? 1, location?.region?.startColumn ?? 1];
}

/** Two subjects can give the same rule, place and message; a consumer would count them twice or refuse the log. */
function withoutTwins(results: readonly Result[]): Result[] {
  const groups = new Map<string, Result>();
  for (const result of results) {
    const key = keyOf(result);
    const twin = groups.get(key);
    groups.set(key, twin ? { ...twin, occurrenceCount: (twin.occurrenceCount ?? 1) + 1 } : result);
  }
  return [...groups.values()];
}

function keyOf({ ruleId, kind, baselineState, suppressions, locations, message }: Result): string {
  const isAbsent = baselineState === 'absent';
  return JSON.stringify([ruleId, kind, isAbsent, suppressions, locations?.[0]?.physicalLocation, message.text]);
}
