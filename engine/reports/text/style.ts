import type pc from 'picocolors';
import type { Severity } from '../../model/policy.ts';
import type { Place } from '../../model/region.ts';
import { printable } from './cells.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** `path:line:column`, as terminals and editors make it a link. */
export function placeName({ path, region }: Pick<Place, 'path' | 'region'>): string {
  return printable(region === undefined ? path : `${path}:${region.startLine}:${region.startColumn}`);
}

export function severityName(severity: Severity, colours: Colours): string {
  return paintOf(severity, colours)(severity.padEnd('critical'.length));
}

function paintOf(severity: Severity, colours: Colours): (text: string) => string {
  if (severity === 'critical') return (text) => colours.bold(colours.red(text));
  if (severity === 'high') return colours.red;
  if (severity === 'medium') return colours.yellow;
  return severity === 'low' ? colours.cyan : colours.dim;
}

export function heading(title: string, count: number | undefined, colours: Colours): string {
  const text = count === undefined ? title : `${title} (${count})`;
  return `${colours.bold(text)} ${colours.dim('─'.repeat(80 - text.length - 1))}`;
}
