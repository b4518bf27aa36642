import type { Message } from 'sarif';
import type { Evidence } from '../../model/verdict.ts';

/**
 * Text for a SARIF message. SARIF reads `{0}` as a placeholder and wants braces doubled, but no viewer undoes that:
 * braces give way to their full-width twins, and backquotes, which GitHub swallows, to quotation marks.
 */
export function plain(text: string): string {
  return text.replaceAll('{', '｛').replaceAll('}', '｝').replaceAll('`', "'");
}

/** Cut to a length at a whole character. */
export function atMost(length: number, text: string): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The message of a result. GitHub shows related locations only where the message links to their ids, which count from 1. */
export function messageOf(text: string, related: readonly Evidence[]): Message {
  const sentence = asSentence(plain(text));
  if (related.length === 0) return { text: sentence.includes('](') ? withoutLinks(sentence) : sentence };
  const links = related.map(({ message }, i) => `[${asLinkText(plain(message))}](${i + 1})`);
  return { text: `${withoutLinks(sentence)} See ${links.join(', ')}.` };
}

export function asSentence(text: string): string {
  return /[.!?]\s*$/.test(text) ? text : `${text}.`;
}

/** Escapes what could be read as a link or open one; other backslashes stay as they are, viewers show them. */
function withoutLinks(text: string): string {
  return text.replace(/\\(?=[[\]])|[[\]]/g, '\\$&');
}

function asLinkText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[[\]\\]/g, '\\$&');
}
