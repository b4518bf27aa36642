import type { FileReport } from './report.ts';

/** How much of the workspace was read. Files that are skipped by design (images, archives) are no part of it. */
export interface Coverage {
  /** Files that were parsed wholly, those of no language included: of them the text is all there is. */
  readonly parsed: number;
  /** Files that should have been: the same, and all that are partial, not parsed or unread. */
  readonly files: number;
}

export function coverageOf(files: readonly FileReport[]): Coverage {
  const meant = files.filter(({ status }) => status !== 'skipped');
  return { parsed: meant.filter(({ status }) => status === 'parsed').length, files: meant.length };
}

/** Of no file nothing was read: 0. */
function percent({ parsed, files }: Coverage): number {
  return files === 0 ? 0 : (parsed * 100) / files;
}

/** With one digit after the point where it is not whole, rounded down: 99.97 never reads as all. */
export function percentText(coverage: Coverage): string {
  return `${Math.floor(percent(coverage) * 10) / 10}%`;
}

/** Whether less was read than `least` percent; exact, whatever `percentText` rounds. */
export function isBelow(coverage: Coverage, least: number): boolean {
  return percent(coverage) < least;
}
