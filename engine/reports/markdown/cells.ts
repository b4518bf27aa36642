import type { Place } from '../../model/region.ts';
import type { Revision } from '../../model/revision.ts';
import { isInside, uriOf } from '../sarif/uri.ts';
import { wellFormed } from '../well-formed.ts';

/** Of UTF-16 units; whoever writes a novel into a message reads the rest in the other reports. */
const longestCell = 300;

/** Text of the user's files as one line that is nothing but text: no markup, no table cell, no link, no mention of a person or an issue. */
export function cell(text: string): string {
  const line = wellFormed(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .trim();
  const short = line.length > longestCell ? `${wellFormed(line.slice(0, longestCell))}…` : line;
  return short
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@|#(?=\d)/g, '$&<!-- -->');
}

/** `path:line` as a link to the lines: absolute where the repository is known, as relative links lead nowhere from a comment. */
export function placeLink({ path, region }: Place, revision: Revision | undefined): string {
  const name = cell(region ? `${path}:${region.startLine}` : path);
  if (!isInside(path)) return name;
  return `[${name}](${folderUrl(revision)}${encoded(path)}${region ? lines(region) : ''})`;
}

function encoded(path: string): string {
  return uriOf(path).replaceAll('(', '%28').replaceAll(')', '%29');
}

function lines({ startLine, endLine }: NonNullable<Place['region']>): string {
  return endLine > startLine ? `#L${startLine}-L${endLine}` : `#L${startLine}`;
}

/** Of hosts whose URLs are known; of others links stay relative. */
function folderUrl(revision: Revision | undefined): string {
  const { repository = '', commit = '' } = revision ?? {};
  const [, base = '', host = ''] = /^(https:\/\/([^/\s()<>]+)\/[^\s()<>]+?)(?:\.git)?\/?$/.exec(repository) ?? [];
  if (/(^|\.)github\./.test(host)) return `${base}/blob/${commit}/`;
  return /(^|\.)gitlab\./.test(host) ? `${base}/-/blob/${commit}/` : '';
}

/** At most so many rows, and how many more there are; nothing where there are none. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], most: number): readonly string[] {
  if (rows.length === 0) return [];
  if (most === 0) return [`${rows.length} in all, not listed here.`, ''];
  const written = [head, head.map(() => '---'), ...rows.slice(0, most)].map((cells) => `| ${cells.join(' | ')} |`);
  return [...written, '', ...(rows.length > most ? [`… and ${rows.length - most} more.`, ''] : [])];
}
