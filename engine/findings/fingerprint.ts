import { createHash } from 'node:crypto';
import type { Family } from '../model/document.ts';
import type { PolicyInfo } from '../model/policy.ts';
import type { Place } from '../model/region.ts';
import type { Verdict } from '../model/verdict.ts';
import { isCompared, placeholders } from '../model/message.ts';

/**
 * What a finding is, without where it stands: equal after edits of other lines, another indentation or other line breaks, and
 * moves of its file. 16 hexadecimal digits; findings that nothing but their place tells apart have the same.
 */
export function identityOf(policy: PolicyInfo, verdict: Verdict, place: Place, family?: Family): string {
  const named = placeholders(policy.message).filter((name) => !isCompared(name));
  const values = [...new Set(named)].sort().map((name) => [name, firstLine(verdict.bindings[name]?.text ?? '')]);
  const { name, wording } = told(policy, verdict, place, family);
  return createHash('sha256')
    .update(JSON.stringify([policy.id, name, wording, values]))
    .digest('hex')
    .slice(0, 16);
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

/** The fingerprint without its number: what twins have in common. */
export function unnumbered(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.lastIndexOf(':'));
}

interface Told {
  readonly name: string;
  /** The words that matched: whoever changes an argument on the third line of a call has made another call. */
  readonly wording: string;
}

/**
 * An object of the schema, an element of a set and the workspace are told by their name: they stand in no one place. So is a
 * part of a configuration of several lines, of which each can be edited; the others also by what matched. An index is no name:
 * one item more above changes it.
 */
function told(policy: PolicyInfo, { key = '', subject }: Verdict, place: Place, family?: Family): Told {
  if (subject === policy.id || subject === key) return { name: key, wording: '' };
  const wording = wordingAt(place);
  if (family !== 'config') return { name: key, wording };
  const isNamed = key !== '' && !/(?:^|\.)\d+$/.test(key);
  return { name: key.replace(/(^|\.)\d+(?=\.|$)/g, '$1*'), wording: isNamed && hasLines(place) ? '' : wording };
}

function hasLines({ region }: Place): boolean {
  return region !== undefined && region.endLine > region.startLine;
}

/** Of a text too long to be a snippet the frame has the beginning. */
function wordingAt({ snippet, region, frame }: Place): string {
  if (snippet !== undefined) return withoutCommentLines(snippet).replace(/\s+/g, ' ').trim();
  if (!region || !frame) return '';
  const line = region.startLine - frame.firstLine;
  const from = region.startColumn - 1 - (frame.skipped?.[line] ?? 0);
  return firstLine(frame.lines[line] ?? '', from).slice(0, mostOfALine);
}

/** Lines that are nothing but a comment. What stands behind code stays: it might be part of a text. */
function withoutCommentLines(snippet: string): string {
  return snippet.replace(/^\s*(?:\/\/|--).*$/gm, '');
}

/** So much of a long line a frame always has. */
const mostOfALine = 100;

function firstLine(text: string, from = 0): string {
  const [line = ''] = text
    .slice(from)
    .trimStart()
    .split(/[\r\n]/, 1);
  return line.replace(/\s+/g, ' ').trim();
}
