import type {
  ArtifactLocation,
  Location,
  Log,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Run,
} from 'sarif';
import type { Report } from '../../../engine/model/report.ts';

/** A log with all that is needed to judge it. */
export interface Examined {
  readonly profile: 'sarif' | 'sarif-audit';
  /** As written. */
  readonly text: string;
  readonly log: Log;
  readonly run: Run;
  readonly results: readonly Result[];
  readonly rules: readonly ReportingDescriptor[];
  /** What it was made from. */
  readonly report: Report;
  /** Texts of the files by path, those that are text; with their byte order mark. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is wrong with a log by one point of the list: sentences, none if all is well. */
export type Point = (examined: Examined) => readonly string[];

export function examine(
  profile: Examined['profile'],
  text: string,
  report: Report,
  files: Examined['files'],
): Examined {
  const log = JSON.parse(text) as Log;
  const run = log.runs[0]!;
  return { profile, text, log, run, results: run.results ?? [], rules: run.tool.driver.rules ?? [], report, files };
}

/** A violation for each item that is not as it should be. */
export function each<T>(items: readonly T[], isRight: (item: T) => boolean, what: string): readonly string[] {
  return items.filter((item) => !isRight(item)).map((item) => `${what}: ${JSON.stringify(item)?.slice(0, 300)}`);
}

export function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

type Node = readonly [key: string, value: unknown];

/** Everything in a log with the key that it stands under, from the outside in. */
export function nodes(log: unknown): readonly Node[] {
  const found: Node[] = [];
  const visit = (value: unknown, key: string): void => {
    found.push([key, value]);
    if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (value instanceof Object) for (const [name, item] of Object.entries(value)) visit(item, name);
  };
  visit(log, '');
  return found;
}

export function valuesUnder<T>(value: unknown, name: string): readonly T[] {
  return nodes(value)
    .filter(([key, item]) => key === name && !Array.isArray(item))
    .map(([, item]) => item as T);
}

/** Locations of results, of all their steps and related places, in one list. */
export function physicalLocations(value: unknown): readonly PhysicalLocation[] {
  return valuesUnder<PhysicalLocation>(value, 'physicalLocation');
}

export function artifactLocations(value: unknown): readonly ArtifactLocation[] {
  return nodes(value)
    .filter(([key]) => key === 'artifactLocation' || key === 'location')
    .flatMap(([, item]) => {
      const isArtifact = item instanceof Object && 'uri' in item;
      return isArtifact ? [item as ArtifactLocation] : [];
    });
}

export function primary({ locations }: Result): Location | undefined {
  return locations?.[0];
}

export function pathOf(location: ArtifactLocation | undefined): string {
  return decodeURIComponent(location?.uri ?? '');
}

export function isFail({ kind = 'fail' }: Result): boolean {
  return kind === 'fail';
}

/** The text between two positions, by the line breaks that the log declares; nothing if one does not exist. */
export function textAt(file: string, { startLine = 0, startColumn = 1, endLine = startLine, endColumn }: Region) {
  const text = file.replace(/^\ufeff/, '');
  const starts = [0, ...[...text.matchAll(/\r\n|\n/g)].map(({ 0: { length }, index }) => index + length)];
  const offset = (line: number, column: number): number | undefined => {
    const start = starts[line - 1];
    const next = starts[line] ?? text.length + 1;
    return start === undefined || column < 1 || start + column - 1 > next ? undefined : start + column - 1;
  };
  const start = offset(startLine, startColumn);
  const end = offset(endLine, endColumn ?? 1);
  return start === undefined || end === undefined || end > text.length ? undefined : text.slice(start, end);
}
