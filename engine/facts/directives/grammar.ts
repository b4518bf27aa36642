import { isDay } from '../../model/day.ts';
import type { Directive } from '../../model/exemption.ts';

/** What a comment says that begins like a directive: one, or what keeps it from being one (it completes a sentence). */
export type Written = Pick<Directive, 'policies' | 'reason' | 'until'> | { readonly wrong: string };

/** What is written in place of `bylaw-ignore` by people who know other tools; prose that speaks of Bylaw is none of it. */
const meant =
  /^@?(?:bylaw[-_:]?(?:ignore|disable|suppress|skip|allow|exempt|nolint)|bylaw +(?:ignore|disable|suppress)|no-?bylaw)(?![a-z])/i;
const word = 'bylaw-ignore';
const id = /^[A-Za-z0-9][\w.-]*$/;

/** Reads the text of a comment without its signs; nothing unless it begins like a directive. Strict: there is one form. */
export function readDirective(text: string): Written | undefined {
  if (!meant.test(text)) return undefined;
  if (!text.startsWith(word) || /^[^\s:]/.test(text.slice(word.length)))
    return { wrong: `it must begin with '${word}' and a space` };
  if (/[\r\n]/.test(text)) return { wrong: 'it must stand on one line' };
  const colon = text.indexOf(':');
  if (colon < 0) return { wrong: "it has no reason: ': ' and why must follow the policies" };
  const reason = text.slice(colon + 1).trim();
  const words = text.slice(word.length, colon).trim().split(/\s+/);
  const end = words.includes('until') ? words.lastIndexOf('until') : words.length;
  const policies = words
    .slice(0, end)
    .join(' ')
    .split(',')
    .map((name) => name.trim());
  const until = end < words.length ? words.slice(end + 1).join(' ') : undefined;
  const wrong =
    wrongIn(policies) ?? wrongUntil(until) ?? (/[\p{L}\p{N}]/u.test(reason) ? undefined : 'its reason is empty');
  if (wrong !== undefined) return { wrong };
  return { policies: [...new Set(policies)], reason, ...(until !== undefined && { until }) };
}

function wrongIn(policies: readonly string[]): string | undefined {
  if (policies.length === 1 && policies[0] === '') return 'it names no policy';
  const strange = policies.find((name) => !id.test(name));
  if (strange === undefined) return undefined;
  if (strange === '') return 'a policy is missing beside a comma';
  if (/[*?{[]/.test(strange)) return `'${strange}' is a pattern: policies are named by their full ids`;
  return /\s/.test(strange)
    ? `'${strange}' is no id of a policy: several are separated by commas`
    : `'${strange}' is no id of a policy`;
}

function wrongUntil(until: string | undefined): string | undefined {
  if (until === undefined || isDay(until)) return undefined;
  return until === '' ? "no day follows 'until'" : `'${until}' is no day of the calendar, written as 2027-01-31`;
}
