import {
  artifactLocations,
  each,
  isFail,
  nodes,
  pathOf,
  physicalLocations,
  primary,
  textAt,
  unless,
  valuesUnder,
  type Point,
} from '../examined.ts';
import type { Region } from 'sarif';

/** Points 14 to 34: results, URIs and regions. */
export const resultsAndPlaces: Readonly<Record<number, Point>> = {
  14: ({ run }) => unless(Array.isArray(run.results), 'no results'),
  15: ({ run }) => unless(run.columnKind === 'utf16CodeUnits', 'columns are not declared'),
  16: ({ results }) => each(results, ({ level }) => level !== undefined, 'no level'),
  17: ({ results, profile }) =>
    each(
      results,
      (result) =>
        (result.kind === undefined) === (profile === 'sarif') &&
        (isFail(result) ? result.level !== 'none' : result.level === 'none' && result.rank === undefined),
      'kind, level and rank contradict each other',
    ),
  18: ({ results }) =>
    each(results, (result) => Boolean(primary(result)?.physicalLocation?.artifactLocation?.uri), 'nowhere'),
  19: ({ results }) => each(results, ({ locations }) => locations?.length === 1, 'not one location'),
  20: ({ results }) => {
    const keys = results.map((result) => {
      const { ruleId, kind, message, suppressions, baselineState } = result;
      return JSON.stringify([
        ruleId,
        kind,
        primary(result)?.physicalLocation,
        message.text,
        suppressions,
        baselineState,
      ]);
    });
    const seen = new Set<string>();
    return each(keys, (key) => !seen.has(key) && Boolean(seen.add(key)), 'twice');
  },
  21: ({ results, profile }) =>
    (['suppressions', 'baselineState', 'workItemUris'] as const).flatMap((key) => {
      const having = results.filter((result) => result[key] !== undefined).length;
      return unless(having === 0 || (profile === 'sarif-audit' && having === results.length), `${key} on some results`);
    }),
  22: ({ run }) =>
    each(
      artifactLocations(run).map(({ uri }) => uri ?? ''),
      (uri) =>
        uri
          .split('/')
          .every((segment) => segment !== '' && encodeURIComponent(decodeURIComponent(segment)) === segment),
      'not encoded segment by segment',
    ),
  23: ({ run }) =>
    each(
      artifactLocations(run).map(({ uri }) => uri ?? ''),
      (uri) => !/^\/|\\|^[a-z]+:/i.test(uri) && !uri.split('/').some((part) => part === '.' || part === '..'),
      'not relative to the root',
    ),
  24: ({ run }) => [
    ...each(artifactLocations(run), ({ uriBaseId }) => uriBaseId === undefined, 'a base'),
    ...each(Object.values(run.originalUriBaseIds ?? {}), ({ uri }) => uri === undefined, 'an address of this machine'),
  ],
  25: ({ run }) => each(artifactLocations(run), ({ index }) => index === undefined, 'an index beside the uri'),
  26: ({ results, report }) => {
    const paths = new Set(report.files.map(({ path }) => path));
    // Of no file at all there is none to name.
    if (paths.size === 0) return [];
    const present = results.filter(({ baselineState }) => baselineState !== 'absent');
    const named = artifactLocations(present.map(({ suppressions: _, ...rest }) => rest)).map(pathOf);
    return each(named, (path) => paths.has(path), 'no file of the workspace');
  },
  27: ({ run, profile, report }) => {
    const artifacts = run.artifacts ?? [];
    if (profile === 'sarif') return unless(run.artifacts === undefined, 'artifacts');
    return [
      ...unless(
        artifacts.map(({ location }) => pathOf(location)).join() === report.files.map(({ path }) => path).join(),
        'a file is missing',
      ),
      ...each(artifacts, ({ properties }) => Boolean(properties?.['status']), 'no status'),
      ...each(
        artifacts.filter(({ roles }) => roles),
        ({ roles, encoding, mimeType, hashes, length }) =>
          roles?.join() === 'analysisTarget' &&
          encoding === 'UTF-8' &&
          Boolean(mimeType) &&
          length !== undefined &&
          /^[0-9a-f]{64}$/.test(hashes?.['sha-256'] ?? ''),
        'says too little',
      ),
    ];
  },
  28: ({ run }) =>
    each(
      regions(run),
      ({ startLine = 0, startColumn, endLine, endColumn, ...rest }) => {
        const isLine =
          Object.keys(rest).length === 0 && [startColumn, endLine, endColumn].every((x) => x === undefined);
        const isWhole = [startLine, startColumn, endLine, endColumn].every((x) => Number.isInteger(x) && x! >= 1);
        return isWhole || (isLine && startLine >= 1);
      },
      'not all four, nor a line as a whole',
    ),
  29: ({ run }) =>
    each(regions(run), ({ snippet }) => !snippet?.text?.startsWith('\ufeff'), 'begins with a byte order mark'),
  30: ({ run, results, files }) => [
    ...unless(JSON.stringify(run.newlineSequences) === '["\\r\\n","\\n"]', 'line breaks are not declared'),
    ...each(
      physicalLocations(results.filter(({ baselineState }) => baselineState !== 'absent')),
      ({ artifactLocation, region = {} }) => {
        const file = files[pathOf(artifactLocation)];
        return file === undefined || region.endColumn === undefined || textAt(file, region) !== undefined;
      },
      'not in the file',
    ),
  ],
  31: ({ results, files }) =>
    each(
      physicalLocations(results),
      ({ artifactLocation, region = {}, contextRegion }) => {
        const file = files[pathOf(artifactLocation)];
        const isExact = (one: Region): boolean =>
          file === undefined || one.snippet === undefined || one.snippet.text === textAt(file, one);
        return isExact(region) && (!contextRegion || (isExact(contextRegion) && isInside(region, contextRegion)));
      },
      'the snippet is not the text of the region, or its context no more than it',
    ),
  32: ({ run }) =>
    each(
      nodes(run)
        .map(([key]) => key)
        .filter((key) => /^(?:byteOffset|byteLength|charOffset|charLength)$/.test(key)),
      () => false,
      'an offset',
    ),
  33: ({ results }) =>
    each(
      physicalLocations(results).flatMap(({ region }) => region ?? []),
      ({ startLine, startColumn, endLine, endColumn }) =>
        endColumn === undefined || startLine !== endLine || startColumn !== endColumn,
      'an empty region',
    ),
  34: ({ results }) =>
    each(
      results.flatMap((result) => primary(result)?.physicalLocation ?? []),
      ({ region }) => Boolean(region),
      'no region',
    ),
};

function regions(value: unknown): readonly Region[] {
  return ['region', 'contextRegion', 'deletedRegion'].flatMap((name) => valuesUnder<Region>(value, name));
}

function isInside(inner: Region, outer: Region): boolean {
  const key = (line = 0, column = 0): number => line * 1e6 + column;
  const starts = key(inner.startLine, inner.startColumn) - key(outer.startLine, outer.startColumn);
  const ends = key(outer.endLine, outer.endColumn) - key(inner.endLine, inner.endColumn);
  return starts >= 0 && ends >= 0 && starts + ends > 0;
}
