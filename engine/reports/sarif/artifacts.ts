import type { Artifact } from 'sarif';
import type { FileReport } from '../../model/report.ts';
import { coordinates } from './location.ts';
import { uriOf } from './uri.ts';

/** What was read, by which anyone can tell whether these were the files in question, and what became of each. */
export function artifactOf({ path, status, language, bytes, sha256, unparsed }: FileReport): Artifact {
  const isText = status !== 'skipped' && status !== 'unread';
  return {
    location: { uri: uriOf(path) },
    ...(sha256 !== undefined && { length: bytes, hashes: { 'sha-256': sha256 } }),
    ...(isText && { roles: ['analysisTarget'], encoding: 'UTF-8', mimeType: mimeTypeOf(path, language) }),
    properties: { status, language, ...(unparsed && { unparsed: unparsed.map(coordinates) }) },
  };
}

/** By language, where one is registered with IANA. TypeScript has none, and `.ts` means a film there. */
const mimeTypes: ReadonlyMap<string, string> = new Map([
  ['json', 'application/json'],
  ['markdown', 'text/markdown'],
  ['sql', 'application/sql'],
  ['toml', 'application/toml'],
  ['xml', 'application/xml'],
  ['yaml', 'application/yaml'],
]);

function mimeTypeOf(path: string, language: string): string {
  if (/\.[cm]?jsx?$/i.test(path)) return 'text/javascript';
  return mimeTypes.get(language) ?? 'text/plain';
}
