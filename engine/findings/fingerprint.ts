import { createHash } from 'node:crypto';
import type { PolicyInfo } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import type { Verdict } from '../model/verdict.ts';
import { isCompared, placeholders } from '../model/message.ts';

/**
 * What a finding is, without where it stands: equal after edits of other lines, another indentation and moves of its file.
 * 16 hexadecimal digits; findings that nothing but their place tells apart have the same.
 */
export function identityOf(policy: PolicyInfo, { key, bindings }: Verdict, place: Place): string {
  const named = placeholders(policy.message).filter((name) => !isCompared(name));
  const values = [...new Set(named)].sort().map((name) => [name, normalised(bindings[name]?.text ?? '')]);
  const identity = [policy.id, key ?? '', normalised(place.snippet ?? ''), values];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** Twins are numbered in the order in which they stand. */
export function numbered(): (identity: string) => string {
  const seen = new Map<string, number>();
  return (identity) => {
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${identity}:${count}`;
  };
}

function normalised(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
