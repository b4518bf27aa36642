import type { Location, PhysicalLocation, Region as SarifRegion } from 'sarif';
import type { Frame, Place, Region } from '../../model/region.ts';
import { uriOf } from './uri.ts';

export type Coordinates = Pick<Region, 'startLine' | 'startColumn' | 'endLine' | 'endColumn'>;

export function locationOf(place: Place): Location {
  return { physicalLocation: physicalLocationOf(place) };
}

/** What the subject at a place is called goes with it. */
export function subjectLocation(place: Place, key: string | undefined): Location {
  return { ...locationOf(place), ...logicalLocations(key) };
}

/** Where no more than the line is known. */
export function locationAtLine(path: string, line: number | undefined, key: string | undefined): Location {
  const region = { startLine: line ?? 1 };
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region }, ...logicalLocations(key) };
}

function logicalLocations(key: string | undefined): Pick<Location, 'logicalLocations'> {
  return key === undefined || key === '' ? {} : { logicalLocations: [{ fullyQualifiedName: key }] };
}

export function physicalLocationOf({ path, region, frame, snippet }: Place): PhysicalLocation {
  const artifactLocation = { uri: uriOf(path) };
  if (region === undefined) return { artifactLocation, region: firstLine(frame) };
  if (region.start === region.end) return { artifactLocation, region: widened(region, frame) };
  const contextRegion = frame && contextOf(region, frame);
  return {
    artifactLocation,
    region: { ...coordinates(region), ...(snippet !== undefined && { snippet: { text: snippet } }) },
    ...(contextRegion && { contextRegion }),
  };
}

export function coordinates({ startLine, startColumn, endLine, endColumn }: Region): Coordinates {
  return { startLine, startColumn, endLine, endColumn };
}

/** A file as a whole: GitHub needs a line to show an alert at. */
function firstLine(frame: Frame | undefined): SarifRegion {
  const line = frame?.firstLine === 1 && frame.skipped === undefined ? frame.lines[0] : undefined;
  return line ? { startLine: 1, startColumn: 1, endLine: 1, endColumn: line.length + 1 } : { startLine: 1 };
}

/**
 * An empty region would mean an insertion point: take in the character after it, else the one before. On an empty
 * line there is neither; then the line break is the region where there is one, and at the very end only the line is told.
 */
function widened({ startLine, startColumn }: Region, frame: Frame | undefined): SarifRegion {
  const index = startLine - (frame?.firstLine ?? startLine);
  const line = frame?.lines[index] ?? '';
  const offset = startColumn - 1 - (frame?.skipped?.[index] ?? 0);
  const after = line.codePointAt(offset);
  if (after !== undefined) return onLine(startLine, startColumn, startColumn + unitsOf(after));
  const before = Array.from(line.slice(0, offset)).at(-1)?.codePointAt(0);
  if (before !== undefined) return onLine(startLine, startColumn - unitsOf(before), startColumn);
  if (frame?.lines[index + 1] === undefined) return { startLine };
  return { startLine, startColumn, endLine: startLine + 1, endColumn: 1 };
}

function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

function onLine(line: number, startColumn: number, endColumn: number): SarifRegion {
  return { startLine: line, startColumn, endLine: line, endColumn };
}

/** The frame as a region, if it is known exactly and has more than the region itself. */
function contextOf(region: Region, frame: Frame): SarifRegion | undefined {
  const { firstLine: startLine, lines, skipped, lineBreaks = '\n' } = frame;
  if (skipped !== undefined || lineBreaks === 'mixed') return undefined;
  const endLine = startLine + lines.length - 1;
  const context = { startLine, startColumn: 1, endLine, endColumn: (lines.at(-1) ?? '').length + 1 };
  if (!isProperSuperset(context, region)) return undefined;
  return { ...context, snippet: { text: lines.join(lineBreaks) } };
}

function isProperSuperset(outer: Coordinates, inner: Coordinates): boolean {
  const startsEarlier = compare([outer.startLine, outer.startColumn], [inner.startLine, inner.startColumn]);
  const endsEarlier = compare([outer.endLine, outer.endColumn], [inner.endLine, inner.endColumn]);
  return startsEarlier <= 0 && endsEarlier >= 0 && (startsEarlier < 0 || endsEarlier > 0);
}

function compare(
  [line, column]: readonly [number, number],
  [otherLine, otherColumn]: readonly [number, number],
): number {
  return line - otherLine || column - otherColumn;
}
